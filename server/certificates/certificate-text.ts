/**
 * Sets lines of text with several fonts that stand in for each other, letter by letter. Lengths are
 * points (1/72 inch); y is the baseline.
 */
import type PdfWriter from 'pdfkit';
import { MISSING_LETTER, shownLetters } from './certificate-fonts.ts';
import type { DocumentFont, DocumentFonts, FontWeight } from './certificate-fonts.ts';

type Document = InstanceType<typeof PdfWriter>;

export interface Ink {
  readonly sizePt: number;
  readonly weight: FontWeight;
  readonly colour: string;
}

/** Letters in a row that one font has. */
interface Run {
  readonly font: string;
  readonly text: string;
}

/** What does not begin a line. */
const CLOSING = /^[、。，．・」』）】〉》！？ー〜ぁぃぅぇぉっゃゅょァィゥェォッャュョ)\].,!?]/u;
const LATIN = /^[!-~À-ɏ]+$/u;

const letters = new Intl.Segmenter('ja', { granularity: 'grapheme' });

export class TextSetter {
  readonly #document: Document;
  readonly #fonts: DocumentFonts;

  constructor(document: Document, fonts: DocumentFonts) {
    this.#document = document;
    this.#fonts = fonts;
    for (const { name, bytes } of [...fonts.regular, ...fonts.bold]) {
      document.registerFont(name, bytes);
    }
  }

  widthPt(text: string, ink: Ink): number {
    let width = 0;
    for (const run of this.#runs(text, ink.weight)) {
      width += this.#document.font(run.font).fontSize(ink.sizePt).widthOfString(run.text);
    }
    return width;
  }

  /** Breaks a text into lines; a word of Latin letters stays whole where it can. */
  lines(text: string, ink: Ink, widthMaxPt: number): string[] {
    const lines: string[] = [];
    let line = '';
    for (const piece of piecesOf(text)) {
      const tried = line + piece;
      if (line === '' || this.widthPt(tried.trimEnd(), ink) <= widthMaxPt) {
        line = tried;
      } else {
        lines.push(line.trimEnd());
        line = piece.trimStart();
      }
      while (line.length > 1 && this.widthPt(line.trimEnd(), ink) > widthMaxPt) {
        const fitting = this.#fitting(line, ink, widthMaxPt);
        lines.push(fitting);
        line = line.slice(fitting.length);
      }
    }
    if (line.trimEnd() !== '') lines.push(line.trimEnd());
    return lines;
  }

  draw(text: string, { x, y, ...ink }: Ink & { readonly x: number; readonly y: number }): void {
    let at = x;
    for (const run of this.#runs(text, ink.weight)) {
      this.#document
        .font(run.font)
        .fontSize(ink.sizePt)
        .fillColor(ink.colour)
        .text(run.text, at, y, { lineBreak: false, baseline: 'alphabetic' });
      at += this.#document.widthOfString(run.text);
    }
  }

  /** As many letters as fit, at least one. */
  #fitting(text: string, ink: Ink, widthMaxPt: number): string {
    let fitting = '';
    for (const { segment } of letters.segment(text)) {
      if (fitting !== '' && this.widthPt(fitting + segment, ink) > widthMaxPt) break;
      fitting += segment;
    }
    return fitting;
  }

  #runs(text: string, weight: FontWeight): Run[] {
    const fonts = this.#fonts[weight];
    const runs: Run[] = [];
    for (const { segment } of letters.segment(shownLetters(text))) {
      const font = fonts.find((each) => hasAll(each, segment));
      const next = font === undefined ? MISSING_LETTER : segment;
      const name = (font ?? fonts[0]!).name;
      const last = runs.at(-1);
      if (last?.font === name) runs[runs.length - 1] = { font: name, text: last.text + next };
      else runs.push({ font: name, text: next });
    }
    return runs;
  }
}

function hasAll(font: DocumentFont, segment: string): boolean {
  return Array.from(segment).every((letter) => font.codePoints.has(letter.codePointAt(0)!));
}

/** What stays together: a Latin word with the space behind it, a letter with what closes it. */
function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  for (const { segment } of letters.segment(text)) {
    const last = pieces.at(-1);
    const joins =
      last !== undefined &&
      (segment === ' ' || CLOSING.test(segment) || (LATIN.test(segment) && LATIN.test(last)));
    if (joins) pieces[pieces.length - 1] = last + segment;
    else pieces.push(segment);
  }
  return pieces;
}
