/**
 * The printed card (ISO 7810 ID-1) and how ten of them lie on A4. Everything in millimetres; a
 * sheet is one SVG whose user unit is a millimetre, so that a printer at 100 % gives exact cards.
 */
export const SHEET = { widthMm: 210, heightMm: 297 } as const;
export const CARD = { widthMm: 85.6, heightMm: 54 } as const;
const COLUMNS = 2;
const ROWS = 5;
export const CARDS_PER_SHEET = COLUMNS * ROWS;
export const MARGIN = {
  leftMm: (SHEET.widthMm - COLUMNS * CARD.widthMm) / 2,
  topMm: (SHEET.heightMm - ROWS * CARD.heightMm) / 2,
} as const;

/** The dark square without its quiet zone; the card's own white is the quiet zone. */
export const QR = { xMm: 4.4, yMm: 9, edgeMm: 36, quietModules: 4 } as const;
/** Where the words begin. */
export const TEXT_X_MM = 45;
/** The wall as a line: from the ground at the left to the upright at the right. */
export const WALL = { baseXMm: 43.9, uprightXMm: 81.65, topMm: 4.05, groundMm: 49.9, lineMm: 0.65 };
/** From the words' edge to the wall at the height of the name, with air. */
const NAME_WIDTH_MM = 33.8;
const NAME_SIZE_MM_MAX = 5.8;
const ONE_LINE_SIZE_MM_MIN = 4.4;
const HONORIFIC_GAP_MM = 1.4;
export const HONORIFIC_SIZE_MM = 3.4;

/** Upper left corner of the card at `index` (0–9) of its sheet. */
export function cardPosition(index: number): { xMm: number; yMm: number } {
  return {
    xMm: MARGIN.leftMm + (index % COLUMNS) * CARD.widthMm,
    yMm: MARGIN.topMm + Math.floor(index / COLUMNS) * CARD.heightMm,
  };
}

export interface Line {
  x1: number;
  y1: number;
  x2: number;
  y2: number;
}

const upright = (x: number, from: number, to: number): Line => ({ x1: x, y1: from, x2: x, y2: to });
const level = (y: number, from: number, to: number): Line => ({ x1: from, y1: y, x2: to, y2: y });

/** Where to cut: short lines outside the cards, and hairlines between them. */
export function cutLines(): { marks: Line[]; hairs: Line[] } {
  const gapMm = 1.7;
  const lengthMm = 3.1;
  const right = MARGIN.leftMm + COLUMNS * CARD.widthMm;
  const bottom = MARGIN.topMm + ROWS * CARD.heightMm;
  const xs = Array.from({ length: COLUMNS + 1 }, (_, i) => MARGIN.leftMm + i * CARD.widthMm);
  const ys = Array.from({ length: ROWS + 1 }, (_, i) => MARGIN.topMm + i * CARD.heightMm);
  return {
    marks: [
      ...xs.flatMap((x) => [
        upright(x, MARGIN.topMm - gapMm - lengthMm, MARGIN.topMm - gapMm),
        upright(x, bottom + gapMm, bottom + gapMm + lengthMm),
      ]),
      ...ys.flatMap((y) => [
        level(y, MARGIN.leftMm - gapMm - lengthMm, MARGIN.leftMm - gapMm),
        level(y, right + gapMm, right + gapMm + lengthMm),
      ]),
    ],
    hairs: [
      ...xs.slice(1, -1).map((x) => upright(x, MARGIN.topMm, bottom)),
      ...ys.slice(1, -1).map((y) => level(y, MARGIN.leftMm, right)),
    ],
  };
}

export interface NameLayout {
  lines: string[];
  sizeMm: number;
  /** Baseline of each line. */
  baselinesMm: number[];
  /** Where the honorific begins, behind the last line. */
  honorificXMm: number;
}

/** A name on one line as large as it fits, else on two. Widths are estimated on the wide side. */
export function layoutName(nickname: string, honorific: string): NameLayout {
  const honorificMm =
    honorific === '' ? 0 : widthEm(honorific) * HONORIFIC_SIZE_MM + HONORIFIC_GAP_MM;
  const oneLine = Math.min(NAME_SIZE_MM_MAX, (NAME_WIDTH_MM - honorificMm) / widthEm(nickname));
  const laid = (lines: string[], sizeMm: number, baselinesMm: number[]): NameLayout => ({
    lines,
    sizeMm,
    baselinesMm,
    honorificXMm: TEXT_X_MM + widthEm(lines.at(-1) ?? '') * sizeMm + HONORIFIC_GAP_MM,
  });
  if (oneLine >= ONE_LINE_SIZE_MM_MIN) return laid([nickname], oneLine, [20.9]);
  const sizeOf = ([first, second]: [string, string]) =>
    Math.min(
      ONE_LINE_SIZE_MM_MIN,
      NAME_WIDTH_MM / widthEm(first),
      (NAME_WIDTH_MM - honorificMm) / widthEm(second),
    );
  const best = splits(nickname).reduce((best, next) => (sizeOf(next) > sizeOf(best) ? next : best));
  return laid(best, sizeOf(best), [17.6, 22.3]);
}

/** Every way to break a name in two, at its blanks if it has any. */
function splits(nickname: string): [string, string][] {
  const letters = [...new Intl.Segmenter('ja', { granularity: 'grapheme' }).segment(nickname)].map(
    ({ segment }) => segment,
  );
  const at = (index: number): [string, string] => [
    letters.slice(0, index).join('').trimEnd(),
    letters.slice(index).join('').trimStart(),
  ];
  const all = letters.slice(1).map((_, index) => index + 1);
  const blanks = all.filter((index) => letters[index] === ' ' || letters[index] === '　');
  const places = blanks.length > 0 ? blanks : all;
  return places.length > 0 ? places.map(at) : [[nickname, '']];
}

/** The width of a text in its own font size: Latin letters are narrower than kana. */
export function widthEm(text: string): number {
  let width = 0;
  for (const { segment } of new Intl.Segmenter('ja', { granularity: 'grapheme' }).segment(text)) {
    if (/^[MW@%]/.test(segment)) width += 0.95;
    else if (/^[A-Z]/.test(segment)) width += 0.76;
    else if (/^[\u0020-\u024F]/u.test(segment)) width += 0.62;
    else width += 1;
  }
  return Math.max(width, 0.5);
}

/** `20417713` as people read it: `2041 7713`. */
export function spacedNumber(number: string): string {
  return number.replace(/^(\d{4})(\d{4})$/, '$1 $2');
}
