/** How likely tickets win, in figures that can be said plainly; from what is entered by now. */
import type { Lottery, Prize } from '#domain/contract/lotteries.ts';

/**
 * none: no ticket; sure: whoever is in wins; tenths: 3–9 of ten; one-in: one of so many, `exact`
 * where nothing was rounded.
 */
export type Chance =
  | { readonly kind: 'none' }
  | { readonly kind: 'sure' }
  | { readonly kind: 'tenths'; readonly tenths: number }
  | { readonly kind: 'one-in'; readonly count: number; readonly exact: boolean };

export type PrizeFigures = Pick<Prize, 'quantity' | 'tickets' | 'people'>;

/** Above this, „so many of ten“ says more than „one of so many“. */
const OFTEN = 0.25;
const TENTHS_MAX = 9;

/** Of one ticket of a prize; `none`: nobody has entered. */
export function ticketChance({ quantity, tickets }: PrizeFigures): Chance {
  if (tickets === 0) return { kind: 'none' };
  if (tickets <= quantity) return { kind: 'sure' };
  if (quantity / tickets > OFTEN) return tenths(quantity / tickets);
  const count = Math.round(tickets / quantity);
  return { kind: 'one-in', count, exact: tickets % quantity === 0 };
}

/**
 * That one of a person's tickets wins, as though each win were another ticket's. What the limit of a
 * draw passes over makes it a little likelier than is said.
 * @param own of `tickets`
 */
export function ownChance(prize: PrizeFigures, own: number, limit: Lottery['limit']): Chance {
  const { quantity, tickets, people } = prize;
  if (own === 0) return { kind: 'none' };
  if (tickets <= quantity || (limit !== 'none' && people <= quantity)) return { kind: 'sure' };
  const likely = 1 - missing(quantity, own, tickets);
  if (likely >= 1) return { kind: 'sure' };
  if (likely > OFTEN) return tenths(likely);
  return { kind: 'one-in', count: Math.round(1 / likely), exact: own === 1 && quantity === 1 };
}

/** The figures of a prize with so many more tickets of a person who has `own` there. */
export function withTickets(prize: PrizeFigures, own: number, added: number): PrizeFigures {
  const isNew = own === 0 && added > 0;
  return {
    quantity: prize.quantity,
    tickets: prize.tickets + added,
    people: prize.people + (isNew ? 1 : 0),
  };
}

/** That none of `own` is among `quantity` drawn of `tickets`. The shorter product of the two. */
function missing(quantity: number, own: number, tickets: number): number {
  const [steps, taken] = quantity < own ? [quantity, own] : [own, quantity];
  let product = 1;
  for (let step = 0; step < steps && product > 0; step += 1) {
    product *= Math.max(0, tickets - taken - step) / (tickets - step);
  }
  return product;
}

function tenths(likely: number): Chance {
  return { kind: 'tenths', tenths: Math.min(TENTHS_MAX, Math.round(likely * 10)) };
}
