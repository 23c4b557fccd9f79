/**
 * The hot path: a scan comes in, a verdict goes out. Everything that a scan costs on a server is in
 * this file; what it costs beyond Socket.IO's own work bounds how many people pass a door.
 *
 * Two round trips to Redis: the person (is this pass one of theirs?), and the decision. A pass is
 * recognised by its digest; only what Redis does not know is verified by its signature, and only
 * what is signed by us is looked up in the books.
 */
import { hash } from 'node:crypto';
import type { RefusalReason } from '#domain/check-in.ts';
import type { ScanFacts } from '#domain/contract/outbox.ts';
import type { Scan, ScanAnswer, Verdict } from '#domain/contract/scan.ts';
import { readPass, shortenCode } from '#domain/pass.ts';
import { rankAt } from '#domain/rank.ts';
import type { Decision, LiveStore } from '#stores/live/live-store.ts';
import type { ActivityDesk, ActivityOnDesk } from './activities/activity-desk.ts';
import { failure, failureOf } from './errors.ts';
import type { Report } from './errors.ts';
import { holderOf } from './people/pass-holder.ts';
import type { Holder } from './people/pass-holder.ts';
import type { PeopleDesk } from './people/people-desk.ts';
import { newId } from './requests/secrets.ts';

/** The kiosk that a scan came from. `revoked` is read again right before the decision (KS3). */
export interface ScanningKiosk {
  readonly kioskId: string;
  readonly activityId: string;
  readonly revoked: boolean;
}

/** A scan's answer; `booked`: the books hold it already, the kiosk may forget it. */
export interface DeskAnswer {
  readonly answer: ScanAnswer;
  readonly booked: boolean;
}

/** What is known of a pass before the decision. */
interface PreparedScan {
  readonly onDesk: ActivityOnDesk;
  readonly facts: ScanFacts;
  readonly refusal: RefusalReason | null;
  readonly nickname: string;
  readonly participations: number;
}

export interface ScanDeskParts {
  readonly live: LiveStore;
  readonly activities: ActivityDesk;
  readonly people: PeopleDesk;
  /** The name of a kiosk, for "already checked in at …". */
  readonly kioskName: (kioskId: string) => Promise<string>;
  /** An outcome was added to the outbox. */
  readonly onDecided: (activityId: string, decision: Decision) => void;
  readonly report: Report;
  readonly nowMs: () => number;
}

export class ScanDesk {
  readonly #parts: ScanDeskParts;

  constructor(parts: ScanDeskParts) {
    this.#parts = parts;
  }

  /** Decides one scan. Never rejects. */
  async decide(kiosk: ScanningKiosk, scan: Scan): Promise<DeskAnswer> {
    try {
      const prepared = await this.#prepare(kiosk, scan);
      return await this.#answer(prepared, await this.#admit(kiosk, prepared));
    } catch (error) {
      return this.#failed(error);
    }
  }

  /** Decides several in the order of `scannedAt` (CI5); answers in the order given. Never rejects. */
  async decideAll(kiosk: ScanningKiosk, scans: readonly Scan[]): Promise<DeskAnswer[]> {
    // Looked up together; then asked in order without waiting in between: one connection to
    // Redis keeps the order, so that the decisions fall by scannedAt.
    const order = scans
      .map((_, index) => index)
      .sort((a, b) => Date.parse(scans[a]!.scannedAt) - Date.parse(scans[b]!.scannedAt));
    const looked = await Promise.allSettled(
      order.map((index) => this.#prepare(kiosk, scans[index]!)),
    );
    const decided = await Promise.allSettled(
      looked.map((each) =>
        each.status === 'fulfilled' ? this.#admit(kiosk, each.value) : Promise.resolve(null),
      ),
    );
    const answers: DeskAnswer[] = [];
    for (const [place, index] of order.entries()) {
      const [prepared, decision] = [looked[place]!, decided[place]!];
      if (prepared.status === 'rejected') answers[index] = this.#failed(prepared.reason);
      else if (decision.status === 'rejected') answers[index] = this.#failed(decision.reason);
      else answers[index] = await this.#answer(prepared.value, decision.value);
    }
    return answers;
  }

  /** Everything that can be known before the decision. */
  async #prepare(kiosk: ScanningKiosk, scan: Scan): Promise<PreparedScan> {
    const { activities, nowMs } = this.#parts;
    const onDesk = activities.held(kiosk.activityId) ?? (await this.#find(kiosk.activityId));
    const now = nowMs();
    const saidMs = Date.parse(scan.scannedAt);
    const atMs = saidMs > now ? now : saidMs;
    const pass = readPass(scan.pass);
    const holder: Holder =
      pass === null
        ? { refusal: 'pass-unreadable', participantId: null }
        : await holderOf(this.#parts, pass, { atMs, fiscalYear: onDesk.fiscalYear });
    const known = holder.participantId !== null;
    return {
      onDesk,
      facts: {
        outcomeId: newId(now),
        scanId: scan.scanId,
        contentHash: contentHash(scan),
        kioskId: kiosk.kioskId,
        participantId: holder.participantId,
        via: known ? pass!.kind : null,
        direction: scan.direction,
        scannedAt: new Date(atMs).toISOString(),
        decidedAt: new Date(now).toISOString(),
        recordedOffline: scan.recordedOffline === true,
        codeHint: known ? null : shortenCode(scan.pass),
      },
      refusal:
        holder.refusal ??
        (pass?.kind === 'card' && !onDesk.activity.takesCards ? 'card-not-taken' : null),
      nickname: known ? holder.nickname : '',
      participations: known ? holder.participations : 0,
    };
  }

  /** `null`: the kiosk was revoked meanwhile, and nothing was decided (KS3). */
  async #admit(kiosk: ScanningKiosk, prepared: PreparedScan): Promise<Decision | null> {
    const { live, activities, onDecided } = this.#parts;
    const { activityId } = kiosk;
    const { facts, refusal, participations } = prepared;
    const request = { activityId, facts, refusal, participations };
    if (kiosk.revoked) return null;
    let result = await live.admit(request);
    if (!result.known) {
      await activities.restore(activityId);
      if (kiosk.revoked) return null;
      result = await live.admit(request);
      if (!result.known) throw new Error(`Activity ${activityId} was lost while it was restored.`);
    }
    onDecided(activityId, result.decision);
    return result.decision;
  }

  async #answer(prepared: PreparedScan, decision: Decision | null): Promise<DeskAnswer> {
    if (decision === null) return { answer: failure('kiosk-revoked'), booked: false };
    const kiosk =
      decision.outcome === 'already-admitted'
        ? await this.#parts.kioskName(decision.firstKioskId)
        : '';
    return { answer: verdictOf(prepared, decision, kiosk), booked: decision.booked };
  }

  #failed(error: unknown): DeskAnswer {
    this.#parts.report('scan', error);
    return { answer: failureOf(error), booked: false };
  }

  async #find(activityId: string): Promise<ActivityOnDesk> {
    const found = await this.#parts.activities.find(activityId);
    if (found === null) throw new Error(`Activity ${activityId} is not in the books.`);
    return found;
  }
}

/** Of what makes a scan the same scan (CI1); `recordedOffline` is not part of it. */
function contentHash(scan: Scan): string {
  return hash('sha256', `${scan.direction}\n${scan.scannedAt}\n${scan.pass}`, 'hex').slice(0, 32);
}

function verdictOf(
  { onDesk: { activity, ranks }, facts, nickname }: PreparedScan,
  decision: Decision,
  kiosk: string,
): Verdict {
  const { replayed } = decision;
  const decided = { scanId: facts.scanId, replayed, at: decision.decidedAt };
  if (decision.outcome === 'departed') return { ...decided, outcome: 'departed' };
  if (decision.outcome === 'refused') {
    return { ...decided, outcome: 'refused', reason: decision.reason };
  }
  if (decision.outcome === 'already-admitted') {
    return { ...decided, outcome: 'already-admitted', firstAt: decision.firstAt, kiosk };
  }
  // A practice activity counts for no rank: the person stands where they stood.
  const participations = decision.participations - (activity.practice ? 1 : 0);
  const { rank, next } = rankAt(ranks, participations);
  const { checkInId, points } = decision;
  const participant = { nickname, rank, next, participations };
  return { ...decided, outcome: 'admitted', checkInId, points, participant };
}
