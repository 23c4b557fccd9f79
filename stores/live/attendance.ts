import type { Counters } from '#domain/contract/attendance.ts';
import type { RefusalReason } from '#domain/check-in.ts';
import { REFUSAL_REASONS } from '#domain/check-in.ts';
import type { AttendanceReading } from './live-store.ts';
import { reach } from './connection.ts';
import { readEntry } from './decision.ts';
import { activityKeys } from './keys.ts';
import type { LiveConnection } from './scripts.ts';

export function createAttendance(redis: LiveConnection) {
  return {
    async readAttendance(
      activityId: string,
      options: { readonly afterSeq: number; readonly latestMax: number },
    ): Promise<AttendanceReading | null> {
      const { state, minutes, outbox } = activityKeys(activityId);
      const [fields, counts, entries] = await reach(
        redis.readAttendance(state, minutes, outbox, options.latestMax),
      );
      if (fields.length === 0) return null;
      const latest = entries.map((entry) => readEntry(entry).line);
      return {
        counters: countersOf(pairsOf(fields)),
        arrivals: [...pairsOf(counts)]
          .map(([minute, count]) => ({ minuteMs: Number(minute) * 60_000, count: Number(count) }))
          .sort((one, other) => one.minuteMs - other.minuteMs)
          .map(({ minuteMs, count }) => ({ minute: new Date(minuteMs).toISOString(), count })),
        latest: latest.filter(({ seq }) => seq > options.afterSeq),
      };
    },

    async admittedCounts(activityIds: readonly string[]): Promise<number[]> {
      const counts = activityIds.map((id) => redis.hget(activityKeys(id).state, 'admitted'));
      return (await reach(Promise.all(counts))).map((count) => Number(count ?? 0));
    },
  };
}

function countersOf(state: ReadonlyMap<string, string>): Counters {
  const figure = (field: string) => Number(state.get(field) ?? 0);
  const refused: Partial<Record<RefusalReason, number>> = {};
  for (const reason of REFUSAL_REASONS) refused[reason] = figure(`refused:${reason}`);
  return {
    admitted: figure('admitted'),
    inside: figure('inside'),
    already: figure('already'),
    departures: figure('departures'),
    refused,
    seq: figure('seq'),
    bookedSeq: figure('bookedSeq'),
  };
}

/** Redis answers with a hash as fields and values in turns. */
function pairsOf(words: readonly string[]): Map<string, string> {
  const pairs = new Map<string, string>();
  for (let index = 0; index + 1 < words.length; index += 2) {
    pairs.set(words[index]!, words[index + 1]!);
  }
  return pairs;
}
