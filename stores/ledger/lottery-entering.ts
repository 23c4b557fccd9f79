/**
 * Entering tickets. In a lottery's last second everybody comes: orders that arrive while the database
 * is busy with the ones before are entered together, so that a hundred cost little more than one.
 */
import { sql } from 'kysely';
import * as v from 'valibot';
import { LotteryEntrySchema, OwnerTagSchema, PrizeIdSchema } from '#domain/contract/lotteries.ts';
import { CountSchema } from '#domain/contract/values.ts';
import type { Books } from './connection.ts';
import { LedgerUnavailable } from './ledger.ts';
import { ledgerLimits } from './limits.ts';
import type { LotteryBooks } from './lottery-books.ts';
import { refusedSchema } from './spending-answers.ts';

type Order = Parameters<LotteryBooks['enterLottery']>[0];
type Answer = Awaited<ReturnType<LotteryBooks['enterLottery']>>;

interface Call {
  readonly order: Order;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

export function createLotteryEntering(books: Books): LotteryBooks['enterLottery'] {
  const waiting = new Map<string, Call[]>();

  async function enterAll(lotteryId: string, calls: Call[]): Promise<void> {
    while (calls.length > 0) await settle(books, lotteryId, takeTogether(calls));
    waiting.delete(lotteryId);
  }

  return (order) =>
    new Promise((resolve, reject) => {
      const { lotteryId } = order;
      const call = { order, resolve, reject };
      const calls = waiting.get(lotteryId);
      if (calls !== undefined) {
        calls.push(call);
        return;
      }
      const first = [call];
      waiting.set(lotteryId, first);
      // Not at once: those who ask in the same turn go together.
      queueMicrotask(() => void enterAll(lotteryId, first));
    });
}

/** The first ones. Of those under one key the first: the next one is told the same afterwards. */
function takeTogether(calls: Call[]): Call[] {
  const taken = new Map<string, Call>();
  const left: Call[] = [];
  let looked = 0;
  for (const call of calls) {
    if (taken.size === ledgerLimits.entriesTogetherMax) break;
    const { actorId, key } = call.order.spending;
    if (taken.has(actorId + key)) left.push(call);
    else taken.set(actorId + key, call);
    looked += 1;
  }
  calls.splice(0, looked, ...left);
  return [...taken.values()];
}

/** What spoils one order spoils no other: they are tried again, each alone. */
async function settle(books: Books, lotteryId: string, calls: readonly Call[]): Promise<void> {
  try {
    const answers = await enterTogether(
      books,
      lotteryId,
      calls.map(({ order }) => order),
    );
    for (const [place, { resolve }] of calls.entries()) resolve(answers[place]!);
  } catch (error) {
    if (calls.length === 1 || error instanceof LedgerUnavailable) {
      for (const { reject } of calls) reject(error);
      return;
    }
    for (const call of calls) await settle(books, lotteryId, [call]);
  }
}

const RowSchema = v.object({
  prizeId: PrizeIdSchema,
  entryId: v.string(),
  ownerTag: OwnerTagSchema,
  first: CountSchema,
  count: CountSchema,
});

const AnswersSchema = v.array(
  v.union([
    v.object({
      ok: v.literal(true),
      replayed: v.literal(false),
      row: RowSchema,
      ticketsLeft: CountSchema,
    }),
    v.object({
      ok: v.literal(true),
      replayed: v.literal(true),
      entry: LotteryEntrySchema,
      ticketsLeft: CountSchema,
    }),
    v.object({
      ok: v.literal(false),
      code: v.literal('tickets-insufficient'),
      held: CountSchema,
    }),
    refusedSchema([
      'lottery-unknown',
      'lottery-not-open',
      'prize-unknown',
      'idempotency-key-reused',
    ]),
  ]),
);

/** Spent, signed and kept, all or none: nobody sees a row without its signature. */
function enterTogether(
  books: Books,
  lotteryId: string,
  orders: readonly Order[],
): Promise<Answer[]> {
  return books.transaction().execute(async (trx) => {
    const { rows } = await sql<{ answers: unknown }>`
      select enter_lottery(${lotteryId}, ${JSON.stringify(orders.map(orderOf))}) as answers
    `.execute(trx);
    const kept: unknown[] = [];
    const answers = v.parse(AnswersSchema, rows[0]?.answers).map((answer, place): Answer => {
      if (!('row' in answer)) return answer;
      const { row, ticketsLeft } = answer;
      const order = orders[place]!;
      const entry = { ...row, signature: order.sign(row), enteredAt: instantOf(order.at) };
      const told: Answer = { ok: true, replayed: false, entry, ticketsLeft };
      kept.push({ ...keyOf(order), answer: told });
      return told;
    });
    if (kept.length > 0) {
      await sql`select keep_lottery_entries(${lotteryId}, ${JSON.stringify(kept)})`.execute(trx);
      await sql`
        update lotteries set last_entered_at = clock_timestamp() where lottery_id = ${lotteryId}
      `.execute(trx);
    }
    return answers;
  });
}

/** As migrations 0008 and 0010 take it. */
function orderOf(order: Order): unknown {
  const { participantId: person, prizeId: prize, count, ownerTag: tag, transactionId, at } = order;
  const { practiceMax } = ledgerLimits;
  return {
    ...keyOf(order),
    person,
    prize,
    count,
    tag,
    transaction: transactionId,
    at,
    practiceMax,
  };
}

function keyOf({ spending: { actorId, key, bodyHash } }: Order) {
  return { actor: actorId, key, hash: bodyHash };
}

function instantOf(at: string): string {
  return new Date(at).toISOString();
}
