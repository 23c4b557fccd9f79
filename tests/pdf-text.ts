/**
 * Reads back a PDF of ours, far enough for tests: its pages' text by the fonts' own tables
 * (ToUnicode), and the objects as they stand. Not a reader for other people's files.
 */
import { inflateSync } from 'node:zlib';

export interface ReadPdf {
  /** By page; every run of letters on a line of its own. */
  readonly pages: readonly string[];
  /** How many fonts lie in the file with their outlines (TrueType). */
  readonly embeddedFonts: number;
  /** Without the streams. */
  readonly objects: string;
}

export function readPdf(file: Uint8Array): ReadPdf {
  const bytes = Buffer.from(file);
  const text = bytes.toString('latin1');
  const objects = new Map<string, { head: string; stream: string | null }>();
  for (const match of text.matchAll(/^(\d+) 0 obj\n([\s\S]*?)\nendobj$/gm)) {
    const [, id, body] = match;
    const [head = '', raw] = body!.split('stream\n', 2);
    objects.set(id!, { head, stream: raw === undefined ? null : streamOf(head, raw) });
  }
  const heads = [...objects.values()].map((object) => object.head).join('\n');
  const letters = new Map<string, string[]>();
  for (const [, name, font] of heads.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
    const table = /\/ToUnicode (\d+) 0 R/.exec(objects.get(font!)?.head ?? '')?.[1];
    letters.set(name!, lettersOf(objects.get(table ?? '')?.stream ?? ''));
  }
  const pages = [...objects.values()]
    .filter(({ head }) => /\/Type \/Page\b(?!s)/.test(head))
    .map(({ head }) => objects.get(/\/Contents (\d+) 0 R/.exec(head)?.[1] ?? '')?.stream ?? '')
    .map((content) => textOf(content, letters));
  return { pages, embeddedFonts: [...heads.matchAll(/\/FontFile2 /g)].length, objects: heads };
}

function streamOf(head: string, raw: string): string {
  const bytes = Buffer.from(raw.slice(0, raw.lastIndexOf('\nendstream')), 'latin1');
  return (head.includes('/FlateDecode') ? inflateSync(bytes) : bytes).toString('latin1');
}

/** Glyph → letter. */
function lettersOf(table: string): string[] {
  const ranges = [...table.matchAll(/<[0-9a-f]{4}> <[0-9a-f]{4}> \[([^\]]*)\]/g)];
  return ranges.flatMap(([, list]) =>
    [...list!.matchAll(/<([0-9a-f ]*)>/g)].map(([, hex]) =>
      Buffer.from(hex!.replaceAll(' ', ''), 'hex').swap16().toString('utf16le'),
    ),
  );
}

function textOf(content: string, letters: ReadonlyMap<string, string[]>): string {
  let font: string[] = [];
  const lines: string[] = [];
  for (const [, name, shown] of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
    if (name !== undefined) font = letters.get(name) ?? [];
    if (shown === undefined) continue;
    const glyphs = [...shown.matchAll(/<([0-9a-f]*)>/g)].map(([, hex]) => hex).join('');
    const codes = glyphs.match(/.{4}/g) ?? [];
    lines.push(codes.map((code) => font[Number.parseInt(code, 16)] ?? '').join(''));
  }
  return lines.join('\n');
}
