/** `<ts-entry-count>`: how many tickets, by steps or at once. */
import { css, html, LitElement, nothing } from 'lit';
import { controlStyles } from '#ui/controls.css.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import { messages } from '../languages/lottery/index.ts';
import { messages as usesMessages } from '../languages/uses/index.ts';
import { quickCounts } from '../ticket-figures.ts';

/**
 * @property count
 * @property max
 * @fires ts-count  detail: the number that was chosen
 */
export class TsEntryCount extends LitElement {
  static override properties = {
    count: { type: Number },
    max: { type: Number },
  };
  declare count: number;
  declare max: number;

  readonly #language = new LanguageController(this, messages);
  readonly #uses = new LanguageController(this, usesMessages);

  static override styles = [
    resetStyles,
    figureStyles,
    controlStyles,
    css`
      :host {
        display: block;
      }
      .stepper {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 8px 16px;
      }
      .steps {
        display: flex;
        align-items: center;
        gap: 8px;
      }
      .steps .button {
        inline-size: 56px;
        min-block-size: 56px;
        padding: 0;
        font-size: 26px;
      }
      output {
        min-inline-size: 2.2em;
        font-size: 36px;
        text-align: center;
      }
      .quick {
        display: flex;
        flex-wrap: wrap;
        justify-content: flex-end;
        gap: 8px;
        margin-block-start: 10px;
      }
      .quick .button {
        padding-inline: 14px;
      }
      .quick [aria-pressed='true'] {
        border-color: var(--ts-water-1100);
        background: var(--ts-water-50);
        font-weight: 700;
      }
    `,
  ];

  constructor() {
    super();
    this.count = 1;
    this.max = 1;
  }

  override render() {
    const { text, formats } = this.#language;
    const { tickets } = this.#uses.text;
    const { count, max } = this;
    const quick = quickCounts(max);
    return html`<div class="stepper">
        <span id="count">${text.prize.howMany}</span>
        <div class="steps" role="group" aria-labelledby="count">
          ${this.#step(tickets.less, '−', count - 1)}
          <output class="figure">${formats.number(count)}</output>
          ${this.#step(tickets.more, '+', count + 1)}
        </div>
      </div>
      ${
        quick.length === 0
          ? nothing
          : html`<div class="quick">
              ${quick.map((number) => {
                const figure = formats.number(number);
                return html`<button
                  class="button"
                  aria-pressed=${number === count}
                  @click=${() => this.#choose(number)}
                >
                  ${number === max ? text.prize.all(figure) : text.prize.some(figure)}
                </button>`;
              })}
            </div>`
      }`;
  }

  #step(word: string, sign: string, to: number) {
    return html`<button
      class="button"
      aria-label=${word}
      aria-disabled=${to < 1 || to > this.max ? 'true' : nothing}
      @click=${() => this.#choose(Math.min(this.max, Math.max(1, to)))}
    >
      ${sign}
    </button>`;
  }

  #choose(count: number): void {
    this.dispatchEvent(new CustomEvent('ts-count', { detail: count }));
  }
}
customElements.define('ts-entry-count', TsEntryCount);

declare global {
  interface HTMLElementTagNameMap {
    'ts-entry-count': TsEntryCount;
  }
}
