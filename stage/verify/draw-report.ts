/** `<ts-draw-report>`: what was drawn: the draw, its fingerprint, and who won. */
import { css, html, LitElement, nothing } from 'lit';
import { wordsOf, latinWordsOf } from '#domain/draw/words.ts';
import type { ResultRow } from '#domain/draw/tables.ts';
import { controlStyles } from '#ui/controls.css.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import { messages } from '../languages/verify/index.ts';
import type { Report, ReportedPrize } from './conversation.ts';
import { resultStyles } from './result-styles.ts';
import { verifyStyles } from './verify-styles.ts';

/** Rows of a prize that are shown at first. */
const ROWS_SHOWN = 30;

export class TsDrawReport extends LitElement {
  static override properties = {
    report: { attribute: false },
    whole: { state: true },
  };
  declare report: Report;
  /** Prizes that are shown with all their rows. */
  declare whole: ReadonlySet<string>;

  readonly #language = new LanguageController(this, messages);

  static override styles = [
    resetStyles,
    figureStyles,
    controlStyles,
    verifyStyles,
    resultStyles,
    css`
      :host {
        display: block;
      }
      .words {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(108px, 1fr));
        gap: 4px 16px;
        margin-block: 4px 8px;
        color: var(--ts-water-1200);
        font-size: var(--ts-text-20);
        line-height: 1.6;
      }
      .words span {
        display: block;
        color: var(--ts-ink-2);
        font-size: var(--ts-text-14);
        line-height: 1.3;
      }
      .label {
        margin-block-start: 24px;
        color: var(--ts-ink-2);
      }
    `,
  ];

  constructor() {
    super();
    this.whole = new Set();
  }

  override render() {
    const { text } = this.#language;
    return html`<section>
        <h2>${text.drawHeading}</h2>
        ${this.#facts()} ${this.#words()}
      </section>
      <section>
        <h2>${text.resultHeading}</h2>
        ${this.report.prizes.map((prize) => this.#prize(prize))}
      </section>`;
  }

  #facts() {
    const { text, formats } = this.#language;
    const { draw, sealed, limit, prizes, final } = this.report;
    const tickets = prizes.reduce((sum, { serials }) => sum + serials, 0);
    return html`<dl class="facts">
      ${fact(text.draw, draw)} ${fact(text.mode, sealed ? text.modeSealed : text.modeDrand)}
      ${fact(text.limit, text.limits[limit])}
      ${fact(text.tickets, text.ticketCount(formats.number(tickets)))}
      ${fact(text.fingerprint, html`<span class="hash" data-final>${final}</span>`)}
    </dl>`;
  }

  #words() {
    const { text, current } = this.#language;
    const { final, ignored } = this.report;
    const latin = current === 'en' ? latinWordsOf(final) : [];
    return html`<p class="label">${text.words}</p>
      <ol class="words">
        ${wordsOf(final).map((word, index) => {
          const below = latin[index];
          return html`<li>
            ${word}${below === undefined ? nothing : html`<span>${below}</span>`}
          </li>`;
        })}
      </ol>
      <p class="quiet">${text.wordsHint}</p>
      ${ignored.length === 0 ? nothing : html`<p class="quiet">${text.ignored(ignored.join('、'))}</p>`}`;
  }

  #prize(prize: ReportedPrize) {
    const { text, formats } = this.#language;
    const { prizeId, quantity, serials, rows } = prize;
    const won = rows.filter(({ kind }) => kind === 'win').length;
    const isWhole = this.whole.has(prizeId) || rows.length <= ROWS_SHOWN;
    const shown = isWhole ? rows : rows.slice(0, ROWS_SHOWN);
    return html`<div class="prize" data-prize=${prizeId}>
      <h3>${prizeId}</h3>
      <p class="quiet">${text.prizeLine(formats.number(quantity), formats.number(serials))}</p>
      ${rows.length === 0 ? html`<p>${text.noEntries}</p>` : this.#table(shown)}
      ${
        isWhole
          ? nothing
          : html`<p class="actions">
              <button
                class="button"
                @click=${() => (this.whole = new Set([...this.whole, prizeId]))}
              >
                ${text.showAll(formats.number(rows.length))}
              </button>
            </p>`
      }
      ${
        rows.length > 0 && won < quantity
          ? html`<p class="quiet">${text.unclaimed(formats.number(quantity - won))}</p>`
          : nothing
      }
    </div>`;
  }

  #table(rows: readonly ResultRow[]) {
    const { text } = this.#language;
    return html`<table>
      <thead>
        <tr>
          <th scope="col">${text.place}</th>
          <th scope="col" class="end">${text.serial}</th>
          <th scope="col">${text.entry}</th>
          <th scope="col">${text.score}</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map((row) => this.#row(row))}
      </tbody>
    </table>`;
  }

  #row({ kind, place, serial, entryId, score }: ResultRow) {
    const { text, formats } = this.#language;
    const placeText = formats.number(place);
    return html`<tr class=${kind}>
      <td class="place">${kind === 'win' ? text.win(placeText) : text.alt(placeText)}</td>
      <td class="serial figure">${serial}</td>
      <td class="entry">${entryId}</td>
      <td class="score hash">${score}</td>
    </tr>`;
  }
}
function fact(term: string, value: unknown) {
  return html`<div>
    <dt>${term}</dt>
    <dd>${value}</dd>
  </div>`;
}

customElements.define('ts-draw-report', TsDrawReport);

declare global {
  interface HTMLElementTagNameMap {
    'ts-draw-report': TsDrawReport;
  }
}
