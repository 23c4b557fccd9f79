/** `<ts-lotteries-view>`: all draws, or one of them: prepared while it is a draft, led afterwards. */
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import type { Lottery } from '#domain/contract/lotteries.ts';
import { controlStyles } from '#ui/controls.css.ts';
import '#ui/elements/notice.ts';
import '#ui/icons/icon.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import type { RequestProblem } from '#ui/problem.ts';
import '#ui/ring.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import { messages, nameIn } from '../languages/index.ts';
import { listLoading } from '../list-loading.ts';
import { listStyles } from '../list-styles.ts';
import { panelStyles } from '../panel-styles.ts';
import { problemNotice } from '../problem-notice.ts';
import { LOTTERIES_PATH, lotteryPath, NEW_LOTTERY_PATH, type Route } from '../routes.ts';
import './draft-page.ts';
import './lead-page.ts';
import { lotteriesViewStyles } from './lotteries-view.css.ts';
import { listLotteries } from './lottery-api.ts';

type LotteryRoute = Extract<Route, { name: 'lotteries' | 'lottery' }>;

const GROUPS = ['running', 'draft', 'over'] as const;

/** @fires ts-visit  detail: a path of the dashboard */
export class TsLotteriesView extends LitElement {
  static override properties = {
    route: { attribute: false },
    lotteries: { state: true },
    problem: { state: true },
  };
  declare route: LotteryRoute;
  declare lotteries: readonly Lottery[] | null;
  declare problem: RequestProblem | null;

  readonly #language = new LanguageController(this, messages);
  #questions = 0;

  static override styles = [
    resetStyles,
    figureStyles,
    controlStyles,
    panelStyles,
    listStyles,
    lotteriesViewStyles,
  ];

  constructor() {
    super();
    this.route = { name: 'lotteries' };
    this.lotteries = null;
    this.problem = null;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('route')) void this.#read();
  }

  override render() {
    const { route } = this;
    if (route.name === 'lotteries') return this.#list();
    if (route.lotteryId === null) return this.#draft(null);
    const lottery = this.lotteries?.find(({ lotteryId }) => lotteryId === route.lotteryId);
    if (lottery?.state === 'draft') return this.#draft(lottery);
    if (lottery !== undefined) {
      return html`<ts-lottery-lead-page .lotteryId=${lottery.lotteryId}></ts-lottery-lead-page>`;
    }
    return html`${this.#state()}
    ${
      this.lotteries === null
        ? nothing
        : html`<ts-notice kind="error" heading=${this.#language.text.leading.unknown}>
            <a slot="action" class="button" href=${LOTTERIES_PATH}
              >${this.#language.text.leading.back}</a
            >
          </ts-notice>`
    }`;
  }

  #state() {
    return html`${problemNotice(this.#language, this.problem, () => void this.#read())}
    ${listLoading(this.lotteries === null && this.problem === null, this.#language.text.loading)}`;
  }

  #draft(lottery: Lottery | null) {
    return html`<ts-lottery-draft-page
      .lottery=${lottery}
      @ts-saved=${(event: CustomEvent<Lottery>) => this.#saved(event.detail)}
      @ts-dropped=${() => this.#dropped(lottery)}
    ></ts-lottery-draft-page>`;
  }

  #list() {
    const text = this.#language.text.lotteries;
    const { lotteries } = this;
    const isEmpty = lotteries !== null && lotteries.length === 0;
    return html`<header>
        <div>
          <h1>${text.heading}</h1>
          <p class="quiet-text">${text.lead}</p>
        </div>
        ${lotteries === null || isEmpty ? nothing : this.#newButton()}
      </header>
      ${this.#state()}
      ${
        isEmpty
          ? html`<section class="empty">
              <ts-ring state="empty"></ts-ring>
              <div>
                <p>${text.empty}</p>
                <p class="quiet-text">${text.emptyHint}</p>
                ${this.#newButton()}
              </div>
            </section>`
          : GROUPS.map((group) => this.#group(group, lotteries ?? []))
      }`;
  }

  #newButton() {
    return html`<a class="button primary" href=${NEW_LOTTERY_PATH}>
      <ts-icon name="plus"></ts-icon>${this.#language.text.lotteries.add}
    </a>`;
  }

  #group(group: (typeof GROUPS)[number], lotteries: readonly Lottery[]) {
    const own = lotteries.filter(({ state }) => groupOf(state) === group);
    if (own.length === 0) return nothing;
    return html`<section class="panel">
      <div class="panel-head"><h2>${this.#language.text.lotteries.groups[group]}</h2></div>
      <div class="rows">${own.map((lottery) => this.#row(lottery))}</div>
    </section>`;
  }

  #row(lottery: Lottery) {
    const text = this.#language.text.lotteries;
    const { number, date, time } = this.#language.formats;
    const { state, prizes, closesAt } = lottery;
    const tickets = prizes.reduce((sum, prize) => sum + prize.tickets, 0);
    return html`<a
      class="row"
      href=${lotteryPath(lottery.lotteryId)}
      ?data-quiet=${state === 'void'}
    >
      <span class="title"
        ><span class="name">${nameIn(this.#language.current, lottery)}</span> ${
          lottery.rehearsal ? html`<b class="rehearsal">${text.rehearsal}</b>` : nothing
        }</span
      >
      <span class="state" data-state=${state}>${text.state[state]}</span>
      <span class="detail"
        >${text.prizes(number(prizes.length))}　${text.closes(`${date(closesAt)} ${time(closesAt)}`)}</span
      >
      <span class="count"
        >${
          state === 'draft'
            ? nothing
            : html`<span class="figure">${number(tickets)}</span> ${text.tickets}`
        }</span
      >
    </a>`;
  }

  #saved(lottery: Lottery): void {
    const others = (this.lotteries ?? []).filter(
      ({ lotteryId }) => lotteryId !== lottery.lotteryId,
    );
    this.lotteries = [lottery, ...others];
    this.#visit(lotteryPath(lottery.lotteryId));
  }

  #dropped(draft: Lottery | null): void {
    this.lotteries = this.lotteries?.filter((lottery) => lottery !== draft) ?? null;
    this.#visit(LOTTERIES_PATH);
  }

  async #read(): Promise<void> {
    const question = (this.#questions += 1);
    const answer = await listLotteries();
    // A later question knows better.
    if (question !== this.#questions) return;
    this.problem = answer.ok ? null : answer;
    if (answer.ok) this.lotteries = answer.value.lotteries;
  }

  #visit(path: string): void {
    this.dispatchEvent(new CustomEvent('ts-visit', { detail: path }));
  }
}

function groupOf(state: Lottery['state']): (typeof GROUPS)[number] {
  if (state === 'draft') return 'draft';
  return state === 'drawn' || state === 'void' ? 'over' : 'running';
}
customElements.define('ts-lotteries-view', TsLotteriesView);

declare global {
  interface HTMLElementTagNameMap {
    'ts-lotteries-view': TsLotteriesView;
  }
}
