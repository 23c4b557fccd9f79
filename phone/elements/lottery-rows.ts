/** Other lotteries than the one that is shown, each a link. */
import { html, nothing } from 'lit';
import type { Lottery } from '#domain/contract/lotteries.ts';
import '#ui/icons/icon.ts';
import type { LanguageController } from '#ui/language/language-controller.ts';
import type { LotteryMessages } from '../languages/lottery/index.ts';
import { momentOf } from '../lottery-standing.ts';
import { nameIn } from '../names.ts';
import type { OwnStanding } from '../own-standings.ts';
import { lotteryPath } from '../routes.ts';

/** Those before are on the draws page of the hall. */
const ROWS_MAX = 10;

interface RowFacts {
  /** One's own, by lotteryId. */
  readonly standings: ReadonlyMap<string, OwnStanding>;
  readonly nowMs: number;
}

export function lotteryRows(
  language: LanguageController<LotteryMessages>,
  heading: string,
  lotteries: readonly Lottery[],
  { standings, nowMs }: RowFacts,
) {
  if (lotteries.length === 0) return nothing;
  return html`<section class="others">
    <h2>${heading}</h2>
    <ul class="rows">
      ${lotteries.slice(0, ROWS_MAX).map((lottery) => row(language, lottery, { standings, nowMs }))}
    </ul>
  </section>`;
}

function row(
  language: LanguageController<LotteryMessages>,
  lottery: Lottery,
  { standings, nowMs }: RowFacts,
) {
  const { text, formats, current } = language;
  const own = standings.get(lottery.lotteryId);
  const moment = momentOf(lottery, nowMs);
  const standing =
    moment === 'open'
      ? text.until(formats.date(lottery.closesAt), formats.time(lottery.closesAt))
      : text.moments[moment].head;
  return html`<li>
    <a class="row other" href=${lotteryPath(lottery.lotteryId)}>
      <span>
        ${lottery.rehearsal ? html`<span class="rehearsal-word">${text.rehearsal}</span>` : nothing}
        <span class="name">${nameIn(current, lottery)}</span>
        <span class="quiet">${standing}</span>
        ${own === undefined ? nothing : html`<span class="own ${own}">${text.standings[own]}</span>`}
      </span>
      <ts-icon name="right"></ts-icon>
    </a>
  </li>`;
}
