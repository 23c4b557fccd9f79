/** `<ts-stage-locks-view>`: before the numbers: the prize, the locks, and what the hall does now. */
import { html, LitElement, nothing } from 'lit';
import type { StageSnapshot } from '#domain/contract/stage-channel.ts';
import '#ui/icons/icon.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import type { Language } from '#ui/language/language.ts';
import '#ui/mark.ts';
import { qrCode, qrTemplate } from '#ui/qr.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import { messages } from '../languages/screen/index.ts';
import { sealOf, spectatorAddress } from '../lock-states.ts';
import { stageAt, type Moment } from '../stage-state.ts';
import { counted, fact, nameIn, prizeFacts } from './facts.ts';
import './locks.ts';
import { locksViewStyles } from './locks-view.css.ts';
import { lowerPanel, lowerPanelStyles } from './lower-panel.ts';
import { screenStyles } from './screen-styles.ts';

/** Longer names are set smaller, and the longest in two lines. */
const LONG_NAME = 18;
const LONGEST_NAME = 25;
/** More tickets take figures that are set smaller. */
const MANY_TICKETS = 100_000;

/**
 * @property snapshot
 * @property nowMs  the server's clock
 */
export class TsStageLocksView extends LitElement {
  static override properties = {
    snapshot: { attribute: false },
    nowMs: { attribute: false },
  };
  declare snapshot: StageSnapshot;
  declare nowMs: number;

  readonly #language = new LanguageController(this, messages);

  static override styles = [
    resetStyles,
    figureStyles,
    screenStyles,
    lowerPanelStyles,
    locksViewStyles,
  ];

  override render() {
    const { snapshot, nowMs } = this;
    const { moment } = stageAt(snapshot, nowMs);
    const { text, formats, current } = this.#language;
    return html`${this.#head()}
      <ts-stage-locks .snapshot=${snapshot} .moment=${moment}></ts-stage-locks>
      <h2><span data-statement>${this.#statement(moment)}</span>${this.#beside(moment)}</h2>
      <div class="below">
        ${lowerPanel(snapshot, moment, { text, formats, language: current }, nowMs)}
        ${this.#phones(moment)}
      </div>`;
  }

  #head() {
    const { lottery, prizeIndex } = this.snapshot;
    const { text, formats, current } = this.#language;
    const prize = prizeIndex === null ? undefined : lottery.prizes[prizeIndex];
    const name = nameIn(current, prize ?? lottery);
    const tickets = lottery.prizes.reduce((sum, each) => sum + each.tickets, 0);
    return html`<header>
      <h1 class=${sizeOf(name, current)}>${name}</h1>
      <p class="of">
        <ts-mark on-dark></ts-mark>
        ${
          prizeIndex === null
            ? nothing
            : html`<span
                >${text.prize} <span class="figure">${formats.number(prizeIndex + 1)}</span> /
                ${formats.number(lottery.prizes.length)}</span
              >`
        }
      </p>
      <p class="facts ${(prize?.tickets ?? 0) < MANY_TICKETS ? '' : 'many'}">
        ${
          prize === undefined
            ? fact(formats, counted(text.tickets, tickets), tickets)
            : prizeFacts(text, formats, lottery, prize)
        }
      </p>
    </header>`;
  }

  #statement(moment: Moment): string {
    const { statements } = this.#language.text;
    switch (moment.name) {
      case 'waiting':
        return statements.waiting(this.#language.formats.time(this.snapshot.lottery.closesAt));
      case 'closing':
      case 'closed':
      case 'gathering':
      case 'freezing':
      case 'dice':
      case 'countdown':
      case 'beacon-late':
      case 'sealed':
        return statements[moment.name];
      case 'ready':
      case 'reveal':
      case 'prize-done':
      case 'all-drawn':
      case 'void':
        return statements.ready;
    }
  }

  /** Which round is waited for, or what the words below stand for. */
  #beside(moment: Moment) {
    const { text, formats } = this.#language;
    if (moment.name === 'countdown' || moment.name === 'beacon-late') {
      return html`<span class="least quiet">${text.round(formats.number(moment.round))}</span>`;
    }
    const { ordered } = this.snapshot.lottery;
    if (moment.name === 'closed' && ordered !== null) {
      return html`<span class="least quiet">${text.freezesAt(formats.time(ordered.at))}</span>`;
    }
    if (moment.name === 'gathering' && moment.secondsLeft !== null) {
      return html`<span class="least quiet" data-freezes-in
        >${fact(formats, text.freezesIn, moment.secondsLeft)}</span
      >`;
    }
    if (moment.name === 'gathering' || moment.name === 'freezing') {
      const { count } = this.snapshot.voices;
      return html`<span class="least quiet"
        >${fact(formats, counted(text.voices, count), count)}</span
      >`;
    }
    const seal = sealOf(this.snapshot);
    if (seal === null || moment.name === 'dice') return nothing;
    return html`<span class="least quiet">${text.seals[seal.of]}</span>`;
  }

  #phones(moment: Moment) {
    const { text, formats } = this.#language;
    const { watching } = this.snapshot;
    const address = spectatorAddress(location.origin, this.snapshot);
    return html`<aside class="least quiet">
      <div>
        <p>${text.joinLead}</p>
        <p>${moment.name === 'gathering' ? text.join : text.verify}</p>
        <p>
          <ts-icon name="phone"></ts-icon>
          <span class="figure" data-watching>${formats.number(watching)}</span>
          ${text.connected(watching)}
        </p>
      </div>
      ${qrTemplate(qrCode(address, 'L'), text.qr)}
    </aside>`;
  }
}
customElements.define('ts-stage-locks-view', TsStageLocksView);

/** Latin letters are half as wide. */
function sizeOf(name: string, language: Language): string {
  const length = language === 'en' ? name.length / 1.6 : name.length;
  if (length > LONGEST_NAME) return 'longest';
  return length > LONG_NAME ? 'long' : '';
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-stage-locks-view': TsStageLocksView;
  }
}
