/**
 * The activities that this node works with, kept ready in memory: what a scan needs of them is
 * computed once. The books are the record; a message of the feed says when to read them again.
 */
import type { Activity } from '#domain/contract/activities.ts';
import { fiscalYearOf, tokyoDateOf } from '#domain/fiscal-year.ts';
import type { ProgramRank, ProgramVersion } from '#domain/program.ts';
import { programOn } from '#domain/program.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import type { LiveActivity, LiveStore } from '#stores/live/live-store.ts';
import { Renewals, singly } from '../renewals.ts';

/** An activity with what follows from it. */
export interface ActivityOnDesk {
  readonly activity: Activity;
  /** Of the activity's own date (RK1). */
  readonly fiscalYear: number;
  /** The ranks of the programme that holds on the activity's date (PG1). */
  readonly ranks: readonly ProgramRank[];
}

export interface ActivityDesk {
  /** From memory, or from the books; `null`: unknown. Rejects with LedgerUnavailable. */
  find(activityId: string): Promise<ActivityOnDesk | null>;
  /** From memory only. */
  held(activityId: string): ActivityOnDesk | undefined;
  /** Whether this node works with it: it is held, or just being read. */
  isInUse(activityId: string): boolean;
  /**
   * After a change in the books: reads it again and brings it to Redis at once. One after the other
   * an activity, so that of two quick changes the later one is what stays.
   */
  renew(activityId: string): Promise<ActivityOnDesk | null>;
  /**
   * Makes sure that Redis holds the activity, from the books if it does not. One at a time an
   * activity, however many scans ask. Rejects with LedgerUnavailable or LiveStoreUnavailable.
   */
  restore(activityId: string): Promise<void>;
  /** Brings a new one to Redis. */
  bring(activity: Activity): Promise<void>;
  /** Renews all that is held, after Redis was away; changes may have missed it. */
  bringAll(): Promise<void>;
}

/** More activities than a node has at once; the longest unused is read again when needed. */
const HELD_MAX = 500;

export function createActivityDesk({
  ledger,
  live,
}: {
  readonly ledger: Ledger;
  readonly live: LiveStore;
}): ActivityDesk {
  const held = new Map<string, ActivityOnDesk>();
  const finding = new Map<string, Promise<ActivityOnDesk | null>>();
  const restoring = new Map<string, Promise<void>>();
  const reading = new Renewals<ActivityOnDesk | null>();
  const renewing = new Renewals<ActivityOnDesk | null>();

  /** In turn with others' reading: an older state never takes the place of a newer one. */
  function refresh(activityId: string): Promise<ActivityOnDesk | null> {
    return reading.run(activityId, () => readNow(activityId));
  }

  async function readNow(activityId: string): Promise<ActivityOnDesk | null> {
    const activity = await ledger.activity(activityId);
    if (activity === null) {
      held.delete(activityId);
      return null;
    }
    const found = onDesk(activity, await ledger.programVersions());
    held.delete(activityId);
    held.set(activityId, found);
    if (held.size > HELD_MAX) held.delete(held.keys().next().value!);
    return found;
  }

  async function restore(activityId: string): Promise<void> {
    const activity = await ledger.activity(activityId);
    if (activity === null) throw new Error(`Activity ${activityId} is not in the books.`);
    await live.restoreActivity({
      activity: liveActivityOf(activity),
      lines: ledger.outcomesOf(activityId),
    });
  }

  async function bring(activity: Activity): Promise<void> {
    // Never putActivity alone: a fresh state would know nothing of those who are in.
    if (!(await live.hasActivity(activity.activityId))) {
      await singly(restoring, activity.activityId, () => restore(activity.activityId));
    }
    await live.putActivity(liveActivityOf(activity));
  }

  function renew(activityId: string): Promise<ActivityOnDesk | null> {
    return renewing.run(activityId, async () => {
      const found = await refresh(activityId);
      if (found !== null) await bring(found.activity);
      return found;
    });
  }

  return {
    find: async (activityId) =>
      held.get(activityId) ?? singly(finding, activityId, () => refresh(activityId)),
    held: (activityId) => held.get(activityId),
    isInUse: (activityId) => held.has(activityId) || finding.has(activityId),
    renew,
    restore: (activityId) => singly(restoring, activityId, () => restore(activityId)),
    bring,
    async bringAll() {
      // A copy: reading one again moves it to the end of the map.
      for (const activityId of Array.from(held.keys())) await renew(activityId);
    },
  };
}

/** What the admit script needs to know. */
function liveActivityOf(activity: Activity): LiveActivity {
  return {
    activityId: activity.activityId,
    opensAtMs: Date.parse(activity.opensAt),
    closesAtMs: Date.parse(activity.closesAt),
    cancelled: activity.cancelledAt !== null,
    capacity: activity.capacity,
    points: activity.points,
  };
}

function onDesk(activity: Activity, versions: readonly ProgramVersion[]): ActivityOnDesk {
  const startsAtMs = Date.parse(activity.startsAt);
  const program = programOn(versions, tokyoDateOf(startsAtMs)) ?? firstOf(versions);
  return { activity, fiscalYear: fiscalYearOf(startsAtMs), ranks: program.ranks };
}

/** Before the first version its ranks are used: a greeting needs one. */
function firstOf(versions: readonly ProgramVersion[]): ProgramVersion {
  const [first] = versions.toSorted((a, b) => a.validFrom.localeCompare(b.validFrom));
  if (first === undefined) throw new Error('The books hold no version of the programme.');
  return first;
}
