/** Points that run out with the end of a fiscal year, by domain/expiry.ts; each person's year once. */
import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { EARNING_KINDS } from '#domain/accounts.ts';
import { expiringPoints } from '#domain/expiry.ts';
import { fiscalYearBounds } from '#domain/fiscal-year.ts';
import type { Books } from './connection.ts';
import { holdAccounts } from './held-accounts.ts';
import { ledgerLimits } from './limits.ts';
import type { Trx } from './outbox-position.ts';
import type { PostedForPerson, SpendingBooks } from './spending.ts';
import { HOUSE } from './tables.ts';

type Options = Parameters<SpendingBooks['expirePoints']>[0];

/** Goes on past batches of people who lose nothing, so that an empty answer says that all is done. */
export async function expirePoints(books: Books, options: Options): Promise<PostedForPerson[]> {
  const { limit } = options;
  assert(limit > 0 && limit <= ledgerLimits.pageRowsMax, `a batch of ${limit} people`);
  for (;;) {
    const batch = await books.transaction().execute((trx) => expireBatch(trx, options));
    if (batch.posted.length > 0 || batch.people === 0) return batch.posted;
  }
}

async function expireBatch(
  trx: Trx,
  { lastYear, limit, newTransactionId }: Options,
): Promise<{ readonly people: number; readonly posted: PostedForPerson[] }> {
  // Takes the lock under which batches follow each other, before it looks who is left.
  await holdAccounts(trx, []);
  const people = await peopleLeft(trx, lastYear, limit);
  const held = await holdAccounts(trx, people);
  const earnings = await earningsUntil(trx, people, lastYear);
  const posted = people.flatMap((participantId) => {
    const balance = held.get(participantId);
    const earned = earnings.get(participantId);
    assert(balance !== undefined && earned !== undefined, `${participantId} has an account`);
    // Whatever was earned and is not there any more has left in some way. A correction that came
    // after the year may have taken points that the year still counts.
    const used = earned.earned - balance;
    const amount = Math.min(balance, expiringPoints(earned.until, used));
    if (amount === 0) return [];
    return { participantId, transactionId: newTransactionId(), amount: -amount };
  });
  await book(trx, posted);
  await noteYears(trx, lastYear, people, posted);
  return {
    people: people.length,
    posted: posted.map((one) => ({ ...one, transactionKind: 'expiry' as const })),
  };
}

async function peopleLeft(trx: Trx, lastYear: number, limit: number): Promise<string[]> {
  const rows = await trx
    .selectFrom('accounts')
    .select('owner')
    .where('kind', '=', 'participant')
    .where('balance', '>', sql.lit(0))
    .where((is) =>
      is.not(
        is.exists(
          is
            .selectFrom('expiries')
            .select(sql.lit(1).as('one'))
            .whereRef('participant_id', '=', 'owner')
            .where('fiscal_year', '=', lastYear),
        ),
      ),
    )
    .orderBy('owner')
    .limit(limit)
    .execute();
  return rows.map((row) => row.owner);
}

/**
 * Points received for fiscal years up to that one: an award's year is its activity's (RK1), a
 * reversal's that of what it takes back, everything else's that of its posting.
 */
async function earningsUntil(
  trx: Trx,
  people: readonly string[],
  lastYear: number,
): Promise<ReadonlyMap<string, { readonly earned: number; readonly until: number }>> {
  const end = new Date(fiscalYearBounds(lastYear).endMs);
  const { rows } = await sql<{ owner: string; earned: number; until: number }>`
    select owner, earned, coalesce((
      select sum(amount)
      from entries
        join transactions as own on own.transaction_id = entries.transaction_id
        left join transactions as origin on origin.transaction_id = own.reverses
        left join activities
          on activities.activity_id = coalesce(own.activity_id, origin.activity_id)
      where entries.owner = accounts.owner and entries.owner <> ${sql.lit(HOUSE)}
        and entries.kind = 'participant'
        and coalesce(origin.kind, own.kind) = any(${[...EARNING_KINDS]}::text[])
        and coalesce(activities.starts_at, origin.posted_at, own.posted_at) < ${end}
    ), 0)::bigint as until
    from accounts
    where kind = 'participant' and owner = any(${[...people]}::uuid[])
  `.execute(trx);
  return new Map(rows.map(({ owner, earned, until }) => [owner, { earned, until }]));
}

type Expired = Pick<PostedForPerson, 'participantId' | 'transactionId' | 'amount'>;

async function book(trx: Trx, posted: readonly Expired[]): Promise<void> {
  if (posted.length === 0) return;
  const transactionIds = posted.map(({ transactionId }) => transactionId);
  await sql`
    insert into transactions (transaction_id, kind)
    select transaction_id, 'expiry'
    from unnest(${transactionIds}::uuid[]) as opened (transaction_id)
  `.execute(trx);
  await sql`
    insert into entries (transaction_id, line, owner, kind, amount)
    select transaction_id, side.line, side.owner, side.kind, side.amount
    from unnest(
      ${transactionIds}::uuid[],
      ${posted.map(({ participantId }) => participantId)}::uuid[],
      ${posted.map(({ amount }) => amount)}::bigint[]
    ) as expired (transaction_id, participant_id, points)
    cross join lateral (
      values (1, participant_id, 'participant', points), (2, ${HOUSE}::uuid, 'expired', -points)
    ) as side (line, owner, kind, amount)
  `.execute(trx);
}

async function noteYears(
  trx: Trx,
  lastYear: number,
  people: readonly string[],
  posted: readonly Expired[],
): Promise<void> {
  const transactionOf = new Map(posted.map((one) => [one.participantId, one.transactionId]));
  await sql`
    insert into expiries (participant_id, fiscal_year, transaction_id)
    select participant_id, ${lastYear}, transaction_id
    from unnest(
      ${[...people]}::uuid[], ${people.map((id) => transactionOf.get(id) ?? null)}::uuid[]
    ) as noted (participant_id, transaction_id)
  `.execute(trx);
}
