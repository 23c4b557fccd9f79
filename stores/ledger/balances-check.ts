/** PT6: balance = sum of entries, for everyone; and what the books hold altogether. */
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { EARNING_KINDS } from '#domain/accounts.ts';
import type { Books } from './connection.ts';
import { ledgerLimits } from './limits.ts';
import type { WrongBalance } from './records.ts';
import { HOUSE } from './tables.ts';

/**
 * Every account against its entries: the house's, then those of so many at a time, each with the
 * entries of the same moment. However large the books are, no statement takes long, and the embedded
 * database has nobody wait for all of it. What a person has earned is held against the entries of
 * the transactions that earn, and given as the account `participant` too.
 */
export async function wrongBalances(books: Books, limit: number): Promise<WrongBalance[]> {
  const wrong = await houseBalances(books);
  let after: string | null = HOUSE;
  while (after !== null && wrong.length < limit) {
    const page: { readonly upTo: string | null; readonly wrong: readonly WrongBalance[] } =
      await comparePage(books, after);
    wrong.push(...page.wrong);
    after = page.upTo;
  }
  return wrong.slice(0, limit);
}

/** Every other entry is one of the house's: no index leads to them. */
async function houseBalances(books: Books): Promise<WrongBalance[]> {
  const { rows } = await sql<WrongBalance>`
    select ${HOUSE}::uuid as owner, kind as account, sum(balance)::bigint as balance,
      sum(amount)::bigint as entries
    from (
      select kind, balance, 0 as amount from accounts where owner = ${HOUSE}
      union all
      select kind, 0, amount from entries where owner = ${HOUSE}
    ) as sides
    group by kind having sum(balance) <> sum(amount) order by kind
  `.execute(books);
  return rows;
}

/**
 * The accounts of the owners after that one.
 * @returns where the page ended; `null`: nobody comes after it
 */
async function comparePage(
  books: Books,
  after: string,
): Promise<{ upTo: string | null; wrong: WrongBalance[] }> {
  return books.transaction().execute(async (trx) => {
    // Entries by their owner, transactions by their key; see readEntries in chain.ts.
    await sql`
      select set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true),
        set_config('enable_mergejoin', 'off', true), set_config('jit', 'off', true)
    `.execute(trx);
    const last = await trx
      .selectFrom('accounts')
      .select('owner')
      .where('owner', '>', after)
      .orderBy('owner')
      .offset(ledgerLimits.comparedAccounts - 1)
      .limit(1)
      .executeTakeFirst();
    const upTo = last?.owner ?? null;
    const range = sql`owner > ${after} and (${upTo}::uuid is null or owner <= ${upTo}::uuid)`;
    return { upTo, wrong: await compareRange(trx, range) };
  });
}

async function compareRange(trx: Books, range: RawBuilder<unknown>): Promise<WrongBalance[]> {
  const { rows } = await sql<WrongBalance>`
    select owner, account,
      case when balance <> amount then balance else earned_kept end as balance,
      case when balance <> amount then amount else earned end as entries
    from (
      select owner, kind as account, sum(balance)::bigint as balance, sum(amount)::bigint as amount,
        sum(earned_kept)::bigint as earned_kept, sum(earned)::bigint as earned
      from (
        select owner, kind, balance, 0 as amount, earned as earned_kept, 0 as earned
        from accounts where ${range}
        union all
        select owner, entries.kind, 0, amount, 0,
          case when entries.kind = 'participant'
            and coalesce(origin.kind, opened.kind) = any(${[...EARNING_KINDS]}::text[])
          then amount else 0 end
        from entries
        join transactions as opened using (transaction_id)
        left join transactions as origin on origin.transaction_id = opened.reverses
        where ${range} and owner <> ${sql.lit(HOUSE)}
      ) as sides
      group by owner, kind
    ) as compared
    where balance <> amount or earned_kept <> earned
    order by owner, account
  `.execute(trx);
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
