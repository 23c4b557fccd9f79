/** `<ts-lottery-lead-page>`: a draw is led, or watched: what is now, what is next, who may do it. */
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { ClockController } from '#ui/controllers/clock-controller.ts';
import { controlStyles } from '#ui/controls.css.ts';
import '#ui/elements/notice.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import { figureStyles, hiddenStyles, resetStyles } from '#ui/shared-styles.ts';
import { messages, nameIn } from '../languages/index.ts';
import { problemSentence } from '../languages/problem-sentence.ts';
import { listLoading } from '../list-loading.ts';
import { panelStyles } from '../panel-styles.ts';
import { problemNotice } from '../problem-notice.ts';
import { LOTTERIES_PATH } from '../routes.ts';
import { DiceKeeper } from './dice-keeper.ts';
import './end-panel.ts';
import { hallAddress, leadFigures, phonesPanel } from './lead-figures.ts';
import { LeadKeeper } from './lead-keeper.ts';
import { leadPageStyles } from './lead-page.css.ts';
import { leadPanel } from './lead-panel.ts';
import { LotteryActs } from './lottery-acts.ts';
import { leadStage } from './lottery-api.ts';
import { nextPanel, type Leading, type LeadingActs } from './next-panel.ts';
import { furtherOn, mayEnd, nextStep } from './next-step.ts';
import { filesPanel, prizesPanel, roundsPanel, voicesPanel, wordsPanel } from './number-panels.ts';
import { numberPanelStyles } from './number-panels.css.ts';
import { runSheet } from './run-sheet.ts';
import { runSheetStyles } from './run-sheet.css.ts';
import { showPanel } from './show-panel.ts';
import { nextShowMs } from './showing.ts';
import { StageWatch } from './stage-watch.ts';
import { stepList } from './step-list.ts';
import { stepListStyles } from './step-list.css.ts';
import { StepsLog, stepsLogPanel } from './steps-log.ts';

/** Snapshots may come five times a second; who leads is asked less often. */
const LOOK_AFTER_MS = 250;

export class TsLotteryLeadPage extends LitElement {
  static override properties = { lotteryId: { type: String } };
  declare lotteryId: string;

  readonly #language = new LanguageController(this, messages);
  // Times that are left are counted down.
  protected readonly clock = new ClockController(this, 'second');
  readonly #keeper = new LeadKeeper(this);
  readonly #watch = new StageWatch(this, () => this.#lookSoon());
  readonly #acts = new LotteryActs(this, () => this.#at());
  readonly #dice = new DiceKeeper(this, (dice) => {
    const { lotteryId, deskId } = this.#at();
    return leadStage(lotteryId, deskId, { dice });
  });
  readonly #log = new StepsLog(this);
  #lookTimer: ReturnType<typeof setTimeout> | undefined;
  #showTimer: ReturnType<typeof setTimeout> | undefined;

  static override styles = [
    resetStyles,
    figureStyles,
    hiddenStyles,
    controlStyles,
    panelStyles,
    leadPageStyles,
    numberPanelStyles,
    stepListStyles,
    runSheetStyles,
  ];

  constructor() {
    super();
    this.lotteryId = '';
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#lookTimer);
    clearTimeout(this.#showTimer);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('lotteryId')) {
      this.#acts.forget();
      this.#dice.forget();
      this.#watch.watch(this.lotteryId);
      void this.#keeper.watch(this.lotteryId);
    }
    const leading = this.#leading();
    if (leading !== null) this.#log.follow(leading.lottery);
    const isThrowing = leading?.lottery.state === 'frozen';
    if (!isThrowing || !this.#keeper.leads) this.#dice.forget();
  }

  protected override updated(): void {
    clearTimeout(this.#showTimer);
    const snapshot = this.#watch.snapshot;
    const waitMs = snapshot === null ? null : nextShowMs(snapshot, this.#watch.nowMs);
    if (waitMs !== null) this.#showTimer = setTimeout(() => this.requestUpdate(), waitMs + 5);
  }

  override render() {
    const leading = this.#leading();
    if (leading === null) {
      const { problem } = this.#keeper;
      return html`${problemNotice(this.#language, problem, () => void this.#keeper.look())}
      ${listLoading(problem === null, this.#language.text.loading)}`;
    }
    const { lottery } = leading;
    const text = this.#language.text.leading;
    return html`<div class="screen">
        ${
          lottery.rehearsal
            ? html`<p class="strip">
                  <b>${text.rehearsalStrip}</b><span>${text.rehearsalHint}</span>
                </p>
                <span class="watermark" aria-hidden="true">${text.rehearsalStrip}</span>`
            : nothing
        }
        ${this.#head(leading)} ${this.#notices()} ${leadFigures(this.#language, leading)}
        ${stepList(this.#language, leading)}
        <div class="columns">
          <div class="main">
            ${nextPanel(this.#language, leading, this.#leadingActs())}
            ${showPanel(this.#language, leading)} ${roundsPanel(this.#language, leading)}
            ${wordsPanel(this.#language, leading)} ${prizesPanel(this.#language, leading)}
          </div>
          <div class="aside">${this.#aside(leading)}</div>
        </div>
      </div>
      ${runSheet(this.#language, lottery, hallAddress(location.origin, this.lotteryId))}`;
  }

  #head({ lottery }: Leading) {
    const { text, formats, current } = this.#language;
    const { links, updated } = text.leading;
    const { heardMs, connection } = this.#watch;
    return html`<header>
      <div class="title">
        <a class="back" href=${LOTTERIES_PATH}>${text.leading.back}</a>
        <h1>${nameIn(current, lottery)}</h1>
        <p class="facts">
          <b>${text.lotteries.state[lottery.state]}</b><span>${lottery.draw}</span
          ><span>${text.lotteries.draft.modes[lottery.mode]}</span>
        </p>
      </div>
      <div class="top">
        <p class="updated" data-connection=${connection}>
          ${updated}
          <span class="figure">${heardMs === null ? '—' : formats.timeWithSeconds(heardMs)}</span>
        </p>
        <div class="links">
          <button class="button" @click=${() => print()}>${links.print}</button>
          <a
            class="button"
            href=${`/stage/${lottery.lotteryId}`}
            target="_blank"
            rel="noopener"
            title=${links.screenHint}
            >${links.screen}</a
          >
        </div>
      </div>
    </header>`;
  }

  #notices() {
    const { text, formats } = this.#language;
    const { connection, heardMs } = this.#watch;
    const isOffline = connection === 'offline' && heardMs !== null;
    const { problem } = this.#acts;
    return html`${
      isOffline
        ? html`<ts-notice kind="offline" heading=${text.leading.offline(formats.time(heardMs))}
            >${text.leading.offlineHint}</ts-notice
          >`
        : nothing
    }
    ${
      problem === null
        ? nothing
        : html`<ts-notice kind="error" heading=${problemSentence(text, formats, problem)}
            >${text.leading.act.failedHint}</ts-notice
          >`
    }`;
  }

  #aside(leading: Leading) {
    const { lottery, next } = leading;
    const isOver = next.name === 'over' || next.name === 'ended';
    const { view, problem } = this.#keeper;
    return html`${
      isOver
        ? nothing
        : leadPanel(this.#language, {
            isKnown: view !== null,
            lead: view?.lead ?? null,
            leads: this.#keeper.leads,
            wasTakenOver: this.#keeper.wasTakenOver,
            refused: this.#keeper.refused ?? (view === null ? problem : null),
            take: (takeOver) => void this.#keeper.take(takeOver),
            giveBack: () => void this.#keeper.giveBack(),
          })
    }
    ${voicesPanel(this.#language, leading, (seq) => void this.#acts.blank(seq))}
    ${filesPanel(this.#language, leading)} ${stepsLogPanel(this.#language, this.#log.steps)}
    ${phonesPanel(this.#language, leading)}
    ${
      this.#keeper.leads && !isOver && lottery.state !== 'drawn'
        ? html`<ts-lottery-end
            ?allowed=${mayEnd(lottery, leading.snapshot, leading.nowMs, leading.dice)}
            ?disabled=${leading.isWorking}
            @ts-end=${(event: CustomEvent<string>) =>
              void this.#acts.move({ to: 'void', reason: event.detail })}
          ></ts-lottery-end>`
        : nothing
    }`;
  }

  /** `null`: nothing was heard of it yet. */
  #leading(): Leading | null {
    const { snapshot, nowMs } = this.#watch;
    const told = furtherOn(this.#keeper.view?.lottery ?? null, this.#acts.answered);
    const lottery = furtherOn(snapshot?.lottery ?? null, told);
    if (lottery === null) return null;
    const dice = this.#dice.throws(snapshot?.dice ?? '');
    return {
      lottery,
      snapshot,
      nowMs,
      dice,
      next: nextStep(lottery, snapshot, nowMs, dice),
      isUnsent: this.#dice.isUnsent,
      leads: this.#keeper.leads,
      isWorking: this.#acts.isWorking,
      movingTo: this.#acts.movingTo,
    };
  }

  #leadingActs(): LeadingActs {
    const onStage = () => this.#watch.snapshot?.dice ?? '';
    return {
      move: (order) => void this.#acts.move(order),
      stage: (order) => void this.#acts.stage(order),
      reveal: (order) => void this.#acts.reveal(order),
      digit: (digit) => this.#dice.add(digit, onStage()),
      undo: () => this.#dice.undo(onStage()),
    };
  }

  #at() {
    return { lotteryId: this.lotteryId, deskId: this.#keeper.deskId };
  }

  #lookSoon(): void {
    this.#lookTimer ??= setTimeout(() => {
      this.#lookTimer = undefined;
      void this.#keeper.look();
    }, LOOK_AFTER_MS);
  }
}
customElements.define('ts-lottery-lead-page', TsLotteryLeadPage);

declare global {
  interface HTMLElementTagNameMap {
    'ts-lottery-lead-page': TsLotteryLeadPage;
  }
}
