import type { AdmitRequest, AdmitResult } from './live-store.ts';
import { reach } from './connection.ts';
import { readRecord } from './decision.ts';
import { activityKeys, inScriptOrder } from './keys.ts';
import type { LiveConnection } from './scripts.ts';

const CONTENT_HASH_FORM = /^[0-9a-f]{1,128}$/;

/** The hot path: one round trip, everything else is in admit.lua. */
export function createDeciding(redis: LiveConnection) {
  return {
    async admit(request: AdmitRequest): Promise<AdmitResult> {
      const { activityId, facts, refusal, participations } = request;
      const scannedAtMs = Date.parse(facts.scannedAt);
      // What the script takes apart again by its spaces must not bring its own.
      if (!CONTENT_HASH_FORM.test(facts.contentHash) || !Number.isSafeInteger(scannedAtMs)) {
        throw new TypeError('The facts of a scan need a hash in hex and an instant.');
      }
      if (facts.participantId === null && refusal === null) {
        throw new TypeError('A scan without a person can only be refused.');
      }
      const answer = await reach(
        redis.admit(
          ...inScriptOrder(activityKeys(activityId)),
          facts.scanId,
          facts.contentHash,
          facts.outcomeId,
          facts.decidedAt,
          facts.kioskId,
          facts.participantId ?? '',
          facts.direction,
          scannedAtMs,
          refusal ?? '',
          participations + 1,
          JSON.stringify(facts),
        ),
      );
      if (answer === null) return { known: false };
      const [replayed, bookedSeq, record] = answer;
      return { known: true, decision: readRecord(record, replayed === 1, bookedSeq) };
    },
  };
}
