/** What stands in the counter's field: a code that a hand scanner typed, or a card's number. Pure. */
import type * as v from 'valibot';
import type { LookupSchema } from '#domain/contract/counter.ts';

export type Lookup = v.InferInput<typeof LookupSchema>;

const CODE_START = /^[\s]*TS1:/i;
const CARD_NUMBER = /^[0-9]{1,10}$/;

/**
 * Blanks inside and behind a code belong to it (base45 has one); those around a number do not. A
 * Japanese input method types wide signs, which mean the narrow ones.
 * @returns `null`: neither a code of ours nor a number
 */
export function lookupOf(typed: string): Lookup | null {
  const text = narrow(typed.replaceAll(/[\r\n\t]/g, ''));
  if (CODE_START.test(text)) return { code: text.trimStart().toUpperCase() };
  const number = text.replaceAll(/[\s-]/g, '');
  return CARD_NUMBER.test(number) ? { number } : null;
}

/** NFKC, and the signs that an input method puts in place of `-`, `.` and `/`. */
function narrow(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/[ー−‐–—]/g, '-')
    .replaceAll('。', '.')
    .replaceAll('・', '/');
}
