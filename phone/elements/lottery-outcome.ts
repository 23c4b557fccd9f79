/** `<ts-lottery-outcome>`: won, standing by, or not, and what comes next. */
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import type { Lottery } from '#domain/contract/lotteries.ts';
import { controlStyles } from '#ui/controls.css.ts';
import '#ui/icons/icon.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import { messages } from '../languages/lottery/index.ts';
import type { OwnPlaces } from '../lottery-receipts.ts';
import { serialText } from '../lottery-standing.ts';
import { nameIn } from '../names.ts';

/**
 * @property lottery  that was drawn
 * @property places   one's own; `null`: not here yet
 * @property waits    the hall may still be showing it: it is told on asking
 */
export class TsLotteryOutcome extends LitElement {
  static override properties = {
    lottery: { attribute: false },
    places: { attribute: false },
    waits: { type: Boolean },
    asked: { state: true },
  };
  declare lottery: Lottery;
  declare places: OwnPlaces | null;
  declare waits: boolean;
  declare asked: boolean;

  readonly #language = new LanguageController(this, messages);

  static override styles = [
    resetStyles,
    figureStyles,
    controlStyles,
    css`
      :host {
        display: block;
        line-height: 1.6;
      }
      h2 {
        margin-block-end: 8px;
        font-size: var(--ts-text-20);
      }
      li {
        padding-block: 12px;
        border-block-start: var(--ts-border);
      }
      li:last-child {
        border-block-end: var(--ts-border);
      }
      .result {
        display: flex;
        align-items: center;
        gap: 10px;
        color: var(--ts-water-1200);
        font-size: var(--ts-text-24);
        font-weight: 700;
        line-height: 1.35;
        --ts-icon-size: 1.25em;
      }
      .won {
        color: var(--ts-admitted-mark);
      }
      .prize {
        font-size: var(--ts-text-18);
        font-weight: 700;
        overflow-wrap: anywhere;
      }
      .quiet {
        color: var(--ts-ink-2);
      }
      .facts {
        display: flex;
        flex-wrap: wrap;
        gap: 0 16px;
      }
      .button {
        margin-block-start: 12px;
      }
      .next {
        margin-block-start: 8px;
      }
    `,
  ];

  constructor() {
    super();
    this.places = null;
    this.waits = false;
    this.asked = false;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('lottery');
    if (before !== undefined && before.lotteryId !== this.lottery.lotteryId) this.asked = false;
  }

  override render() {
    const { outcome: text } = this.#language.text;
    return html`<h2>${text.heading}</h2>
      ${this.waits && !this.asked ? this.#asking() : this.#told()}`;
  }

  #asking() {
    const { outcome: text } = this.#language.text;
    return html`<p class="quiet">${text.hidden}</p>
      <button class="button" @click=${() => (this.asked = true)}>${text.show}</button>`;
  }

  #told() {
    const { outcome: text } = this.#language.text;
    const { places } = this;
    if (places === null) return html`<p class="quiet" role="status">${text.coming}</p>`;
    if (places.length === 0) {
      return html`<div role="status" data-outcome="missed">
        <p class="result">${text.missed}</p>
        <p class="next">${text.missedNext}</p>
      </div>`;
    }
    // The grand prize first, as everywhere for people.
    const order = this.lottery.prizes.map(({ prizeId }) => prizeId);
    const sorted = places.toSorted(
      (a, b) =>
        Number(a.kind === 'alt') - Number(b.kind === 'alt') ||
        order.indexOf(b.prizeId) - order.indexOf(a.prizeId),
    );
    return html`<ul role="status">
      ${sorted.map((place) => this.#place(place))}
    </ul>`;
  }

  #place({ prizeId, kind, place, serial }: OwnPlaces[number]) {
    const { text, formats, current } = this.#language;
    const { outcome } = text;
    const prize = this.lottery.prizes.find((each) => each.prizeId === prizeId);
    const hasWon = kind === 'win';
    const next = this.lottery.rehearsal
      ? outcome.rehearsalNext
      : hasWon
        ? outcome.wonNext
        : outcome.alternateNext;
    return html`<li data-outcome=${kind}>
      <p class="result ${hasWon ? 'won' : ''}">
        ${hasWon ? html`<ts-icon name="check"></ts-icon>` : nothing}
        ${hasWon ? outcome.won : outcome.alternate(formats.number(place))}
      </p>
      <p class="prize">${prize === undefined ? prizeId : nameIn(current, prize)}</p>
      <p class="quiet facts">
        ${hasWon ? html`<span>${outcome.wonAt(formats.number(place))}</span>` : nothing}
        <span>${outcome.serial(serialText(serial, prize?.tickets ?? serial))}</span>
      </p>
      <p class="next">${next}</p>
    </li>`;
  }
}
customElements.define('ts-lottery-outcome', TsLotteryOutcome);

declare global {
  interface HTMLElementTagNameMap {
    'ts-lottery-outcome': TsLotteryOutcome;
  }
}
