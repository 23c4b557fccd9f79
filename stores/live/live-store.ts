/**
 * What the live store does, whatever stands behind it: the moment, in Redis. Who is in, which scan
 * was answered how, the outbox that the books are written from, and the feed.
 *
 * Every method rejects with `LiveStoreUnavailable` while Redis is out of reach, at once: nothing
 * waits for longer than its turn of the event loop, nothing is queued in memory.
 */
import type { Counters } from '#domain/contract/attendance.ts';
import type { FeedMessage } from '#domain/contract/feed.ts';
import type { KioskStatus } from '#domain/contract/kiosks.ts';
import type { OutboxLine, ScanFacts } from '#domain/contract/outbox.ts';
import type { RefusalReason } from '#domain/check-in.ts';
import type { StageStore } from './stage.ts';

/** What the decision needs to know of an activity; kept under the activity's own hash tag. */
export interface LiveActivity {
  readonly activityId: string;
  readonly opensAtMs: number;
  readonly closesAtMs: number;
  readonly cancelled: boolean;
  readonly capacity: number | null;
  readonly points: number;
}

/**
 * What the books know of an activity, to rebuild its live state after Redis lost it.
 * Outcomes come in the order of their seq; the last one's seq is where the count goes on. After a
 * loss of Redis two may have the same.
 */
export interface RestoredActivity {
  readonly activity: LiveActivity;
  readonly lines: AsyncIterable<readonly OutboxLine[]>;
}

/** What a pass and its person look like to the hot path. */
export interface LivePerson {
  readonly participantId: string;
  readonly nickname: string;
  /** Participations in the fiscal year that are in the books. */
  readonly participations: number;
  /** The state of the serial that was asked for; `null`: no such serial. */
  readonly pass: { readonly digest: string; readonly revoked: boolean } | null;
}

export interface AdmitRequest {
  readonly activityId: string;
  readonly facts: ScanFacts;
  /** A refusal that was found before (the pass); the replay check still comes first (CI2). */
  readonly refusal: RefusalReason | null;
  /** Participations of the person in the books, this one not included. */
  readonly participations: number;
}

/** The decision. For a replay all values are those of the first decision. */
export type Decision = {
  readonly replayed: boolean;
  readonly seq: number;
  /** The books already hold this outcome. */
  readonly booked: boolean;
  readonly decidedAt: string;
} & (
  | {
      readonly outcome: 'admitted';
      readonly checkInId: string;
      readonly points: number;
      readonly participations: number;
    }
  | {
      readonly outcome: 'already-admitted';
      readonly firstAt: string;
      readonly firstKioskId: string;
    }
  | { readonly outcome: 'departed' }
  | { readonly outcome: 'refused'; readonly reason: RefusalReason }
);

export type AdmitResult =
  | { readonly known: true; readonly decision: Decision }
  /** Redis does not hold this activity (any more): restore it from the books, then ask again. */
  | { readonly known: false };

/** A line with its place in the stream. */
export interface PlacedLine {
  /** Redis stream id, ordered. */
  readonly streamId: string;
  readonly line: OutboxLine;
}

export interface AttendanceReading {
  readonly counters: Counters;
  readonly arrivals: readonly { readonly minute: string; readonly count: number }[];
  /** Newest first. */
  readonly latest: readonly OutboxLine[];
}

export type { StageMoment } from './stage.ts';

export interface LiveStore extends StageStore {
  // — deciding —
  /**
   * One atomic decision: replay first, then pass, window, already in, capacity (CI1–CI6). Scans that
   * are asked in one turn are decided in the order of asking, and share a round trip.
   */
  admit(request: AdmitRequest): Promise<AdmitResult>;
  /**
   * Changes what is known of an activity that is held; counts and people are left as they are. One
   * that is not held stays so: `restoreActivity` brings it in, a new one with no lines.
   */
  putActivity(activity: LiveActivity): Promise<void>;
  /** True when the activity's live state exists. */
  hasActivity(activityId: string): Promise<boolean>;
  /** Rebuilds an activity from the books unless it exists; exactly one of several callers wins. */
  restoreActivity(restored: RestoredActivity): Promise<void>;

  // — people, a cache of the books —
  /**
   * `null`: not cached, ask the books and `putPerson`. One round trip, shared by those who are asked
   * for in one turn.
   */
  person(participantId: string, serial: number, fiscalYear: number): Promise<LivePerson | null>;
  /** As the books have them; a larger figure of a year that is known already stays. */
  putPerson(person: {
    readonly participantId: string;
    readonly nickname: string;
    readonly passes: readonly {
      readonly serial: number;
      readonly digest: string;
      readonly revoked: boolean;
    }[];
    readonly participationsByYear: Readonly<Record<number, number>>;
  }): Promise<void>;
  /**
   * Absolute figures from the books; a larger one that is known stays, it is newer. Those of persons
   * who are not cached hold for whoever reads them from the books at this moment.
   */
  putParticipations(
    fiscalYear: number,
    counts: readonly { readonly participantId: string; readonly participations: number }[],
  ): Promise<void>;
  forgetPerson(participantId: string): Promise<void>;
  /** Nicknames for a list of lines; `null` where nobody is cached. */
  nicknames(participantIds: readonly string[]): Promise<(string | null)[]>;

  // — attendance —
  /** Figures and the latest lines after `afterSeq`, at most `latestMax`; `null`: activity not held. */
  readAttendance(
    activityId: string,
    options: { readonly afterSeq: number; readonly latestMax: number },
  ): Promise<AttendanceReading | null>;
  /** Admitted so far, for lists; 0 for activities that are not held. */
  admittedCounts(activityIds: readonly string[]): Promise<number[]>;
  /**
   * Calls back when an activity that is watched has new lines (coalescing is the caller's). One
   * blocking connection of its own for all watched activities.
   */
  watchOutboxes(onLines: (activityId: string) => void): OutboxWatch;

  // — outbox —
  /** The next lines that the books do not have, oldest first. */
  readOutbox(activityId: string, limit: number): Promise<PlacedLine[]>;
  /** The books hold everything up to this line. Only ever moves forwards. */
  acknowledgeOutbox(activityId: string, last: { streamId: string; seq: number }): Promise<void>;
  /** Activities that Redis holds, or held until a moment ago. */
  heldActivities(): Promise<string[]>;
  /** Activities with lines that the books do not have. */
  activitiesWithBacklog(): Promise<string[]>;
  /** Removes booked lines older than `keepMs`; never an unbooked one. */
  trimOutbox(activityId: string, keepMs: number, nowMs: number): Promise<number>;

  // — kiosks —
  /** Health as last reported; `online` follows from connection marks that expire by themselves. */
  putKioskStatus(kioskId: string, status: KioskStatus | null, atMs: number): Promise<void>;
  putKioskOffline(kioskId: string, atMs: number): Promise<void>;
  kioskStatuses(kioskIds: readonly string[]): Promise<
    ({
      readonly online: boolean;
      readonly lastSeenAt: string;
      readonly status: KioskStatus | null;
    } | null)[]
  >;

  // — feed —
  publish(message: FeedMessage): Promise<void>;
  /** Follows the feed from now on with a connection of its own; `onGap` when messages were trimmed or the connection was away. */
  followFeed(handlers: {
    readonly onMessage: (message: FeedMessage) => void;
    readonly onGap: () => void;
  }): FeedFollower;

  /** Resolves when Redis answers; rejects otherwise. For readiness. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

export interface OutboxWatch {
  watch(activityId: string): void;
  unwatch(activityId: string): void;
  close(): Promise<void>;
}

export interface FeedFollower {
  /** Resolves when it stands at its place: what is published after that is heard. Never rejects. */
  readonly placed: Promise<void>;
  close(): Promise<void>;
}

/**
 * Redis is out of reach or refuses to write. Nothing was decided, or the answer was lost on its
 * way: the same `scanId` again tells (CI1).
 */
export class LiveStoreUnavailable extends Error {
  override readonly name = 'LiveStoreUnavailable';
}
