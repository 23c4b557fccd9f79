/**
 * Beacons that somebody in the hall brings. Each proves itself, which costs some twenty milliseconds:
 * one that is known is answered without, so that a hall that brings the same one at once, from one
 * address, is never sent away; only false ones count against anybody.
 */
import type { BeaconOrder } from '#domain/contract/lotteries.ts';
import { QUICKNET, verifyBeacon } from '#domain/draw/beacon.ts';
import { readFreeze } from '#domain/draw/files.ts';
import type { LiveStore } from '#stores/live/live-store.ts';
import type { DrawShelf } from './draw-shelf.ts';
import { ProblemError } from '../errors.ts';
import type { LotteryReadings } from './lottery-readings.ts';
import type { LotteryWorkers } from './lottery-workers.ts';

/** Rounds that are remembered as known; a draw has one for each prize. */
const KNOWN_MAX = 1_000;

/** How many beacons may still be looked into for whoever brings one. */
export interface BeaconBrake {
  /** Throws ProblemError rate-limited when there were too many false ones. */
  assertUnhurried(): void;
  /** It was a false one. */
  charge(): void;
}

export interface BeaconDesk {
  /**
   * Takes a beacon of a draw that waits for it. The workers go on when all rounds are there.
   * Rejects with ProblemError lottery-unknown, lottery-state, beacon-false for what is none of this
   * draw, or what the brake throws.
   */
  take(lotteryId: string, beacon: BeaconOrder, brake: BeaconBrake): Promise<void>;
}

export function createBeaconDesk({
  live,
  shelf,
  readings,
  workers,
  changed,
  nowMs,
}: {
  readonly live: Pick<LiveStore, 'stageMoment' | 'putBeacon'>;
  readonly shelf: Pick<DrawShelf, 'file'>;
  readonly readings: Pick<LotteryReadings, 'published'>;
  readonly workers: Pick<LotteryWorkers, 'wake'>;
  readonly changed: (lotteryId: string) => void;
  readonly nowMs: () => number;
}): BeaconDesk {
  /** Verified here; they never change. */
  const known = new Set<string>();

  async function isOfDraw(lotteryId: string, round: number): Promise<boolean> {
    const freeze = await shelf.file(lotteryId, 'freeze.txt');
    if (freeze === null) throw new Error(`freeze.txt of ${lotteryId} is missing`);
    return readFreeze(freeze).prizes.some((prize) => prize.round === round);
  }

  function prove(beacon: BeaconOrder, brake: BeaconBrake): void {
    const key = `${beacon.round} ${beacon.signature}`;
    if (known.has(key)) return;
    brake.assertUnhurried();
    if (!verifyBeacon(QUICKNET, beacon)) {
      brake.charge();
      throw new ProblemError('beacon-false');
    }
    if (known.size >= KNOWN_MAX) known.clear();
    known.add(key);
  }

  return {
    async take(lotteryId, beacon, brake) {
      const { round, signature } = beacon;
      const { state, mode } = await readings.published(lotteryId);
      if (state !== 'final' || mode !== 'drand') throw new ProblemError('lottery-state');
      if (!(await isOfDraw(lotteryId, round))) throw new ProblemError('beacon-false');
      const { beacons } = await live.stageMoment(lotteryId, nowMs());
      if (beacons.get(round) === signature) return;
      // It has no pause: of those that come together one is looked into.
      prove(beacon, brake);
      if (!(await live.putBeacon(lotteryId, round, signature))) return;
      await workers.wake(lotteryId);
      changed(lotteryId);
    },
  };
}
