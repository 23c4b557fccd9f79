/**
 * Strict reading of the draw's files: bytes are walked once, line by line, and whatever has two
 * readings is refused by name.
 */

/** Why a file was refused; stable names, with the line (from 1; 0: the file as a whole). */
export const LINE_FAULTS = [
  'byte-order-mark',
  'carriage-return',
  'last-line-feed-missing',
  'empty-line',
  'not-utf8',
  'not-as-written',
  'missing-line',
  'unexpected-line',
  'wrong-number-of-fields',
  'not-an-id',
  'not-a-decimal',
  'not-lower-case-hex',
  'not-a-time',
  'out-of-order',
  'duplicate',
  'overlapping-serials',
  'missing-serials',
  'unknown-prize',
] as const;
export type LineFault = (typeof LINE_FAULTS)[number];

/** A file that cannot be what it should be. Inside `domain/draw` alone; checks turn it into values. */
export class FileFault extends Error {
  override readonly name = 'FileFault';
  readonly fault: LineFault;
  readonly line: number;

  constructor(fault: LineFault, line: number) {
    super(line === 0 ? fault : `line ${line}: ${fault}`);
    this.fault = fault;
    this.line = line;
  }
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/**
 * The lines of a file without their line feeds, as pieces of its bytes. An empty file has none.
 * @param isProse empty lines may stand in it
 */
export function* linesOf(
  bytes: Uint8Array,
  isProse = false,
): Generator<Uint8Array, void, undefined> {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    throw new FileFault('byte-order-mark', 0);
  }
  if (bytes.length > 0 && bytes[bytes.length - 1] !== LINE_FEED) {
    throw new FileFault('last-line-feed-missing', 0);
  }
  let start = 0;
  for (let number = 1; start < bytes.length; number += 1) {
    const end = bytes.indexOf(LINE_FEED, start);
    if (end === start && !isProse) throw new FileFault('empty-line', number);
    const line = bytes.subarray(start, end);
    if (line.includes(CARRIAGE_RETURN)) throw new FileFault('carriage-return', number);
    yield line;
    start = end + 1;
  }
}

/**
 * rules.txt is read by people and hashed as it is; in its form it is as strict as the others.
 * @throws FileFault
 */
export function checkProse(bytes: Uint8Array): void {
  let number = 0;
  for (const line of linesOf(bytes, true)) textOf(line, (number += 1));
}

/** UTF-8 as text. Strict: bytes that are none are a fault. */
export function textOf(line: Uint8Array, number: number): string {
  if (line.length <= SHORT_BYTES && isAscii(line)) {
    return String.fromCharCode(...line);
  }
  try {
    // Percent-decoding reads UTF-8 strictly, and is there on every platform.
    return decodeURIComponent(
      Array.from(line, (byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
    );
  } catch {
    throw new FileFault('not-utf8', number);
  }
}
/** As many as every engine takes as arguments. */
const SHORT_BYTES = 4_096;

function isAscii(line: Uint8Array): boolean {
  for (let at = 0; at < line.length; at += 1) if (line[at]! > 0x7f) return false;
  return true;
}

/**
 * Ids are text of any language that shows as it is: nothing that controls a line or its direction,
 * and no space at an end.
 */
export function idFrom(text: string, line: number): string {
  if (PLAIN_ID.test(text) || (ID.test(text) && !SPACE_AT_END.test(text))) return text;
  throw new FileFault('not-an-id', line);
}
// Not `\p{C}`: which code points are still unassigned is another matter on every engine.
const ID = /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+$/u;
const SPACE_AT_END = /^\p{Zs}|\p{Zs}$/u;
/** What nearly all are: found out much sooner. */
const PLAIN_ID = /^[\x21-\x2b\x2d-\x7e]+$/;

/** An id that stands between commas, in a file or in what is hashed: of a draw, of a prize. */
export function listedIdFrom(text: string, line: number): string {
  if (text.includes(',')) throw new FileFault('not-an-id', line);
  return idFrom(text, line);
}

/** A decimal without leading zeros, within what a number holds exactly. */
export function decimalFrom(text: string, line: number): number {
  const value = /^(0|[1-9][0-9]{0,15})$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isSafeInteger(value)) return value;
  throw new FileFault('not-a-decimal', line);
}

/** @param length in characters; `null`: any even length from 2 */
export function hexFrom(text: string, length: number | null, line: number): string {
  const isHex = /^([0-9a-f]{2})+$/.test(text);
  if (isHex && (length === null || text.length === length)) return text;
  throw new FileFault('not-lower-case-hex', line);
}

/** Bytewise, as UTF-8 sorts; text of the same code points is the same. */
export function compareBytewise(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at += 1) {
    const [left, right] = [a.charCodeAt(at), b.charCodeAt(at)];
    if (left !== right) return rankOfUnit(left) - rankOfUnit(right);
  }
  return a.length - b.length;
}

/** Halves of the code points beyond U+FFFF sort after all below, as their UTF-8 does. */
function rankOfUnit(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
