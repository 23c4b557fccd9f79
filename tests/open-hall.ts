/** An activity at whose door people are let in, in the books and in the live store. */
import { randomUUID } from 'node:crypto';
import type { ScanFacts } from '#domain/contract/outbox.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import type { LiveStore } from '#stores/live/live-store.ts';
import { SAMPLE_CARD } from './ledger-samples.ts';

const HOUR_MS = 60 * 60_000;

export interface Hall {
  readonly activityId: string;
  readonly kioskId: string;
  /** Lets somebody new in, or sends what is told; the facts of the scan. */
  admit(changes?: Partial<ScanFacts>): Promise<ScanFacts>;
  /** Brings the activity to Redis, with what the books know. */
  restore(): Promise<void>;
}

export async function openHall(
  { live, ledger }: { readonly live: LiveStore; readonly ledger: Ledger },
  { inBooks = true } = {},
): Promise<Hall> {
  const activityId = randomUUID();
  const kioskId = randomUUID();
  const now = Date.now();
  const at = (ms: number) => new Date(now + ms).toISOString();
  if (inBooks) {
    await ledger.createActivity(activityId, {
      name: '図書館ボランティア',
      nameEn: null,
      nameEasy: null,
      venue: '市立図書館',
      organizer: '市民協働課',
      kind: 'volunteering',
      startsAt: at(-HOUR_MS),
      endsAt: at(HOUR_MS),
      opensAt: at(-HOUR_MS),
      closesAt: at(HOUR_MS),
      capacity: null,
      expected: null,
      practice: false,
      takesCards: true,
    });
    await ledger.createKiosk({ kioskId, activityId, name: '受付1', exitPin: '000000' });
  }
  const activity = {
    activityId,
    opensAtMs: now - HOUR_MS,
    closesAtMs: now + HOUR_MS,
    cancelled: false,
    capacity: null,
    points: 100,
  };
  const restore = () => live.restoreActivity({ activity, lines: ledger.outcomesOf(activityId) });
  await restore();
  return {
    activityId,
    kioskId,
    restore,
    async admit(changes = {}) {
      const participantId = randomUUID();
      await ledger.createParticipant({
        participantId,
        nickname: 'けやき',
        tokenHash: null,
        pass: SAMPLE_CARD,
      });
      const facts: ScanFacts = {
        outcomeId: randomUUID(),
        scanId: randomUUID(),
        contentHash: 'abc123',
        kioskId,
        participantId,
        via: 'card',
        direction: 'in',
        scannedAt: new Date().toISOString(),
        decidedAt: new Date().toISOString(),
        recordedOffline: false,
        codeHint: null,
        ...changes,
      };
      await live.admit({ activityId, facts, refusal: null, participations: 0 });
      return facts;
    },
  };
}
