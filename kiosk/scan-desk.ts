/**
 * The way of a code: on the disk, to the server, and an answer for the person, from the server or, when
 * it is silent, from the kiosk itself (CI4, KS2).
 */
import {
  answerOffline,
  type Direction,
  type OfflineAnswer,
  type RefusalReason,
} from '#domain/check-in.ts';
import type { Activity } from '#domain/contract/activities.ts';
import { LIMITS } from '#domain/contract/limits.ts';
import type { Scan, ScanAnswer, Verdict } from '#domain/contract/scan.ts';
import { uuidv7 } from '#domain/ids.ts';
import { checkPass, readPass, type PassVerifiers } from '#domain/pass.ts';
import type { KioskAnswer } from './kiosk-state.ts';

export interface DeskParts {
  readonly outbox: {
    add(scan: Scan, activityId: string): Promise<void>;
    release(scanId: string): void;
    setState(scanId: string, state: 'booking' | 'quarantined'): Promise<void>;
    markRecordedOffline(scanId: string): Promise<void>;
  };
  readonly seen: {
    firstAt(activity: Activity, participantId: string): Promise<string | null>;
    mark(activity: Activity, participantId: string, at: string): Promise<void>;
  };
  readonly submit: (scan: Scan) => Promise<ScanAnswer | null>;
  /** By the program's keys as they are known now. */
  readonly verifiers: () => PassVerifiers;
  /** The activity as it stands now. */
  readonly activity: () => Activity;
  /** The server's time as well as it is known, milliseconds since the epoch (CI5). */
  readonly now: () => number;
}

/** `null`: the server has cut this kiosk off; nothing is decided any more (KS3). */
export type DeskAnswer = KioskAnswer | null;

export class ScanDesk {
  readonly #parts: DeskParts;

  constructor(parts: DeskParts) {
    this.#parts = parts;
  }

  /** Answers one code. Never throws: a disk that fails is an answer too. */
  async answer(text: string, direction: Direction): Promise<DeskAnswer> {
    const scan = this.#scanOf(text, direction);
    const activity = this.#parts.activity();
    const isKept = await this.#keep(scan, activity);
    try {
      const verdict = await this.#parts.submit(scan);
      if (verdict !== null && !('failure' in verdict)) {
        await this.#note(scan, activity, verdict);
        return answerOfVerdict(verdict);
      }
      if (verdict?.failure === 'kiosk-revoked') return null;
      if (verdict?.failure === 'message-malformed') {
        await this.#parts.outbox.setState(scan.scanId, 'quarantined');
      }
      // Without the disk and without the server there is nothing to rest an answer on (CI4).
      return isKept ? await this.#answerAlone(scan, activity) : { kind: 'unable' };
    } catch {
      return { kind: 'unable' };
    } finally {
      this.#parts.outbox.release(scan.scanId);
    }
  }

  #scanOf(text: string, direction: Direction): Scan {
    const nowMs = this.#parts.now();
    return {
      scanId: uuidv7(nowMs, crypto.getRandomValues(new Uint8Array(10))),
      // Longer than any pass, it is no pass of ours; its beginning says so as well.
      pass: text.slice(0, LIMITS.passLengthMax),
      direction,
      scannedAt: new Date(nowMs).toISOString(),
    };
  }

  async #keep(scan: Scan, activity: Activity): Promise<boolean> {
    try {
      await this.#parts.outbox.add(scan, activity.activityId);
      return true;
    } catch {
      return false;
    }
  }

  async #note(scan: Scan, activity: Activity, verdict: Verdict): Promise<void> {
    await this.#parts.outbox.setState(scan.scanId, 'booking');
    const firstAt = arrivalOf(scan, verdict);
    const participantId = readPass(scan.pass)?.participantId;
    if (firstAt === null || participantId === undefined) return;
    await this.#parts.seen.mark(activity, participantId, firstAt);
  }

  async #answerAlone(scan: Scan, activity: Activity): Promise<KioskAnswer> {
    const atMs = Date.parse(scan.scannedAt);
    const check = await checkPass(scan.pass, atMs, this.#parts.verifiers());
    const participantId = check.ok ? check.pass.participantId : null;
    const seenAt =
      participantId === null ? null : await this.#parts.seen.firstAt(activity, participantId);
    const answer = answerOffline({
      check,
      direction: scan.direction,
      window: {
        opensAtMs: Date.parse(activity.opensAt),
        closesAtMs: Date.parse(activity.closesAt),
        cancelled: activity.cancelledAt !== null,
      },
      takesCards: activity.takesCards,
      atMs,
      seenAt,
    });
    await this.#parts.outbox.markRecordedOffline(scan.scanId);
    if (answer.outcome === 'stored' && participantId !== null) {
      await this.#parts.seen.mark(activity, participantId, scan.scannedAt);
    }
    return answerOfOffline(answer);
  }
}

/** When the person arrived, as far as the verdict tells. */
function arrivalOf(scan: Scan, verdict: Verdict): string | null {
  if (verdict.outcome === 'admitted') return scan.scannedAt;
  return verdict.outcome === 'already-admitted' ? verdict.firstAt : null;
}

function answerOfVerdict(verdict: Verdict): KioskAnswer {
  switch (verdict.outcome) {
    case 'admitted':
      return { kind: 'admitted', points: verdict.points, participant: verdict.participant };
    case 'already-admitted':
      return { kind: 'already', firstAt: verdict.firstAt, kiosk: verdict.kiosk };
    case 'departed':
      return { kind: 'departed', offline: false };
    case 'refused':
      break;
  }
  return refused(verdict.reason);
}

function answerOfOffline(answer: OfflineAnswer): KioskAnswer {
  switch (answer.outcome) {
    case 'stored':
      return { kind: 'stored' };
    case 'stored-departure':
      return { kind: 'departed', offline: true };
    case 'already-here':
      return { kind: 'already', firstAt: answer.firstAt, kiosk: null };
    case 'refused':
      break;
  }
  return refused(answer.reason);
}

function refused(reason: RefusalReason): KioskAnswer {
  return { kind: 'refused', reason };
}
