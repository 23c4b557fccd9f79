/**
 * The grand lottery: prizes, entries with their serials, what the hall adds, and the files of a draw
 * as they come to be. Its own parts of the books hold by themselves:
 *
 * LT3 a ticket is entered once: it is chosen under its lock, and carries what it was entered with.
 * Serials tile 1..N: a prize counts its tickets, and whoever enters has the lottery to themselves.
 * Entries, contributions, files and the log of states are never changed (PT4's trigger).
 *
 * PP1: only `lottery_owners` knows whose a tag is. Nothing else of an entry names the person.
 *
 * Locks: the keys of the requests; the lottery; the person (`participants`); their tickets; and then
 * as in 0006, the house's account first.
 */
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import { createEntering } from './0008-entering.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await extendBooks(db);
  await createLotteries(db);
  await createEntries(db);
  await createRecord(db);
  await createEntering(db);
}

async function extendBooks(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table accounts
      drop constraint accounts_kind,
      add constraint accounts_kind check (
        (
          kind in ('issuance', 'adjustments', 'expired', 'tickets-entered')
          and owner = '00000000-0000-0000-0000-000000000000'
        ) or (
          kind in ('participant', 'coupons-held', 'tickets', 'coupons-redeemed')
          and owner <> '00000000-0000-0000-0000-000000000000'
        )
      );
    insert into accounts (owner, kind)
    values ('00000000-0000-0000-0000-000000000000', 'tickets-entered');

    alter table transactions
      drop constraint transactions_kind,
      add constraint transactions_kind check (
        kind in (
          'award', 'campaign', 'correction', 'coupon-exchange', 'coupon-redemption',
          'ticket-purchase', 'lottery-entry', 'expiry', 'reversal'
        )
      ),
      add column lottery_id uuid,
      add constraint transactions_lottery check (
        (kind = 'lottery-entry') = (lottery_id is not null)
      );

    alter table tickets
      -- The transaction that it was entered with.
      add column entered_with uuid;
    create index tickets_entered_with on tickets (entered_with) where entered_with is not null;
  `.execute(db);
}

async function createLotteries(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table lotteries (
      lottery_id uuid primary key,
      lottery_number bigint not null unique generated always as identity,
      draw text not null unique,
      rehearsal boolean not null,
      name text not null,
      name_en text,
      name_easy text,
      fiscal_year integer not null,
      state text not null default 'draft' check (
        state in (
          'draft', 'open', 'closed', 'gathering', 'frozen', 'final', 'drawn', 'void'
        )
      ),
      mode text not null check (mode in ('sealed', 'drand')),
      limit_rule text not null check (limit_rule in ('none', 'owner-prize', 'owner-draw')),
      closes_at timestamptz not null,
      void_reason text,
      entries_made bigint not null default 0,
      contributions_made integer not null default 0,
      created_at timestamptz not null default now(),
      constraint lotteries_void check ((state = 'void') = (void_reason is not null))
    ) with (fillfactor = 60);

    create table lottery_prizes (
      lottery_id uuid not null references lotteries,
      prize_id text not null,
      -- In draw order, from 0.
      place integer not null,
      name text not null,
      name_en text,
      name_easy text,
      quantity integer not null check (quantity > 0),
      alternates integer not null check (alternates >= 0),
      -- Serials given out: 1..tickets.
      tickets bigint not null default 0,
      people bigint not null default 0,
      primary key (lottery_id, prize_id),
      unique (lottery_id, place)
    ) with (fillfactor = 60);

    -- Apart from everything that is told.
    create table lottery_secrets (
      lottery_id uuid primary key references lotteries,
      private_key_pkcs8 bytea not null,
      public_key_hex text not null check (public_key_hex ~ '^[0-9a-f]{64}$'),
      k_hex text not null check (k_hex ~ '^[0-9a-f]{64}$')
    );
    create trigger lottery_secrets_stay before update or delete or truncate on lottery_secrets
      for each statement execute function refuse_change();

    create table lottery_owners (
      lottery_id uuid not null references lotteries,
      participant_id uuid not null references participants,
      nonce_hex text not null check (nonce_hex ~ '^[0-9a-f]{64}$'),
      owner_tag text not null check (owner_tag ~ '^[0-9a-f]{32}$'),
      primary key (participant_id, lottery_id),
      unique (lottery_id, owner_tag)
    );
  `.execute(db);
}

async function createEntries(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- As the rows of entries.tsv, in their order, each with its receipt's signature.
    create table lottery_entries (
      lottery_id uuid not null,
      prize_id text collate "C" not null,
      entry_id text collate "C" not null,
      owner_tag text not null,
      first_serial bigint not null check (first_serial > 0),
      serials bigint not null check (serials > 0),
      signature text not null check (signature ~ '^[0-9a-f]{128}$'),
      entered_at timestamptz not null,
      primary key (lottery_id, prize_id, entry_id)
    );
    create index lottery_entries_of on lottery_entries (owner_tag, lottery_id);
    create trigger lottery_entries_stay before update or delete or truncate on lottery_entries
      for each statement execute function refuse_change();

    -- In the order of the index, which is that of the file: never sorted, however many there are.
    create function lottery_entries_after(
      asked uuid, prize text, entry text, rows_max integer
    ) returns setof lottery_entries language plpgsql stable
      set enable_sort = off set enable_bitmapscan = off set enable_seqscan = off
    as $$
    begin
      return query select * from lottery_entries
        where lottery_id = asked
          and (prize_id, entry_id) > (prize collate "C", entry collate "C")
        order by prize_id, entry_id limit rows_max;
    end $$;

    -- Who is counted in a prize's people.
    create table lottery_people (
      lottery_id uuid not null,
      prize_id text not null,
      owner_tag text not null,
      primary key (lottery_id, prize_id, owner_tag)
    );

    create table lottery_contributions (
      lottery_id uuid not null,
      seq integer not null check (seq > 0),
      owner_tag text not null check (owner_tag ~ '^[0-9a-f]{32}$'),
      hex text not null check (hex ~ '^([0-9a-f]{2})+$' and length(hex) <= 512),
      added_at timestamptz not null,
      primary key (lottery_id, seq),
      -- Bytes that come again are the same contribution, sent again.
      unique (lottery_id, owner_tag, hex)
    );
    create trigger lottery_contributions_stay
      before update or delete or truncate on lottery_contributions
      for each statement execute function refuse_change();

    -- Not shown on the screen; the contribution itself stays as it is.
    create table lottery_blanked (
      lottery_id uuid not null,
      seq integer not null,
      blanked_at timestamptz not null default now(),
      primary key (lottery_id, seq),
      foreign key (lottery_id, seq) references lottery_contributions
    );
  `.execute(db);
}

async function createRecord(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table lottery_files (
      lottery_id uuid not null references lotteries,
      name text not null,
      file_number bigint not null generated always as identity,
      bytes bytea not null,
      sha256 text not null generated always as (encode(sha256(bytes), 'hex')) stored,
      made_at timestamptz not null,
      primary key (lottery_id, name)
    );
    -- Not compressed, so that a part of it is read without the rest.
    alter table lottery_files alter column bytes set storage external;
    create trigger lottery_files_stay before update or delete or truncate on lottery_files
      for each statement execute function refuse_change();

    create table lottery_transitions (
      lottery_id uuid not null references lotteries,
      to_state text not null,
      from_state text not null,
      transition_number bigint not null generated always as identity,
      made_at timestamptz not null,
      staff_id uuid references staff,
      -- No state is come to twice.
      primary key (lottery_id, to_state)
    );
    create trigger lottery_transitions_stay
      before update or delete or truncate on lottery_transitions
      for each statement execute function refuse_change();
  `.execute(db);
}
