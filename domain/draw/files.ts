/**
 * The small files of a draw: written to the byte, read strictly. Everything that reads a file throws
 * `FileFault` where it is not as it must be; whatever can be read is written back the same.
 */
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { FileFault, decimalFrom, hexFrom, idFrom, linesOf, listedIdFrom, textOf } from './lines.ts';

export const SEALED = 'none';
export const LIMIT_RULES = ['none', 'owner-prize', 'owner-draw'] as const;
/** How often one person may win: no limit, once a prize, once in the whole draw. */
export type LimitRule = (typeof LIMIT_RULES)[number];

export const DICE_THROWS = 20;
export const NO_DICE = '-';
const HASH = 64;

/** open.txt: what is fixed before the first entry. Hashes and keys are lower-case hex. */
export interface OpenFile {
  readonly draw: string;
  readonly rules: string;
  readonly code: string;
  readonly key: string;
  readonly commit: string;
  /** A drand chain's hash; `none`: sealed mode. */
  readonly chain: string;
  readonly gap: number;
  readonly lead: number;
  readonly limit: LimitRule;
}

export function writeOpen(open: OpenFile): Uint8Array {
  const { draw, rules, code, key, commit, chain, gap, lead, limit } = open;
  return fileOf([
    'vd1-open',
    `draw=${draw}`,
    `rules=${rules}`,
    `code=${code}`,
    `key=${key}`,
    `commit=${commit}`,
    `chain=${chain}`,
    `gap=${gap}`,
    `lead=${lead}`,
    `limit=${limit}`,
  ]);
}

export function readOpen(bytes: Uint8Array): OpenFile {
  const lines = new Lines(bytes, 'vd1-open');
  const open: OpenFile = {
    draw: listedIdFrom(lines.value('draw'), lines.number),
    rules: hexFrom(lines.value('rules'), HASH, lines.number),
    code: hexFrom(lines.value('code'), HASH, lines.number),
    key: hexFrom(lines.value('key'), HASH, lines.number),
    commit: hexFrom(lines.value('commit'), HASH, lines.number),
    chain: lines.either('chain', SEALED, (text, line) => hexFrom(text, HASH, line)),
    gap: decimalFrom(lines.value('gap'), lines.number),
    lead: decimalFrom(lines.value('lead'), lines.number),
    limit: limitFrom(lines.value('limit'), lines.number),
  };
  lines.end();
  return open;
}

function limitFrom(text: string, line: number): LimitRule {
  const found = LIMIT_RULES.find((rule) => rule === text);
  if (found === undefined) throw new FileFault('not-as-written', line);
  return found;
}

/** What freeze.txt says of a table. */
export interface FrozenTable {
  readonly file: string;
  readonly rows: number;
  readonly root: string;
}

export interface FrozenPrize {
  readonly prizeId: string;
  readonly quantity: number;
  readonly alternates: number;
  /** Serials, 1..N. */
  readonly serials: number;
  /** Of drand; 0 in sealed mode. */
  readonly round: number;
}

/** freeze.txt: what is drawn from, before the randomness exists. */
export interface FreezeFile {
  readonly open: string;
  readonly entries: FrozenTable;
  readonly audience: FrozenTable;
  /** `sealed`, or the operator's secret. */
  readonly k: string;
  /** In draw order. */
  readonly prizes: readonly FrozenPrize[];
  /** ISO 8601, as it stands; `timeOfFreeze` has it as a number. */
  readonly time: string;
}

export const SEALED_K = 'sealed';

export function writeFreeze(freeze: FreezeFile): Uint8Array {
  return fileOf([
    'vd1-freeze',
    `open=${freeze.open}`,
    `entries=${tableOf(freeze.entries)}`,
    `audience=${tableOf(freeze.audience)}`,
    `k=${freeze.k}`,
    ...freeze.prizes.map(
      ({ prizeId, quantity, alternates, serials, round }) =>
        `prize=${prizeId},${quantity},${alternates},${serials},${round}`,
    ),
    `time=${freeze.time}`,
  ]);
}

export function readFreeze(bytes: Uint8Array): FreezeFile {
  const lines = new Lines(bytes, 'vd1-freeze');
  const open = hexFrom(lines.value('open'), HASH, lines.number);
  const entries = tableFrom(lines.value('entries'), lines.number);
  const audience = tableFrom(lines.value('audience'), lines.number);
  const k = lines.either('k', SEALED_K, (text, line) => hexFrom(text, HASH, line));
  const prizes: FrozenPrize[] = [];
  const known = new Set<string>();
  while (lines.next()?.startsWith('prize=') === true) {
    const prize = prizeFrom(lines.value('prize'), lines.number);
    if (known.has(prize.prizeId)) throw new FileFault('duplicate', lines.number);
    known.add(prize.prizeId);
    prizes.push(prize);
  }
  const time = timeFrom(lines.value('time'), lines.number);
  lines.end();
  return { open, entries, audience, k, prizes, time };
}

function tableOf({ file, rows, root }: FrozenTable): string {
  return `${file},${rows},${root}`;
}

function tableFrom(text: string, line: number): FrozenTable {
  const [file = '', rows = '', root = ''] = fieldsOf(text, ',', 3, line);
  return {
    file: hexFrom(file, HASH, line),
    rows: decimalFrom(rows, line),
    root: hexFrom(root, HASH, line),
  };
}

function prizeFrom(text: string, line: number): FrozenPrize {
  const [id = '', quantity = '', alternates = '', serials = '', round = ''] = fieldsOf(
    text,
    ',',
    5,
    line,
  );
  return {
    prizeId: listedIdFrom(id, line),
    quantity: decimalFrom(quantity, line),
    alternates: decimalFrom(alternates, line),
    serials: decimalFrom(serials, line),
    round: decimalFrom(round, line),
  };
}

/** With its zone, to the second or finer: `2023-08-23T15:57:00Z`. */
const TIME =
  /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?(Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

function timeFrom(text: string, line: number): string {
  const [, clock = ''] = TIME.exec(text) ?? [];
  const atMs = Date.parse(`${clock}Z`);
  // A day that is none is moved by some engines: only what comes back the same is one.
  if (Number.isFinite(atMs) && new Date(atMs).toISOString().startsWith(clock)) return text;
  throw new FileFault('not-a-time', line);
}

/**
 * In milliseconds since the epoch; what is finer counts as a whole one, so that nothing that came
 * after a moment is taken for having come with it.
 */
export function timeOfFreeze({ time }: FreezeFile): number {
  const [, clock = '', fraction = '', zone = ''] = TIME.exec(time) ?? [];
  return Date.parse(`${clock}${zone}`) + Math.ceil(Number(fraction.padEnd(9, '0')) / 1e6);
}

export interface FinalFile {
  readonly freeze: string;
  /** Twenty digits, or `-`. */
  readonly dice: string;
}

export function writeFinal({ freeze, dice }: FinalFile): Uint8Array {
  return fileOf(['vd1-final', `freeze=${freeze}`, `dice=${dice}`]);
}

export function readFinal(bytes: Uint8Array): FinalFile {
  const lines = new Lines(bytes, 'vd1-final');
  const freeze = hexFrom(lines.value('freeze'), HASH, lines.number);
  const dice = lines.either('dice', NO_DICE, (text, line) => {
    if (/^[0-9]{20}$/.test(text)) return text;
    throw new FileFault('not-as-written', line);
  });
  lines.end();
  return { freeze, dice };
}

export interface RevealFile {
  readonly final: string;
  readonly k: string;
}

export function writeReveal({ final, k }: RevealFile): Uint8Array {
  return fileOf(['vd1-reveal', `final=${final}`, `k=${k}`]);
}

export function readReveal(bytes: Uint8Array): RevealFile {
  const lines = new Lines(bytes, 'vd1-reveal');
  const final = hexFrom(lines.value('final'), HASH, lines.number);
  const k = hexFrom(lines.value('k'), HASH, lines.number);
  lines.end();
  return { final, k };
}

/** A compressed point of G1, hex. */
const BEACON = 96;

export interface Beacon {
  readonly round: number;
  readonly signature: string;
}

/** By round, ascending. */
export function writeBeacons(beacons: readonly Beacon[]): Uint8Array {
  return fileOf(beacons.map(({ round, signature }) => `${round}\t${signature}`));
}

export function readBeacons(bytes: Uint8Array): Beacon[] {
  const beacons: Beacon[] = [];
  let number = 0;
  for (const line of linesOf(bytes)) {
    number += 1;
    const [round = '', signature = ''] = fieldsOf(textOf(line, number), '\t', 2, number);
    const beacon = {
      round: decimalFrom(round, number),
      signature: hexFrom(signature, BEACON, number),
    };
    const before = beacons.at(-1)?.round ?? 0;
    if (beacon.round === before) throw new FileFault('duplicate', number);
    if (beacon.round < before) throw new FileFault('out-of-order', number);
    beacons.push(beacon);
  }
  return beacons;
}

/** Ed25519, hex. */
const SIGNATURE = 128;

export interface FileSignature {
  readonly fileName: string;
  readonly signature: string;
}

export function writeSignatures(signatures: readonly FileSignature[]): Uint8Array {
  return fileOf(signatures.map(({ fileName, signature }) => `${fileName}\t${signature}`));
}

export function readSignatures(bytes: Uint8Array): FileSignature[] {
  const signatures: FileSignature[] = [];
  const known = new Set<string>();
  let number = 0;
  for (const line of linesOf(bytes)) {
    number += 1;
    const [name = '', signature = ''] = fieldsOf(textOf(line, number), '\t', 2, number);
    const fileName = idFrom(name, number);
    if (known.has(fileName)) throw new FileFault('duplicate', number);
    known.add(fileName);
    signatures.push({ fileName, signature: hexFrom(signature, SIGNATURE, number) });
  }
  return signatures;
}

/** Splits into exactly so many fields. */
export function fieldsOf(text: string, separator: string, count: number, line: number): string[] {
  const fields = text.split(separator);
  if (fields.length !== count) throw new FileFault('wrong-number-of-fields', line);
  return fields;
}

function fileOf(lines: readonly string[]): Uint8Array {
  return utf8ToBytes(lines.map((line) => `${line}\n`).join(''));
}

/** A file of `name=value` lines in a fixed order after its heading. */
class Lines {
  readonly #lines: string[];
  /** Of the line that was read last. */
  number = 1;

  constructor(bytes: Uint8Array, heading: string) {
    let number = 0;
    this.#lines = Array.from(linesOf(bytes), (line) => textOf(line, (number += 1)));
    if (this.#lines[0] === undefined) throw new FileFault('missing-line', 1);
    if (this.#lines[0] !== heading) throw new FileFault('not-as-written', 1);
  }

  /** The line that comes, not yet taken. */
  next(): string | undefined {
    return this.#lines[this.number];
  }

  value(name: string): string {
    const line = this.next();
    this.number += 1;
    if (line === undefined) throw new FileFault('missing-line', this.number);
    if (!line.startsWith(`${name}=`)) throw new FileFault('not-as-written', this.number);
    return line.slice(name.length + 1);
  }

  either(name: string, word: string, read: (text: string, line: number) => string): string {
    const text = this.value(name);
    return text === word ? text : read(text, this.number);
  }

  end(): void {
    if (this.next() !== undefined) throw new FileFault('unexpected-line', this.number + 1);
  }
}
