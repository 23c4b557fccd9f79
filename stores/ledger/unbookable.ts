/** Lines that the books cannot take: told from everything else that may go wrong, and set aside. */
import { AssertionError } from 'node:assert';
import { DatabaseError } from 'pg';
import type { OutboxLine } from '#domain/contract/outbox.ts';
import type { Books } from './connection.ts';
import { UnbookableLines } from './ledger.ts';
import { movePosition } from './outbox-position.ts';

/** SQLSTATE classes that speak of the rows: data exception (22) and broken constraint (23). */
const ROW_STATES = /^2[23]/;

/** A failed posting by its name, when it is the lines that the books do not take. */
export function namingUnbookable(error: unknown): unknown {
  const isRows = error instanceof DatabaseError && ROW_STATES.test(error.code ?? '');
  if (!isRows && !(error instanceof AssertionError)) return error;
  return new UnbookableLines(error.message, { cause: error });
}

/**
 * Keeps a line apart, and counts it as read.
 * @returns false when it was set aside before
 */
export async function setAside(
  books: Books,
  activityId: string,
  line: OutboxLine,
  reason: string,
): Promise<boolean> {
  return books.transaction().execute(async (trx) => {
    await movePosition(trx, activityId, [line]);
    const kept = await trx
      .insertInto('unbookable_lines')
      .values({
        activity_id: activityId,
        seq: line.seq,
        outcome_id: line.facts.outcomeId,
        line: JSON.stringify(line),
        reason,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('seq')
      .executeTakeFirst();
    return kept !== undefined;
  });
}
