/**
 * What points are for: coupons, lottery tickets, grants by staff, reversals and expiry.
 *
 * `accounts.earned` is moved by the insertion of entries, as the balance is, and by nothing else:
 * the sum of a person's entries in awards, campaigns, corrections and the reversals of these. A
 * person's thousand entries need not be read to know it.
 *
 * Locks, in this order, so that nobody waits in a circle: the key of the request; the coupon or the
 * transaction that is spoken of; `issuance` by whoever moves several people's points or the house's;
 * a person's accounts, `participant` first; a shop's account.
 */
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import { createExchange } from './0006-exchange.ts';
import { createRedemption } from './0006-redemption.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await extendAccounts(db);
  await extendTransactions(db);
  await countWhatIsEarned(db);
  await createHoldings(db);
  await createGrants(db);
  await createExchange(db);
  await createRedemption(db);
}

async function extendAccounts(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table accounts
      add column earned bigint not null default 0,
      drop constraint accounts_kind,
      add constraint accounts_kind check (
        (
          kind in ('issuance', 'adjustments', 'expired')
          and owner = '00000000-0000-0000-0000-000000000000'
        ) or (
          kind in ('participant', 'coupons-held', 'tickets', 'coupons-redeemed')
          and owner <> '00000000-0000-0000-0000-000000000000'
        )
      );

    insert into accounts (owner, kind) values
      ('00000000-0000-0000-0000-000000000000', 'adjustments'),
      ('00000000-0000-0000-0000-000000000000', 'expired');

    -- Until now every entry of a participant's was an award's.
    alter table accounts disable trigger accounts_follow_entries;
    update accounts set earned = balance where kind = 'participant' and balance <> 0;
    alter table accounts enable trigger accounts_follow_entries;

    drop trigger accounts_open_at_zero on accounts;
    create trigger accounts_open_at_zero before insert on accounts
      for each row when (new.balance <> 0 or new.earned <> 0) execute function refuse_balance();
  `.execute(db);
}

async function extendTransactions(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table transactions
      drop constraint transactions_kind_check,
      add constraint transactions_kind check (
        kind in (
          'award', 'campaign', 'correction', 'coupon-exchange', 'coupon-redemption',
          'ticket-purchase', 'expiry', 'reversal'
        )
      ),
      add column coupon_id uuid,
      add column grant_id uuid,
      add column reverses uuid,
      -- Who took it back, and why.
      add column staff_id uuid,
      add column reason text,
      add constraint transactions_reversal check (
        (kind = 'reversal') = (reverses is not null)
        and (kind = 'reversal') = (staff_id is not null)
        and (kind = 'reversal') = (reason is not null)
      ),
      add constraint transactions_grant check (
        (kind in ('campaign', 'correction')) = (grant_id is not null)
      );
    -- PT4: a mistake is reversed, at most once. Awards stay out of the index.
    create unique index transactions_reversed_once on transactions (reverses)
      where reverses is not null;
  `.execute(db);
}

/** As it was made in 0003, and now counts what is earned too. */
async function countWhatIsEarned(db: Kysely<unknown>): Promise<void> {
  await sql`
    create or replace function post_entries() returns trigger
      language plpgsql
      set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
    as $$
    declare
      house constant uuid := '00000000-0000-0000-0000-000000000000';
      unbalanced uuid;
      closed uuid;
      only_awards boolean;
      none_earns boolean;
      house_named boolean;
      accounts_named bigint;
      accounts_moved bigint := 0;
      moved bigint;
    begin
      -- xmin is the database's transaction that wrote a row: one that was written before is
      -- closed and takes no more entries.
      select
        (array_agg(posted.transaction_id) filter (where posted.total <> 0))[1],
        (array_agg(posted.transaction_id) filter (
          where opened.xmin is distinct from pg_current_xact_id()::xid
        ))[1],
        bool_and(opened.kind = 'award'),
        bool_and(opened.kind in (
          'coupon-exchange', 'coupon-redemption', 'ticket-purchase', 'expiry'
        ))
      into unbalanced, closed, only_awards, none_earns
      from (
        select added.transaction_id, sum(added.amount) as total
        from added group by added.transaction_id
      ) as posted left join transactions as opened using (transaction_id);
      if unbalanced is not null then
        raise exception 'PT2: the entries of transaction % do not sum to zero', unbalanced
          using errcode = 'check_violation', constraint = 'entries_sum_zero', table = 'entries';
      elsif closed is not null then
        raise exception 'PT4: transaction % is not one that is being posted', closed
          using errcode = 'check_violation', constraint = 'entries_transaction', table = 'entries';
      end if;

      select count(*), bool_or(named.owner = house) into accounts_named, house_named
      from (select distinct added.owner, added.kind from added) as named;

      if house_named then
        update accounts set balance = accounts.balance + sums.amount
        from (
          select added.owner, added.kind, sum(added.amount)::bigint as amount
          from added where added.owner = house group by added.owner, added.kind
        ) as sums
        where accounts.owner = sums.owner and accounts.kind = sums.kind;
        get diagnostics accounts_moved = row_count;
      end if;

      if only_awards or none_earns then
        -- The door's way, and the shops': all of what comes is earned, or nothing; no transaction
        -- is looked up again.
        update accounts
        set balance = accounts.balance + sums.amount,
          earned = accounts.earned + case when only_awards then sums.amount else 0 end
        from (
          select added.owner, added.kind, sum(added.amount)::bigint as amount
          from added where added.owner <> house group by added.owner, added.kind
        ) as sums
        where accounts.owner = sums.owner and accounts.kind = sums.kind;
      else
        update accounts
        set balance = accounts.balance + sums.amount, earned = accounts.earned + sums.earned
        from (
          select added.owner, added.kind, sum(added.amount)::bigint as amount,
            coalesce(sum(added.amount) filter (
              where added.kind = 'participant'
                and coalesce(origin.kind, opened.kind) in ('award', 'campaign', 'correction')
            ), 0)::bigint as earned
          from added
            join transactions as opened on opened.transaction_id = added.transaction_id
            left join transactions as origin on origin.transaction_id = opened.reverses
          where added.owner <> house group by added.owner, added.kind
        ) as sums
        where accounts.owner = sums.owner and accounts.kind = sums.kind;
      end if;
      get diagnostics moved = row_count;
      accounts_moved := accounts_moved + moved;
      if accounts_named <> accounts_moved then
        raise exception 'entries name % accounts, % exist', accounts_named, accounts_moved
          using errcode = 'foreign_key_violation', constraint = 'entries_account', table = 'entries';
      end if;
      return null;
    end $$;
  `.execute(db);
}

async function createHoldings(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- Its state follows from its times: taken back, redeemed, reserved while reserved_until is to
    -- come, else held. A reservation that ran out is none, and nothing has to be done for it.
    create table coupons (
      coupon_id uuid primary key,
      number text not null unique,
      participant_id uuid not null,
      offer_id uuid not null references offers,
      -- The offer's.
      shop_id uuid not null,
      points integer not null check (points > 0),
      exchange_id uuid not null unique,
      exchanged_at timestamptz not null default now(),
      reserved_until timestamptz,
      redeemed_at timestamptz,
      redemption_id uuid unique,
      redeemed_by_device uuid references shop_devices,
      taken_back_at timestamptz,
      constraint coupons_redemption check ((redeemed_at is null) = (redemption_id is null)),
      constraint coupons_one_end check (redeemed_at is null or taken_back_at is null)
    );
    create index coupons_of on coupons (participant_id, exchanged_at desc);
    create index coupons_usable on coupons (participant_id)
      where redeemed_at is null and taken_back_at is null;
    create index coupons_redeemed_at on coupons (shop_id, redeemed_at)
      where redeemed_at is not null;

    create table tickets (
      ticket_id uuid primary key,
      participant_id uuid not null,
      transaction_id uuid not null,
      points integer not null check (points > 0),
      bought_at timestamptz not null default now(),
      entered_at timestamptz,
      taken_back_at timestamptz,
      constraint tickets_one_end check (entered_at is null or taken_back_at is null)
    );
    create index tickets_bought_with on tickets (transaction_id);
    create index tickets_open on tickets (participant_id, bought_at desc)
      where entered_at is null and taken_back_at is null;

    -- PT5: written in the transaction that spends; whoever asks again under the key is told the
    -- same. Nothing personal stands in an answer.
    create table idempotency_keys (
      actor_id uuid not null,
      key text not null,
      body_hash text not null,
      answer jsonb not null,
      created_at timestamptz not null default now(),
      primary key (actor_id, key)
    );
    create index idempotency_keys_by_age on idempotency_keys (created_at);
  `.execute(db);
}

async function createGrants(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table grants (
      grant_id uuid primary key,
      kind text not null check (kind in ('campaign', 'correction')),
      points bigint not null check (points <> 0),
      reason text not null,
      proposed_by uuid not null references staff,
      proposed_at timestamptz not null,
      lapses_at timestamptz not null,
      decided_by uuid references staff,
      decided_at timestamptz,
      approved boolean,
      constraint grants_campaign check (kind <> 'campaign' or points > 0),
      constraint grants_decision check (
        (decided_at is null) = (approved is null) and (decided_at is null) = (decided_by is null)
      ),
      -- A second person approves.
      constraint grants_two_people check (approved is not true or decided_by <> proposed_by)
    );
    create index grants_in_order on grants (proposed_at);

    create table grant_people (
      grant_id uuid not null references grants,
      participant_id uuid not null references participants,
      place integer not null,
      primary key (grant_id, participant_id)
    );

    create table expiries (
      participant_id uuid not null,
      fiscal_year integer not null,
      transaction_id uuid,
      made_at timestamptz not null default now(),
      primary key (participant_id, fiscal_year)
    );
    create trigger expiries_stay before update or delete or truncate on expiries
      for each statement execute function refuse_change();
  `.execute(db);
}
