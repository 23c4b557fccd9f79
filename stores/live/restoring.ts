/** Rebuilding an activity's live state from the books, after Redis lost it or before its first scan. */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { OutboxLine } from '#domain/contract/outbox.ts';
import type { LiveActivity, RestoredActivity } from './live-store.ts';
import { LiveStoreUnavailable } from './live-store.ts';
import { expiresAtMs, stateFieldsOf } from './activities.ts';
import { reach } from './connection.ts';
import { writeDecision, writeRecord } from './decision.ts';
import { writeFacts } from './facts.ts';
import type { ActivityKeys } from './keys.ts';
import { activityKeys, draftKeys, HELD_ACTIVITIES_KEY, inScriptOrder, lockKey } from './keys.ts';
import { LIVE_LIMITS } from './live-limits.ts';
import { Recount } from './recount.ts';
import type { LiveConnection } from './scripts.ts';

export function createRestoring(redis: LiveConnection) {
  return {
    async restoreActivity(restored: RestoredActivity): Promise<void> {
      const { activityId } = restored.activity;
      const state = activityKeys(activityId).state;
      const token = randomUUID();
      const deadline = performance.now() + LIVE_LIMITS.restoreWaitMaxMs;
      // The lines can be read only once: who built in vain waits for the one who won.
      let built = false;
      while ((await reach(redis.exists(state))) === 0) {
        if (performance.now() > deadline) {
          throw new LiveStoreUnavailable(`Activity ${activityId} is still being restored.`);
        }
        if (!built && (await lock(redis, activityId, token))) {
          built = await rebuildUnlessHeld(redis, restored, token);
        } else {
          await delay(LIVE_LIMITS.restorePollMs);
        }
      }
    },
  };
}

async function lock(redis: LiveConnection, activityId: string, token: string): Promise<boolean> {
  const key = lockKey(activityId);
  return (await reach(redis.set(key, token, 'PX', LIVE_LIMITS.restoreLockMs, 'NX'))) === 'OK';
}

/**
 * Whoever locks the moment after another was done need not read the books again.
 * @returns whether it read them
 */
async function rebuildUnlessHeld(
  redis: LiveConnection,
  restored: RestoredActivity,
  token: string,
): Promise<boolean> {
  const { activityId } = restored.activity;
  if ((await reach(redis.exists(activityKeys(activityId).state))) === 1) {
    await reach(redis.renewLock(lockKey(activityId), token, 0));
    return false;
  }
  await rebuild(redis, restored, token);
  return true;
}

/** The one who holds the lock builds drafts and puts them in their place in one step. */
async function rebuild(
  redis: LiveConnection,
  { activity, lines }: RestoredActivity,
  token: string,
): Promise<void> {
  const { activityId } = activity;
  const drafts = draftKeys(activityId, token);
  const held = lockKey(activityId);
  try {
    const recount = new Recount();
    for await (const page of lines) {
      for (const part of partsOf(page, LIVE_LIMITS.commandItemsMax)) {
        const records: Record<string, string> = {};
        for (const line of part) {
          recount.add(line);
          records[scanFieldOf(line)] = writeRecord(line);
        }
        await reach(redis.hset(drafts.scans, records));
      }
      const renewed = await reach(redis.renewLock(held, token, LIVE_LIMITS.restoreLockMs));
      if (renewed === 0) throw new LiveStoreUnavailable(`Activity ${activityId}: lost the lock.`);
      await reach(redis.pexpire(drafts.scans, LIVE_LIMITS.draftKeptMs));
    }
    // One instant for all keys: those that come later take it from the state.
    const expiry = expiresAtMs(activity, Date.now());
    await writeDrafts(redis, drafts, { activity, recount, expiry });
    await reach(
      redis.finishRestore(
        held,
        ...inScriptOrder(activityKeys(activityId)),
        ...inScriptOrder(drafts),
        token,
        expiry,
      ),
    );
    await reach(redis.sadd(HELD_ACTIVITIES_KEY, activityId));
  } catch (error) {
    // What was built is of no use to anybody; if Redis is away, its expiry removes it.
    await redis.del(...inScriptOrder(drafts)).catch(() => {});
    await redis.renewLock(held, token, 0).catch(() => {});
    throw error;
  }
}

async function writeDrafts(
  redis: LiveConnection,
  drafts: ActivityKeys,
  given: { readonly activity: LiveActivity; readonly recount: Recount; readonly expiry: number },
): Promise<void> {
  const { activity, recount, expiry } = given;
  for (const part of partsOf(recount.personMarks(), LIVE_LIMITS.commandItemsMax)) {
    await reach(redis.hset(drafts.persons, Object.fromEntries(part)));
  }
  for (const part of partsOf(recount.minutes(), LIVE_LIMITS.commandItemsMax)) {
    await reach(redis.hset(drafts.minutes, Object.fromEntries(part)));
  }
  let bookedStreamId = '0-0';
  for (const line of recount.latest) {
    const words = ['d', writeDecision(line), 'f', writeFacts(line.facts)];
    bookedStreamId = (await reach(redis.xadd(drafts.outbox, '*', ...words))) ?? bookedStreamId;
  }
  await reach(
    redis.hset(drafts.state, {
      ...stateFieldsOf(activity),
      ...recount.counters(),
      seq: recount.seq,
      bookedSeq: recount.seq,
      bookedStreamId,
      expiresAtMs: expiry,
    }),
  );
  for (const key of inScriptOrder(drafts)) {
    await reach(redis.pexpire(key, LIVE_LIMITS.draftKeptMs));
  }
}

/** Where the admit script keeps the record of a line. */
function scanFieldOf(line: OutboxLine): string {
  const { scanId, contentHash } = line.facts;
  const conflict = line.outcome === 'refused' && line.reason === 'scan-conflict';
  return conflict ? `${scanId}/${contentHash}` : scanId;
}

function* partsOf<T>(items: readonly T[], sizeMax: number): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += sizeMax) {
    yield items.slice(start, start + sizeMax);
  }
}
