/** Lotteries led through the books alone, for tests of the workers that make their files. */
import type { Lottery } from '#domain/contract/lotteries.ts';
import { QUICKNET } from '#domain/draw/beacon.ts';
import { commitmentOf, digestOfBytes, digestOfText } from '#domain/draw/digest.ts';
import {
  SEALED,
  readFinal,
  readFreeze,
  readOpen,
  writeFinal,
  writeOpen,
} from '#domain/draw/files.ts';
import { readBeacons, readReveal } from '#domain/draw/files.ts';
import { computeResult } from '#domain/draw/result.ts';
import { EntryTable, writeResult } from '#domain/draw/tables.ts';
import { verifyBundle } from '#domain/draw/verify.ts';
import { DRAW_FILES } from '#domain/lottery.ts';
import type { DrawFileName } from '#domain/lottery.ts';
import type { NewLottery } from '#domain/contract/lotteries.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import { addLottery, addTicketHolder, moveTo, orderOf } from './lottery-samples.ts';
import type { SampleLottery } from './lottery-samples.ts';

export const DICE = '31415926535897932384';
/** Rounds that follow each other, as those that were recorded. */
const DRAND_PLAN = { gap: 1, lead: 60 };

/**
 * A lottery that takes entries, in its mode and with its limit, as the server opens it.
 * @param key another one than that which will sign its files
 */
export async function addOpened(
  ledger: Ledger,
  changes: Partial<NewLottery> = {},
  at = '2027-03-20T04:00:00.000Z',
  key?: string,
): Promise<SampleLottery> {
  const lottery = await addLottery(ledger, changes);
  const { draw, secrets, lotteryId } = lottery;
  const isDrand = changes.mode === 'drand';
  const rules = Buffer.from('The rules of a test.\n');
  const open = writeOpen({
    draw,
    rules: digestOfBytes(rules),
    code: digestOfText('code'),
    key: key ?? secrets.publicKeyHex,
    commit: commitmentOf(draw, secrets.kHex),
    chain: isDrand ? QUICKNET.hash : SEALED,
    ...(isDrand ? DRAND_PLAN : { gap: 0, lead: 0 }),
    limit: changes.limit ?? 'owner-prize',
  });
  const draft = await known(ledger, lotteryId);
  const moved = await moveTo(ledger, lotteryId, 'open', {
    at,
    draft,
    files: [
      { name: 'rules.txt', bytes: rules },
      { name: 'open.txt', bytes: open },
    ],
  });
  if (!moved.ok) throw new Error(moved.code);
  return lottery;
}

/** People with so many tickets each, all entered for a prize. */
export async function enterPeople(
  ledger: Ledger,
  lottery: SampleLottery,
  prizeId: string,
  tickets: readonly number[],
  at?: string,
): Promise<void> {
  for (const count of tickets) {
    const person = await addTicketHolder(ledger, count);
    const order = await orderOf(ledger, lottery, person, {
      prizeId,
      count,
      ...(at === undefined ? {} : { at }),
    });
    const entered = await ledger.enterLottery(order);
    if (!entered.ok) throw new Error(entered.code);
  }
}

/** final.txt, as the server writes it. */
export async function finish(
  ledger: Ledger,
  lotteryId: string,
  dice: string,
  at: string,
): Promise<void> {
  const frozen = await ledger.lotteryFile(lotteryId, 'freeze.txt');
  if (frozen === null) throw new Error('not frozen');
  const bytes = writeFinal({ freeze: digestOfBytes(frozen), dice });
  const moved = await moveTo(ledger, lotteryId, 'final', {
    at,
    files: [{ name: 'final.txt', bytes }],
  });
  if (!moved.ok) throw new Error(moved.code);
}

export async function known(ledger: Ledger, lotteryId: string): Promise<Lottery> {
  const lottery = await ledger.lottery(lotteryId);
  if (lottery === null) throw new Error('no such lottery');
  return lottery;
}

export type FileBytes = Map<DrawFileName, Uint8Array>;

export async function filesIn(ledger: Ledger, lotteryId: string): Promise<FileBytes> {
  const files: FileBytes = new Map();
  for (const name of DRAW_FILES) {
    const bytes = await ledger.lotteryFile(lotteryId, name);
    if (bytes !== null) files.set(name, bytes);
  }
  return files;
}

/** What is wrong with a drawn bundle: it verifies, signed, and its result is computed in one run. */
export function bundleFault(files: FileBytes): string | null {
  const verification = verifyBundle(files);
  if (!verification.ok) return `${verification.failed}: ${verification.reason}`;
  if (!verification.signed) return 'unsigned';
  const given = Buffer.from(files.get('result.tsv')!);
  return given.equals(resultOf(files)) ? null : 'another result';
}

/** result.tsv, computed in one run. */
export function resultOf(files: FileBytes): Uint8Array {
  const open = readOpen(files.get('open.txt')!);
  readFinal(files.get('final.txt')!);
  const xOf =
    open.chain === SEALED
      ? () => readReveal(files.get('reveal.txt')!).k
      : ({ round }: { readonly round: number }) =>
          readBeacons(files.get('beacons.tsv')!).find((each) => each.round === round)!.signature;
  return writeResult(
    computeResult({
      open,
      freeze: readFreeze(files.get('freeze.txt')!),
      entries: new EntryTable(files.get('entries.tsv')!),
      finalHash: digestOfBytes(files.get('final.txt')!),
      xOf,
    }),
  );
}
