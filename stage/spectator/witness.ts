/** "This phone had F 41 s before the beacon existed": what this browser saw, and when. */
import * as v from 'valibot';
import type { StageSnapshot } from '#domain/contract/stage-channel.ts';
import type { Keeper } from './held-tickets.ts';

const SeenSchema = v.object({
  finalHash: v.string(),
  /** The server's clock, epoch ms. */
  atMs: v.number(),
});
export type Seen = v.InferOutput<typeof SeenSchema>;

const keyOf = (lotteryId: string) => `tsudoi-stage-witness-${lotteryId}`;

/** Writes down the hash at its first sight. A second, other hash would be a scandal: it is kept too. */
export function witness(
  keeper: Keeper | null,
  snapshot: StageSnapshot,
  nowMs: number,
): Seen | null {
  const { finalHash, lottery } = snapshot;
  const seen = readSeen(keeper, lottery.lotteryId);
  if (finalHash === null || seen !== null) return seen;
  const first = { finalHash, atMs: nowMs };
  try {
    keeper?.setItem(keyOf(lottery.lotteryId), JSON.stringify(first));
  } catch {
    // Remembered as long as the page is open.
  }
  return first;
}

/**
 * How long before the randomness existed, whole seconds.
 * @returns `null`: not before, or that time is not known
 */
export function secondsBefore(seen: Seen, { beacons, lottery }: StageSnapshot): number | null {
  const revealed = lottery.files.find(({ name }) => name === 'reveal.txt')?.at;
  const instants = [...beacons.map(({ at }) => at), ...(revealed === undefined ? [] : [revealed])];
  if (instants.length === 0) return null;
  const bornMs = Math.min(...instants.map((at) => Date.parse(at)));
  const seconds = Math.floor((bornMs - seen.atMs) / 1_000);
  return seconds > 0 ? seconds : null;
}

function readSeen(keeper: Keeper | null, lotteryId: string): Seen | null {
  try {
    const seen = v.safeParse(SeenSchema, JSON.parse(keeper?.getItem(keyOf(lotteryId)) ?? 'null'));
    return seen.success ? seen.output : null;
  } catch {
    return null;
  }
}
