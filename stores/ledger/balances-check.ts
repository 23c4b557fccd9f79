/** PT6: balance = sum of entries, for everyone; and what the books hold altogether. */
import { sql } from 'kysely';
import type { Books } from './connection.ts';
import type { WrongBalance } from './records.ts';

/**
 * Every account against its entries, in one pass over both. What a person has earned is held
 * against the entries of the transactions that earn, and given as the account `participant` too.
 */
export async function wrongBalances(books: Books, limit: number): Promise<WrongBalance[]> {
  const { rows } = await sql<WrongBalance>`
    with sums as (
      select owner, entries.kind, sum(amount)::bigint as amount,
        coalesce(sum(amount) filter (
          where entries.kind = 'participant' and coalesce(origin.kind, opened.kind) in (
            'award', 'campaign', 'correction'
          )
        ), 0)::bigint as earned
      from entries
      join transactions as opened using (transaction_id)
      left join transactions as origin on origin.transaction_id = opened.reverses
      group by owner, entries.kind
    ), compared as (
      select coalesce(accounts.owner, sums.owner) as owner,
        coalesce(accounts.kind, sums.kind) as account,
        coalesce(balance, 0) as balance, coalesce(sums.amount, 0) as entries,
        coalesce(accounts.earned, 0) as earned_kept, coalesce(sums.earned, 0) as earned
      from accounts full join sums
        on sums.owner = accounts.owner and sums.kind = accounts.kind
    )
    select * from (
      select owner, account, balance, entries from compared where balance <> entries
      union all
      select owner, account, earned_kept, earned from compared
      where balance = entries and earned_kept <> earned
    ) as wrong
    order by owner, account limit ${limit}
  `.execute(books);
  return rows;
}

export async function booksTotals(
  books: Books,
): Promise<{ accounts: number; entries: number; pointsHeld: number }> {
  const { rows } = await sql<{ accounts: number; entries: number; pointsHeld: number }>`
    select (select count(*) from accounts) as accounts, (select count(*) from entries) as entries,
      (
        select coalesce(sum(balance), 0)::bigint from accounts
        where kind in ('participant', 'coupons-held', 'tickets')
      ) as "pointsHeld"
  `.execute(books);
  return rows[0] ?? { accounts: 0, entries: 0, pointsHeld: 0 };
}
