/** A lottery while it is put together: made, changed and dropped; nothing of it is published. */
import { DatabaseError } from 'pg';
import type { NewLottery } from '#domain/contract/lotteries.ts';
import { isRehearsal } from '#domain/lottery.ts';
import type { Books } from './connection.ts';
import { knownLottery } from './lotteries.ts';
import type { LotteryBooks } from './lottery-books.ts';
import type { Trx } from './outbox-position.ts';

type Made = Parameters<LotteryBooks['createLottery']>[0];
type Replaced = Parameters<LotteryBooks['replaceDraft']>[0];

/** The constraint that a draw's id is one lottery's. */
const DRAW_TAKEN = 'lotteries_draw_key';

export function createLottery(books: Books, made: Made): ReturnType<LotteryBooks['createLottery']> {
  const { lotteryId, lottery, secrets } = made;
  return refusingTakenDraws(() =>
    books.transaction().execute(async (trx) => {
      await trx
        .insertInto('lotteries')
        .values({ lottery_id: lotteryId, ...columnsOf(made) })
        .execute();
      await insertPrizes(trx, lotteryId, lottery.prizes);
      await trx
        .insertInto('lottery_secrets')
        .values({
          lottery_id: lotteryId,
          private_key_pkcs8: Buffer.from(secrets.privateKeyPkcs8),
          public_key_hex: secrets.publicKeyHex,
          k_hex: secrets.kHex,
        })
        .execute();
      return { ok: true, lottery: await knownLottery(trx, lotteryId) };
    }),
  );
}

export function replaceDraft(
  books: Books,
  draft: Replaced,
): ReturnType<LotteryBooks['replaceDraft']> {
  const { lotteryId, lottery } = draft;
  return refusingTakenDraws(() =>
    books.transaction().execute(async (trx) => {
      const refusal = await refusalOfDraft(trx, lotteryId);
      if (refusal !== null) return { ok: false, code: refusal };
      await trx
        .updateTable('lotteries')
        .set(columnsOf(draft))
        .where('lottery_id', '=', lotteryId)
        .execute();
      await trx.deleteFrom('lottery_prizes').where('lottery_id', '=', lotteryId).execute();
      await insertPrizes(trx, lotteryId, lottery.prizes);
      return { ok: true, lottery: await knownLottery(trx, lotteryId) };
    }),
  );
}

export function dropDraft(books: Books, lotteryId: string): ReturnType<LotteryBooks['dropDraft']> {
  return books.transaction().execute(async (trx) => {
    const refusal = await refusalOfDraft(trx, lotteryId);
    if (refusal !== null) return { ok: false, code: refusal };
    const parts = ['lottery_prizes', 'lottery_owners', 'lottery_secrets', 'lotteries'] as const;
    for (const part of parts) {
      await trx.deleteFrom(part).where('lottery_id', '=', lotteryId).execute();
    }
    return { ok: true };
  });
}

/** Whoever opens it meanwhile waits, or was first. */
async function refusalOfDraft(
  trx: Trx,
  lotteryId: string,
): Promise<'lottery-unknown' | 'lottery-state' | null> {
  const held = await trx
    .selectFrom('lotteries')
    .select('state')
    .where('lottery_id', '=', lotteryId)
    .forUpdate()
    .executeTakeFirst();
  if (held === undefined) return 'lottery-unknown';
  return held.state === 'draft' ? null : 'lottery-state';
}

function columnsOf({ lottery, fiscalYear }: Pick<Made, 'lottery' | 'fiscalYear'>) {
  return {
    draw: lottery.draw,
    rehearsal: isRehearsal(lottery.draw),
    name: lottery.name,
    name_en: lottery.nameEn,
    name_easy: lottery.nameEasy,
    fiscal_year: fiscalYear,
    mode: lottery.mode,
    limit_rule: lottery.limit,
    closes_at: lottery.closesAt,
    freezes_at: lottery.freezesAt,
  };
}

async function insertPrizes(
  trx: Trx,
  lotteryId: string,
  prizes: NewLottery['prizes'],
): Promise<void> {
  await trx
    .insertInto('lottery_prizes')
    .values(
      prizes.map((prize, place) => ({
        lottery_id: lotteryId,
        prize_id: prize.prizeId,
        place,
        name: prize.name,
        name_en: prize.nameEn,
        name_easy: prize.nameEasy,
        quantity: prize.quantity,
        alternates: prize.alternates,
      })),
    )
    .execute();
}

/** All or nothing was written; the draw's id is another's. */
async function refusingTakenDraws<T>(
  write: () => Promise<T>,
): Promise<T | { readonly ok: false; readonly code: 'draw-taken' }> {
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.constraint !== DRAW_TAKEN) throw error;
    return { ok: false, code: 'draw-taken' };
  }
}
