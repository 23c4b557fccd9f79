/** `<ts-phone-farewell>`: the data is erased; what went, what stays, and good-bye. */
import { css, html, LitElement } from 'lit';
import { controlStyles } from '#ui/controls.css.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import '#ui/ring.ts';
import { resetStyles } from '#ui/shared-styles.ts';
import { pageStyles } from '../elements/page-styles.ts';
import { messages } from '../languages/core/index.ts';
import type { PhoneSession } from '../phone-session.ts';
import { ROOT, visitEvent } from '../routes.ts';

export class TsPhoneFarewell extends LitElement {
  static override properties = { session: { attribute: false } };
  declare session: PhoneSession;

  readonly #language = new LanguageController(this, messages);

  static override styles = [
    resetStyles,
    controlStyles,
    pageStyles,
    css`
      :host {
        display: grid;
        align-content: center;
        gap: 16px;
        padding-block: 40px;
      }
      ts-ring {
        justify-self: center;
        margin-block-end: 16px;
        --ts-ring-size: 200px;
      }
      h1 {
        font-size: 26px;
      }
      .button {
        margin-block-start: 16px;
        justify-self: start;
      }
    `,
  ];

  override render() {
    const { ended } = this.#language.text;
    return html`<ts-ring state="departed"></ts-ring>
      <h1 role="status">${ended.erased}</h1>
      <p>${ended.erasedNext}</p>
      <button type="button" class="button" @click=${() => this.#again()}>${ended.again}</button>`;
  }

  #again(): void {
    this.session.forgetEnding();
    this.dispatchEvent(visitEvent(ROOT));
  }
}
customElements.define('ts-phone-farewell', TsPhoneFarewell);

declare global {
  interface HTMLElementTagNameMap {
    'ts-phone-farewell': TsPhoneFarewell;
  }
}
