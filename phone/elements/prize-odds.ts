/** `<ts-prize-odds>`: what can be won, the grand prize on top, and how likely a ticket wins. */
import { css, html, LitElement, nothing } from 'lit';
import type { Lottery, LotteryEntry, Prize } from '#domain/contract/lotteries.ts';
import { controlStyles } from '#ui/controls.css.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import { messages } from '../languages/lottery/index.ts';
import { ticketChance } from '../lottery-odds.ts';
import { ownTickets } from '../lottery-standing.ts';
import { nameIn } from '../names.ts';
import { lotteryPrizePath } from '../routes.ts';
import { chanceWords } from './lottery-chance.ts';

/**
 * @property lottery
 * @property entries  one's own
 * @property open     tickets can be entered
 * @property ended    what could be won is over
 */
export class TsPrizeOdds extends LitElement {
  static override properties = {
    lottery: { attribute: false },
    entries: { attribute: false },
    open: { type: Boolean },
    ended: { type: Boolean },
  };
  declare lottery: Lottery;
  declare entries: readonly LotteryEntry[];
  declare open: boolean;
  declare ended: boolean;

  readonly #language = new LanguageController(this, messages);

  static override styles = [
    resetStyles,
    figureStyles,
    controlStyles,
    css`
      :host {
        display: block;
        line-height: 1.5;
      }
      .heading {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        justify-content: space-between;
        gap: 0 16px;
        padding-block-end: 10px;
        border-block-end: var(--ts-border);
      }
      h2 {
        font-size: var(--ts-text-20);
      }
      .quiet {
        color: var(--ts-ink-2);
        font-size: 15px;
      }
      li {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 16px;
        padding-block: 11px;
        border-block-end: var(--ts-border);
      }
      li > :first-child {
        flex: 1;
        min-inline-size: 0;
        overflow-wrap: anywhere;
      }
      h3 {
        color: var(--ts-ink);
        font-size: var(--ts-text-18);
        line-height: 1.4;
      }
      .facts {
        display: flex;
        flex-wrap: wrap;
        gap: 0 12px;
      }
      .odds .figure {
        margin-inline: 3px;
        font-size: 20px;
      }
      .odds .figure.first {
        margin-inline-start: 0;
      }
      .own {
        color: var(--ts-arrive-text);
        font-weight: 700;
      }
      .button {
        flex: none;
        min-inline-size: 74px;
        padding-inline: 12px;
      }
    `,
  ];

  constructor() {
    super();
    this.entries = [];
    this.open = false;
    this.ended = false;
  }

  override render() {
    const { text, formats } = this.#language;
    const { prizes } = this.lottery;
    return html`<div class="heading">
        <h2>${text.prizes}</h2>
        ${
          this.ended
            ? nothing
            : html`<p class="quiet">${text.prizesHint(formats.number(prizes.length))}</p>`
        }
      </div>
      <ul>
        ${prizes.toReversed().map((prize) => this.#prize(prize))}
      </ul>`;
  }

  #prize(prize: Prize) {
    const { text, formats, current } = this.#language;
    const name = nameIn(current, prize);
    const own = ownTickets(this.entries, prize.prizeId);
    return html`<li>
      <div>
        <h3>${name}</h3>
        <p class="facts quiet">
          <span>${text.winners(formats.number(prize.quantity))}</span>
          <span>${text.entered(formats.number(prize.tickets))}</span>
        </p>
        <p class="facts odds">
          ${own === 0 ? nothing : html`<span class="own">${text.own(formats.number(own))}</span>`}
          ${
            this.ended
              ? nothing
              : html`<span>${chanceWords(text.ticketChance, formats, ticketChance(prize))}</span>`
          }
        </p>
      </div>
      ${
        this.open
          ? html`<a
              class="button"
              href=${lotteryPrizePath(this.lottery.lotteryId, prize.prizeId)}
              aria-label=${text.chooseLabel(name)}
              >${text.choose}</a
            >`
          : nothing
      }
    </li>`;
  }
}
customElements.define('ts-prize-odds', TsPrizeOdds);

declare global {
  interface HTMLElementTagNameMap {
    'ts-prize-odds': TsPrizeOdds;
  }
}
