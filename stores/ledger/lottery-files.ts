/** The files of a draw: each is kept the moment it exists, and never changes. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { LOTTERY_STATES } from '#domain/lottery.ts';
import type { DrawFileName, LotteryState } from '#domain/lottery.ts';
import type { Books } from './connection.ts';
import { ledgerLimits } from './limits.ts';
import type { LotteryBooks } from './lottery-books.ts';

/** From which state on a file may exist: none before what it commits to is fixed. */
const SINCE: Readonly<Record<DrawFileName, LotteryState>> = {
  'rules.txt': 'open',
  'open.txt': 'open',
  'entries.tsv': 'closed',
  'audience.tsv': 'frozen',
  'freeze.txt': 'frozen',
  'final.txt': 'final',
  'beacons.tsv': 'final',
  'reveal.txt': 'final',
  'result.tsv': 'drawn',
  'signatures.tsv': 'open',
};

/** What is void may still be told whole, up to its entries; it never has a result. */
const VOID_AS: LotteryState = 'closed';

export function mayHave(state: LotteryState, name: DrawFileName): boolean {
  const reached = LOTTERY_STATES.indexOf(state === 'void' ? VOID_AS : state);
  return LOTTERY_STATES.indexOf(SINCE[name]) <= reached;
}

interface DrawFile {
  readonly name: DrawFileName;
  readonly bytes: Uint8Array;
}

/** A state is never gone back from: what it allows stays allowed, and needs no lock. */
export async function addLotteryFile(
  books: Books,
  lotteryId: string,
  file: DrawFile,
  at: string,
): ReturnType<LotteryBooks['addLotteryFile']> {
  const lottery = await books
    .selectFrom('lotteries')
    .select('state')
    .where('lottery_id', '=', lotteryId)
    .executeTakeFirst();
  assert(lottery !== undefined, `${lotteryId} is not in the books`);
  assert(mayHave(lottery.state, file.name), `${file.name} before its time`);
  return putLotteryFile(books, lotteryId, file, at);
}

/**
 * @returns false: it was there, byte for byte
 * @throws Error when it was there with other bytes
 */
export async function putLotteryFile(
  books: Books,
  lotteryId: string,
  { name, bytes }: DrawFile,
  at: string,
): Promise<boolean> {
  const added = await books
    .insertInto('lottery_files')
    .values({ lottery_id: lotteryId, name, bytes: Buffer.from(bytes), made_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (added.numInsertedOrUpdatedRows === 1n) return true;
  const kept = await books
    .selectFrom('lottery_files')
    .select('sha256')
    .where('lottery_id', '=', lotteryId)
    .where('name', '=', name)
    .executeTakeFirstOrThrow();
  const asked = createHash('sha256').update(bytes).digest('hex');
  assert(kept.sha256 === asked, `${name} of ${lotteryId} is there with other bytes`);
  return false;
}

/** In parts: as text, on its way out of the database, a whole one may be too long. */
export async function lotteryFile(
  books: Books,
  lotteryId: string,
  name: DrawFileName,
): Promise<Uint8Array | null> {
  const parts: Buffer[] = [];
  const partBytes = ledgerLimits.filePartBytes;
  for (let from = 0; ; from += partBytes) {
    const { rows } = await sql<{ part: Buffer; bytes: number }>`
      select substring(bytes from ${from + 1}::integer for ${partBytes}::integer) as part,
        length(bytes) as bytes
      from lottery_files where lottery_id = ${lotteryId} and name = ${name}
    `.execute(books);
    const row = rows[0];
    if (row === undefined) return null;
    parts.push(row.part);
    if (from + partBytes >= row.bytes) return Buffer.concat(parts);
  }
}
