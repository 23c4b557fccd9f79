/** The sender as a table of what a server may answer; the outbox itself is tested in the browser. */
import { describe, expect, test } from 'vitest';
import type { BatchAnswer, Scan, ScanAnswer } from '#domain/contract/scan.ts';
import { OutboxSender } from './outbox-sender.ts';

type State = 'waiting' | 'booking' | 'quarantined';

/** A shelf of scans that behaves as the outbox does, without a disk. */
class Shelf {
  readonly states = new Map<string, State>();
  readonly sentAtMs = new Map<string, number>();
  nowMs = 0;

  constructor(count: number) {
    for (let index = 0; index < count; index += 1) this.states.set(scanIdOf(index), 'waiting');
  }

  async take(_activityId: string, sentBeforeMs: number, max: number): Promise<Scan[]> {
    const due = [...this.states]
      .filter(([scanId, state]) => {
        const sentAtMs = this.sentAtMs.get(scanId) ?? -Infinity;
        return state === 'waiting' || (state === 'booking' && sentAtMs < sentBeforeMs);
      })
      .slice(0, max);
    this.nowMs += 1;
    for (const [scanId] of due) this.sentAtMs.set(scanId, this.nowMs);
    return due.map(([scanId]) => scanOf(scanId));
  }

  async setState(scanId: string, state: State): Promise<void> {
    this.states.set(scanId, state);
  }

  counted(): Record<State, number> {
    const counts = { waiting: 0, booking: 0, quarantined: 0 };
    for (const state of this.states.values()) counts[state] += 1;
    return counts;
  }
}

describe('the sender', () => {
  test('KS2 sends everything in batches of at most fifty, the oldest first, one at a time', async () => {
    const shelf = new Shelf(120);
    const sent: string[][] = [];
    let inFlight = 0;
    let inFlightMax = 0;
    const sender = senderOf(shelf, async (scans) => {
      inFlight += 1;
      inFlightMax = Math.max(inFlightMax, inFlight);
      sent.push(scans.map(({ scanId }) => scanId));
      await Promise.resolve();
      inFlight -= 1;
      return { answers: scans.map(departed) };
    });
    await Promise.all([sender.resendAll(), sender.sweep(), sender.resendAll()]);
    expect(sent.map((batch) => batch.length)).toEqual([50, 50, 20]);
    expect(sent.flat()).toEqual([...shelf.states.keys()]);
    expect(inFlightMax).toBe(1);
    expect(shelf.counted()).toEqual({ waiting: 0, booking: 120, quarantined: 0 });
  });

  test('one scan that the server cannot read is set aside and holds up no other', async () => {
    const shelf = new Shelf(5);
    const sender = senderOf(shelf, async (scans) => ({
      answers: scans.map((scan) =>
        scan.scanId === scanIdOf(2) ? { failure: 'message-malformed' } : departed(scan),
      ),
    }));
    await sender.resendAll();
    expect(shelf.states.get(scanIdOf(2))).toBe('quarantined');
    expect(shelf.counted()).toEqual({ waiting: 0, booking: 4, quarantined: 1 });
  });

  test('a batch that is refused as a whole is halved until the culprit stands alone', async () => {
    const shelf = new Shelf(8);
    const sender = senderOf(shelf, async (scans) =>
      scans.some(({ scanId }) => scanId === scanIdOf(5))
        ? { failure: 'message-too-large' }
        : { answers: scans.map(departed) },
    );
    await sender.resendAll();
    expect(shelf.states.get(scanIdOf(5))).toBe('quarantined');
    expect(shelf.counted()).toEqual({ waiting: 0, booking: 7, quarantined: 1 });
  });

  test.each<[string, BatchAnswer | null]>([
    ['no answer', null],
    ['the stores are away', { failure: 'unavailable', retryAfterMs: 60_000 }],
    ['too fast', { failure: 'rate-limited', retryAfterMs: 60_000 }],
    ['the kiosk was revoked', { failure: 'kiosk-revoked', retryAfterMs: 60_000 }],
  ])('%s: everything stays, and it does not try again at once', async (_name, answer) => {
    const shelf = new Shelf(3);
    let tries = 0;
    const sender = senderOf(shelf, async () => {
      tries += 1;
      return answer;
    });
    await sender.resendAll();
    sender.stop();
    expect(tries).toBe(1);
    expect(shelf.counted()).toEqual({ waiting: 3, booking: 0, quarantined: 0 });
  });

  test('a scan that cannot be taken now waits, those beside it go on', async () => {
    const shelf = new Shelf(3);
    const sender = senderOf(shelf, async (scans) => ({
      answers: scans.map((scan) =>
        scan.scanId === scanIdOf(1)
          ? { failure: 'unavailable', retryAfterMs: 60_000 }
          : departed(scan),
      ),
    }));
    await sender.resendAll();
    sender.stop();
    expect(shelf.counted()).toEqual({ waiting: 1, booking: 2, quarantined: 0 });
  });

  test('after a connection what the server has had is sent once more, and only once', async () => {
    const shelf = new Shelf(4);
    let sent = 0;
    const sender = senderOf(shelf, async (scans) => {
      sent += scans.length;
      return { answers: scans.map(departed) };
    });
    await sender.resendAll();
    expect(sent).toBe(4);
    await sender.sweep();
    expect(sent).toBe(4);
    await sender.resendAll();
    expect(sent).toBe(8);
  });
});

function senderOf(
  shelf: Shelf,
  submitBatch: (scans: readonly Scan[]) => Promise<BatchAnswer | null>,
) {
  return new OutboxSender({
    activityId: 'activity',
    outbox: shelf,
    link: { submitBatch },
    isOnline: () => true,
    now: () => (shelf.nowMs += 1),
  });
}

function scanIdOf(index: number): string {
  return `01938c6e-7f00-7000-8000-${String(index).padStart(12, '0')}`;
}

function scanOf(scanId: string): Scan {
  return { scanId, pass: 'TS1:X', direction: 'in', scannedAt: '2026-11-22T04:31:00.000Z' };
}

function departed({ scanId }: Scan): ScanAnswer {
  return { scanId, replayed: false, at: '2026-11-22T04:31:01.000Z', outcome: 'departed' };
}
