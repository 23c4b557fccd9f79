/**
 * The typefaces of the one-file page, with the letters that it shows and no others: a saved file has
 * nothing beside it, and many devices have no Japanese font that reads as well.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import subsetFont from 'subset-font';

const { resolve } = createRequire(import.meta.url);

interface Face {
  readonly family: string;
  readonly weight: number;
  readonly file: string;
}

const FACES: readonly Face[] = [
  {
    family: 'BIZ UDPGothic',
    weight: 400,
    file: 'biz-udpgothic/files/biz-udpgothic-japanese-400-normal.woff2',
  },
  {
    family: 'BIZ UDPGothic',
    weight: 700,
    file: 'biz-udpgothic/files/biz-udpgothic-japanese-700-normal.woff2',
  },
  { family: 'Barlow', weight: 600, file: 'barlow/files/barlow-latin-600-normal.woff2' },
];

/** @param text every letter that the page can show. @returns rules with the fonts inside */
export async function fontFaces(text: string): Promise<string> {
  const letters = [...new Set(text)].join('');
  const rules = await Promise.all(FACES.map((face) => ruleOf(face, letters)));
  return rules.join('');
}

async function ruleOf({ family, weight, file }: Face, letters: string): Promise<string> {
  const [packageName = '', ...rest] = file.split('/');
  const folder = path.dirname(resolve(`@fontsource/${packageName}/package.json`));
  const font = await readFile(path.join(folder, ...rest));
  const subset = await subsetFont(font, letters, { targetFormat: 'woff2' });
  const data = `data:font/woff2;base64,${subset.toString('base64')}`;
  return `@font-face{font-family:'${family}';font-weight:${weight};src:url(${data}) format('woff2')}`;
}
