/** How many cards are printed at once, and who is meant by a search. Pure. */
import { CARDS_PER_SHEET } from './card-geometry.ts';
import type { Pass } from './pass-sheet.ts';

/** One print job: thirty sheets. More at once only jams. */
export const CARDS_PER_PRINT = 30 * CARDS_PER_SHEET;

/** Ten a sheet. */
export function sheetsOf(passes: readonly Pass[]): Pass[][] {
  return Array.from({ length: Math.ceil(passes.length / CARDS_PER_SHEET) }, (_, index) =>
    passes.slice(index * CARDS_PER_SHEET, (index + 1) * CARDS_PER_SHEET),
  );
}

/** Which people each print job holds: `[from, to)`. */
export function printParts(count: number): { from: number; to: number }[] {
  return Array.from({ length: Math.ceil(count / CARDS_PER_PRINT) }, (_, index) => ({
    from: index * CARDS_PER_PRINT,
    to: Math.min(count, (index + 1) * CARDS_PER_PRINT),
  }));
}

/** Width, case and kana make no difference; blanks in a number neither. */
export function passesFor(passes: readonly Pass[], search: string): Pass[] {
  const wanted = folded(search);
  if (wanted === '') return [...passes];
  const digits = wanted.replaceAll(/\s/g, '');
  return passes.filter(
    ({ nickname, number }) =>
      folded(nickname).includes(wanted) || (/^\d+$/.test(digits) && number.includes(digits)),
  );
}

const KATAKANA_TO_HIRAGANA = 0x60;
function folded(text: string): string {
  return text
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replaceAll(/[ァ-ヶ]/g, (letter) =>
      String.fromCodePoint((letter.codePointAt(0) ?? 0) - KATAKANA_TO_HIRAGANA),
    );
}
