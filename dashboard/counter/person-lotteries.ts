/** `<ts-person-lotteries>`: what somebody at the counter has entered, what came of it, and the slips. */
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import type { LotteryEntry } from '#domain/contract/lotteries.ts';
import type { ResultRow } from '#domain/draw/tables.ts';
import { controlStyles } from '#ui/controls.css.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import type { RequestProblem } from '#ui/problem.ts';
import { resetStyles } from '#ui/shared-styles.ts';
import { messages, nameIn } from '../languages/index.ts';
import { problemSentence } from '../languages/problem-sentence.ts';
import { panelStyles } from '../panel-styles.ts';
import { readPersonLotteries, readResultRows, type PersonLottery } from './lottery-api.ts';
import { bestPlace, lastSerial } from './lottery-order.ts';
import { prizeName, type Slip } from './lottery-slip.ts';

/** With the public result once it is there. */
interface Shown extends PersonLottery {
  readonly result: readonly ResultRow[] | null;
}

/**
 * @property participantId
 * @property version  another one: something was done, read again
 * @fires ts-slip     detail: Slip, in the page's language
 */
export class TsPersonLotteries extends LitElement {
  static override properties = {
    participantId: { attribute: false },
    version: { attribute: false },
    shown: { state: true },
    problem: { state: true },
  };
  declare participantId: string;
  declare version: string;
  /** Those that they entered, newest first; `null`: not known yet. */
  declare shown: readonly Shown[] | null;
  declare problem: RequestProblem | null;

  readonly #language = new LanguageController(this, messages);

  static override styles = [
    resetStyles,
    controlStyles,
    panelStyles,
    css`
      h3 {
        padding-block-start: 10px;
        font-size: var(--ts-text-16);
        overflow-wrap: anywhere;
      }
      .state {
        margin-block-end: 6px;
        color: var(--ts-ink-2);
        line-height: 1.5;
      }
      .rehearsal {
        margin-inline-start: 8px;
        padding-inline: 6px;
        background: var(--ts-stored);
        color: var(--ts-ink);
        font-weight: 400;
      }
      li {
        padding-block: 8px;
        overflow-wrap: anywhere;
        line-height: 1.5;
      }
      li p {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        justify-content: space-between;
        gap: 0 16px;
      }
      .link {
        margin-block: -10px;
        padding-block: 10px;
      }
      [data-place='win'] {
        color: var(--ts-admitted-mark);
        font-weight: 700;
      }
    `,
  ];

  constructor() {
    super();
    this.participantId = '';
    this.version = '';
    this.shown = null;
    this.problem = null;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('participantId')) this.shown = null;
    if (changed.has('participantId') || changed.has('version')) void this.#read();
  }

  override render() {
    const { text, formats } = this.#language;
    const words = text.counter.lottery;
    return html`<section class="panel">
      <div class="panel-head"><h2>${words.listHeading}</h2></div>
      ${this.shown?.length === 0 ? html`<p class="quiet-text">${words.listNone}</p>` : nothing}
      ${(this.shown ?? []).map((shown) => this.#lottery(shown))}
      ${
        this.problem === null
          ? nothing
          : html`<p role="alert">
              ${problemSentence(text, formats, this.problem)}
              <button class="link" @click=${() => void this.#read()}>${text.tryAgain}</button>
            </p>`
      }
    </section>`;
  }

  #lottery(shown: Shown) {
    const words = this.#language.text.counter.lottery;
    const { lottery, held } = shown;
    return html`<h3>
        ${nameIn(this.#language.current, lottery)}${
          lottery.rehearsal ? html`<span class="rehearsal">${words.rehearsal}</span>` : nothing
        }
      </h3>
      <p class="state">${words.state[lottery.state]}</p>
      <ul class="rows">
        ${held.entries.map((entry) => this.#entry(shown, entry))}
      </ul>`;
  }

  #entry(shown: Shown, entry: LotteryEntry) {
    const { text, formats, current } = this.#language;
    const words = text.counter.lottery;
    const { lottery, held, result } = shown;
    const prize = prizeName(lottery, entry.prizeId, current);
    const numbers = words.numbers(String(entry.first), String(lastSerial(entry)));
    const slip = { lottery, entry, held, language: current };
    return html`<li>
      <b>${prize}</b>
      <p>
        <span>${words.entered(numbers, formats.number(entry.count))}</span>
        <button
          class="link"
          aria-label=${words.slipFor(prize, numbers)}
          @click=${() => this.dispatchEvent(new CustomEvent<Slip>('ts-slip', { detail: slip }))}
        >
          ${words.slip}
        </button>
      </p>
      ${result === null ? nothing : this.#place(bestPlace(entry, result))}
    </li>`;
  }

  #place(place: ResultRow | null) {
    const words = this.#language.text.counter.lottery;
    const said =
      place === null
        ? words.missed
        : (place.kind === 'win' ? words.won : words.alternate)(
            String(place.place),
            String(place.serial),
          );
    return html`<p data-place=${place?.kind ?? 'none'}>${said}</p>`;
  }

  async #read(): Promise<void> {
    const { participantId, version } = this;
    const answer = await readPersonLotteries(participantId);
    const entered = (answer.ok ? answer.value : []).filter(({ held }) => held.entries.length > 0);
    const shown = await Promise.all(
      entered.map(async (each) => ({
        ...each,
        result:
          each.lottery.state === 'drawn' ? await readResultRows(each.lottery.lotteryId) : null,
      })),
    );
    const isOver = participantId !== this.participantId || version !== this.version;
    if (isOver || !this.isConnected) return;
    this.problem = answer.ok ? null : answer;
    if (answer.ok) this.shown = shown;
  }
}
customElements.define('ts-person-lotteries', TsPersonLotteries);

declare global {
  interface HTMLElementTagNameMap {
    'ts-person-lotteries': TsPersonLotteries;
  }
}
