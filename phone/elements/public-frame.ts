/** `<ts-public-frame>`: head and column of the pages that anybody may open, on paper too. */
import { css, html, LitElement } from 'lit';
import { LanguageController } from '#ui/language/language-controller.ts';
import '#ui/language/language-switch.ts';
import '#ui/mark.ts';
import { resetStyles } from '#ui/shared-styles.ts';
import { messages } from '../languages/public/index.ts';

/** @slot  the page's content */
export class TsPublicFrame extends LitElement {
  readonly #language = new LanguageController(this, messages);

  static override styles = [
    resetStyles,
    css`
      :host {
        display: block;
        max-inline-size: 768px;
        margin-inline: auto;
        padding: 16px 24px 56px;
      }
      header {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0 16px;
        padding-block-end: 8px;
      }
      .brand {
        display: flex;
        align-items: center;
        gap: 10px;
        color: var(--ts-water-1200);
        font-size: var(--ts-text-20);
        font-weight: 700;
      }
      ts-mark {
        --ts-mark-size: 36px;
      }
      @media print {
        :host {
          max-inline-size: none;
          padding: 0;
        }
        ts-language-switch {
          display: none;
        }
      }
    `,
  ];

  override render() {
    return html`<header>
        <p class="brand"><ts-mark></ts-mark>${this.#language.text.brand}</p>
        <ts-language-switch variant="text"></ts-language-switch>
      </header>
      <main><slot></slot></main>`;
  }
}
customElements.define('ts-public-frame', TsPublicFrame);

declare global {
  interface HTMLElementTagNameMap {
    'ts-public-frame': TsPublicFrame;
  }
}
