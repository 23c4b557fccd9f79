/**
 * People and what they carry, activities, kiosks, staff and the programme. Foreign keys stand
 * everywhere here: none of these tables is written while a queue stands at the door.
 */
import type { Kysely } from 'kysely';
import { sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table participants (
      participant_id uuid primary key,
      created_at timestamptz not null default now(),
      erased_at timestamptz
    );

    -- PP1: names live apart, so that erasing one touches nothing else.
    create table participant_names (
      participant_id uuid primary key references participants,
      nickname text not null
    );

    create table participant_tokens (
      token_hash text primary key,
      participant_id uuid not null references participants,
      created_at timestamptz not null default now()
    );
    create index participant_tokens_of on participant_tokens (participant_id);

    create table passes (
      serial integer generated always as identity primary key,
      participant_id uuid not null references participants,
      kind text not null check (kind in ('card', 'phone')),
      key_id smallint not null check (key_id between 0 and 255),
      valid_until_s bigint not null,
      revoked_at timestamptz,
      created_at timestamptz not null default now()
    );
    create index passes_of on passes (participant_id);

    create table activities (
      activity_id uuid primary key,
      name text not null,
      name_en text,
      name_easy text,
      venue text not null,
      organizer text not null,
      kind text not null check (kind in ('volunteering', 'attendance')),
      starts_at timestamptz not null,
      ends_at timestamptz not null,
      opens_at timestamptz not null,
      closes_at timestamptz not null,
      capacity integer check (capacity >= 0),
      expected integer check (expected >= 0),
      cancelled_at timestamptz,
      practice boolean not null,
      created_at timestamptz not null default now(),
      changed_at timestamptz not null default now(),
      constraint activities_times check (starts_at < ends_at),
      constraint activities_door check (opens_at < closes_at)
    );
    create index activities_by_start on activities (starts_at);

    create table kiosks (
      kiosk_id uuid primary key,
      activity_id uuid not null references activities,
      name text not null,
      exit_pin text not null,
      token_hash text unique,
      enrolled_at timestamptz,
      revoked_at timestamptz,
      created_at timestamptz not null default now()
    );
    create index kiosks_of on kiosks (activity_id);

    -- One code a kiosk: a new one takes the place of the one before.
    create table kiosk_enrollments (
      kiosk_id uuid primary key references kiosks,
      code_hash text not null unique,
      expires_at timestamptz not null,
      used_at timestamptz
    );

    create table staff (
      staff_id uuid primary key,
      email text not null unique check (email = lower(email)),
      display_name text not null,
      password_hash text not null,
      created_at timestamptz not null default now()
    );

    create table staff_sessions (
      token_hash text primary key,
      staff_id uuid not null references staff,
      expires_at timestamptz not null,
      created_at timestamptz not null default now()
    );
    create index staff_sessions_of on staff_sessions (staff_id);

    -- PG1: criteria are data with the day from which they hold.
    create table program_versions (
      valid_from text primary key check (valid_from ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
      criteria jsonb not null,
      created_at timestamptz not null default now()
    );

    create table program_keys (
      key_id smallint primary key check (key_id between 0 and 255),
      public_key_hex text not null,
      private_key_pkcs8 bytea not null,
      created_at timestamptz not null default now()
    );
  `.execute(db);
}
