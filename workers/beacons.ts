/**
 * The beacons of a draw: each round of its prizes is waited for and fetched from drand relays, or was
 * brought by somebody in the hall. It proves itself: whoever answers, only what the chain's key
 * verifies counts, and no other round is ever taken.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { QUICKNET, timeOfRound, verifyBeacon } from '#domain/draw/beacon.ts';
import { writeBeacons } from '#domain/draw/files.ts';
import type { Beacon, FreezeFile } from '#domain/draw/files.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import type { LiveStore } from '#stores/live/live-store.ts';
import type { DrandRelays } from './drand-relays.ts';

const FOUND_MAX = 1_000;

export interface BeaconDesk {
  /**
   * Takes whatever rounds there are by now; when it has all, beacons.tsv is written.
   * @returns whether something is new
   */
  gather(lotteryId: string, freeze: Pick<FreezeFile, 'prizes'>): Promise<boolean>;
}

export interface BeaconDeskParts {
  readonly ledger: Pick<Ledger, 'addLotteryFile'>;
  readonly live: Pick<LiveStore, 'stageMoment' | 'putBeacon'>;
  readonly relays: DrandRelays;
  readonly nowMs: () => number;
}

export function createBeaconDesk(parts: BeaconDeskParts): BeaconDesk {
  const { ledger, live, relays, nowMs } = parts;

  /** What was found of a signature, which never changes; a draw is looked at every second. */
  const found = new Map<string, boolean>();

  async function isSound(beacon: Beacon): Promise<boolean> {
    const key = `${beacon.round} ${beacon.signature}`;
    const known = found.get(key);
    if (known !== undefined) return known;
    // One takes some milliseconds: others have their turn between two.
    await nextTurn();
    const sound = verifyBeacon(QUICKNET, beacon);
    if (found.size >= FOUND_MAX) found.clear();
    found.set(key, sound);
    return sound;
  }

  /** A false one in Redis would stand in the draw for ever: each is verified before it is believed. */
  async function brought(lotteryId: string, rounds: readonly number[]): Promise<Beacon[]> {
    const { beacons } = await live.stageMoment(lotteryId, nowMs());
    const sound: Beacon[] = [];
    for (const round of rounds) {
      const signature = beacons.get(round);
      if (signature !== undefined && (await isSound({ round, signature }))) {
        sound.push({ round, signature });
      }
    }
    return sound;
  }

  return {
    async gather(lotteryId, { prizes }) {
      const rounds = prizes.map(({ round }) => round);
      const heard = await brought(lotteryId, rounds);
      let isNew = false;
      for (const round of rounds) {
        if (heard.some((beacon) => beacon.round === round)) continue;
        // Rounds come one after the other, and none before its time.
        if (nowMs() < timeOfRound(QUICKNET, round)) break;
        const beacon = await relays.fetchRound(round);
        if (beacon === null) break;
        await live.putBeacon(lotteryId, round, beacon.signature);
        heard.push(beacon);
        isNew = true;
      }
      if (heard.length < rounds.length) return isNew;
      const sorted = heard.toSorted((one, other) => one.round - other.round);
      const file = { name: 'beacons.tsv', bytes: writeBeacons(sorted) } as const;
      await ledger.addLotteryFile(lotteryId, file, new Date(nowMs()).toISOString());
      return true;
    },
  };
}
