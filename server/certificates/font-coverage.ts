/**
 * Which characters a TrueType font has: its table `cmap` (OpenType 1.9, chapter cmap), formats 4 and
 * 12, which between them hold Unicode.
 */
const FORMAT_SEGMENTS = 4;
const FORMAT_GROUPS = 12;

/** @param font the bytes of a TrueType file of ours, not one that somebody sent */
export function codePointsOf(font: Uint8Array): Set<number> {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  const cmap = tableAt(view, 'cmap');
  const found = new Set<number>();
  for (let index = 0; index < view.getUint16(cmap + 2); index += 1) {
    const table = cmap + view.getUint32(cmap + 4 + index * 8 + 4);
    const format = view.getUint16(table);
    if (format === FORMAT_SEGMENTS) readSegments(view, table, found);
    if (format === FORMAT_GROUPS) readGroups(view, table, found);
  }
  return found;
}

function tableAt(view: DataView, tag: string): number {
  for (let index = 0; index < view.getUint16(4); index += 1) {
    const record = 12 + index * 16;
    const name = String.fromCodePoint(...[0, 1, 2, 3].map((byte) => view.getUint8(record + byte)));
    if (name === tag) return view.getUint32(record + 8);
  }
  throw new Error(`The font has no table ${tag}.`);
}

function readSegments(view: DataView, table: number, found: Set<number>): void {
  const doubled = view.getUint16(table + 6);
  const ends = table + 14;
  const starts = ends + doubled + 2;
  const deltas = starts + doubled;
  const offsets = deltas + doubled;
  for (let at = 0; at < doubled; at += 2) {
    const start = view.getUint16(starts + at);
    const delta = view.getUint16(deltas + at);
    const offset = view.getUint16(offsets + at);
    for (let code = start; code <= view.getUint16(ends + at); code += 1) {
      // An offset leads from its own place into the glyphs' numbers, which stand behind.
      const glyph =
        offset === 0 ? code : view.getUint16(offsets + at + offset + (code - start) * 2);
      if (glyph !== 0 && ((glyph + delta) & 0xffff) !== 0) found.add(code);
    }
  }
}

function readGroups(view: DataView, table: number, found: Set<number>): void {
  for (let index = 0; index < view.getUint32(table + 12); index += 1) {
    const group = table + 16 + index * 12;
    const last = view.getUint32(group + 4);
    for (let code = view.getUint32(group); code <= last; code += 1) found.add(code);
  }
}
