/** The words of what points are for, and what a refusal of the server means in them. */
import type { Formats } from '#ui/language/formats.ts';
import type { Catalogue } from '#ui/language/language.ts';
import type { RequestProblem } from '#ui/problem.ts';
import { en } from './en.ts';
import { jaEasy } from './ja-easy.ts';
import { ja, type UsesMessages } from './ja.ts';

export type { UsesMessages } from './ja.ts';
export const messages: Catalogue<UsesMessages> = { ja, en, 'ja-easy': jaEasy };

type Sentence = { readonly [Name in keyof Problems]: Problems[Name] extends string ? Name : never };
type Problems = UsesMessages['problem'];

/** Sentences that need no figures; what is not here is told by `problemText`, or is `other`. */
const SENTENCES: Partial<Record<RequestProblem['code'], Sentence[keyof Problems]>> = {
  'network-unreachable': 'unreachable',
  unavailable: 'unreachable',
  internal: 'unreachable',
  'answer-unreadable': 'unreachable',
  'rate-limited': 'busy',
  'balance-insufficient': 'shortUnknown',
  'offer-closed': 'offerClosed',
  'offer-unknown': 'offerClosed',
  'shop-closed': 'offerClosed',
  'coupon-unknown': 'couponUnknown',
  'coupon-taken-back': 'couponTakenBack',
  'coupon-of-another-shop': 'otherShop',
  'coupon-not-reserved': 'notReserved',
  'shop-unknown': 'shopUnknown',
  'certificate-empty': 'nothingToCertify',
};

/** What happened and what to do, in a sentence. */
export function problemText(
  { problem: text }: UsesMessages,
  formats: Formats,
  problem: RequestProblem,
): string {
  const { code, balance, needed, limit, firstAt } = problem;
  if (code === 'balance-insufficient' && balance !== undefined && needed !== undefined) {
    return text.short(formats.number(needed - balance));
  }
  if (code === 'rule-broken' && limit !== undefined) return text.tooMany(formats.number(limit));
  if (code === 'coupon-used' && firstAt !== undefined) {
    return text.couponUsed(`${formats.date(firstAt)} ${formats.time(firstAt)}`);
  }
  return text[SENTENCES[code] ?? 'other'];
}
