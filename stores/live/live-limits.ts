const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const dayMs = 24 * 60 * minuteMs;

/** Every limit of the live store, in one place. */
export const LIVE_LIMITS = {
  /** No answer from Redis within this is an outage. */
  commandTimeoutMs: 1 * secondMs,
  connectTimeoutMs: 2 * secondMs,
  /** A connection that owes an answer for this long is given up and opened anew. */
  silenceMs: 2 * secondMs,
  reconnectDelayMaxMs: 500,
  closeDeadlineMs: 1 * secondMs,
  /** How long a blocking read waits before it is asked again. */
  blockMs: 1 * secondMs,
  /** The pause between two wake-ups of one watch, so that a rush does not become a loop. */
  watchPauseMs: 25,
  /** An activity's keys live this long after its end, */
  activityKeptMs: 30 * dayMs,
  /** and at least this long after they were last touched by staff or a restore, or are unbooked. */
  activityKeptLeastMs: 7 * dayMs,
  personKeptMs: 1 * dayMs,
  /** The figure of somebody who is not cached: longer than it takes to read them from the books. */
  figureKeptMs: 1 * minuteMs,
  kioskStatusKeptMs: 30 * dayMs,
  /** A kiosk that reported nothing for this long is not online. */
  kioskOnlineMs: 45 * secondMs,
  stageKeptMs: 30 * dayMs,
  /** A node that did not renew what it counts in the hall for this long counts nobody. */
  hallCountedMs: 20 * secondMs,
  /** A desk that leads a lottery and was not heard of for this long leads it no more. */
  leadKeptMs: 60 * secondMs,
  restoreLockMs: 15 * secondMs,
  /** How long the one who did not win waits for the one who did. */
  restoreWaitMaxMs: 60 * secondMs,
  restorePollMs: 50,
  draftKeptMs: 60 * minuteMs,
  /** Booked lines that a restored outbox starts with, for the list of the latest. */
  restoredLinesMax: 100,
  /** Messages that the feed keeps, about; one of a full batch is some 20 kB. */
  feedLengthMax: 1_000,
  feedReadMax: 100,
  /** Scans that one call of the admit script decides: it holds up everybody else meanwhile. */
  admitBatchMax: 64,
  /** People that are looked up together. */
  lookUpsMax: 64,
  /** Fields or keys in one command. */
  commandItemsMax: 500,
} as const;
