/**
 * The files of a draw, made from those before them. The same inputs give the same bytes, whoever
 * makes them and however often: what was interrupted is begun anew (LT1, LT2).
 */
import assert from 'node:assert/strict';
import type { Lottery } from '#domain/contract/lotteries.ts';
import { QUICKNET, roundAfter } from '#domain/draw/beacon.ts';
import { commitmentOf, digestOfBytes } from '#domain/draw/digest.ts';
import {
  SEALED,
  SEALED_K,
  readBeacons,
  readFreeze,
  readOpen,
  readReveal,
  writeFreeze,
  writeOpen,
} from '#domain/draw/files.ts';
import type { FrozenPrize } from '#domain/draw/files.ts';
import { computeResult } from '#domain/draw/result.ts';
import { EntryTable, readAudience, writeResult } from '#domain/draw/tables.ts';
import type { DrawFileName } from '#domain/lottery.ts';
import type { LotterySecrets } from '#stores/ledger/lottery-books.ts';
import { rulesText } from './lottery-rules.ts';
import type { RoundPlan } from './lottery-rules.ts';

export interface DrawFile {
  readonly name: DrawFileName;
  readonly bytes: Uint8Array;
}

/** The files that something is made from, by name. */
export type DrawFiles = ReadonlyMap<DrawFileName, Uint8Array>;

/** Time for the hall to read the words of F before the first round, and between two prizes. */
const DRAND_PLAN: RoundPlan = { gap: 20, lead: 60 };
const SEALED_PLAN: RoundPlan = { gap: 0, lead: 0 };

/** rules.txt and open.txt. @param code SHA-256 of the published verifier, hex */
export function makeOpening(
  lottery: Lottery,
  { publicKeyHex, kHex }: LotterySecrets,
  code: string,
): DrawFile[] {
  const { draw, limit, mode } = lottery;
  const plan = mode === 'sealed' ? SEALED_PLAN : DRAND_PLAN;
  const rules = Buffer.from(rulesText(lottery, plan));
  const open = writeOpen({
    draw,
    rules: digestOfBytes(rules),
    code,
    key: publicKeyHex,
    commit: commitmentOf(draw, kHex),
    chain: mode === 'sealed' ? SEALED : QUICKNET.hash,
    ...plan,
    limit,
  });
  return [
    { name: 'rules.txt', bytes: rules },
    { name: 'open.txt', bytes: open },
  ];
}

export interface Freezing {
  /** open.txt, entries.tsv, audience.tsv. */
  readonly files: DrawFiles;
  readonly prizes: readonly Pick<FrozenPrize, 'prizeId' | 'quantity' | 'alternates'>[];
  readonly kHex: string;
  /** ISO 8601 in UTC. */
  readonly time: string;
}

/** freeze.txt. In drand mode it reveals k and names the rounds, none of which exists yet. */
export function makeFreeze({ files, prizes, kHex, time }: Freezing): Uint8Array {
  const openBytes = fileOf(files, 'open.txt');
  const [entries, audience] = [fileOf(files, 'entries.tsv'), fileOf(files, 'audience.tsv')];
  const open = readOpen(openBytes);
  const isSealed = open.chain === SEALED;
  assert(isSealed || open.chain === QUICKNET.hash, 'the chain is not one that is known');
  const table = new EntryTable(entries);
  const contributed = readAudience(audience);
  const firstRound = isSealed ? 0 : roundAfter(QUICKNET, Date.parse(time) + open.lead * 1_000);
  return writeFreeze({
    open: digestOfBytes(openBytes),
    entries: { file: digestOfBytes(entries), rows: table.rows, root: table.leaves.root() },
    audience: {
      file: digestOfBytes(audience),
      rows: contributed.rows.length,
      root: contributed.leaves.root(),
    },
    k: isSealed ? SEALED_K : kHex,
    prizes: prizes.map(({ prizeId, quantity, alternates }, index) => ({
      prizeId,
      quantity,
      alternates,
      serials: table.prize(prizeId).serials,
      round: firstRound + index * open.gap,
    })),
    time,
  });
}

/** result.tsv. @param files open, entries, freeze, final, and reveal.txt or beacons.tsv */
export function makeResult(files: DrawFiles): Uint8Array {
  const open = readOpen(fileOf(files, 'open.txt'));
  const freeze = readFreeze(fileOf(files, 'freeze.txt'));
  return writeResult(
    computeResult({
      open,
      freeze,
      entries: new EntryTable(fileOf(files, 'entries.tsv')),
      finalHash: digestOfBytes(fileOf(files, 'final.txt')),
      xOf: randomnessOf(files, open.chain === SEALED),
    }),
  );
}

function randomnessOf(files: DrawFiles, isSealed: boolean): (prize: FrozenPrize) => string {
  if (isSealed) {
    const { k } = readReveal(fileOf(files, 'reveal.txt'));
    return () => k;
  }
  const beacons = new Map(
    readBeacons(fileOf(files, 'beacons.tsv')).map(({ round, signature }) => [round, signature]),
  );
  return ({ round }) => {
    const signature = beacons.get(round);
    assert(signature !== undefined, `round ${round} has no beacon`);
    return signature;
  };
}

function fileOf(files: DrawFiles, name: DrawFileName): Uint8Array {
  const bytes = files.get(name);
  assert(bytes !== undefined, `${name} is needed`);
  return bytes;
}
