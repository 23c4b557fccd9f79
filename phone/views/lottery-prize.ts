/** `<ts-phone-lottery-prize>`: one prize, what more tickets do to one's chance, and entering them. */
import { html, LitElement, nothing } from 'lit';
import type { Lottery, LotteryEntry, Prize } from '#domain/contract/lotteries.ts';
import { TicketListSchema } from '#domain/contract/tickets.ts';
import { controlStyles } from '#ui/controls.css.ts';
import { ClockController } from '#ui/controllers/clock-controller.ts';
import '#ui/elements/notice.ts';
import '#ui/icons/icon.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import '../elements/entry-count.ts';
import '../elements/entry-dialog.ts';
import { emptyState, listState } from '../elements/list-states.ts';
import { pendingNotice } from '../elements/pending-notice.ts';
import { ownChances, prizeFacts } from '../elements/prize-figures.ts';
import '../elements/ticket-order.ts';
import { usesStyles } from '../elements/uses-styles.ts';
import { KeptList } from '../kept-list.ts';
import { entryProblemText, messages } from '../languages/lottery/index.ts';
import { messages as usesMessages } from '../languages/uses/index.ts';
import { LotteryController } from '../lottery-controller.ts';
import { momentOf, ownTickets, serialSpan } from '../lottery-standing.ts';
import { nameIn } from '../names.ts';
import type { PhoneSession } from '../phone-session.ts';
import { lotteryPath } from '../routes.ts';
import { SessionController } from '../session-controller.ts';
import { entryStyles } from './lottery-prize.css.ts';

/** In a rehearsal nothing is spent; a few are enough to see how it goes. */
const REHEARSAL_MAX = 10;

/**
 * @property session
 * @property lotteryId
 * @property prizeId
 */
export class TsPhoneLotteryPrize extends LitElement {
  static override properties = {
    session: { attribute: false },
    lotteryId: { attribute: false },
    prizeId: { attribute: false },
    wanted: { state: true },
    asking: { state: true },
    working: { state: true },
    trouble: { state: true },
    done: { state: true },
  };
  declare session: PhoneSession;
  declare lotteryId: string;
  declare prizeId: string;
  declare wanted: number;
  declare asking: boolean;
  declare working: boolean;
  declare trouble: string;
  /** Has just been entered. */
  declare done: LotteryEntry | null;

  readonly #language = new LanguageController(this, messages);
  readonly #uses = new LanguageController(this, usesMessages);
  protected readonly followed = new SessionController(this);
  readonly #lottery: LotteryController;
  /** It closes while somebody looks. */
  protected readonly clock = new ClockController(this, 'second');
  readonly #tickets: KeptList<typeof TicketListSchema>;

  static override styles = [resetStyles, figureStyles, controlStyles, usesStyles, entryStyles];

  constructor() {
    super();
    this.wanted = 1;
    this.asking = false;
    this.working = false;
    this.trouble = '';
    this.done = null;
    this.#lottery = new LotteryController(this);
    this.#tickets = new KeptList(this, TicketListSchema, '/api/me/tickets');
  }

  protected override willUpdate(): void {
    this.#lottery.follow(this.lotteryId);
    const { resolved } = this.#lottery;
    if (resolved === null || this.working) return;
    // What was asked for again has its answer: to press once more would be another order.
    this.asking = false;
    this.trouble = '';
  }

  override render() {
    const { text } = this.#language;
    const { list, shown } = this.#lottery;
    const prize = shown?.prizes.find(({ prizeId }) => prizeId === this.prizeId);
    return html`${
        shown?.rehearsal === true
          ? html`<p class="rehearsal"><b>${text.rehearsal}</b> ${text.rehearsalHint}</p>`
          : nothing
      }
      <a class="back" href=${lotteryPath(this.lotteryId)}
        ><ts-icon name="right"></ts-icon>${text.toLottery}</a
      >
      ${listState(this.#uses, list)}
      ${
        shown !== null && prize !== undefined
          ? this.#prize(shown, prize)
          : list.value === null
            ? nothing
            : emptyState(text.prize.unknown, text.prize.unknownHint)
      }`;
  }

  get #own(): number {
    return ownTickets(this.#lottery.entries.entries, this.prizeId);
  }

  /** Tickets that can be entered; `null`: what an earlier visit left says nothing yet. */
  get #held(): number | null {
    const { me, meIsFresh } = this.session;
    const { value, problem } = this.#tickets;
    if (meIsFresh && me !== null) return me.tickets;
    if (value !== null) return value.count;
    return problem === null ? null : (me?.tickets ?? 0);
  }

  #prize(lottery: Lottery, prize: Prize) {
    const { text, current } = this.#language;
    const isOpen = momentOf(lottery, this.session.nowMs()) === 'open';
    return html`<h1>${nameIn(current, prize)}</h1>
      ${prizeFacts(this.#language, prize)}
      <p class="quiet limit">${text.limits[lottery.limit]}</p>
      ${pendingNotice(this.#language, this.#lottery)}
      ${this.done === null ? nothing : this.#entered(this.done, prize)}
      ${isOpen || this.asking ? this.#form(lottery, prize) : this.#closed()}`;
  }

  #closed() {
    const { prize: text } = this.#language.text;
    return html`<ts-notice kind="information" icon="lock" heading=${text.closed}
      >${text.closedHint}</ts-notice
    >`;
  }

  #form(lottery: Lottery, prize: Prize) {
    const { text, formats } = this.#language;
    const held = this.#held;
    const max = lottery.rehearsal ? REHEARSAL_MAX : held;
    if (max === null) return nothing;
    if (max === 0 && !this.asking) return this.#noTickets();
    const count = Math.max(1, Math.min(this.wanted, max));
    return html`<section class="enter">
      <ts-entry-count
        .count=${count}
        .max=${max}
        @ts-count=${(event: CustomEvent<number>) => (this.wanted = event.detail)}
      ></ts-entry-count>
      ${ownChances(this.#language, { prize, limit: lottery.limit, own: this.#own, count })}
      <button
        class="button primary wide submit"
        ?disabled=${this.#lottery.pending !== null && !this.asking}
        @click=${() => this.#ask()}
      >
        ${text.prize.submit(formats.number(count))}
      </button>
      <ts-entry-dialog
        .lottery=${lottery}
        .prize=${prize}
        .count=${count}
        .held=${held ?? 0}
        .open=${this.asking}
        .working=${this.working}
        .trouble=${this.trouble}
        @ts-close=${() => (this.asking = false)}
        @ts-confirm=${() => void this.#enter(count)}
      ></ts-entry-dialog>
    </section>`;
  }

  #noTickets() {
    const { prize: text } = this.#language.text;
    const list = this.#tickets.value;
    return html`<section class="enter">
      <h2>${text.noTickets}</h2>
      <p class="quiet">${text.noTicketsHint}</p>
      ${
        list === null
          ? nothing
          : html`<ts-ticket-order
              .session=${this.session}
              .price=${list.price}
              .perRequestMax=${list.perRequestMax}
              @ts-bought=${() => void this.#tickets.load()}
            ></ts-ticket-order>`
      }
    </section>`;
  }

  #entered(entry: LotteryEntry, prize: Prize) {
    const { text, formats } = this.#language;
    const serials = serialSpan(entry, Math.max(prize.tickets, entry.first + entry.count - 1));
    return html`<ts-notice
      class="arriving"
      kind="done"
      heading=${text.done.head(formats.number(entry.count))}
      >${text.done.hint(serials)}</ts-notice
    >`;
  }

  #ask(): void {
    this.#lottery.resolved = null;
    this.trouble = '';
    this.asking = true;
  }

  async #enter(count: number): Promise<void> {
    if (this.working) return;
    this.working = true;
    this.done = null;
    const { text, formats } = this.#language;
    const { lotteryId, prizeId } = this;
    const entering = await this.#lottery.enter({ lotteryId, prizeId, count });
    this.working = false;
    if (entering === null) {
      this.trouble = text.problem.waiting;
      return;
    }
    const { answer } = entering;
    if (!answer.ok) {
      this.trouble = entryProblemText(text, formats, answer);
      return;
    }
    this.asking = false;
    this.wanted = 1;
    this.done = answer.value.entry;
    scrollTo({ top: 0 });
  }
}
customElements.define('ts-phone-lottery-prize', TsPhoneLotteryPrize);

declare global {
  interface HTMLElementTagNameMap {
    'ts-phone-lottery-prize': TsPhoneLotteryPrize;
  }
}
