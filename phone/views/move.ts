/** `<ts-phone-move>`: the new phone takes the code that the old one shows. */
import { css, html, LitElement, nothing } from 'lit';
import * as v from 'valibot';
import { typedCodeSchema } from '#domain/contract/values.ts';
import { controlStyles, fieldStyles } from '#ui/controls.css.ts';
import '#ui/elements/notice.ts';
import { textField } from '#ui/elements/text-field.ts';
import '#ui/icons/icon.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import { resetStyles } from '#ui/shared-styles.ts';
import { endedNotice } from '../elements/ended-notice.ts';
import { pageStyles } from '../elements/page-styles.ts';
import { messages, problemWords, type Messages } from '../languages/core/index.ts';
import type { PhoneSession } from '../phone-session.ts';
import { ME_PATH, ROOT } from '../routes.ts';
import { SessionController } from '../session-controller.ts';

export class TsPhoneMove extends LitElement {
  static override properties = {
    session: { attribute: false },
    busy: { state: true },
    error: { state: true },
    code: { state: true },
  };
  declare session: PhoneSession;
  declare busy: boolean;
  declare error: ((text: Messages) => string) | null;
  declare code: string;

  readonly #language = new LanguageController(this, messages);
  protected readonly followed = new SessionController(this);

  static override styles = [
    resetStyles,
    controlStyles,
    fieldStyles,
    pageStyles,
    css`
      form {
        display: grid;
        gap: 16px;
        margin-block-start: 24px;
      }
      input {
        font-family: var(--ts-font-figures);
        font-weight: 600;
        letter-spacing: 0.06em;
        text-transform: uppercase;
      }
      form .button {
        min-block-size: 56px;
        font-size: var(--ts-text-18);
      }
    `,
  ];

  constructor() {
    super();
    this.busy = false;
    this.error = null;
    this.code = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.code = decodeURIComponent(location.hash.slice(1)).slice(0, 40);
    // The code works once; it has no business in the history.
    if (location.hash !== '') history.replaceState(null, '', location.pathname);
  }

  override render() {
    const { text } = this.#language;
    const { standing, me } = this.session;
    const inside = standing === 'inside';
    return html`<header class="page-head">
        <a class="back" href=${inside ? ME_PATH : ROOT}>
          <ts-icon name="right"></ts-icon>${inside ? text.me.heading : text.move.newHere}
        </a>
        <h1>${text.move.heading}</h1>
      </header>
      ${inside ? nothing : endedNotice(text, this.session.ending)}
      ${
        inside
          ? html`<ts-notice kind="information" heading=${text.move.inside}
              >${text.move.insideNext(me?.nickname ?? '')}</ts-notice
            >`
          : standing === 'no-storage'
            ? html`<ts-notice kind="error" heading=${text.join.noStorage}
                >${text.join.noStorageNext}</ts-notice
              >`
            : this.#form(text)
      }`;
  }

  #form(text: Messages) {
    return html`<p>${text.move.explain}</p>
      <form novalidate @submit=${(event: SubmitEvent) => void this.#submit(event)}>
        ${textField({
          name: 'code',
          label: text.move.field,
          hint: text.move.hint,
          value: this.code,
          error: this.error?.(text),
          onInput: (value) => {
            this.code = value;
          },
        })}
        <button class="button primary wide" aria-disabled=${this.busy ? 'true' : nothing}>
          ${this.busy ? text.move.working : text.move.submit}
        </button>
      </form>`;
  }

  async #submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (this.busy) return;
    const parsed = v.safeParse(typedCodeSchema, this.code);
    if (!parsed.success) {
      this.error = (text) => text.move.malformed;
      return;
    }
    this.busy = true;
    this.error = null;
    const answer = await this.session.move(parsed.output).catch(() => null);
    this.busy = false;
    if (answer?.ok === true) return;
    const code = answer?.code ?? 'internal';
    // The code works once: it may be used up, though nobody said so.
    this.error = (text) =>
      code === 'network-unreachable' ? text.move.lost : problemWords(text, code);
  }
}
customElements.define('ts-phone-move', TsPhoneMove);

declare global {
  interface HTMLElementTagNameMap {
    'ts-phone-move': TsPhoneMove;
  }
}
