/** The stage's addresses. */
import * as v from 'valibot';
import type { Lottery } from '#domain/contract/lotteries.ts';
import { UuidSchema } from '#domain/contract/values.ts';

export type Route =
  /** Whatever draw is on. */
  | { readonly name: 'current' }
  /** All draws ever. */
  | { readonly name: 'draws' }
  /** One draw: the big screen where there is room for it. */
  | { readonly name: 'stage'; readonly lotteryId: string }
  /** The same as a page to be read, on any screen. */
  | { readonly name: 'draw'; readonly lotteryId: string };

/** An address that is not ours leads to the draw that is on. */
export function parseRoute(pathname: string): Route {
  const [room, ...rest] = pathname.split('/').filter((part) => part !== '');
  if (room !== 'stage') return { name: 'current' };
  const [first, second] = rest;
  if (first === 'draws') {
    return v.is(UuidSchema, second) ? { name: 'draw', lotteryId: second } : { name: 'draws' };
  }
  return v.is(UuidSchema, first) ? { name: 'stage', lotteryId: first } : { name: 'current' };
}

/**
 * The draw that the hall is at: the one that is furthest on its way; else the one that people can
 * enter, else the last one. A rehearsal comes last.
 * @param lotteries newest first
 */
export function currentLottery(lotteries: readonly Lottery[]): Lottery | null {
  return lotteries.toSorted((a, b) => rankOf(a) - rankOf(b))[0] ?? null;
}

function rankOf({ state, rehearsal }: Lottery): number {
  return RANKS[state] + (rehearsal ? REHEARSAL_RANK : 0);
}
const REHEARSAL_RANK = 10;
const RANKS: Readonly<Record<Lottery['state'], number>> = {
  final: 0,
  frozen: 0,
  gathering: 0,
  closed: 0,
  open: 1,
  drawn: 2,
  void: 3,
  draft: 4,
};
