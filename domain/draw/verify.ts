/**
 * Verifies a bundle: everything is computed again from the files alone, in named checks and in a
 * fixed order. The first check that fails ends it, with the reason.
 */
import { QUICKNET } from './beacon.ts';
import type { Chain } from './beacon.ts';
import type { ComputedBeside } from './beside.ts';
import {
  Unmet,
  chainOf,
  checkBeacons,
  checkCommitment,
  checkDice,
  checkRounds,
  checkSignatures,
  same,
  sameResult,
} from './checks.ts';
import { digestOfBytes } from './digest.ts';
import {
  SEALED,
  SEALED_K,
  readBeacons,
  readFinal,
  readFreeze,
  readOpen,
  readReveal,
} from './files.ts';
import type { FreezeFile, FrozenPrize, FrozenTable, OpenFile } from './files.ts';
import { FileFault, checkProse } from './lines.ts';
import { computeResult } from './result.ts';
import type { RankingProgress } from './result.ts';
import { EntryTable, readAudience } from './tables.ts';
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
  if (signed) check('signatures', () => checkSignatures(bundle, open, options.beside));
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

function tryReading<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof FileFault || error instanceof Unmet) return null;
    throw error;
  }
}

class Failed extends Error {
  override readonly name = 'Failed';
  readonly check: CheckName;

  constructor(check: CheckName, reason: string) {
    super(reason);
    this.check = check;
  }
}
