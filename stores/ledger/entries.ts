/** What a person has, and how it came to be. */
import assert from 'node:assert/strict';
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import * as v from 'valibot';
import { ACCOUNT_KINDS } from '#domain/accounts.ts';
import type { TransactionKind } from '#domain/accounts.ts';
import type { EntryList, HistoryLine } from '#domain/contract/people.ts';
import type { Books } from './connection.ts';
import type { Ledger } from './ledger.ts';
import { ledgerLimits } from './limits.ts';
import { HOUSE } from './tables.ts';

/** All 0 for somebody without an account. */
export async function balance(
  books: Books,
  participantId: string,
): Promise<Awaited<ReturnType<Ledger['balance']>>> {
  const { rows } = await balanceQuery(participantId).execute(books);
  const row = rows[0];
  assert(row !== undefined, 'counts have a row');
  return row;
}

/** For tests of its plan too. */
export function balanceQuery(
  participantId: string,
): RawBuilder<{ balance: number; earned: number; coupons: number; tickets: number }> {
  return sql`
    select coalesce(account.balance, 0) as balance, coalesce(account.earned, 0) as earned,
      (
        select count(*) from coupons where participant_id = ${participantId}
          and redeemed_at is null and taken_back_at is null
      ) as coupons,
      (
        select count(*) from tickets where participant_id = ${participantId}
          and entered_at is null and taken_back_at is null
      ) as tickets
    from (select) as one left join accounts as account
      on account.owner = ${participantId} and account.kind = 'participant'
  `;
}

/**
 * Newest first.
 * @param options.before where the page before ended, as it said; one that nobody gave ends in an
 * empty page
 */
export async function entries(
  books: Books,
  participantId: string,
  options: { readonly before: string | null; readonly limit: number },
): Promise<EntryList> {
  const { limit } = options;
  assert(limit <= ledgerLimits.pageRowsMax, `a page of ${limit} rows`);
  const before = options.before === null ? null : entryNumberFrom(options.before);
  const { rows } = await historyQuery(participantId, before, limit + 1).execute(books);
  const page = rows.slice(0, limit);
  let balanceAfter = rows[0]?.balance_after ?? 0;
  const lines = page.map((row) => {
    const line = lineFrom(row, balanceAfter);
    balanceAfter -= line.amount;
    return line;
  });
  return {
    entries: lines,
    before: rows.length > limit ? String(page.at(-1)?.entry_number ?? 0) : null,
  };
}

function entryNumberFrom(cursor: string): number {
  return /^[0-9]{1,15}$/.test(cursor) ? Number(cursor) : 0;
}

interface HistoryRow {
  readonly entry_number: number;
  readonly transaction_id: string;
  readonly kind: TransactionKind;
  /** After the newest row of the page; the same in every row. */
  readonly balance_after: number;
  readonly posted_at: string;
  readonly reason: string | null;
  readonly reverses: string | null;
  readonly reversed_by: string | null;
  readonly activity_id: string | null;
  readonly activity: string | null;
  readonly coupon_id: string | null;
  readonly number: string | null;
  readonly offer: string | null;
  readonly shop: string | null;
  readonly tickets: number;
  readonly entries: unknown;
}

/**
 * A person's transactions from the newest on, one row each: the entry in their points stands for it,
 * or, where a transaction moves none of these, its first one. All in one statement, so that what is
 * summed up fits the balance.
 *
 * @param before entry number; `null` from the newest on
 */
export function historyQuery(
  participantId: string,
  before: number | null,
  limit: number,
): RawBuilder<HistoryRow> {
  // The limit keeps the pages apart from what is told of them: the planner knows how few they are.
  // That the owner is not the house says to it that the index without the house's entries will do.
  return sql`
    with page as (
      select entry_number, transaction_id
      from entries
      where owner = ${participantId} and owner <> ${sql.lit(HOUSE)}
        and (${before}::bigint is null or entry_number < ${before}::bigint)
        and (kind = 'participant' or line = 1)
      order by entry_number desc limit ${limit}
    )
    select page.entry_number, told.transaction_id, told.kind, told.posted_at, told.reverses,
      coalesce((
        select balance from accounts where owner = ${participantId} and kind = 'participant'
      ), 0) - ${laterThan(participantId, before)} as balance_after,
      coalesce(told.reason, grants.reason) as reason,
      (
        select transaction_id from transactions as later where later.reverses = told.transaction_id
      ) as reversed_by,
      activities.activity_id, activities.name as activity,
      coupons.coupon_id, coupons.number, offers.name as offer, shops.name as shop,
      case told.kind when 'ticket-purchase' then (
        select count(*) from tickets where transaction_id = told.transaction_id
      ) when 'lottery-entry' then coalesce(
        (select tickets from transactions as later where later.reverses = told.transaction_id),
        (select count(*) from tickets where entered_with = told.transaction_id)
      ) else coalesce(told.tickets, 0) end as tickets,
      (
        select json_agg(json_build_object(
          'account', kind, 'own', owner = ${participantId}, 'amount', amount
        ) order by line)
        from entries where transaction_id = told.transaction_id
      ) as entries
    from page
      join transactions as told on told.transaction_id = page.transaction_id
      left join transactions as origin on origin.transaction_id = told.reverses
      left join activities
        on activities.activity_id = coalesce(told.activity_id, origin.activity_id)
      left join grants on grants.grant_id = told.grant_id
      left join coupons on coupons.coupon_id = coalesce(told.coupon_id, origin.coupon_id)
      left join offers on offers.offer_id = coupons.offer_id
      left join shops on shops.shop_id = coupons.shop_id
    order by page.entry_number desc
  `;
}

/** What came to the person's points after the page's newest row. */
function laterThan(participantId: string, before: number | null): RawBuilder<unknown> {
  if (before === null) return sql.lit(0);
  return sql`(
    select coalesce(sum(amount), 0)::bigint from entries
    where owner = ${participantId} and owner <> ${sql.lit(HOUSE)} and kind = 'participant'
      and entry_number >= ${before}::bigint
  )`;
}

const ToldEntriesSchema = v.array(
  v.object({
    account: v.picklist(ACCOUNT_KINDS),
    own: v.boolean(),
    amount: v.pipe(v.number(), v.safeInteger()),
  }),
);

function lineFrom(row: HistoryRow, balanceAfter: number): HistoryLine {
  const { activity_id: activityId, activity, coupon_id: couponId, number, offer, shop } = row;
  const told = v.parse(ToldEntriesSchema, row.entries);
  return {
    transactionId: row.transaction_id,
    kind: row.kind,
    amount: told.reduce(
      (sum, { account, own, amount }) => (own && account === 'participant' ? sum + amount : sum),
      0,
    ),
    balanceAfter,
    postedAt: row.posted_at,
    activity: activityId === null || activity === null ? null : { activityId, name: activity },
    coupon:
      couponId === null || number === null || offer === null || shop === null
        ? null
        : { couponId, number, offer, shop },
    tickets: row.tickets,
    reason: row.reason,
    reverses: row.reverses,
    reversedBy: row.reversed_by,
    entries: told,
  };
}
