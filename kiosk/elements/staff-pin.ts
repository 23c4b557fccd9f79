/** `<ts-kiosk-pin>`: the staff exit. Six digits, slower with every wrong try, no network needed. */
import { css, html, LitElement, nothing } from 'lit';
import { controlStyles } from '#ui/controls.css.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import { KIOSK_LIMITS } from '../kiosk-limits.ts';
import { messages } from '../languages/index.ts';
import { pinPauseMs, type PinAttempts } from '../pin-attempts.ts';
import './code-keys.ts';
import { screenStyles } from './screen-styles.ts';

/**
 * @property check     tells whether this is the PIN, and counts wrong ones
 * @property attempts  wrong tries so far
 * @fires ts-accepted
 * @fires ts-back
 */
export class TsKioskPin extends LitElement {
  static override properties = {
    check: { attribute: false },
    attempts: { attribute: false },
    typed: { state: true },
    isWrong: { state: true },
  };
  declare check: ((pin: string) => Promise<boolean>) | null;
  declare attempts: PinAttempts;
  declare typed: string;
  declare isWrong: boolean;

  readonly #language = new LanguageController(this, messages);
  #ticks: ReturnType<typeof setInterval> | undefined;
  #checking = false;
  readonly #keyed = (event: KeyboardEvent) => this.#key(event);

  static override styles = [
    screenStyles,
    controlStyles,
    css`
      :host {
        display: grid;
        place-items: center;
        overflow: auto;
        background: var(--ts-mist);
      }
      main {
        display: grid;
        gap: calc(16 * var(--u));
        inline-size: calc(560 * var(--u));
        text-align: center;
      }
      h1 {
        font-size: calc(44 * var(--u));
      }
      p {
        font-size: calc(22 * var(--u));
        line-height: 1.5;
      }
      .places {
        display: flex;
        justify-content: center;
        gap: calc(20 * var(--u));
        padding-block: calc(12 * var(--u));
      }
      .places i {
        inline-size: calc(28 * var(--u));
        block-size: calc(28 * var(--u));
        border: calc(3 * var(--u)) solid var(--ts-open);
        border-radius: var(--ts-radius-dot);
      }
      .places i.filled {
        border-color: var(--ts-water-700);
        background: var(--ts-water-700);
      }
      .error {
        min-block-size: 1.5em;
        color: var(--ts-refused-mark);
        font-weight: 700;
      }
    `,
  ];

  constructor() {
    super();
    this.check = null;
    this.attempts = { wrong: 0, lastWrongAtMs: 0 };
    this.typed = '';
    this.isWrong = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('keydown', this.#keyed);
    this.#ticks = setInterval(() => this.requestUpdate(), 500);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('keydown', this.#keyed);
    clearInterval(this.#ticks);
    this.typed = '';
  }

  override render() {
    const { text, formats } = this.#language;
    const { pin } = text;
    const pauseMs = this.#pauseMs();
    return html`<main>
      <h1>${pin.head}</h1>
      <p>${pin.lead}</p>
      <div class="places" role="img" aria-label=${pin.digits(formats.number(this.typed.length))}>
        ${Array.from(
          { length: KIOSK_LIMITS.pinDigits },
          (_, index) => html`<i class=${index < this.typed.length ? 'filled' : ''}></i>`,
        )}
      </div>
      <p class="error" role="alert">
        ${this.isWrong ? pin.wrong : nothing}
        ${pauseMs > 0 ? pin.wait(formats.number(Math.ceil(pauseMs / 1000))) : nothing}
      </p>
      <ts-code-keys
        signs="1234567890"
        columns="3"
        label=${pin.keys}
        eraseLabel=${pin.erase}
        @ts-key=${(event: CustomEvent<string>) => this.#take(event.detail)}
      ></ts-code-keys>
      <button type="button" class="button large wide" @click=${() => this.#back()}>
        ${pin.back}
      </button>
    </main>`;
  }

  #pauseMs(): number {
    return pinPauseMs(this.attempts, Date.now());
  }

  #key(event: KeyboardEvent): void {
    if (/^\d$/.test(event.key)) this.#take(event.key);
    else if (event.key === 'Backspace') this.#take('');
    else if (event.key === 'Escape') this.#back();
  }

  /** A digit, or `''` for erasing. */
  #take(sign: string): void {
    if (this.#checking || this.#pauseMs() > 0) return;
    this.isWrong = false;
    this.typed = sign === '' ? this.typed.slice(0, -1) : this.typed + sign;
    if (this.typed.length >= KIOSK_LIMITS.pinDigits) void this.#try();
  }

  async #try(): Promise<void> {
    this.#checking = true;
    const isRight = (await this.check?.(this.typed)) ?? false;
    this.#checking = false;
    this.typed = '';
    this.isWrong = !isRight;
    if (isRight) this.dispatchEvent(new CustomEvent('ts-accepted'));
  }

  #back(): void {
    this.dispatchEvent(new CustomEvent('ts-back'));
  }
}
customElements.define('ts-kiosk-pin', TsKioskPin);

declare global {
  interface HTMLElementTagNameMap {
    'ts-kiosk-pin': TsKioskPin;
  }
}
