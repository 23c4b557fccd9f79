/**
 * What the books do: PostgreSQL, real or embedded, through one typed SQL layer. The record of
 * people, activities, check-ins and double-entry points.
 *
 * Every method rejects with `LedgerUnavailable` when the database is out of reach.
 */
import type { Activity, ActivityChange, NewActivity } from '#domain/contract/activities.ts';
import type { Conflict } from '#domain/contract/attendance.ts';
import type { OutboxLine } from '#domain/contract/outbox.ts';
import type { EntryList } from '#domain/contract/people.ts';
import type { PassKind } from '#domain/pass.ts';
import type { ProgramVersion } from '#domain/program.ts';
import type { ProgramPublicKey } from '#domain/signing.ts';
import type { LotteryBooks } from './lottery-books.ts';
import type { NewPass, RecordBooks, TokenHolder } from './records.ts';
import type { PostedForPerson, SpendingBooks } from './spending.ts';

export interface PassRow {
  readonly serial: number;
  readonly participantId: string;
  readonly kind: PassKind;
  readonly keyId: number;
  readonly validUntilS: number;
  readonly revoked: boolean;
  /** Of a live pass, hex; `null` for a card. */
  readonly devicePublicKeyHex: string | null;
  /** A phone carries it, which may be one that cannot make live passes; else it is printed. */
  readonly onPhone: boolean;
}

export interface PersonRow {
  readonly participantId: string;
  readonly nickname: string;
  readonly passes: readonly PassRow[];
  /** By fiscal year of the activity's date; practice activities do not count (RK1). */
  readonly participationsByYear: Readonly<Record<number, number>>;
}

export interface KioskRow {
  readonly kioskId: string;
  readonly activityId: string;
  readonly name: string;
  readonly exitPin: string;
  readonly enrolledAt: string | null;
  readonly revokedAt: string | null;
}

export interface StaffRow {
  readonly staffId: string;
  readonly email: string;
  readonly displayName: string;
  /** scrypt, with its parameters and salt; see server/requests/password.ts. */
  readonly passwordHash: string;
  readonly role: 'administrator' | 'staff';
}

/** What a posted batch did. `posted` is 0 for a batch that was in the books already. */
export interface PostingReport {
  readonly posted: number;
  readonly awarded: number;
  /** The awards of all its check-ins, also of those that were booked before; for their phones. */
  readonly awards: readonly PostedForPerson[];
  /**
   * Those of its lines that are in the books, also of a batch that was there already: whoever posts
   * it again may have told nobody.
   */
  readonly conflicts: readonly Conflict[];
  /** Absolute, after this batch, of the people in it; empty for practice activities. */
  readonly participations: readonly {
    readonly participantId: string;
    readonly participations: number;
  }[];
  readonly fiscalYear: number;
}

export type EnrollmentResult =
  | { readonly ok: true; readonly kiosk: KioskRow }
  | {
      readonly ok: false;
      readonly code:
        | 'enrollment-code-unknown'
        | 'enrollment-code-used'
        | 'enrollment-code-expired'
        | 'kiosk-revoked';
    };

export interface Ledger extends SpendingBooks, RecordBooks, LotteryBooks {
  // — posting (PT1–PT4) —
  /**
   * Books one batch of one activity's outcomes in one transaction: check-ins with their awards,
   * departures, repeats, refusals, conflicts, and the activity's booked position. Lines that are in
   * the books already change nothing (`on conflict do nothing`). All or none: rejects with
   * `UnbookableLines` when one of the lines cannot be booked as it is.
   */
  postOutcomes(activityId: string, lines: readonly OutboxLine[]): Promise<PostingReport>;
  /**
   * Keeps a line that cannot be booked, as it came and with the reason, and counts it as read. It
   * is no part of `outcomesOf`. False when it was set aside before.
   */
  setAside(activityId: string, line: OutboxLine, reason: string): Promise<boolean>;
  /**
   * Everything booked of an activity in pages, in the order of seq and, of one seq, of outcomeId; to
   * rebuild the live state.
   */
  outcomesOf(activityId: string): AsyncIterable<readonly OutboxLine[]>;

  // — activities —
  createActivity(
    activityId: string,
    activity: NewActivity & { opensAt: string; closesAt: string },
  ): Promise<Activity>;
  activity(activityId: string): Promise<Activity | null>;
  /** Activities that overlap `[fromMs, toMs)`, by start. */
  activitiesBetween(fromMs: number, toMs: number): Promise<Activity[]>;
  activitiesAfter(fromMs: number, limit: number): Promise<Activity[]>;
  changeActivity(activityId: string, change: ActivityChange, at: string): Promise<Activity | null>;

  // — people —
  /** Also opens the points account, at 0. `tokenHash`: hex SHA-256 of the bearer token, or null for card holders. */
  createParticipant(participant: {
    participantId: string;
    nickname: string;
    tokenHash: string | null;
    pass: NewPass;
  }): Promise<PassRow>;
  person(participantId: string): Promise<PersonRow | null>;
  participantByToken(tokenHash: string): Promise<TokenHolder | null>;
  nicknames(participantIds: readonly string[]): Promise<Map<string, string>>;
  /** Card passes with their people, by serial; for printing. */
  cardPasses(options: {
    afterSerial: number;
    limit: number;
  }): Promise<(PassRow & { nickname: string })[]>;
  /**
   * PP1: the name and the tokens go, the passes are revoked; ids, check-ins and sums stay.
   * Idempotent. False: nobody of that id.
   */
  eraseParticipant(participantId: string, at: string): Promise<boolean>;
  /** Points, usable coupons and tickets; all 0 for somebody without an account. */
  balance(
    participantId: string,
  ): Promise<{ balance: number; earned: number; coupons: number; tickets: number }>;
  entries(
    participantId: string,
    options: { before: string | null; limit: number },
  ): Promise<EntryList>;

  // — kiosks —
  createKiosk(kiosk: {
    kioskId: string;
    activityId: string;
    name: string;
    exitPin: string;
  }): Promise<KioskRow>;
  /** A new one-time code replaces the one before it. Hash: hex SHA-256. */
  putEnrollmentCode(kioskId: string, codeHash: string, expiresAt: string): Promise<void>;
  /** Uses the code up, atomically, and sets the kiosk's token; an older token of it stops working. */
  enrollKiosk(codeHash: string, tokenHash: string, at: string): Promise<EnrollmentResult>;
  kiosk(kioskId: string): Promise<KioskRow | null>;
  /** Of a revoked kiosk too, so that it can be told so: look at `revokedAt` (KS3). */
  kioskByToken(tokenHash: string): Promise<KioskRow | null>;
  kiosksOf(activityId: string): Promise<KioskRow[]>;
  /** Idempotent. `null`: unknown. */
  revokeKiosk(kioskId: string, at: string): Promise<KioskRow | null>;

  // — conflicts —
  conflictsOf(activityId: string): Promise<Conflict[]>;
  resolveConflict(conflictId: string, at: string): Promise<Conflict | null>;

  // — staff —
  staffByEmail(email: string): Promise<StaffRow | null>;
  /** Creates the account unless one of that e-mail exists; true when it did. */
  createStaff(staff: StaffRow): Promise<boolean>;
  staffCount(): Promise<number>;
  createStaffSession(session: {
    tokenHash: string;
    staffId: string;
    expiresAt: string;
  }): Promise<void>;
  staffBySession(tokenHash: string, at: string): Promise<StaffRow | null>;
  endStaffSession(tokenHash: string): Promise<void>;

  // — programme —
  programVersions(): Promise<ProgramVersion[]>;
  putProgramVersion(version: ProgramVersion): Promise<void>;
  /** The key that signs passes; made by `make` (PKCS#8 DER) when there is none. Exactly one of several callers wins. */
  signingKey(
    make: () => Promise<{ publicKeyHex: string; privateKeyPkcs8: Uint8Array }>,
  ): Promise<ProgramPublicKey & { readonly privateKeyPkcs8: Uint8Array }>;
  publicKeys(): Promise<ProgramPublicKey[]>;

  /** Resolves when the database answers; rejects otherwise. For readiness. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** The database is out of reach. What was asked may be asked again. */
export class LedgerUnavailable extends Error {
  override readonly name = 'LedgerUnavailable';
}

/**
 * The books do not take these lines as they are: a value that they cannot hold, a person whom they
 * do not know, an id that stands in them for something else. Asking again changes nothing.
 */
export class UnbookableLines extends Error {
  override readonly name = 'UnbookableLines';
}
