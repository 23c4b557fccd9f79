/** What went wrong, with its figures, in words. */
import type { Formats } from '#ui/language/formats.ts';
import type { RequestProblem } from '#ui/problem.ts';
import { problemText, type Messages } from './index.ts';

/** Codes whose answers carry figures become sentences with them; the others as `problemText`. */
export function problemSentence(text: Messages, formats: Formats, problem: RequestProblem): string {
  const { number, date, time } = formats;
  const { problemWith: words } = text;
  const { code, rule, limit, asked, balance, needed, firstAt, reason } = problem;
  if (rule !== undefined && limit !== undefined && asked !== undefined) {
    return words.rule[rule](number(limit), number(asked));
  }
  if (balance !== undefined && needed !== undefined) {
    const short = code === 'tickets-insufficient' ? words.tickets : words.balance;
    return short(number(balance), number(needed));
  }
  if (firstAt !== undefined) return words.couponUsed(`${date(firstAt)} ${time(firstAt)}`);
  if (reason !== undefined) return words.lotteryState[reason];
  return problemText(text, code);
}
