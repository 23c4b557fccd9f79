import type { PlacedLine } from './live-store.ts';
import { reach } from './connection.ts';
import { readEntry } from './decision.ts';
import { activityKeys, HELD_ACTIVITIES_KEY, inScriptOrder } from './keys.ts';
import { LIVE_LIMITS } from './live-limits.ts';
import type { LiveConnection } from './scripts.ts';

export function createOutbox(redis: LiveConnection) {
  function heldActivities(): Promise<string[]> {
    return reach(redis.smembers(HELD_ACTIVITIES_KEY));
  }

  /** Lines that the books do not have; `null`: the activity is not held. */
  async function backlogOf(activityId: string): Promise<number | null> {
    const { state } = activityKeys(activityId);
    const [seq, bookedSeq] = await reach(redis.hmget(state, 'seq', 'bookedSeq'));
    return typeof seq === 'string' ? Number(seq) - Number(bookedSeq) : null;
  }

  /** An activity that expired or was lost leaves the list, unless it came back this moment. */
  async function dropUnheld(activityId: string): Promise<void> {
    await reach(redis.srem(HELD_ACTIVITIES_KEY, activityId));
    if ((await backlogOf(activityId)) !== null) {
      await reach(redis.sadd(HELD_ACTIVITIES_KEY, activityId));
    }
  }

  /** What the books do not have must not expire. */
  async function keep(activityId: string): Promise<void> {
    const keys = inScriptOrder(activityKeys(activityId));
    const leastMs = LIVE_LIMITS.activityKeptLeastMs;
    if ((await reach(redis.pttl(keys[0]))) > leastMs / 2) return;
    await reach(Promise.all(keys.map((key) => redis.pexpire(key, leastMs))));
  }

  return {
    async readOutbox(activityId: string, limit: number): Promise<PlacedLine[]> {
      const { state, outbox } = activityKeys(activityId);
      return (await reach(redis.readOutbox(state, outbox, limit))).map(readEntry);
    },

    async acknowledgeOutbox(
      activityId: string,
      last: { streamId: string; seq: number },
    ): Promise<void> {
      const { state, outbox } = activityKeys(activityId);
      await reach(redis.acknowledgeOutbox(state, outbox, last.streamId, last.seq));
    },

    heldActivities,

    async activitiesWithBacklog(): Promise<string[]> {
      const activityIds = await heldActivities();
      const backlogs = await Promise.all(activityIds.map(backlogOf));
      const waiting: string[] = [];
      for (const [index, activityId] of activityIds.entries()) {
        const backlog = backlogs[index] ?? null;
        if (backlog === null) {
          await dropUnheld(activityId);
        } else if (backlog > 0) {
          await keep(activityId);
          waiting.push(activityId);
        }
      }
      return waiting;
    },

    async trimOutbox(activityId: string, keepMs: number, nowMs: number): Promise<number> {
      const { state, outbox } = activityKeys(activityId);
      const booked = await reach(redis.hget(state, 'bookedStreamId'));
      if (booked === null) return 0;
      // The booked position only moves forwards, so that what it was a moment ago is safe.
      const oldestKeptMs = Math.max(0, nowMs - keepMs);
      const minId = oldestKeptMs <= Number(booked.split('-')[0]) ? `${oldestKeptMs}-0` : booked;
      return reach(redis.xtrim(outbox, 'MINID', minId));
    },
  };
}
