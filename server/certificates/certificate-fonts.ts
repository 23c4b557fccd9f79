/**
 * The fonts of a certificate: BIZ UDPGothic, of which a document carries the letters that it uses.
 * One file holds the everyday letters; names also use others (髙, 﨑), which lie in many small files.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import subsetFont from 'subset-font';
import * as v from 'valibot';
import { codePointsOf } from './font-coverage.ts';

/** Stands where no font has the letter: something is missing here, and it is seen. */
export const MISSING_LETTER = '〓';
/** Choose between forms of one letter; the letter itself is shown without them. */
const VARIATION_SELECTORS = /[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]/gu;
const EVERYDAY_FILE = 'japanese';

export const FONT_WEIGHTS = { regular: 400, bold: 700 } as const;
export type FontWeight = keyof typeof FONT_WEIGHTS;

/** A TrueType font that a document embeds. */
export interface DocumentFont {
  /** Unique within the document. */
  readonly name: string;
  readonly bytes: Buffer;
  readonly codePoints: ReadonlySet<number>;
}

/** Fonts for one document, by weight; the everyday one first. */
export type DocumentFonts = Readonly<Record<FontWeight, readonly DocumentFont[]>>;

export interface CertificateFonts {
  /** @param text everything that the document says, in whatever order */
  fontsFor(text: string): Promise<DocumentFonts>;
}

/** Reads the files when they are needed first, and keeps the everyday one in memory (2 × 2.6 MB). */
export function createCertificateFonts(): CertificateFonts {
  const folder = dirname(
    createRequire(import.meta.url).resolve('@fontsource/biz-udpgothic/package.json'),
  );
  const everyday = new Map<FontWeight, Promise<Buffer>>();
  let places: Promise<Map<number, string>> | null = null;

  const fileOf = (file: string, weight: FontWeight) =>
    readFile(join(folder, 'files', `biz-udpgothic-${file}-${FONT_WEIGHTS[weight]}-normal.woff2`));

  function everydayFont(weight: FontWeight): Promise<Buffer> {
    const kept = everyday.get(weight);
    if (kept !== undefined) return kept;
    const read = fileOf(EVERYDAY_FILE, weight).then((font) =>
      subsetFont(font, '', { targetFormat: 'truetype', keepAllGlyphs: true }),
    );
    everyday.set(weight, read);
    // What failed once is tried again the next time.
    read.catch(() => everyday.delete(weight));
    return read;
  }

  async function fontsOf(text: string, weight: FontWeight): Promise<DocumentFont[]> {
    const first = await fontOf(await everydayFont(weight), text, `everyday-${weight}`);
    const rest = [...new Set(text)].filter(
      (letter) => !first.codePoints.has(letter.codePointAt(0)!),
    );
    places ??= readPlaces(folder);
    const byFile = Map.groupBy(rest, placeOf(await places));
    const others: DocumentFont[] = [];
    for (const [file, letters] of byFile) {
      if (file === undefined) continue;
      const name = `${file}-${weight}`;
      others.push(await fontOf(await fileOf(file, weight), letters.join(''), name));
    }
    return [first, ...others];
  }

  return {
    async fontsFor(text) {
      const letters = shownLetters(text) + MISSING_LETTER;
      return {
        regular: await fontsOf(letters, 'regular'),
        bold: await fontsOf(letters, 'bold'),
      };
    },
  };
}

/** As it can be shown: composed, one kind of space, and nothing that chooses between forms of a letter. */
export function shownLetters(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replaceAll(VARIATION_SELECTORS, '')
    .replaceAll(/\p{Zs}/gu, ' ');
}

async function fontOf(font: Buffer, text: string, name: string): Promise<DocumentFont> {
  const bytes = await subsetFont(font, text, { targetFormat: 'truetype' });
  return { name, bytes, codePoints: codePointsOf(bytes) };
}

const PlacesSchema = v.record(v.string(), v.string());

/** Which of the small files holds a letter, as the package says. */
async function readPlaces(folder: string): Promise<Map<number, string>> {
  const ranges = v.parse(
    PlacesSchema,
    JSON.parse(await readFile(join(folder, 'unicode.json'), 'utf8')),
  );
  const places = new Map<number, string>();
  for (const [key, value] of Object.entries(ranges)) {
    const file = key.replaceAll(/[[\]]/g, '');
    for (const range of value.split(',')) {
      const [from, to = from] = range.replace('U+', '').split('-');
      for (let code = Number.parseInt(from!, 16); code <= Number.parseInt(to!, 16); code += 1) {
        places.set(code, file);
      }
    }
  }
  return places;
}

function placeOf(places: ReadonlyMap<number, string>): (letter: string) => string | undefined {
  return (letter) => places.get(letter.codePointAt(0)!);
}
