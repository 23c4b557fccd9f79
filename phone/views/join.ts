/** `<ts-phone-join>`: somebody new. One field, one button, and what is kept. */
import { css, html, LitElement, nothing } from 'lit';
import { controlStyles, fieldStyles } from '#ui/controls.css.ts';
import '#ui/elements/notice.ts';
import { textField } from '#ui/elements/text-field.ts';
import '#ui/icons/icon.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import '#ui/mark.ts';
import { resetStyles } from '#ui/shared-styles.ts';
import '../elements/language-choice.ts';
import { endedNotice } from '../elements/ended-notice.ts';
import { pageStyles } from '../elements/page-styles.ts';
import { messages, problemWords, type Messages } from '../languages/core/index.ts';
import { nicknameFault } from '../nickname-fault.ts';
import type { PhoneSession } from '../phone-session.ts';
import { MOVE_PATH } from '../routes.ts';
import { SessionController } from '../session-controller.ts';

export class TsPhoneJoin extends LitElement {
  static override properties = {
    session: { attribute: false },
    busy: { state: true },
    error: { state: true },
  };
  declare session: PhoneSession;
  declare busy: boolean;
  /** Words are chosen when drawn, so that they follow the language. */
  declare error: ((text: Messages) => string | null) | null;

  readonly #language = new LanguageController(this, messages);
  protected readonly followed = new SessionController(this);
  #nickname = '';

  static override styles = [
    resetStyles,
    controlStyles,
    fieldStyles,
    pageStyles,
    css`
      :host {
        padding-block-start: 16px;
      }
      .top {
        display: flex;
        align-items: center;
        justify-content: space-between;
        --ts-mark-size: 40px;
      }
      .brand {
        display: flex;
        align-items: center;
        gap: 10px;
        font-size: 20px;
        font-weight: 700;
        color: var(--ts-water-1200);
      }
      h1 {
        margin-block: 36px 24px;
        font-size: 28px;
        white-space: pre-line;
      }
      form {
        display: grid;
        gap: 16px;
      }
      form .button {
        min-block-size: 56px;
        font-size: var(--ts-text-18);
      }
      .kept {
        display: flex;
        gap: 10px;
        margin-block: 16px 28px;
        font-size: 15px;
        line-height: 1.7;
        color: var(--ts-ink-2);
        --ts-icon-size: 22px;
      }
      .kept ts-icon {
        margin-block-start: 2px;
        color: var(--ts-water-900);
      }
      .others {
        border-block-start: var(--ts-border);
      }
      .others > * {
        display: block;
        border-block-end: var(--ts-border);
      }
      .other {
        display: flex;
        align-items: center;
        gap: 12px;
        min-block-size: 56px;
        color: var(--ts-ink);
        text-decoration: none;
        cursor: pointer;
        list-style: none;
        --ts-icon-size: 24px;
      }
      .other::-webkit-details-marker {
        display: none;
      }
      .other ts-icon:first-child {
        color: var(--ts-water-900);
      }
      .other .turn {
        margin-inline-start: auto;
        --ts-icon-size: 18px;
        transition: rotate var(--ts-change-ms) var(--ts-change-ease);
      }
      details[open] .turn {
        rotate: 90deg;
      }
      details p {
        padding-block-end: 16px;
        font-size: 15px;
        color: var(--ts-ink-2);
      }
    `,
  ];

  constructor() {
    super();
    this.busy = false;
    this.error = null;
  }

  override render() {
    const { text } = this.#language;
    const { join } = text;
    return html`<div class="top">
        <p class="brand"><ts-mark></ts-mark>${text.name}</p>
        <ts-phone-language></ts-phone-language>
      </div>
      <h1>${join.heading}</h1>
      ${endedNotice(text, this.session.ending)}
      ${
        this.session.standing === 'no-storage'
          ? html`<ts-notice kind="error" heading=${join.noStorage}
              >${join.noStorageNext}</ts-notice
            >`
          : this.#form(text)
      }
      <p class="kept"><ts-icon name="lock"></ts-icon><span>${join.kept}</span></p>
      <div class="others">
        <a class="other" href=${MOVE_PATH}>
          <ts-icon name="phone"></ts-icon>${join.moveLink}<ts-icon
            class="turn"
            name="right"
          ></ts-icon>
        </a>
        <details>
          <summary class="other">
            <ts-icon name="card"></ts-icon>${join.cardSummary}<ts-icon
              class="turn"
              name="right"
            ></ts-icon>
          </summary>
          <p>${join.cardText}</p>
        </details>
      </div>`;
  }

  #form(text: Messages) {
    const { join } = text;
    return html`<form novalidate @submit=${(event: SubmitEvent) => void this.#submit(event)}>
      ${textField({
        name: 'nickname',
        label: join.nickname,
        hint: join.hint,
        value: this.#nickname,
        error: this.error?.(text) ?? undefined,
        onInput: (value) => {
          this.#nickname = value;
        },
      })}
      <button class="button primary wide" aria-disabled=${this.busy ? 'true' : nothing}>
        ${this.busy ? join.working : join.submit}
      </button>
    </form>`;
  }

  async #submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (this.busy) return;
    const nickname = this.#nickname;
    if (nicknameFault(this.#language.text, nickname) !== null) {
      this.error = (text) => nicknameFault(text, nickname);
      await this.updateComplete;
      this.renderRoot.querySelector('input')?.focus();
      return;
    }
    this.busy = true;
    this.error = null;
    const answer = await this.session.join(nickname.trim()).catch(() => null);
    this.busy = false;
    if (answer?.ok === true) return;
    const code = answer?.code ?? 'internal';
    this.error = (text) => problemWords(text, code);
  }
}
customElements.define('ts-phone-join', TsPhoneJoin);

declare global {
  interface HTMLElementTagNameMap {
    'ts-phone-join': TsPhoneJoin;
  }
}
