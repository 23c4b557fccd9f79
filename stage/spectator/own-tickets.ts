/** `<ts-own-tickets>`: one's tickets for a prize, their ranks, and what came of them. */
import { html, LitElement, nothing } from 'lit';
import type { Prize } from '#domain/contract/lotteries.ts';
import { controlStyles, fieldStyles } from '#ui/controls.css.ts';
import { textField } from '#ui/elements/text-field.ts';
import '#ui/icons/icon.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import { figureStyles, hiddenStyles, resetStyles } from '#ui/shared-styles.ts';
import { messages } from '../languages/spectator/index.ts';
import { digitsOf, serialText } from '../stage-state.ts';
import { readNumbers, type HeldTickets } from './held-tickets.ts';
import { ownTicketsStyles } from './own-tickets.css.ts';
import { rankChart, rankChartStyles } from './rank-chart.ts';
import type { OwnTicket, PrizeStanding } from './recompute.ts';
import { sectionStyles } from './spectator-styles.ts';

/** Rows of the list; the rest is counted. */
const ROWS_MAX = 5;

/**
 * @property prize
 * @property held      of this prize
 * @property standing  `null`: not known, or not to be told yet
 * @property isDrawn   the hall has seen this prize
 * @fires ts-tickets-added    detail `{ first, count }`
 * @property hasOthers  there are tickets for other prizes
 * @property isKept    something of this draw is kept in this browser
 * @fires ts-tickets-removed  detail: the `HeldTickets`
 * @fires ts-tickets-forgotten
 */
export class TsOwnTickets extends LitElement {
  static override properties = {
    prize: { attribute: false },
    held: { attribute: false },
    standing: { attribute: false },
    isDrawn: { type: Boolean },
    hasOthers: { type: Boolean },
    isKept: { type: Boolean },
    typed: { state: true },
    isWrong: { state: true },
  };
  declare prize: Prize;
  declare held: readonly HeldTickets[];
  declare standing: PrizeStanding | null;
  declare isDrawn: boolean;
  declare hasOthers: boolean;
  declare isKept: boolean;
  declare typed: string;
  declare isWrong: boolean;

  readonly #language = new LanguageController(this, messages);

  static override styles = [
    resetStyles,
    figureStyles,
    hiddenStyles,
    controlStyles,
    fieldStyles,
    sectionStyles,
    rankChartStyles,
    ownTicketsStyles,
  ];

  constructor() {
    super();
    this.held = [];
    this.standing = null;
    this.isDrawn = false;
    this.hasOthers = false;
    this.isKept = false;
    this.typed = '';
    this.isWrong = false;
  }

  override render() {
    const { text, formats } = this.#language;
    const { standing } = this;
    return html`<section>
      <h2>${text.tickets.heading}</h2>
      ${
        this.held.length === 0
          ? html`<p class="quiet">${this.hasOthers ? text.tickets.noneHere : text.tickets.none}</p>`
          : nothing
      }
      ${standing === null ? this.#unranked() : this.#ranked(standing.own)}
      ${
        standing === null || standing.own.length === 0
          ? nothing
          : html`${rankChart(
              standing,
              {
                cut: text.outcome.cut(formats.number(standing.cutRank ?? 0)),
                spoken: text.outcome.chart(
                  formats.number(standing.own[0]?.rank ?? 0),
                  formats.number(standing.serials),
                ),
                rank: text.tickets.rank,
              },
              formats,
            )}
            ${this.#outcome(standing.own)}`
      }
      ${this.#form()} ${this.#forget()}
    </section>`;
  }

  #number(serial: number): string {
    return serialText(serial, digitsOf(this.prize));
  }

  #span({ first, count }: HeldTickets): string {
    const { text } = this.#language;
    const last = first + count - 1;
    return count === 1
      ? this.#number(first)
      : text.tickets.range(this.#number(first), this.#number(last));
  }

  #unranked() {
    const { text, formats } = this.#language;
    if (this.held.length === 0) return nothing;
    const rows = this.held.slice(0, ROWS_MAX);
    const more = this.held.slice(ROWS_MAX).reduce((sum, { count }) => sum + count, 0);
    return html`<ul class="tickets">
        ${rows.map(
          (held) =>
            html`<li>
              <ts-icon name="ticket"></ts-icon>
              <span class="number figure">${this.#span(held)}</span>
              <span class="rank">${text.tickets.held(formats.number(held.count))}</span>
            </li>`,
        )}
      </ul>
      ${more === 0 ? nothing : html`<p class="quiet">${text.tickets.more(formats.number(more))}</p>`}
      ${this.isDrawn ? nothing : html`<p class="quiet small">${text.tickets.later}</p>`}`;
  }

  #ranked(own: readonly OwnTicket[]) {
    const { text, formats } = this.#language;
    const all = this.held.reduce((sum, { count }) => sum + count, 0);
    const more = all - Math.min(own.length, ROWS_MAX);
    return html`<ol class="tickets" aria-label=${text.tickets.tableHead}>
        ${own.slice(0, ROWS_MAX).map(
          ({ serial, rank }, index) =>
            html`<li class=${index === 0 ? 'best' : ''} data-ticket=${serial}>
              <ts-icon name="ticket"></ts-icon>
              <span class="number figure">${this.#number(serial)}</span>
              <span class="rank"
                >${index === 0 && own.length > 1 ? html`<strong>${text.tickets.best}</strong>` : nothing}
                ${figureIn(text.tickets.rank, formats.number(rank))}</span
              >
            </li>`,
        )}
      </ol>
      ${more > 0 ? html`<p class="quiet">${text.tickets.more(formats.number(more))}</p>` : nothing}`;
  }

  #outcome(own: readonly OwnTicket[]) {
    const { outcome } = this.#language.text;
    const won = own.find(({ place }) => place?.kind === 'win')?.place;
    const alternate = own.find(({ place }) => place?.kind === 'alt')?.place;
    const [head, hint] =
      won !== undefined && won !== null
        ? [outcome.won(String(won.place)), outcome.wonHint]
        : alternate !== undefined && alternate !== null
          ? [outcome.alternate(String(alternate.place)), outcome.alternateHint]
          : [outcome.missed, outcome.missedHint];
    return html`<p class="outcome" data-outcome>${head}</p>
      <p>${hint}</p>`;
  }

  #form() {
    const { text, formats } = this.#language;
    if (this.prize.tickets === 0) return nothing;
    const last = formats.number(this.prize.tickets);
    return html`<details>
      <summary>${text.tickets.add}</summary>
      <form
        @submit=${(event: SubmitEvent) => {
          event.preventDefault();
          this.#add();
        }}
      >
        ${textField({
          name: 'numbers',
          label: text.tickets.number,
          hint: text.tickets.numberHint,
          value: this.typed,
          error: this.isWrong ? text.tickets.numberWrong(last) : undefined,
          inputMode: 'text',
          lengthMax: 24,
          onInput: (value) => {
            this.typed = value;
            this.isWrong = false;
          },
        })}
        <button class="button primary">${text.tickets.save}</button>
        <p class="quiet small">${text.tickets.kept}</p>
      </form>
      <div class="held">
        ${this.held
          .filter(({ receipt }) => receipt === null)
          .map(
            (held) =>
              html`<button
                class="button quiet"
                @click=${() => this.#tell('ts-tickets-removed', held)}
              >
                ${text.tickets.remove(this.#span(held))}
              </button>`,
          )}
      </div>
    </details>`;
  }

  /** On a borrowed phone nothing stays. */
  #forget() {
    const { text } = this.#language;
    if (!this.isKept) return nothing;
    return html`<details data-forget>
      <summary>${text.tickets.forget}</summary>
      <p class="small">${text.tickets.forgetHint}</p>
      <div class="actions">
        <button class="button" @click=${() => this.#tell('ts-tickets-forgotten', null)}>
          ${text.tickets.forget}
        </button>
      </div>
    </details>`;
  }

  #add(): void {
    const numbers = readNumbers(this.typed, this.prize.tickets);
    this.isWrong = numbers === null;
    if (numbers === null) return;
    this.typed = '';
    this.#tell('ts-tickets-added', numbers);
  }

  #tell(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
customElements.define('ts-own-tickets', TsOwnTickets);

/** The figure of a sentence, set as one. */
function figureIn(sentence: (figure: string) => string, figure: string) {
  const [before = '', after = ''] = sentence('\0').split('\0');
  return html`${before}<span class="figure">${figure}</span>${after}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-own-tickets': TsOwnTickets;
  }
}
