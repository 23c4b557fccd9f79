/** Receipts as a text to keep elsewhere: with it anybody can check the signature without this phone. */
import type { Lottery, LotteryEntryList } from '#domain/contract/lotteries.ts';
import type { OpenFile } from '#domain/draw/files.ts';
import { entryLine } from '#domain/draw/tables.ts';
import type { Formats } from '#ui/language/formats.ts';
import type { Language } from '#ui/language/language.ts';
import type { LotteryMessages } from './languages/lottery/index.ts';
import { serialSpan } from './lottery-standing.ts';
import { nameIn } from './names.ts';

/** @param open `null`: the key is not known here yet */
export function receiptText(
  { receipts: text, ask }: LotteryMessages,
  { language, formats }: { readonly language: Language; readonly formats: Formats },
  lottery: Lottery,
  { entries, ownerTag }: LotteryEntryList,
  open: OpenFile | null,
): string {
  const lines = [
    text.document,
    `${text.draw}: ${nameIn(language, lottery)} (${lottery.draw})`,
    `${text.owner}: ${ownerTag ?? ''}`,
    ...(open === null ? [] : [`${text.key}: ${open.key}`]),
  ];
  for (const entry of entries) {
    const prize = lottery.prizes.find(({ prizeId }) => prizeId === entry.prizeId);
    const name = prize === undefined ? entry.prizeId : nameIn(language, prize);
    const serials = text.serials(serialSpan(entry, prize?.tickets ?? 0));
    lines.push(
      '',
      `${name} ${ask.tickets(formats.number(entry.count))}`,
      serials,
      `${text.number}: ${entry.entryId}`,
      `${text.at}: ${formats.dateWithYear(entry.enteredAt)} ${formats.timeWithSeconds(entry.enteredAt)}`,
      `${text.row}:`,
      entryLine(entry),
      `${text.signature}:`,
      entry.signature,
    );
  }
  return `${lines.join('\n')}\n`;
}
