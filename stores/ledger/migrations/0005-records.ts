/**
 * What the books remember besides points: live passes, moving to another phone, shops with their
 * offers and devices, certificates, staff with roles, and the nightly reports on the books.
 */
import type { Kysely } from 'kysely';
import { sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await extendPeople(db);
  await createShops(db);
  await createCertificates(db);
  await createReports(db);
}

async function extendPeople(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- Of a live pass; phones' passes from before there were any have none.
    alter table passes
      add column device_public_key_hex text,
      -- A phone that cannot make a live pass shows a card's: it moves with the person, and is none
      -- of the cards that are printed, lost and replaced.
      add column on_phone boolean not null default false,
      add constraint passes_device_key check (
        device_public_key_hex is null
        or (kind = 'phone' and device_public_key_hex ~ '^[0-9a-f]{64}$')
      );

    update passes set on_phone = true where kind = 'phone';
    alter table passes
      add constraint passes_live_on_phone check (on_phone or kind <> 'phone');

    -- A token that ended is kept, so that the phone that holds it can be told why.
    alter table participant_tokens add column ended_at timestamptz;

    -- One code a person: a new one takes the place of the one before, one that is used is gone.
    create table transfer_codes (
      participant_id uuid primary key references participants,
      code_hash text not null unique,
      expires_at timestamptz not null
    );

    alter table activities add column takes_cards boolean not null default true;

    -- Whoever was removed stays, for the names under what they did; the e-mail is free again.
    alter table staff
      add column role text not null default 'staff' check (role in ('administrator', 'staff')),
      add column removed_at timestamptz,
      drop constraint staff_email_key;
    create unique index staff_email on staff (email) where removed_at is null;
    update staff set role = 'administrator'
    where staff_id = (select staff_id from staff order by created_at, staff_id limit 1);
  `.execute(db);
}

async function createShops(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table shops (
      shop_id uuid primary key,
      name text not null,
      name_en text,
      name_easy text,
      area text not null,
      -- Printed and put up in the shop; whoever stands there can read it.
      counter_code text not null unique,
      closed_at timestamptz,
      created_at timestamptz not null default now()
    );

    create table offers (
      offer_id uuid primary key,
      shop_id uuid not null references shops,
      name text not null,
      name_en text,
      name_easy text,
      yen integer not null check (yen > 0),
      closed_at timestamptz,
      created_at timestamptz not null default now()
    );
    create index offers_of on offers (shop_id);

    create table shop_devices (
      device_id uuid primary key,
      shop_id uuid not null references shops,
      name text not null,
      token_hash text unique,
      enrolled_at timestamptz,
      last_seen_at timestamptz,
      revoked_at timestamptz,
      created_at timestamptz not null default now()
    );
    create index shop_devices_of on shop_devices (shop_id);

    create table shop_device_enrollments (
      device_id uuid primary key references shop_devices,
      code_hash text not null unique,
      expires_at timestamptz not null,
      used_at timestamptz
    );
  `.execute(db);
}

async function createCertificates(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- PP1: the name stands apart; the content here is what was signed, without it.
    create table certificates (
      certificate_id uuid primary key,
      participant_id uuid not null references participants,
      content jsonb not null,
      key_id smallint not null check (key_id between 0 and 255),
      signature_hex text not null,
      revoked_at timestamptz,
      created_at timestamptz not null default now()
    );
    create index certificates_of on certificates (participant_id);

    create table certificate_names (
      certificate_id uuid primary key references certificates on delete cascade,
      name text not null
    );

    -- How long somebody stayed; the other outcomes pay nothing for it.
    create index scan_outcomes_departures on scan_outcomes (participant_id, activity_id)
      where outcome = 'departed';
  `.execute(db);
}

async function createReports(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- What was published is not taken back: the heads in it are what the chain is held against.
    create table books_reports (
      report_number bigint generated always as identity primary key,
      at timestamptz not null,
      accounts bigint not null,
      wrong bigint not null,
      entries bigint not null,
      chained bigint not null,
      head_hex text not null check (head_hex ~ '^[0-9a-f]{64}$'),
      points_held bigint not null,
      took_ms bigint not null
    );
    create trigger books_reports_stay before update or delete or truncate on books_reports
      for each statement execute function refuse_change();
  `.execute(db);
}
