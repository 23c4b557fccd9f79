/**
 * The double-entry books, PT1–PT4 held by the database itself:
 *
 * PT1 an award's transaction carries the check-in's id, so its primary key admits one.
 * PT2 entries come in whole transactions, in one statement, and each sums to zero.
 * PT3 a participant's accounts have a check that the balance is not negative.
 * PT4 transactions, entries and check-ins refuse to be changed, deleted or truncated.
 *
 * A balance is moved by the insertion of entries and by nothing else, so it cannot part from their
 * sum (PT6). Instead of foreign keys, which are a trigger for each row, the same statement trigger
 * checks for all rows at once that their transactions and accounts exist.
 *
 * Locks: whoever posts takes the house's accounts first and the participants' after them.
 */
import type { Kysely } from 'kysely';
import { sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await createTables(db);
  await createPosting(db);
  await refuseChanges(db);
}

async function createTables(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- Balances change often and in place: room on the page keeps the indexes out of it.
    create table accounts (
      owner uuid not null,
      kind text not null,
      balance bigint not null default 0,
      primary key (owner, kind),
      -- The nil uuid is the house. A new kind of account comes with a new version of this check.
      constraint accounts_kind check (
        (kind in ('issuance') and owner = '00000000-0000-0000-0000-000000000000')
        or (kind in ('participant') and owner <> '00000000-0000-0000-0000-000000000000')
      ),
      constraint accounts_not_negative check (
        balance >= 0 or owner = '00000000-0000-0000-0000-000000000000'
      )
    ) with (fillfactor = 60);

    insert into accounts (owner, kind)
    values ('00000000-0000-0000-0000-000000000000', 'issuance');

    create table transactions (
      transaction_id uuid primary key,
      kind text not null check (kind in ('award')),
      activity_id uuid,
      posted_at timestamptz not null default now()
    );

    create table entries (
      transaction_id uuid not null,
      line smallint not null,
      owner uuid not null,
      kind text not null,
      amount bigint not null check (amount <> 0),
      entry_number bigint not null generated always as identity,
      primary key (transaction_id, line)
    );
    -- For the pages of a person's history; nobody turns the pages of the house.
    create index entries_of on entries (owner, entry_number)
      where owner <> '00000000-0000-0000-0000-000000000000';
  `.execute(db);
}

async function createPosting(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- The plans of a function are kept for the life of a connection. One that was made while the
    -- tables were small would read them whole for ever after: only lookups by key are left to it.
    create function post_entries() returns trigger
      language plpgsql
      set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
    as $$
    declare
      wrong uuid;
      house constant uuid := '00000000-0000-0000-0000-000000000000';
      accounts_named bigint;
      accounts_moved bigint;
      moved bigint;
    begin
      select added.transaction_id into wrong
      from added group by added.transaction_id having sum(added.amount) <> 0 limit 1;
      if found then
        raise exception 'PT2: the entries of transaction % do not sum to zero', wrong
          using errcode = 'check_violation', constraint = 'entries_sum_zero', table = 'entries';
      end if;

      -- xmin is the database's transaction that wrote a row: one that was written before is
      -- closed and takes no more entries.
      select added.transaction_id into wrong
      from added left join transactions using (transaction_id)
      where transactions.xmin is distinct from pg_current_xact_id()::xid limit 1;
      if found then
        raise exception 'PT4: transaction % is not one that is being posted', wrong
          using errcode = 'check_violation', constraint = 'entries_transaction', table = 'entries';
      end if;

      update accounts set balance = accounts.balance + sums.amount
      from (
        select added.owner, added.kind, sum(added.amount)::bigint as amount
        from added where added.owner = house group by added.owner, added.kind
      ) as sums
      where accounts.owner = sums.owner and accounts.kind = sums.kind;
      get diagnostics accounts_moved = row_count;

      update accounts set balance = accounts.balance + sums.amount
      from (
        select added.owner, added.kind, sum(added.amount)::bigint as amount
        from added where added.owner <> house group by added.owner, added.kind
      ) as sums
      where accounts.owner = sums.owner and accounts.kind = sums.kind;
      get diagnostics moved = row_count;
      accounts_moved := accounts_moved + moved;

      select count(*) into accounts_named
      from (select distinct added.owner, added.kind from added) as named;
      if accounts_named <> accounts_moved then
        raise exception 'entries name % accounts, % exist', accounts_named, accounts_moved
          using errcode = 'foreign_key_violation', constraint = 'entries_account', table = 'entries';
      end if;
      return null;
    end $$;

    create trigger entries_posted after insert on entries
      referencing new table as added
      for each statement execute function post_entries();

    create function refuse_balance() returns trigger language plpgsql as $$
    begin
      raise exception 'a balance is moved by entries alone'
        using errcode = 'restrict_violation', table = 'accounts';
    end $$;

    create trigger accounts_open_at_zero before insert on accounts
      for each row when (new.balance <> 0) execute function refuse_balance();

    -- Inside the trigger on entries the depth is 1.
    create trigger accounts_follow_entries before update on accounts
      for each row when (pg_trigger_depth() = 0) execute function refuse_balance();

    create trigger accounts_stay before delete on accounts
      for each row when (old.balance <> 0) execute function refuse_balance();

    create trigger accounts_not_emptied before truncate on accounts
      for each statement execute function refuse_balance();
  `.execute(db);
}

async function refuseChanges(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function refuse_change() returns trigger language plpgsql as $$
    begin
      raise exception 'PT4: rows of % are never changed or deleted', tg_table_name
        using errcode = 'restrict_violation', table = tg_table_name;
    end $$;

    create trigger entries_stay before update or delete or truncate on entries
      for each statement execute function refuse_change();
    create trigger transactions_stay before update or delete or truncate on transactions
      for each statement execute function refuse_change();
    create trigger check_ins_stay before update or delete or truncate on check_ins
      for each statement execute function refuse_change();
  `.execute(db);
}
