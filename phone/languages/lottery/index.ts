/** The words of the lottery, and what a refusal of an entry and a chance mean in them. */
import type { Formats } from '#ui/language/formats.ts';
import type { Catalogue } from '#ui/language/language.ts';
import type { RequestProblem } from '#ui/problem.ts';
import { leavesUndecided } from '#ui/spending-key.ts';
import type { Chance } from '../../lottery-odds.ts';
import { en } from './en.ts';
import { jaEasy } from './ja-easy.ts';
import { ja, type LotteryMessages } from './ja.ts';

export type { LotteryMessages } from './ja.ts';
export const messages: Catalogue<LotteryMessages> = { ja, en, 'ja-easy': jaEasy };

/** What happened to an entry, and what to do, in a sentence. */
export function entryProblemText(
  { problem: text }: LotteryMessages,
  formats: Formats,
  { code, balance }: RequestProblem,
): string {
  if (code === 'rate-limited') return text.busy;
  if (leavesUndecided(code)) return text.unreachable;
  if (code === 'tickets-insufficient') {
    return balance === undefined ? text.tooFewUnknown : text.tooFew(formats.number(balance));
  }
  if (code === 'lottery-not-open') return text.notOpen;
  if (code === 'lottery-unknown') return text.lotteryUnknown;
  if (code === 'prize-unknown') return text.prizeUnknown;
  return text.other;
}

type ChanceWords = LotteryMessages['ticketChance'];

/** @param figure as it is to stand in the sentence */
export function chanceText(text: ChanceWords, chance: Chance, figure: (value: number) => string) {
  switch (chance.kind) {
    case 'none':
      return text.none;
    case 'sure':
      return text.sure;
    case 'tenths':
      return text.tenths(figure(chance.tenths));
    case 'one-in':
      return chance.exact ? text.exact(figure(chance.count)) : text.about(figure(chance.count));
  }
}
