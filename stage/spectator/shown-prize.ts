/** Which prize a phone shows: what its person turned to, else the hall's, else one of their own. */
import type { StageSnapshot } from '#domain/contract/stage-channel.ts';
import { isRevealed, stageAt, type Moment } from '../stage-state.ts';
import type { HeldTickets } from './held-tickets.ts';

type Hall = Pick<StageSnapshot, 'prizeIndex'> & {
  readonly lottery: { readonly prizes: readonly { readonly prizeId: string }[] };
};
type Held = readonly Pick<HeldTickets, 'prizeId'>[];

/** What the hall looks at, from 0; `null`: at none yet, or at the board of all of them. */
export function hallPrize({ prizeIndex, lottery }: Hall): number | null {
  return prizeIndex === null || prizeIndex >= lottery.prizes.length ? null : prizeIndex;
}

/** The first that the person holds tickets for, in draw order; `null`: none. */
export function ownPrize({ lottery }: Hall, held: Held): number | null {
  const first = lottery.prizes.findIndex(({ prizeId }) =>
    held.some((tickets) => tickets.prizeId === prizeId),
  );
  return first < 0 ? null : first;
}

/** @param chosen  what the person turned to; `null`: nothing since the hall turned elsewhere */
export function shownPrize(hall: Hall, held: Held, chosen: number | null): number {
  const end = hall.prizeIndex === null ? 0 : hall.lottery.prizes.length - 1;
  return chosen ?? hallPrize(hall) ?? ownPrize(hall, held) ?? end;
}

export interface Ways {
  /** To one's own prize, and to the hall's; `null`: it is shown, or there is none. */
  readonly own: number | null;
  readonly hall: number | null;
}

export function waysFrom(hall: Hall, held: Held, shown: number): Ways {
  const shownId = hall.lottery.prizes[shown]?.prizeId;
  const isOwn = held.some(({ prizeId }) => prizeId === shownId);
  const looked = hallPrize(hall);
  return {
    own: isOwn ? null : ownPrize(hall, held),
    hall: looked === shown ? null : looked,
  };
}

/** The hall's numbers are of another prize than the one that is shown here. */
export interface Elsewhere {
  readonly name: 'elsewhere';
  readonly prizeIndex: number;
}

/** What is now, for the prize that is shown: no number ever stands under another prize's name. */
export function momentOf(
  snapshot: StageSnapshot,
  shown: number,
  nowMs: number,
): Moment | Elsewhere {
  const { moment } = stageAt(snapshot, nowMs);
  const looked = hallPrize(snapshot);
  if (looked === null || looked === shown || !OF_ONE_PRIZE.has(moment.name)) return moment;
  return isRevealed(snapshot, shown, nowMs)
    ? { name: 'prize-done', prizeIndex: shown }
    : { name: 'elsewhere', prizeIndex: looked };
}
const OF_ONE_PRIZE: ReadonlySet<Moment['name']> = new Set([
  'countdown',
  'beacon-late',
  'ready',
  'reveal',
  'prize-done',
]);
