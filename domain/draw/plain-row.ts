/**
 * Rows of entries.tsv as bytes. Nearly all are plain ASCII: such a row is found to be in order, and
 * its numbers are read, without making text of it. A million rows make no million strings.
 */
const TAB = 0x09;
const COMMA = 0x2c;
const TAG_BYTES = 32;
/** Decimals of up to so many digits are exact, whatever they are. */
const DIGITS_MAX = 15;

/** The numbers of the row that was read last; one for all rows. */
export class PlainRow {
  first = 0;
  count = 0;
  /** Where the prize's id ends. */
  prizeEnd = 0;
  #at = 0;

  /** False: not plain, or not in order; read it as text to know which. */
  read(line: Uint8Array): boolean {
    this.#at = 0;
    if (!this.#skipId(line)) return false;
    this.prizeEnd = this.#at - 1;
    if (!this.#skipId(line) || !this.#skipTag(line)) return false;
    this.first = this.#decimal(line, TAB);
    this.count = this.#decimal(line, undefined);
    return this.first >= 1 && this.count >= 1 && this.#at === line.length + 1;
  }

  /** One printable byte or more, and the tab after them. */
  #skipId(line: Uint8Array): boolean {
    const start = this.#at;
    for (; this.#at < line.length; this.#at += 1) {
      const byte = line[this.#at]!;
      if (byte === TAB) break;
      if (byte < 0x21 || byte > 0x7e || byte === COMMA) return false;
    }
    this.#at += 1;
    return this.#at - 1 > start && this.#at < line.length;
  }

  #skipTag(line: Uint8Array): boolean {
    for (const end = this.#at + TAG_BYTES; this.#at < end; this.#at += 1) {
      const byte = line[this.#at] ?? 0;
      const isHex = (byte >= 0x30 && byte <= 0x39) || (byte >= 0x61 && byte <= 0x66);
      if (!isHex) return false;
    }
    this.#at += 1;
    return line[this.#at - 1] === TAB;
  }

  /** Without leading zeros, up to `end`; -1: none. */
  #decimal(line: Uint8Array, end: number | undefined): number {
    const start = this.#at;
    let value = 0;
    for (; line[this.#at] !== end; this.#at += 1) {
      const digit = (line[this.#at] ?? 0) - 0x30;
      if (digit < 0 || digit > 9 || (value === 0 && this.#at > start)) return -1;
      value = value * 10 + digit;
    }
    const digits = this.#at - start;
    this.#at += 1;
    return digits > 0 && digits <= DIGITS_MAX ? value : -1;
  }
}

/** Do two rows stand for the same prize? @param prizeEnd where the second one's id ends */
export function isSamePrize(a: Uint8Array, b: Uint8Array, prizeEnd: number): boolean {
  for (let at = 0; at <= prizeEnd; at += 1) if (a[at] !== b[at]) return false;
  return true;
}

/**
 * By (prizeId, entryId), bytewise. A tab is less than every byte of an id, so the first difference
 * decides; rows that are the same up to the second tab are the same.
 */
export function compareRows(a: Uint8Array, b: Uint8Array): number {
  let tabs = 0;
  for (let at = 0; tabs < 2; at += 1) {
    const [left, right] = [a[at], b[at]];
    if (left === undefined || right === undefined) return a.length - b.length;
    if (left !== right) return left - right;
    if (left === TAB) tabs += 1;
  }
  return 0;
}
