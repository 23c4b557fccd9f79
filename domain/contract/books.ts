/** `GET /api/books` (public): how the books are, and the head of their chain. */
import * as v from 'valibot';
import { CountSchema, InstantSchema } from './values.ts';

const hashHex = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

export const BooksReportSchema = v.object({
  /** When everything was recomputed. */
  at: InstantSchema,
  /** Accounts whose balance was compared with the sum of their entries (PT6). */
  accounts: CountSchema,
  /** Those where they differ: 0, or something is badly wrong. */
  wrong: CountSchema,
  entries: CountSchema,
  /** The chain up to then: how many entries it covers, and the hash of the last one. */
  chained: CountSchema,
  headHex: hashHex,
  /** Points in people's hands: to spend, in coupons, in tickets. */
  pointsHeld: CountSchema,
  tookMs: CountSchema,
});
export type BooksReport = v.InferOutput<typeof BooksReportSchema>;

export const BooksSchema = v.object({
  latest: v.nullable(BooksReportSchema),
  /** A night was missed since the latest: what came after it was not checked. */
  late: v.boolean(),
  /** Earlier heads, newest first, at most 30: whoever wrote one down can compare. */
  earlier: v.array(v.pick(BooksReportSchema, ['at', 'chained', 'headHex', 'wrong'])),
});
export type Books = v.InferOutput<typeof BooksSchema>;
