/** Rounds that should exist and that the hall has not heard: any phone may bring them. */
import type { StageSnapshot } from '#domain/contract/stage-channel.ts';

/** Relays have a round some seconds after its time; only what lasts longer needs people. */
export const PATIENCE_MS = 6_000;

/** @param nowMs the server's clock */
export function dueRounds({ lottery, beacons }: StageSnapshot, nowMs: number): readonly number[] {
  if (lottery.mode !== 'drand' || lottery.state !== 'final') return [];
  const due = beacons.filter(
    ({ signature, at }) => signature === null && Date.parse(at) + PATIENCE_MS <= nowMs,
  );
  return [...new Set(due.map(({ round }) => round))];
}
