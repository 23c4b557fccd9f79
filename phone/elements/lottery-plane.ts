/** `<ts-lottery-plane>`: which lottery, how it stands, and one's own tickets, on the dark plane. */
import { html, LitElement, nothing } from 'lit';
import type { Lottery, LotteryEntry } from '#domain/contract/lotteries.ts';
import { ClockController } from '#ui/controllers/clock-controller.ts';
import '#ui/icons/icon.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import '#ui/wall.ts';
import { messages } from '../languages/lottery/index.ts';
import { isEnded, momentOf, serialText, type LotteryMoment } from '../lottery-standing.ts';
import { nameIn } from '../names.ts';
import { timeLeft } from '../time-left.ts';
import { shapesFor } from '../ticket-figures.ts';
import { planeStyles } from './lottery-plane.css.ts';
import './ticket-shapes.ts';

/** Entered tickets that are drawn one by one; of more the receipts tell. */
const NUMBERS_MAX = 10;
/** In one row: then the words stand under their tickets. */
const ROW = 5;

/**
 * @property lottery
 * @property entries
 * @property unused    tickets that can be entered; `null`: not known
 * @property offsetMs  the server's clock minus the phone's, ms
 * @slot               one action
 */
export class TsLotteryPlane extends LitElement {
  static override properties = {
    lottery: { attribute: false },
    entries: { attribute: false },
    unused: { attribute: false },
    offsetMs: { attribute: false },
  };
  declare lottery: Lottery;
  declare entries: readonly LotteryEntry[];
  declare unused: number | null;
  declare offsetMs: number;

  readonly #language = new LanguageController(this, messages);
  readonly #clock = new ClockController(this, 'second', () => this.offsetMs);

  static override styles = [resetStyles, figureStyles, planeStyles];

  constructor() {
    super();
    this.entries = [];
    this.unused = null;
    this.offsetMs = 0;
  }

  override render() {
    const { formats, current } = this.#language;
    const { lottery } = this;
    const moment = momentOf(lottery, this.#clock.nowMs);
    return html`<section class="plane">
        <div class="head">
          <h1>${nameIn(current, lottery)}</h1>
          <p class="year">${formats.fiscalYear(lottery.fiscalYear)}</p>
        </div>
        ${moment === 'open' ? this.#until() : this.#moment(moment)}
        ${isEnded(moment) && this.entries.length === 0 ? nothing : this.#mine(moment)}
        <slot></slot>
      </section>
      <div class="strip"><ts-wall kind="flat" from="0"></ts-wall></div>`;
  }

  #until() {
    const { text, formats } = this.#language;
    const { closesAt } = this.lottery;
    const left = timeLeft(text.left, formats, Date.parse(closesAt) - this.#clock.nowMs);
    return html`<p class="until">
      <ts-icon name="clock"></ts-icon>
      <span
        >${text.until(formats.date(closesAt), formats.time(closesAt))}
        <b class="left" role="timer">${left}</b></span
      >
    </p>`;
  }

  #moment(moment: Exclude<LotteryMoment, 'open'>) {
    const { text } = this.#language;
    const { head, hint } = text.moments[moment];
    const { voidReason } = this.lottery;
    return html`<div class="moment" role="status">
      <p class="now">${head}</p>
      ${voidReason === null ? nothing : html`<p>${text.reason(voidReason)}</p>`}
      <p>${hint}</p>
    </div>`;
  }

  #mine(moment: LotteryMoment) {
    const { text, formats } = this.#language;
    const isOpen = moment === 'open' && !this.lottery.rehearsal;
    const unused = isOpen ? this.unused : 0;
    const entered = this.entries.reduce((sum, { count }) => sum + count, 0);
    const shown = unused === null ? '—' : formats.number(unused);
    return html`<div class="mine">
        <p>${text.mine}</p>
        ${
          isOpen
            ? html`<p>${text.remaining} <span class="figure">${shown}</span> ${text.unit}</p>`
            : html`<p><span class="figure">${formats.number(entered)}</span> ${text.unit}</p>`
        }
      </div>
      ${
        entered === 0 && (unused ?? 0) === 0
          ? html`<p>${isOpen ? text.noTickets : text.outcome.notIn}</p>`
          : this.#shapes(entered, unused ?? 0)
      }`;
  }

  #shapes(entered: number, unused: number) {
    const { text, formats } = this.#language;
    const ordered = this.lottery.prizes.flatMap(({ prizeId }) =>
      this.entries.filter((entry) => entry.prizeId === prizeId),
    );
    const numbers = entered > NUMBERS_MAX ? [] : ordered.flatMap((each) => this.#numbers(each));
    const dashed = numbers.length === entered ? shapesFor(unused) : 0;
    const label = text.shapesLabel(formats.number(entered), formats.number(unused));
    return html`${
      numbers.length + dashed === 0
        ? nothing
        : html`<ts-ticket-shapes
            .numbers=${numbers}
            .count=${dashed}
            label=${label}
          ></ts-ticket-shapes>`
    }
    ${this.#words(entered, unused)}`;
  }

  /** Under the tickets of each prize where they stand in one row, else as a list. */
  #words(entered: number, unused: number) {
    const { text, formats } = this.#language;
    const groups = this.#groups().map(({ name, count }) => ({
      words: text.enteredIn(name, formats.number(count)),
      count,
    }));
    if (unused > 0) groups.push({ words: text.unused, count: unused });
    const inRow = entered + unused <= ROW && groups.every(({ count }) => count > 1);
    return html`<ul class=${inRow ? 'under row' : 'under'}>
      ${groups.map(
        ({ words, count }) => html`<li class=${inRow ? `span-${count}` : ''}>${words}</li>`,
      )}
    </ul>`;
  }

  #groups(): { readonly name: string; readonly count: number }[] {
    const { current } = this.#language;
    return this.lottery.prizes
      .map((prize) => ({
        name: nameIn(current, prize),
        count: this.entries
          .filter(({ prizeId }) => prizeId === prize.prizeId)
          .reduce((sum, { count }) => sum + count, 0),
      }))
      .filter(({ count }) => count > 0);
  }

  /** By prize, as the words beneath. */
  #numbers({ prizeId, first, count }: LotteryEntry): string[] {
    const prize = this.lottery.prizes.find((each) => each.prizeId === prizeId);
    const tickets = Math.max(prize?.tickets ?? 0, first + count - 1);
    return Array.from({ length: count }, (_, index) => serialText(first + index, tickets));
  }
}
customElements.define('ts-lottery-plane', TsLotteryPlane);

declare global {
  interface HTMLElementTagNameMap {
    'ts-lottery-plane': TsLotteryPlane;
  }
}
