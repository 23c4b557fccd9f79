/**
 * Verifies a bundle: everything is computed again from the files alone, in named checks and in a
 * fixed order. The first check that fails ends it, with the reason.
 */
import { DRAW_FILES } from '../lottery.ts';
import { QUICKNET, timeOfRound, verifyBeacon } from './beacon.ts';
import type { Chain } from './beacon.ts';
import type { ComputedBeside } from './beside.ts';
import { commitmentOf, digestOfBytes } from './digest.ts';
import {
  NO_DICE,
  SEALED,
  SEALED_K,
  readBeacons,
  readFinal,
  readFreeze,
  readOpen,
  readReveal,
  readSignatures,
  timeOfFreeze,
} from './files.ts';
import type { Beacon, FinalFile, FreezeFile, FrozenPrize, FrozenTable, OpenFile } from './files.ts';
import { FileFault, checkProse } from './lines.ts';
import { verifyEd25519 } from './receipt.ts';
import { computeResult } from './result.ts';
import type { RankingProgress } from './result.ts';
import { EntryTable, readAudience, readResult, writeResult } from './tables.ts';
import type { ResultRow } from './tables.ts';

export const CHECKS = [
  'open',
  'rules',
  'entries',
  'audience',
  'freeze',
  'commit',
  'final',
  'dice',
  'rounds',
  'beacon',
  'reveal',
  'result',
  'signatures',
] as const;
export type CheckName = (typeof CHECKS)[number];

/** Files by name, as bytes. Others than the draw's own are not looked at. */
export type Bundle = ReadonlyMap<string, Uint8Array>;

export type Verification =
  | {
      readonly ok: true;
      readonly draw: string;
      /** `H(final.txt)`. */
      readonly final: string;
      readonly passed: readonly CheckName[];
      /** False: the bundle has no signatures.tsv, and says so. */
      readonly signed: boolean;
      readonly result: readonly ResultRow[];
    }
  | {
      readonly ok: false;
      readonly failed: CheckName;
      readonly reason: string;
      readonly passed: readonly CheckName[];
    };

export interface VerifyOptions {
  readonly beside?: ComputedBeside;
  /** Chains that are known; quicknet unless told otherwise. */
  readonly chains?: readonly Chain[];
  readonly onProgress?: (progress: RankingProgress) => void;
  /** How far entries.tsv is read, before anything is ranked; in bytes. */
  readonly onReading?: (read: number, total: number) => void;
  /** Each check as it passes. */
  readonly onCheck?: (name: CheckName) => void;
}

/** Never throws for what stands in a bundle. */
export function verifyBundle(bundle: Bundle, options: VerifyOptions = {}): Verification {
  const passed: CheckName[] = [];
  const check = <T>(name: CheckName, work: () => T): T => {
    try {
      const value = work();
      passed.push(name);
      options.onCheck?.(name);
      return value;
    } catch (error) {
      if (error instanceof Failed) throw error;
      if (!(error instanceof FileFault || error instanceof Unmet)) throw error;
      throw new Failed(name, error.message);
    }
  };
  try {
    return verifyWith(bundle, options, check, passed);
  } catch (error) {
    if (!(error instanceof Failed)) throw error;
    return { ok: false, failed: error.check, reason: error.message, passed };
  }
}

type Check = <T>(name: CheckName, work: () => T) => T;

function verifyWith(
  bundle: Bundle,
  options: VerifyOptions,
  check: Check,
  passed: readonly CheckName[],
): Verification {
  const file = (name: string): Uint8Array => {
    const bytes = bundle.get(name);
    if (bytes === undefined) throw new Unmet(`${name} is missing`);
    return bytes;
  };
  const chains = options.chains ?? [QUICKNET];
  const open = check('open', () => readOpenStrictly(file('open.txt'), chains));
  check('rules', () => {
    checkProse(file('rules.txt'));
    same('rules.txt', digestOfBytes(file('rules.txt')), open.rules);
  });
  // What the freeze says of the tables is looked at with the tables; its own check comes after.
  const frozen = tryReading(() => readFreeze(file('freeze.txt')));
  const entries = check('entries', () => readEntries(file('entries.tsv'), frozen, options));
  check('audience', () => {
    const bytes = file('audience.tsv');
    const { rows, leaves } = readAudience(bytes);
    if (frozen !== null) {
      frozenAs(frozen.audience, digestOfBytes(bytes), rows.length, leaves.root());
    }
  });
  const freeze = check('freeze', () => {
    const read = readFreeze(file('freeze.txt'));
    same('open.txt', digestOfBytes(file('open.txt')), read.open);
    checkFreeze(read, open, entries);
    return read;
  });
  if (open.chain !== SEALED) {
    check('commit', () => checkCommitment(open, freeze.k));
  } else {
    // The secret comes last; here it must not be out yet. It is checked against the commitment then.
    check('commit', () => {
      if (freeze.k !== SEALED_K) throw new Unmet('k stands in freeze.txt in sealed mode');
    });
  }
  const final = check('final', () => {
    const read = readFinal(file('final.txt'));
    same('freeze.txt', digestOfBytes(file('freeze.txt')), read.freeze);
    return read;
  });
  const finalHash = digestOfBytes(file('final.txt'));
  check('dice', () => checkDice(open, final));
  check('rounds', () => checkRounds(open, freeze, chains));
  const xOf = randomness({ open, freeze, finalHash, chains, file, check });
  const result = check('result', () => {
    const rows = computeResult(
      { open, freeze, entries, finalHash, xOf, rangesOf: options.beside?.rangesOf },
      options.onProgress,
    );
    sameResult(file('result.tsv'), rows);
    return rows;
  });
  const signed = bundle.has('signatures.tsv');
  if (signed) check('signatures', () => checkSignatures(bundle, open, options));
  return { ok: true, draw: open.draw, final: finalHash, passed, signed, result };
}

function readOpenStrictly(bytes: Uint8Array, chains: readonly Chain[]): OpenFile {
  const open = readOpen(bytes);
  if (open.chain === SEALED) {
    if (open.gap !== 0 || open.lead !== 0) throw new Unmet('gap and lead are 0 in sealed mode');
  } else {
    if (chainOf(open, chains) === undefined) throw new Unmet('the chain is not one that is known');
    if (open.gap < 1) throw new Unmet('gap is at least 1 in drand mode');
  }
  return open;
}

function readEntries(
  bytes: Uint8Array,
  frozen: FreezeFile | null,
  { onReading, beside }: VerifyOptions,
): EntryTable {
  const table = beside?.entries ?? new EntryTable(bytes, (read) => onReading?.(read, bytes.length));
  if (frozen === null) return table;
  const known = new Set(frozen.prizes.map(({ prizeId }) => prizeId));
  for (const prizeId of table.prizeIds) {
    if (!known.has(prizeId)) throw new Unmet(`prize ${prizeId} stands in no line of freeze.txt`);
  }
  for (const { prizeId, serials } of frozen.prizes) {
    const count = table.prize(prizeId).serials;
    if (count !== serials) throw new Unmet(`prize ${prizeId} has ${count} serials, not ${serials}`);
  }
  const digestOf = beside?.digestOf ?? digestOfBytes;
  frozenAs(frozen.entries, digestOf(bytes), table.rows, table.leaves.root());
  return table;
}

function frozenAs(frozen: FrozenTable, file: string, rows: number, root: string): void {
  if (rows !== frozen.rows) throw new Unmet(`${rows} rows, freeze.txt says ${frozen.rows}`);
  same('the file', file, frozen.file);
  same('the root', root, frozen.root);
}

function checkFreeze(freeze: FreezeFile, open: OpenFile, entries: EntryTable): void {
  if (freeze.prizes.length === 0) throw new Unmet('there is no prize');
  for (const { prizeId, quantity, serials } of freeze.prizes) {
    if (quantity < 1) throw new Unmet(`prize ${prizeId} has no quantity`);
    if (entries.prize(prizeId).serials !== serials) throw new Unmet(`serials of ${prizeId}`);
  }
  if (open.chain !== SEALED && freeze.k === SEALED_K) {
    throw new Unmet('k is not revealed in drand mode');
  }
}

function checkCommitment(open: OpenFile, kHex: string): void {
  same('the commitment', commitmentOf(open.draw, kHex), open.commit);
}

function checkDice(open: OpenFile, final: FinalFile): void {
  if (final.dice === NO_DICE && open.chain === SEALED) {
    throw new Unmet('sealed mode needs the dice');
  }
}

function checkRounds(open: OpenFile, freeze: FreezeFile, chains: readonly Chain[]): void {
  const chain = chainOf(open, chains);
  for (const [index, { prizeId, round }] of freeze.prizes.entries()) {
    const before = freeze.prizes[index - 1];
    if (chain === undefined) {
      if (round !== 0) throw new Unmet(`the round of prize ${prizeId} is not 0 in sealed mode`);
    } else if (round < 1) {
      throw new Unmet(`prize ${prizeId} has no round`);
    } else if (before !== undefined && round !== before.round + open.gap) {
      throw new Unmet(`the round of prize ${prizeId} is not ${open.gap} after the one before`);
    }
  }
  const first = freeze.prizes[0];
  if (chain === undefined || first === undefined) return;
  const leadMs = timeOfRound(chain, first.round) - timeOfFreeze(freeze);
  if (leadMs < open.lead * 1_000) {
    throw new Unmet(`the first round is less than ${open.lead} s after the freeze`);
  }
}

/** What each prize's seed is made with: its round's signature, or the secret that was sealed. */
function randomness(known: {
  readonly open: OpenFile;
  readonly freeze: FreezeFile;
  readonly finalHash: string;
  readonly chains: readonly Chain[];
  readonly file: (name: string) => Uint8Array;
  readonly check: Check;
}): (prize: FrozenPrize) => string {
  const { open, freeze, finalHash, chains, file, check } = known;
  const chain = chainOf(open, chains);
  if (chain === undefined) {
    const { k } = check('reveal', () => {
      const reveal = readReveal(file('reveal.txt'));
      same('final.txt', finalHash, reveal.final);
      checkCommitment(open, reveal.k);
      return reveal;
    });
    return () => k;
  }
  const beacons = check('beacon', () => {
    const read = readBeacons(file('beacons.tsv'));
    checkBeacons(read, freeze, chain);
    return new Map(read.map(({ round, signature }) => [round, signature]));
  });
  return ({ round }) => beacons.get(round) ?? '';
}

function checkBeacons(beacons: readonly Beacon[], freeze: FreezeFile, chain: Chain): void {
  const rounds = freeze.prizes.map(({ round }) => round);
  for (const [index, beacon] of beacons.entries()) {
    if (beacon.round !== rounds[index]) throw new Unmet(`round ${beacon.round} is no prize's`);
    if (!verifyBeacon(chain, beacon)) {
      throw new Unmet(`the signature of round ${beacon.round} does not verify`);
    }
  }
  const missing = rounds[beacons.length];
  if (missing !== undefined) throw new Unmet(`round ${missing} is missing`);
}

function sameResult(bytes: Uint8Array, rows: readonly ResultRow[]): void {
  const given = readResult(bytes);
  for (const [index, row] of rows.entries()) {
    const other = given[index];
    if (other === undefined) throw new Unmet(`row ${index + 1} is missing`);
    for (const [name, value] of Object.entries(row)) {
      if (Reflect.get(other, name) !== value) {
        throw new Unmet(`row ${index + 1}: ${name} must be ${value}`);
      }
    }
  }
  if (given.length > rows.length) throw new Unmet(`row ${rows.length + 1} should not be there`);
  same('the file', digestOfBytes(bytes), digestOfBytes(writeResult(rows)));
}

/** A signature is expected for each of these that is there: for all but the signatures themselves. */
const SIGNED_FILES = DRAW_FILES.filter((name) => name !== 'signatures.tsv');

function checkSignatures(bundle: Bundle, open: OpenFile, { beside }: VerifyOptions): void {
  const signatures = readSignatures(bundle.get('signatures.tsv') ?? new Uint8Array());
  for (const { fileName, signature } of signatures) {
    const bytes = bundle.get(fileName);
    if (bytes === undefined) throw new Unmet(`${fileName} is signed and missing`);
    const isRight =
      beside?.isSigned?.(fileName, signature, open.key) ??
      verifyEd25519(signature, bytes, open.key);
    if (!isRight) {
      throw new Unmet(`the signature of ${fileName} does not verify`);
    }
  }
  const signed = new Set(signatures.map(({ fileName }) => fileName));
  const unsigned = SIGNED_FILES.find((name) => bundle.has(name) && !signed.has(name));
  if (unsigned !== undefined) throw new Unmet(`${unsigned} is not signed`);
}

function chainOf(open: OpenFile, chains: readonly Chain[]): Chain | undefined {
  return chains.find(({ hash }) => hash === open.chain);
}

function same(what: string, computed: string, said: string): void {
  if (computed !== said) throw new Unmet(`${what} is ${computed}, not ${said}`);
}

function tryReading<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof FileFault || error instanceof Unmet) return null;
    throw error;
  }
}

/** Something in the bundle does not hold. */
class Unmet extends Error {
  override readonly name = 'Unmet';
}

class Failed extends Error {
  override readonly name = 'Failed';
  readonly check: CheckName;

  constructor(check: CheckName, reason: string) {
    super(reason);
    this.check = check;
  }
}
