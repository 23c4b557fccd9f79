/** The words of what points are for, and what a refusal of the server means in them. */
import type { Formats } from '#ui/language/formats.ts';
import type { Catalogue } from '#ui/language/language.ts';
import type { RequestProblem } from '#ui/problem.ts';
import { en } from './en.ts';
import { jaEasy } from './ja-easy.ts';
import { ja, type UsesMessages } from './ja.ts';

export type { UsesMessages } from './ja.ts';
export const messages: Catalogue<UsesMessages> = { ja, en, 'ja-easy': jaEasy };

/** What happened and what to do, in a sentence. */
export function problemText(
  { problem: text }: UsesMessages,
  formats: Formats,
  problem: RequestProblem,
): string {
  switch (problem.code) {
    case 'network-unreachable':
    case 'unavailable':
    case 'internal':
    case 'answer-unreadable':
      return text.unreachable;
    case 'rate-limited':
      return text.busy;
    case 'balance-insufficient': {
      const { balance, needed } = problem;
      if (balance === undefined || needed === undefined) return text.shortUnknown;
      return text.short(formats.number(needed - balance));
    }
    case 'rule-broken':
      return problem.limit === undefined ? text.other : text.tooMany(formats.number(problem.limit));
    case 'offer-closed':
    case 'offer-unknown':
    case 'shop-closed':
      return text.offerClosed;
    case 'coupon-unknown':
      return text.couponUnknown;
    case 'coupon-used':
      return problem.firstAt === undefined
        ? text.other
        : text.couponUsed(`${formats.date(problem.firstAt)} ${formats.time(problem.firstAt)}`);
    case 'coupon-taken-back':
      return text.couponTakenBack;
    case 'coupon-of-another-shop':
      return text.otherShop;
    case 'coupon-not-reserved':
      return text.notReserved;
    case 'shop-unknown':
      return text.shopUnknown;
    case 'certificate-empty':
      return text.nothingToCertify;
    default:
      return text.other;
  }
}
