/** `/api/books` (public): how the books are, and the heads of their chain. */
import { BooksSchema } from '#domain/contract/books.ts';
import { LIMITS } from '#domain/contract/limits.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import { assertUnhurried } from '../requests/rate-limits.ts';
import type { RequestLimits } from '../requests/rate-limits.ts';
import { route } from '../requests/route.ts';
import type { Route } from '../requests/route.ts';

const EARLIER_MAX = 30;

export interface BookRouteParts {
  readonly ledger: Ledger;
  readonly limits: RequestLimits;
  readonly nowMs: () => number;
}

export function bookRoutes({ ledger, limits, nowMs }: BookRouteParts): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/books',
      summary: 'The last check of the books (PT6), and earlier heads of their chain.',
      guard: 'public',
      answer: BooksSchema,
      status: 200,
      problems: ['rate-limited'],
      async handle({ address }) {
        assertUnhurried(limits.lookUps.take(address, nowMs()));
        const [latest = null, ...earlier] = await ledger.booksReports(1 + EARLIER_MAX);
        const late = latest !== null && nowMs() - Date.parse(latest.at) > LIMITS.booksLateMs;
        return { body: { latest, late, earlier } };
      },
    }),
  ];
}
