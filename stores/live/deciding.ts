import type { AdmitRequest, AdmitResult } from './live-store.ts';
import { reach } from './connection.ts';
import { readAnswer } from './decision.ts';
import { writeFacts } from './facts.ts';
import { Gathering } from './gathering.ts';
import { activityKeys, inScriptOrder } from './keys.ts';
import { LIVE_LIMITS } from './live-limits.ts';
import type { LiveConnection } from './scripts.ts';

/** A scan that waits for the end of the turn. */
interface AskedScan {
  readonly request: AdmitRequest;
  /** As the script takes it. */
  readonly words: string;
  readonly resolve: (result: AdmitResult) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * The hot path: one round trip for all scans of an activity that came in one turn of the event
 * loop, everything else is in admit.lua. They are decided in the order in which they were asked.
 */
export function createDeciding(redis: LiveConnection) {
  const gathering = new Gathering<AskedScan>(LIVE_LIMITS.admitBatchMax, (activityId, asked) => {
    void decideTogether(redis, activityId, asked);
  });
  return {
    async admit(request: AdmitRequest): Promise<AdmitResult> {
      // Checked before it joins the others: what cannot be read would be an error for all of them.
      const words = wordsOf(request);
      return new Promise((resolve, reject) => {
        gathering.add(request.activityId, { request, words, resolve, reject });
      });
    },
  };
}

function wordsOf({ facts, refusal, participations }: AdmitRequest): string {
  if (facts.participantId === null && refusal === null) {
    throw new TypeError('A scan without a person can only be refused.');
  }
  if (!Number.isSafeInteger(participations) || participations < 0) {
    throw new TypeError('Participations are counted in whole numbers.');
  }
  return `${participations + 1} ${refusal ?? '-'} ${writeFacts(facts)}`;
}

/** Never rejects: every scan has its own answer. */
async function decideTogether(
  redis: LiveConnection,
  activityId: string,
  asked: readonly AskedScan[],
): Promise<void> {
  try {
    const keys = inScriptOrder(activityKeys(activityId));
    const answers = await reach(redis.admit(...keys, ...asked.map(({ words }) => words)));
    if (answers === null) {
      for (const { resolve } of asked) resolve({ known: false });
      return;
    }
    const [bookedSeq] = answers;
    for (const [place, scan] of asked.entries()) settle(scan, answers[place + 1], bookedSeq);
  } catch (error) {
    for (const { reject } of asked) reject(error);
  }
}

function settle(
  { request, resolve, reject }: AskedScan,
  answer: string | number | undefined,
  bookedSeq: number,
): void {
  try {
    const decision = readAnswer(String(answer), request.facts, bookedSeq);
    resolve({ known: true, decision });
  } catch (error) {
    reject(error);
  }
}
