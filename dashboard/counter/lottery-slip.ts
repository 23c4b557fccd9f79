/** `<ts-lottery-slip>`: nothing on the screen; on paper, the receipt of an entry on one A6. */
import { html, LitElement, nothing } from 'lit';
import type { Lottery, LotteryEntry, LotteryEntryList } from '#domain/contract/lotteries.ts';
import { formatsFor } from '#ui/language/formats.ts';
import { LANGUAGE_TAGS, type Language } from '#ui/language/language.ts';
import { markDots } from '#ui/mark.ts';
import { qrCode, qrTemplate } from '#ui/qr.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import { messages, nameIn } from '../languages/index.ts';
import { followAddress, inFours, lastSerial } from './lottery-order.ts';
import { lotterySlipStyles } from './lottery-slip.css.ts';

const WATER = '#003741';
const ARRIVE = '#fb5b01';
/** Letters of a prize's name that fit one line in the large size. */
const PRIZE_SHORT_MAX = 16;
const HEX = /^[0-9a-f]{4} /;

/** An entry that can be printed, and what stands around it on the paper. */
export interface Slip {
  readonly lottery: Lottery;
  readonly entry: LotteryEntry;
  /** Whose: the tag, and the nonce that proves it. */
  readonly held: LotteryEntryList;
  /** The person's, whatever the dashboard speaks. */
  readonly language: Language;
}

/** The name of an entry's prize. */
export function prizeName({ prizes }: Lottery, prizeId: string, language: Language): string {
  const prize = prizes.find((each) => each.prizeId === prizeId);
  return prize === undefined ? prizeId : nameIn(language, prize);
}

/** The view around it hides the rest of the page in print while there is a slip. */
export class TsLotterySlip extends LitElement {
  static override properties = { slip: { attribute: false } };
  declare slip: Slip | null;

  static override styles = [resetStyles, figureStyles, lotterySlipStyles];

  constructor() {
    super();
    this.slip = null;
  }

  override render() {
    return this.slip === null ? nothing : this.#paper(this.slip);
  }

  #paper(slip: Slip) {
    const { lottery, entry, held, language } = slip;
    const { brand, counter } = messages[language];
    const words = counter.lotterySlip;
    const { number } = formatsFor(language);
    const prize = prizeName(lottery, entry.prizeId, language);
    const address = followAddress(location.origin, lottery.lotteryId, held, entry);
    return html`<article class="slip" lang=${LANGUAGE_TAGS[language]}>
      <header>
        <svg class="mark" viewBox="0 0 96 96" aria-hidden="true">${markDots(WATER, ARRIVE)}</svg>
        <p class="brand">${brand}</p>
        <h1>${words.heading}</h1>
      </header>
      ${lottery.rehearsal ? html`<p class="rehearsal">${words.rehearsal}</p>` : nothing}
      <p class="lottery">${nameIn(language, lottery)}</p>
      <p class="prize" ?data-long=${prize.length > PRIZE_SHORT_MAX}>${prize}</p>
      <p class="numbers">
        <span>${words.numbers}</span>
        <b class="figure"
          >${counter.lottery.numbers(String(entry.first), String(lastSerial(entry)))}</b
        >
        <span>${words.count(number(entry.count))}</span>
      </p>
      <div class="follow">
        ${qrTemplate(qrCode(address, 'M'), words.qr)}
        <div>
          <p>${words.read}</p>
          <p>${words.secret}</p>
          <p>${words.nameless}</p>
        </div>
      </div>
      ${this.#facts(slip)}
    </article>`;
  }

  #facts({ lottery, entry, language }: Slip) {
    const words = messages[language].counter.lotterySlip;
    const { dateWithYear, timeWithSeconds, time } = formatsFor(language);
    const { enteredAt } = entry;
    const rows: readonly [name: string, value: string][] = [
      [words.enteredAt, `${dateWithYear(enteredAt)} ${timeWithSeconds(enteredAt)}`],
      [words.closesAt, `${dateWithYear(lottery.closesAt)} ${time(lottery.closesAt)}`],
      [words.draw, lottery.draw],
      [words.entry, entry.entryId],
      [words.owner, inFours(entry.ownerTag)],
      [words.signature, inFours(entry.signature)],
    ];
    return html`<dl>
      ${rows.map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd class=${HEX.test(value) ? 'hex' : ''}>${value}</dd>
          </div>`,
      )}
    </dl>`;
  }
}
customElements.define('ts-lottery-slip', TsLotterySlip);

declare global {
  interface HTMLElementTagNameMap {
    'ts-lottery-slip': TsLotterySlip;
  }
}
