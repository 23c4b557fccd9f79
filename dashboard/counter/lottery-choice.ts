/** `<ts-lottery-choice>`: which lottery, which prize, and how many tickets. */
import { html, LitElement } from 'lit';
import { controlStyles, fieldStyles } from '#ui/controls.css.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import { formDialogStyles } from '../form-dialog.css.ts';
import { wholeNumber } from '../form-fields.ts';
import { messages } from '../languages/index.ts';
import type { PersonLottery } from './lottery-api.ts';
import {
  countChoice,
  lotteryChoice,
  prizeChoice,
  type Choice,
  type ChoiceFaults,
  type Words,
} from './lottery-choice-fields.ts';
import { lotteryChoiceStyles } from './lottery-choice.css.ts';
import { countMax } from './lottery-order.ts';

/** What is to be entered, once the person has nodded. */
export interface LotteryOrder {
  readonly chosen: PersonLottery;
  readonly prizeId: string;
  readonly count: number;
}

const NO_FAULTS: ChoiceFaults = { prize: false, count: false };

/**
 * @property open     lotteries that take entries; at least one
 * @property tickets  that the person holds
 * @fires ts-chosen   detail: LotteryOrder
 * @fires ts-cancel
 */
export class TsLotteryChoice extends LitElement {
  static override properties = {
    open: { attribute: false },
    tickets: { attribute: false },
    lotteryId: { state: true },
    choice: { state: true },
    faults: { state: true },
  };
  declare open: readonly PersonLottery[];
  declare tickets: number;
  declare lotteryId: string | null;
  declare choice: Choice;
  declare faults: ChoiceFaults;

  readonly #language = new LanguageController(this, messages);

  static override styles = [
    resetStyles,
    figureStyles,
    controlStyles,
    fieldStyles,
    formDialogStyles,
    lotteryChoiceStyles,
  ];

  constructor() {
    super();
    this.open = [];
    this.tickets = 0;
    this.lotteryId = null;
    this.choice = { prizeId: null, count: '1' };
    this.faults = NO_FAULTS;
  }

  override render() {
    const { text } = this.#language;
    const words = text.counter.lottery;
    const chosen = this.#chosen;
    const most = chosen === null ? 0 : countMax(chosen.lottery, this.tickets);
    return html`<form
      novalidate
      @submit=${(event: SubmitEvent) => {
        event.preventDefault();
        this.#check();
      }}
    >
      ${chosen === null ? html`<p>${words.none}</p>` : this.#fields(chosen, most)}
      <div class="actions">
        <button
          type="button"
          class="button"
          @click=${() => this.dispatchEvent(new CustomEvent('ts-cancel'))}
        >
          ${text.cancel}
        </button>
        <button class="button primary" ?disabled=${most === 0}>${words.next}</button>
      </div>
    </form>`;
  }

  #fields(chosen: PersonLottery, most: number) {
    const { text, formats, current } = this.#language;
    const words: Words = { text, formats, language: current };
    return html`${lotteryChoice(words, this.open, chosen, (lotteryId) => {
      this.lotteryId = lotteryId;
      this.#take({ prizeId: null });
    })}
    ${prizeChoice(words, chosen, this.choice, {
      fault: this.faults.prize,
      choose: (prizeId) => this.#take({ prizeId }),
    })}
    ${
      most === 0
        ? html`<p class="short">${text.counter.lottery.noTickets}</p>`
        : countChoice(words, chosen, this.choice, {
            count: this.#countFor(chosen),
            tickets: this.tickets,
            fault: this.faults.count,
            type: (count) => this.#take({ count }),
          })
    }`;
  }

  get #chosen(): PersonLottery | null {
    const byId = this.open.find(({ lottery }) => lottery.lotteryId === this.lotteryId);
    return byId ?? this.open[0] ?? null;
  }

  /** The typed count, if so many can be entered. */
  #countFor({ lottery }: PersonLottery): number | null {
    const count = wholeNumber(this.choice.count);
    return count >= 1 && count <= countMax(lottery, this.tickets) ? count : null;
  }

  #take(change: Partial<Choice>): void {
    this.choice = { ...this.choice, ...change };
    this.faults = NO_FAULTS;
  }

  #check(): void {
    const chosen = this.#chosen;
    if (chosen === null) return;
    const { prizeId } = this.choice;
    const count = this.#countFor(chosen);
    this.faults = { prize: prizeId === null, count: count === null };
    if (prizeId === null || count === null) return void this.#focusFault();
    // Back here, it is still this one, whatever was opened meanwhile.
    this.lotteryId = chosen.lottery.lotteryId;
    this.dispatchEvent(
      new CustomEvent<LotteryOrder>('ts-chosen', { detail: { chosen, prizeId, count } }),
    );
  }

  async #focusFault(): Promise<void> {
    await this.updateComplete;
    const fault = '[aria-invalid="true"] input, input[aria-invalid="true"]';
    this.renderRoot.querySelector<HTMLElement>(fault)?.focus();
  }
}
customElements.define('ts-lottery-choice', TsLotteryChoice);

declare global {
  interface HTMLElementTagNameMap {
    'ts-lottery-choice': TsLotteryChoice;
  }
}
