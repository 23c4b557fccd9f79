/** `<ts-phone-lottery>`: one grand lottery: its prizes and odds, one's own tickets, receipts and result. */
import { html, LitElement, nothing } from 'lit';
import type { Lottery } from '#domain/contract/lotteries.ts';
import { TicketListSchema } from '#domain/contract/tickets.ts';
import { controlStyles } from '#ui/controls.css.ts';
import { ClockController } from '#ui/controllers/clock-controller.ts';
import '#ui/icons/icon.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import { emptyState, listState } from '../elements/list-states.ts';
import '../elements/lottery-outcome.ts';
import '../elements/lottery-plane.ts';
import '../elements/prize-odds.ts';
import '../elements/lottery-receipts.ts';
import { lotteryRows } from '../elements/lottery-rows.ts';
import { pendingNotice } from '../elements/pending-notice.ts';
import '../elements/ticket-order.ts';
import { usesStyles } from '../elements/uses-styles.ts';
import { hallAddress } from '../hall-link.ts';
import { KeptList } from '../kept-list.ts';
import { messages } from '../languages/lottery/index.ts';
import { messages as usesMessages } from '../languages/uses/index.ts';
import { LotteryController } from '../lottery-controller.ts';
import { newsOf } from '../lottery-news.ts';
import {
  isEnded,
  leadingLottery,
  mayStillBeShown,
  momentOf,
  shareLotteries,
} from '../lottery-standing.ts';
import type { PhoneSession } from '../phone-session.ts';
import { TAB_PATHS } from '../routes.ts';
import { SessionController } from '../session-controller.ts';
import { lotteryStyles } from './lottery.css.ts';
import './tickets.ts';

/**
 * @property session
 * @property lotteryId  `null`: the one that stands first
 */
export class TsPhoneLottery extends LitElement {
  static override properties = {
    session: { attribute: false },
    lotteryId: { attribute: false },
  };
  declare session: PhoneSession;
  declare lotteryId: string | null;

  readonly #language = new LanguageController(this, messages);
  readonly #uses = new LanguageController(this, usesMessages);
  protected readonly followed = new SessionController(this);
  readonly #lottery: LotteryController;
  /** It closes while somebody looks. */
  protected readonly clock = new ClockController(this, 'second');
  readonly #tickets: KeptList<typeof TicketListSchema>;
  /** Once chosen it stays, whatever becomes of it while somebody looks. */
  #leadingId: string | null = null;
  #seen = '';

  static override styles = [resetStyles, figureStyles, controlStyles, usesStyles, lotteryStyles];

  constructor() {
    super();
    this.lotteryId = null;
    this.#lottery = new LotteryController(this);
    this.#tickets = new KeptList(this, TicketListSchema, '/api/me/tickets');
  }

  protected override willUpdate(): void {
    this.#leadingId ??=
      leadingLottery(this.#lottery.lotteries, this.session.nowMs())?.lotteryId ?? null;
    this.#lottery.follow(this.lotteryId ?? this.#leadingId);
  }

  protected override updated(): void {
    const { shown, receipts } = this.#lottery;
    if (shown === null) return;
    const kind = newsOf(shown, this.session.nowMs(), true);
    if (kind === null || `${shown.lotteryId} ${kind}` === this.#seen) return;
    this.#seen = `${shown.lotteryId} ${kind}`;
    // Then the pass does not tell it any more.
    void receipts?.setSeen(shown.lotteryId, kind).catch(() => undefined);
  }

  override render() {
    const { shown, list, lotteries } = this.#lottery;
    if (list.value === null) {
      return html`<div class="below">${listState(this.#uses, list)}</div>`;
    }
    if (shown !== null) return this.#page(shown);
    if (this.lotteryId !== null) return this.#unknown();
    const { text } = this.#language;
    const { past } = shareLotteries(lotteries, null, this.session.nowMs());
    return html`<ts-phone-tickets .session=${this.session}></ts-phone-tickets>
      <div class="below">
        ${lotteryRows(this.#language, text.past, past, this.#facts(this.session.nowMs()))}
      </div>`;
  }

  #unknown() {
    const { text } = this.#language;
    const back = html`<a class="button" href=${TAB_PATHS.lottery}>${text.toLottery}</a>`;
    return html`<div class="below">${emptyState(text.unknown, text.unknownHint, back)}</div>`;
  }

  #page(lottery: Lottery) {
    const nowMs = this.session.nowMs();
    const { entries } = this.#lottery.entries;
    const moment = momentOf(lottery, nowMs);
    const isOpen = moment === 'open';
    return html`${this.#rehearsal(lottery)}
      <ts-lottery-plane
        .lottery=${lottery}
        .entries=${entries}
        .unused=${this.session.me?.tickets ?? this.#tickets.value?.count ?? null}
        .offsetMs=${nowMs - Date.now()}
        >${isOpen ? nothing : this.#hallButton(lottery)}</ts-lottery-plane
      >
      <div class="below">
        ${listState(this.#uses, this.#lottery.list)} ${pendingNotice(this.#language, this.#lottery)}
        ${this.#outcome(lottery)}
        <ts-prize-odds
          .lottery=${lottery}
          .entries=${entries}
          .open=${isOpen}
          .ended=${isEnded(moment)}
        ></ts-prize-odds>
        ${this.#receipts(lottery)} ${this.#order()} ${this.#others(lottery, nowMs)}
      </div>
      ${isOpen ? this.#mechanism(lottery) : nothing}`;
  }

  #rehearsal({ rehearsal }: Lottery) {
    if (!rehearsal) return nothing;
    const { text } = this.#language;
    return html`<p class="rehearsal">
      <b>${text.rehearsal}</b><span>${text.rehearsalHint}</span>
    </p>`;
  }

  #hallButton(lottery: Lottery) {
    const moment = momentOf(lottery, this.session.nowMs());
    return html`<a
      class="button wide hall-button"
      href=${hallAddress(lottery.lotteryId, this.#lottery.entries)}
      >${this.#language.text.hall[moment]}</a
    >`;
  }

  #mechanism(lottery: Lottery) {
    return html`<a class="mechanism" href=${hallAddress(lottery.lotteryId, this.#lottery.entries)}>
      <ts-icon name="lock"></ts-icon><span>${this.#language.text.hall.open}</span
      ><ts-icon name="right"></ts-icon>
    </a>`;
  }

  #outcome(lottery: Lottery) {
    if (lottery.state !== 'drawn' || this.#lottery.entries.entries.length === 0) return nothing;
    return html`<ts-lottery-outcome
      .lottery=${lottery}
      .places=${this.#lottery.places}
      .waits=${mayStillBeShown(lottery, this.session.nowMs())}
    ></ts-lottery-outcome>`;
  }

  #receipts(lottery: Lottery) {
    const { entries, verdicts, strays, openFile } = this.#lottery;
    if (entries.entries.length === 0) return nothing;
    return html`<ts-lottery-receipts
      .lottery=${lottery}
      .list=${entries}
      .openFile=${openFile}
      .verdicts=${verdicts}
      .strays=${strays}
    ></ts-lottery-receipts>`;
  }

  /** Whatever is shown: tickets stay for the next one. */
  #order() {
    const list = this.#tickets.value;
    if (list === null) return nothing;
    return html`<ts-ticket-order
      .session=${this.session}
      .price=${list.price}
      .perRequestMax=${list.perRequestMax}
      @ts-bought=${() => this.#bought()}
    ></ts-ticket-order>`;
  }

  #bought(): void {
    void this.#tickets.load();
    scrollTo({ top: 0 });
  }

  #facts(nowMs: number) {
    return { standings: this.#lottery.standings, nowMs };
  }

  #others({ lotteryId }: Lottery, nowMs: number) {
    const { text } = this.#language;
    const { present, past } = shareLotteries(this.#lottery.lotteries, lotteryId, nowMs);
    const facts = this.#facts(nowMs);
    return html`${lotteryRows(this.#language, text.others, present, facts)}
    ${lotteryRows(this.#language, text.past, past, facts)}`;
  }
}
customElements.define('ts-phone-lottery', TsPhoneLottery);

declare global {
  interface HTMLElementTagNameMap {
    'ts-phone-lottery': TsPhoneLottery;
  }
}
