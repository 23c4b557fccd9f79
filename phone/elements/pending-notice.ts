/** An order that has no answer yet, or how it ended when it was asked for again. */
import { html, nothing } from 'lit';
import '#ui/elements/notice.ts';
import type { LanguageController } from '#ui/language/language-controller.ts';
import { entryProblemText, type LotteryMessages } from '../languages/lottery/index.ts';
import type { LotteryController } from '../lottery-controller.ts';
import type { Order } from '../lottery-entering.ts';
import { serialSpan } from '../lottery-standing.ts';
import { nameIn } from '../names.ts';

type Shown = Pick<LotteryController, 'pending' | 'resolved' | 'lotteries'>;

export function pendingNotice(language: LanguageController<LotteryMessages>, shown: Shown) {
  const { text, formats } = language;
  const { pending, resolved } = shown;
  if (pending !== null) {
    const { order } = pending;
    const words = text.pending.hint(prizeName(language, shown, order), formats.number(order.count));
    return html`<ts-notice kind="offline" heading=${text.pending.head}>${words}</ts-notice>`;
  }
  if (resolved === null) return nothing;
  const { order, answer } = resolved;
  const words = prizeName(language, shown, order);
  if (answer.ok) {
    return html`<ts-notice kind="done" heading=${text.pending.came}
      >${words}
      ${text.receipts.serials(
        serialSpan(answer.value.entry, prizeOf(shown, order)?.tickets ?? 0),
      )}</ts-notice
    >`;
  }
  return html`<ts-notice kind="error" heading=${text.pending.failed}
    >${words}<br />${entryProblemText(text, formats, answer)}</ts-notice
  >`;
}

function prizeOf({ lotteries }: Shown, { lotteryId, prizeId }: Order) {
  const lottery = lotteries.find((each) => each.lotteryId === lotteryId);
  return lottery?.prizes.find((prize) => prize.prizeId === prizeId);
}

function prizeName(
  { current }: LanguageController<LotteryMessages>,
  shown: Shown,
  order: Order,
): string {
  const prize = prizeOf(shown, order);
  return prize === undefined ? order.prizeId : nameIn(current, prize);
}
