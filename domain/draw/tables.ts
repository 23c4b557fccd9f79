/**
 * The tables of a draw, which may have a million rows: entries, audience, result. A table that was
 * read keeps the file's bytes and where its rows begin; a row becomes an object when it is asked
 * for, and no sooner.
 */
import { bytesToHex, concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { fieldsOf } from './files.ts';
import {
  FileFault,
  compareBytewise,
  decimalFrom,
  hexFrom,
  idFrom,
  linesOf,
  listedIdFrom,
  textOf,
} from './lines.ts';
import { MerkleLeaves } from './merkle.ts';
import { PlainRow, compareRows, isSamePrize } from './plain-row.ts';

const OWNER_TAG = 32;
/** Of one contribution. The protocol sets no bound, and this house takes far less from a phone. */
const CONTRIBUTION_BYTES_MAX = 4_096;

/** A person's tickets for a prize: the serials `[first, first + count)`. */
export interface EntryRow {
  readonly prizeId: string;
  readonly entryId: string;
  readonly ownerTag: string;
  readonly first: number;
  readonly count: number;
}

/** What the receipt of an entry is signed over, and what is hashed into the tree: no line feed. */
export function entryLine(row: EntryRow): string {
  const { prizeId, entryId, ownerTag, first, count } = row;
  return `${prizeId}\t${entryId}\t${ownerTag}\t${first}\t${count}`;
}

/** By (prizeId, entryId), bytewise, as entries.tsv is sorted. */
export function compareEntries(
  a: Pick<EntryRow, 'prizeId' | 'entryId'>,
  b: Pick<EntryRow, 'prizeId' | 'entryId'>,
): number {
  return compareBytewise(a.prizeId, b.prizeId) || compareBytewise(a.entryId, b.entryId);
}

/** @param rows sorted by `compareEntries` */
export function writeEntries(rows: Iterable<EntryRow>): Uint8Array {
  return joined(rows, entryLine);
}

export interface AudienceRow {
  readonly seq: number;
  readonly ownerTag: string;
  readonly hex: string;
}

export function audienceLine({ seq, ownerTag, hex }: AudienceRow): string {
  return `${seq}\t${ownerTag}\t${hex}`;
}

export function writeAudience(rows: Iterable<AudienceRow>): Uint8Array {
  return joined(rows, audienceLine);
}

export interface ResultRow {
  readonly prizeId: string;
  readonly kind: 'win' | 'alt';
  /** From 1, by prize and kind. */
  readonly place: number;
  readonly serial: number;
  readonly entryId: string;
  readonly ownerTag: string;
  readonly score: string;
}

export function resultLine(row: ResultRow): string {
  const { prizeId, kind, place, serial, entryId, ownerTag, score } = row;
  return `${prizeId}\t${kind}\t${place}\t${serial}\t${entryId}\t${ownerTag}\t${score}`;
}

export function writeResult(rows: Iterable<ResultRow>): Uint8Array {
  return joined(rows, resultLine);
}

/** The serials of one prize, and whose they are. */
export interface PrizeEntries {
  readonly prizeId: string;
  readonly serials: number;
  /** The row that holds a serial. */
  rowOf(serial: number): EntryRow;
}

/** entries.tsv, read and found to be in order: sorted, without doubles, serials tiling 1..N. */
export class EntryTable {
  readonly #bytes: Uint8Array;
  readonly #starts: number[] = [];
  readonly #prizes = new Map<string, SerialRanges>();
  readonly leaves: MerkleLeaves;

  /** @param onProgress now and then, how many bytes were read */
  constructor(bytes: Uint8Array, onProgress?: (read: number) => void) {
    this.#bytes = bytes;
    this.leaves = new MerkleLeaves(Math.ceil(bytes.length / 48));
    const plain = new PlainRow();
    let before: Uint8Array | null = null;
    let ranges: SerialRanges | null = null;
    for (const line of linesOf(bytes)) {
      const number = this.#starts.length + 1;
      const isPlain = plain.read(line);
      const row = isPlain ? null : entryFrom(line, number);
      const order = before === null ? -1 : compareRows(before, line);
      if (order === 0) throw new FileFault('duplicate', number);
      if (order > 0) throw new FileFault('out-of-order', number);
      if (row !== null) {
        ranges = this.#rangesOf(row.prizeId);
      } else if (ranges === null || before === null || !isSamePrize(before, line, plain.prizeEnd)) {
        ranges = this.#rangesOf(textOf(line.subarray(0, plain.prizeEnd), number));
      }
      ranges.add(number - 1, row ?? plain);
      this.#starts.push(line.byteOffset - bytes.byteOffset);
      this.leaves.add(line);
      before = line;
      if (number % PROGRESS_ROWS === 0) onProgress?.(line.byteOffset - bytes.byteOffset);
    }
    for (const ranges of this.#prizes.values()) ranges.close();
  }

  get rows(): number {
    return this.#starts.length;
  }

  get prizeIds(): string[] {
    return [...this.#prizes.keys()];
  }

  /** @param index from 0 */
  row(index: number): EntryRow {
    return entryFrom(this.lineAt(index), index + 1);
  }

  /** The bytes of a row, as the tree has them. */
  lineAt(index: number): Uint8Array {
    const start = this.#starts[index];
    if (start === undefined) throw new RangeError('no such row');
    const next = this.#starts[index + 1] ?? this.#bytes.length;
    return this.#bytes.subarray(start, next - 1);
  }

  /** A prize that nobody entered has no serials. */
  prize(prizeId: string): PrizeEntries {
    const ranges = this.#prizes.get(prizeId);
    return {
      prizeId,
      serials: ranges?.serials ?? 0,
      rowOf: (serial) => {
        if (ranges === undefined) throw new RangeError('no such serial');
        return this.row(ranges.rowOf(serial));
      },
    };
  }

  #rangesOf(prizeId: string): SerialRanges {
    let ranges = this.#prizes.get(prizeId);
    if (ranges === undefined) {
      ranges = new SerialRanges();
      this.#prizes.set(prizeId, ranges);
    }
    return ranges;
  }
}

/** Which rows hold which serials of one prize. */
class SerialRanges {
  #firsts: number[] = [];
  #counts: number[] = [];
  #rows: number[] = [];
  serials = 0;

  add(row: number, { first, count }: Pick<EntryRow, 'first' | 'count'>): void {
    this.#firsts.push(first);
    this.#counts.push(count);
    this.#rows.push(row);
  }

  /** Serials tile 1..N, in whatever order the rows have them. */
  close(): void {
    const order = this.#firsts.map((_, index) => index);
    const isSorted = this.#firsts.every((first, at) => at === 0 || first > this.#firsts[at - 1]!);
    if (!isSorted) order.sort((a, b) => this.#firsts[a]! - this.#firsts[b]!);
    let next = 1;
    for (const index of order) {
      const first = this.#firsts[index]!;
      const number = this.#rows[index]! + 1;
      if (first < next) throw new FileFault('overlapping-serials', number);
      if (first > next) throw new FileFault('missing-serials', number);
      next += this.#counts[index]!;
    }
    this.serials = next - 1;
    if (isSorted) return;
    this.#rows = order.map((index) => this.#rows[index]!);
    this.#firsts = order.map((index) => this.#firsts[index]!);
  }

  rowOf(serial: number): number {
    if (serial < 1 || serial > this.serials) throw new RangeError('no such serial');
    let [low, high] = [0, this.#firsts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.#firsts[middle]! <= serial) low = middle;
      else high = middle - 1;
    }
    return this.#rows[low]!;
  }
}

function entryFrom(line: Uint8Array, number: number): EntryRow {
  const fields = fieldsOf(textOf(line, number), '\t', 5, number);
  const [prizeId = '', entryId = '', ownerTag = '', first = '', count = ''] = fields;
  const row = {
    prizeId: listedIdFrom(prizeId, number),
    entryId: idFrom(entryId, number),
    ownerTag: hexFrom(ownerTag, OWNER_TAG, number),
    first: decimalFrom(first, number),
    count: decimalFrom(count, number),
  };
  if (row.first < 1 || row.count < 1 || row.first + row.count > Number.MAX_SAFE_INTEGER) {
    throw new FileFault('not-a-decimal', number);
  }
  return row;
}

/** audience.tsv, read: seq from 1, one more with each row. */
export function readAudience(bytes: Uint8Array): {
  readonly rows: AudienceRow[];
  readonly leaves: MerkleLeaves;
} {
  const rows: AudienceRow[] = [];
  const leaves = new MerkleLeaves();
  for (const line of linesOf(bytes)) {
    const number = rows.length + 1;
    const [seq = '', ownerTag = '', hex = ''] = fieldsOf(textOf(line, number), '\t', 3, number);
    const row = {
      seq: decimalFrom(seq, number),
      ownerTag: hexFrom(ownerTag, OWNER_TAG, number),
      hex: hexFrom(hex, null, number),
    };
    if (row.seq !== number) throw new FileFault('out-of-order', number);
    if (row.hex.length > CONTRIBUTION_BYTES_MAX * 2) throw new FileFault('not-as-written', number);
    rows.push(row);
    leaves.add(line);
  }
  return { rows, leaves };
}

/** result.tsv, read by its form alone; whether it is the result the verifier finds out. */
export function readResult(bytes: Uint8Array): ResultRow[] {
  const rows: ResultRow[] = [];
  for (const line of linesOf(bytes)) {
    const number = rows.length + 1;
    const fields = fieldsOf(textOf(line, number), '\t', 7, number);
    const [prizeId = '', kind = '', place = '', serial = '', entryId = '', tag = '', score = ''] =
      fields;
    if (kind !== 'win' && kind !== 'alt') throw new FileFault('not-as-written', number);
    rows.push({
      prizeId: listedIdFrom(prizeId, number),
      kind,
      place: decimalFrom(place, number),
      serial: decimalFrom(serial, number),
      entryId: idFrom(entryId, number),
      ownerTag: hexFrom(tag, OWNER_TAG, number),
      score: hexFrom(score, 64, number),
    });
  }
  return rows;
}

/** In pieces: a string of a million rows would be held twice. */
function joined<Row>(rows: Iterable<Row>, lineOf: (row: Row) => string): Uint8Array {
  const pieces: Uint8Array[] = [];
  let lines: string[] = [];
  for (const row of rows) {
    lines.push(lineOf(row));
    if (lines.length < PIECE_ROWS) continue;
    pieces.push(utf8ToBytes(`${lines.join('\n')}\n`));
    lines = [];
  }
  if (lines.length > 0) pieces.push(utf8ToBytes(`${lines.join('\n')}\n`));
  return concatBytes(...pieces);
}
const PIECE_ROWS = 10_000;
const PROGRESS_ROWS = 16_384;

/** The word that a contribution carries after its 16 random bytes; empty where there is none. */
export function contributionOf(random: Uint8Array, word: string): string {
  return bytesToHex(random) + bytesToHex(utf8ToBytes(word));
}
