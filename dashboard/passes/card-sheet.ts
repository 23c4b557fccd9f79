/** `<ts-card-sheet>`: nothing on the screen; on paper, one sheet with a card that was just made. */
import { css, LitElement, nothing } from 'lit';
import { LanguageController } from '#ui/language/language-controller.ts';
import { messages } from '../languages/index.ts';
import { passSheet, type Pass } from './pass-sheet.ts';

/** The view around it hides the rest of the page in print while there is a card. */
export class TsCardSheet extends LitElement {
  static override properties = { card: { attribute: false } };
  declare card: Pass | null;

  readonly #language = new LanguageController(this, messages);

  static override styles = css`
    :host {
      display: none;
    }
    @media print {
      :host {
        display: block;
      }
      .sheet {
        display: block;
        inline-size: 210mm;
        block-size: 297mm;
        page: pass-sheet;
      }
    }
  `;

  constructor() {
    super();
    this.card = null;
  }

  override render() {
    return this.card === null
      ? nothing
      : passSheet([this.card], { page: 1, pages: 1, cards: 1 }, this.#language.text);
  }
}
customElements.define('ts-card-sheet', TsCardSheet);

declare global {
  interface HTMLElementTagNameMap {
    'ts-card-sheet': TsCardSheet;
  }
}
