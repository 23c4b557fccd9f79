/**
 * The tables as Kysely sees them. `bigint` comes as a number, `timestamptz` as ISO 8601 text
 * (connection.ts). What each table is for stands in the migrations.
 */
import type { ColumnType, Generated } from 'kysely';
import type { AccountKind, TransactionKind } from '#domain/accounts.ts';
import type { ActivityKind } from '#domain/program.ts';
import type { Direction, RefusalReason } from '#domain/check-in.ts';
import type { PassKind } from '#domain/pass.ts';
import type { EconomyTables } from './economy-tables.ts';
import type { LotteryTables } from './lottery-tables.ts';
import type { RecordsTables } from './records-tables.ts';

/** Set by the database when the row is made. */
type MadeAt = Generated<string>;

export interface ParticipantsTable {
  participant_id: string;
  created_at: MadeAt;
  erased_at: string | null;
}

export interface ParticipantNamesTable {
  participant_id: string;
  nickname: string;
}

export interface ParticipantTokensTable {
  /** Hex SHA-256. */
  token_hash: string;
  participant_id: string;
  created_at: MadeAt;
  /** The person uses another phone since then. */
  ended_at: string | null;
}

export interface PassesTable {
  serial: Generated<number>;
  participant_id: string;
  kind: PassKind;
  key_id: number;
  /** Seconds since the epoch. */
  valid_until_s: number;
  revoked_at: string | null;
  /** Of a live pass. */
  device_public_key_hex: string | null;
  /** Shown by a phone, of whatever kind; otherwise printed. */
  on_phone: boolean;
  created_at: MadeAt;
}

export interface ActivitiesTable {
  activity_id: string;
  name: string;
  name_en: string | null;
  name_easy: string | null;
  venue: string;
  organizer: string;
  kind: ActivityKind;
  starts_at: string;
  ends_at: string;
  opens_at: string;
  closes_at: string;
  capacity: number | null;
  expected: number | null;
  cancelled_at: string | null;
  practice: boolean;
  takes_cards: boolean;
  created_at: MadeAt;
  changed_at: MadeAt;
}

export interface KiosksTable {
  kiosk_id: string;
  activity_id: string;
  name: string;
  exit_pin: string;
  /** Hex SHA-256; `null` until enrolled. */
  token_hash: string | null;
  enrolled_at: string | null;
  revoked_at: string | null;
  created_at: MadeAt;
}

export interface KioskEnrollmentsTable {
  kiosk_id: string;
  /** Hex SHA-256. */
  code_hash: string;
  expires_at: string;
  used_at: string | null;
}

export interface StaffTable {
  staff_id: string;
  email: string;
  display_name: string;
  password_hash: string;
  role: 'administrator' | 'staff';
  removed_at: string | null;
  created_at: MadeAt;
}

export interface StaffSessionsTable {
  /** Hex SHA-256. */
  token_hash: string;
  staff_id: string;
  expires_at: string;
  created_at: MadeAt;
}

export interface ProgramVersionsTable {
  /** First day in Tokyo, `YYYY-MM-DD`. */
  valid_from: string;
  criteria: ColumnType<unknown, string, string>;
  created_at: MadeAt;
}

export interface ProgramKeysTable {
  key_id: number;
  public_key_hex: string;
  private_key_pkcs8: Buffer;
  created_at: MadeAt;
}

export interface CheckInsTable {
  check_in_id: string;
  activity_id: string;
  participant_id: string;
  scan_id: string;
  content_hash: string;
  kiosk_id: string;
  seq: number;
  via: PassKind | null;
  /** `scannedAt` of the scan. */
  arrived_at: string;
  decided_at: string;
  recorded_offline: boolean;
  points: number;
  /** As the verdict said. */
  participations: number;
}

export interface ScanOutcomesTable {
  outcome_id: string;
  activity_id: string;
  scan_id: string;
  content_hash: string;
  kiosk_id: string;
  participant_id: string | null;
  seq: number;
  via: PassKind | null;
  direction: Direction;
  outcome: 'already-admitted' | 'departed' | 'refused';
  reason: RefusalReason | null;
  code_hint: string | null;
  scanned_at: string;
  decided_at: string;
  recorded_offline: boolean;
  first_at: string | null;
  first_kiosk_id: string | null;
}

export interface ConflictsTable {
  /** The id of the outcome that came second. */
  conflict_id: string;
  activity_id: string;
  participant_id: string;
  first_at: string;
  first_kiosk_id: string;
  second_at: string;
  second_kiosk_id: string;
  found_at: MadeAt;
  resolved_at: string | null;
}

export interface OutboxPositionsTable {
  activity_id: string;
  seq: number;
  posted_at: MadeAt;
}

export interface UnbookableLinesTable {
  activity_id: string;
  seq: number;
  outcome_id: string;
  /** An OutboxLine as JSON. */
  line: string;
  reason: string;
  set_aside_at: MadeAt;
}

export interface AccountsTable {
  /** A participant, or HOUSE. */
  owner: string;
  kind: AccountKind;
  /** Moved by entries alone: the database refuses anything else. */
  balance: ColumnType<number, never, never>;
  /** What came by awards, campaigns, corrections and the reversals of these. Moved as the balance. */
  earned: ColumnType<number, never, never>;
}

export interface TransactionsTable {
  /** Of an award: the check-in's id, so that the primary key holds PT1. */
  transaction_id: string;
  kind: TransactionKind;
  activity_id: string | null;
  coupon_id: string | null;
  grant_id: string | null;
  /** Of a lottery entry, or of the reversal of one: what the tickets were entered in. */
  lottery_id: string | null;
  /** The transaction that this one takes back; once for each. */
  reverses: string | null;
  /** Of a reversal: who, and why; nobody when a void lottery gives tickets back. */
  staff_id: string | null;
  reason: string | null;
  /** So many of them. */
  tickets: number | null;
  posted_at: ColumnType<string, never, never>;
}

export interface EntriesTable {
  transaction_id: string;
  line: number;
  owner: string;
  kind: AccountKind;
  amount: number;
  /** Ascends in the order of posting; pages of a history turn by it. */
  entry_number: Generated<number>;
}

/** The owner of the house's own accounts. */
export const HOUSE = '00000000-0000-0000-0000-000000000000';

export interface Database extends RecordsTables, EconomyTables, LotteryTables {
  participants: ParticipantsTable;
  participant_names: ParticipantNamesTable;
  participant_tokens: ParticipantTokensTable;
  passes: PassesTable;
  activities: ActivitiesTable;
  kiosks: KiosksTable;
  kiosk_enrollments: KioskEnrollmentsTable;
  staff: StaffTable;
  staff_sessions: StaffSessionsTable;
  program_versions: ProgramVersionsTable;
  program_keys: ProgramKeysTable;
  check_ins: CheckInsTable;
  scan_outcomes: ScanOutcomesTable;
  conflicts: ConflictsTable;
  outbox_positions: OutboxPositionsTable;
  unbookable_lines: UnbookableLinesTable;
  accounts: AccountsTable;
  transactions: TransactionsTable;
  entries: EntriesTable;
}
