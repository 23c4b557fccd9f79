/** `<ts-dashboard-login>`: staff log in. */
import { html, LitElement, nothing } from 'lit';
import { LIMITS } from '#domain/contract/limits.ts';
import type { Session } from '#domain/contract/people.ts';
import '#ui/elements/notice.ts';
import { textField } from '#ui/elements/text-field.ts';
import '#ui/language/language-switch.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import '#ui/mark.ts';
import '#ui/wall.ts';
import { messages } from './languages/index.ts';
import { loginErrors, type LoginErrors } from './login-errors.ts';
import { logIn } from './staff-api.ts';

type LoginTrouble = 'failed' | 'pause' | 'away' | null;

/**
 * Like the whole page it has no shadow: password managers find the form.
 * @property expired  the session ended while somebody was at work
 * @fires ts-logged-in  detail: Session
 */
export class TsDashboardLogin extends LitElement {
  static override properties = {
    expired: { type: Boolean },
    errors: { state: true },
    trouble: { state: true },
    pausedUntilMs: { state: true },
    working: { state: true },
  };
  declare expired: boolean;
  declare errors: LoginErrors;
  declare trouble: LoginTrouble;
  declare pausedUntilMs: number;
  declare working: boolean;

  readonly #language = new LanguageController(this, messages);
  #email = '';
  #password = '';
  #pauseTimer: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    this.expired = false;
    this.errors = {};
    this.trouble = null;
    this.pausedUntilMs = 0;
    this.working = false;
  }

  protected override createRenderRoot() {
    return this;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#pauseTimer);
  }

  protected override firstUpdated(): void {
    void this.#focus('email');
  }

  override render() {
    const text = this.#language.text;
    const login = text.login;
    return html`<div class="login">
      <div class="login-brand">
        <ts-wall kind="slab" base="0.7" upright="0.4861"></ts-wall>
        <ts-wall kind="flat" from="0.72"></ts-wall>
        <ts-mark on-dark></ts-mark>
        <p class="login-name">${text.brand}</p>
        <p class="login-motto">${text.motto}</p>
      </div>
      <main class="login-main">
        <form novalidate @submit=${(event: SubmitEvent) => void this.#submit(event)}>
          <h1>${login.heading}</h1>
          ${this.#notice()}
          ${textField({
            name: 'email',
            label: login.email,
            type: 'email',
            inputMode: 'email',
            autocomplete: 'username',
            required: true,
            lengthMax: LIMITS.emailLengthMax,
            value: this.#email,
            error: this.#emailError(),
            onInput: (value) => (this.#email = value),
          })}
          ${textField({
            name: 'password',
            label: login.password,
            type: 'password',
            autocomplete: 'current-password',
            required: true,
            lengthMax: LIMITS.passwordLengthMax,
            value: this.#password,
            error: this.errors.password === undefined ? undefined : login.passwordMissing,
            onInput: (value) => (this.#password = value),
          })}
          <button class="button primary wide" ?disabled=${this.#pauseMs() > 0}>
            ${this.working ? login.working : login.submit}
          </button>
        </form>
        <ts-language-switch variant="text"></ts-language-switch>
      </main>
    </div>`;
  }

  #notice() {
    const { login } = this.#language.text;
    if (this.trouble === 'away') {
      return html`<ts-notice kind="error" icon="cloud-off" heading=${login.away}
        >${login.awayHint}</ts-notice
      >`;
    }
    if (this.#pauseMs() > 0) {
      const seconds = String(Math.ceil(this.#pauseMs() / 1000));
      return html`<ts-notice kind="stale" heading=${login.pause(seconds)}></ts-notice>`;
    }
    if (this.trouble === 'failed') {
      return html`<ts-notice kind="error" heading=${login.failed}></ts-notice>`;
    }
    return this.expired
      ? html`<ts-notice kind="information" icon="lock" heading=${login.again}></ts-notice>`
      : nothing;
  }

  #emailError(): string | undefined {
    const { login } = this.#language.text;
    const words = { missing: login.emailMissing, wrong: login.emailWrong };
    return this.errors.email && words[this.errors.email];
  }

  #pauseMs(): number {
    return Math.max(0, this.pausedUntilMs - Date.now());
  }

  async #submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (this.working || this.#pauseMs() > 0) return;
    this.#readFields();
    this.errors = loginErrors(this.#email, this.#password);
    this.trouble = null;
    if (this.errors.email !== undefined) return this.#focus('email');
    if (this.errors.password !== undefined) return this.#focus('password');
    this.working = true;
    const answer = await logIn(this.#email.trim(), this.#password);
    this.working = false;
    if (answer.ok) {
      this.#password = '';
      this.dispatchEvent(new CustomEvent<Session>('ts-logged-in', { detail: answer.value }));
      return;
    }
    if (answer.code === 'login-failed' || answer.code === 'request-malformed') {
      this.trouble = 'failed';
      return this.#focus('password');
    }
    if (answer.code === 'rate-limited') this.#pause(answer.retryAfterMs ?? LIMITS.loginPauseMs);
    else this.trouble = 'away';
  }

  #pause(durationMs: number): void {
    this.trouble = 'pause';
    this.pausedUntilMs = Date.now() + durationMs;
    clearInterval(this.#pauseTimer);
    this.#pauseTimer = setInterval(() => {
      if (this.#pauseMs() === 0) clearInterval(this.#pauseTimer);
      this.requestUpdate();
    }, 1_000);
  }

  /** A password manager may fill fields without an input event. */
  #readFields(): void {
    for (const input of this.querySelectorAll('input')) {
      if (input.name === 'email') this.#email = input.value;
      if (input.name === 'password') this.#password = input.value;
    }
  }

  async #focus(field: 'email' | 'password'): Promise<void> {
    await this.updateComplete;
    const input = this.querySelector<HTMLInputElement>(`input[name='${field}']`);
    input?.focus();
    if (field === 'password') input?.select();
  }
}
customElements.define('ts-dashboard-login', TsDashboardLogin);

declare global {
  interface HTMLElementTagNameMap {
    'ts-dashboard-login': TsDashboardLogin;
  }
}
