/** `<ts-refusals>`: why people could not be checked in, and what would help most of them. */
import { css, html, LitElement } from 'lit';
import type { Counters } from '#domain/contract/attendance.ts';
import '#ui/dots.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import { messages } from './languages/index.ts';
import { panelStyles } from './panel-styles.ts';
import { refusalRows } from './refusal-rows.ts';

/** Beyond this many of one reason a bar stands for them. */
const DOTS_MAX = 8;
/** From so many on, the most frequent reason is worth a word. */
const HINT_FROM = 2;

export class TsRefusals extends LitElement {
  static override properties = { refused: { attribute: false } };
  declare refused: Counters['refused'];

  readonly #language = new LanguageController(this, messages);

  static override styles = [
    resetStyles,
    figureStyles,
    panelStyles,
    css`
      :host {
        display: block;
        --ts-dots-filled: var(--ts-refused-mark);
      }
      .total {
        font-size: 19px;
      }
      .row {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 118px 48px;
        align-items: center;
        gap: 8px;
        min-block-size: 39px;
        line-height: 1.4;
      }
      .row .figure {
        font-size: 20px;
        text-align: end;
      }
      .bar {
        block-size: 14px;
        border-radius: 7px;
        background: var(--ts-refused-mark);
      }
      .hint {
        margin-block-start: 16px;
        color: var(--ts-ink-2);
        font-size: 15px;
        line-height: 1.65;
      }
    `,
  ];

  override render() {
    const text = this.#language.text.refusals;
    const { number } = this.#language.formats;
    const rows = refusalRows(this.refused);
    const total = rows.reduce((sum, { count }) => sum + count, 0);
    const [most] = rows;
    return html`<section class="panel">
      <div class="panel-head">
        <h2>${text.heading}</h2>
        ${
          total === 0
            ? ''
            : html`<span class="side"
                >${text.total} <span class="figure total">${number(total)}</span></span
              >`
        }
      </div>
      ${
        most === undefined
          ? html`<p class="quiet-text">${text.none}</p>`
          : html`<ul class="rows">
                ${rows.map(
                  ({ reason, count }) =>
                    html`<li class="row">
                      <span>${text.reason[reason]}</span>
                      ${this.#amount(count, most.count)}
                      <span class="figure">${number(count)}</span>
                    </li>`,
                )}
              </ul>
              ${most.count < HINT_FROM ? '' : html`<p class="hint">${text.hint[most.reason]}</p>`}`
      }
    </section>`;
  }

  #amount(count: number, most: number) {
    if (most > DOTS_MAX) {
      const widthPercent = Math.max(12, (count / most) * 100);
      return html`<span class="bar" style="width: ${widthPercent}%"></span>`;
    }
    return html`<ts-dots
      .count=${count}
      .dotPx=${14}
      .gapPx=${6}
      .groupGapPx=${0}
      .perRow=${DOTS_MAX}
    ></ts-dots>`;
  }
}
customElements.define('ts-refusals', TsRefusals);

declare global {
  interface HTMLElementTagNameMap {
    'ts-refusals': TsRefusals;
  }
}
