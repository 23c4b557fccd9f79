/** The tickets of a void lottery go back to whoever entered them; migration 0010 has the steps. */
import assert from 'node:assert/strict';
import { sql } from 'kysely';
import * as v from 'valibot';
import { UuidSchema } from '#domain/contract/values.ts';
import type { Books } from './connection.ts';
import { ledgerLimits } from './limits.ts';
import type { LotteryBooks } from './lottery-books.ts';

type Batch = Parameters<LotteryBooks['giveTicketsBack']>[0];

const AnswerSchema = v.nullable(v.object({ people: v.array(UuidSchema), upTo: UuidSchema }));

export async function giveTicketsBack(
  books: Books,
  { lotteryId, told, limit, newTransactionId }: Batch,
): ReturnType<LotteryBooks['giveTicketsBack']> {
  assert(limit > 0 && limit <= ledgerLimits.pageRowsMax, `a batch of ${limit} entries`);
  const fresh = Array.from({ length: limit }, newTransactionId);
  const { rows } = await sql<{ answer: unknown }>`
    select give_tickets_back(
      ${lotteryId}, ${told}, ${fresh}::uuid[], ${ledgerLimits.ticketsBackTogetherMax}
    ) as answer
  `.execute(books);
  return v.parse(AnswerSchema, rows[0]?.answer);
}
