/** Lottery tickets that were not entered yet. How they are bought: exchange.ts. */
import assert from 'node:assert/strict';
import type { TicketList } from '#domain/contract/tickets.ts';
import type { Books } from './connection.ts';
import { ledgerLimits } from './limits.ts';

/** Newest first. `count` is of all of them, also beyond `limit`. */
export async function ticketsOf(
  books: Books,
  participantId: string,
  limit: number,
): Promise<Pick<TicketList, 'tickets' | 'count'>> {
  assert(limit <= ledgerLimits.pageRowsMax, `a page of ${limit} rows`);
  const open = books
    .selectFrom('tickets')
    .where('participant_id', '=', participantId)
    .where('entered_at', 'is', null)
    .where('taken_back_at', 'is', null);
  const rows = await open
    .select(['ticket_id', 'bought_at', (is) => is.fn.countAll<number>().over().as('count')])
    .orderBy('bought_at', 'desc')
    .orderBy('ticket_id')
    .limit(limit)
    .execute();
  return {
    tickets: rows.map((row) => ({ ticketId: row.ticket_id, boughtAt: row.bought_at })),
    count: rows[0]?.count ?? 0,
  };
}
