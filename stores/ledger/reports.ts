/** The nightly reports on the books, and figures for whoever plans the programme. */
import assert from 'node:assert/strict';
import { sql } from 'kysely';
import type { BooksReport } from '#domain/contract/books.ts';
import { fiscalYearBounds } from '#domain/fiscal-year.ts';
import type { Books } from './connection.ts';
import { ledgerLimits } from './limits.ts';

export async function addBooksReport(books: Books, report: BooksReport): Promise<void> {
  await books
    .insertInto('books_reports')
    .values({
      at: report.at,
      accounts: report.accounts,
      wrong: report.wrong,
      entries: report.entries,
      chained: report.chained,
      head_hex: report.headHex,
      points_held: report.pointsHeld,
      took_ms: report.tookMs,
    })
    .execute();
}

/** Newest first. */
export async function booksReports(books: Books, limit: number): Promise<BooksReport[]> {
  assert(limit <= ledgerLimits.pageRowsMax, `a page of ${limit} rows`);
  return books
    .selectFrom('books_reports')
    .select([
      'at',
      'accounts',
      'wrong',
      'entries',
      'chained',
      'head_hex as headHex',
      'points_held as pointsHeld',
      'took_ms as tookMs',
    ])
    .orderBy('report_number', 'desc')
    .limit(limit)
    .execute();
}

/**
 * RK1: `participations → people` in a fiscal year, from 0; of those whose data was not erased.
 */
export async function participationCounts(
  books: Books,
  fiscalYear: number,
): Promise<Map<number, number>> {
  const { startMs, endMs } = fiscalYearBounds(fiscalYear);
  const { rows } = await sql<{ participations: number; people: number }>`
    select coalesce(taken.participations, 0) as participations, count(*) as people
    from participants left join (
      select participant_id, count(*) as participations
      from check_ins join activities using (activity_id)
      where starts_at >= ${new Date(startMs)} and starts_at < ${new Date(endMs)} and not practice
      group by participant_id
    ) as taken using (participant_id)
    where erased_at is null
    group by 1 order by 1
  `.execute(books);
  return new Map(rows.map((row) => [row.participations, row.people]));
}
