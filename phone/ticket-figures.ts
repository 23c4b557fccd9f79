/** How tickets are drawn and counted. */

/** From here on a figure says more than shapes. */
export const SHAPES_MAX = 50;

/** Tickets that are drawn one by one; 0: the figure stands alone. */
export function shapesFor(count: number): number {
  return count >= SHAPES_MAX ? 0 : count;
}

export interface OrderLimits {
  readonly balance: number;
  /** Points for one. */
  readonly price: number;
  readonly perRequestMax: number;
}

/** How many can be bought at once. */
export function orderMax({ balance, price, perRequestMax }: OrderLimits): number {
  return Math.max(0, Math.min(perRequestMax, Math.floor(balance / price)));
}

/** The count that stands in the stepper: never more than can be had, never less than one. */
export function orderCount(wanted: number, limits: OrderLimits): number {
  return Math.max(1, Math.min(wanted, orderMax(limits)));
}

const QUICK_COUNTS = [1, 5, 10] as const;

/** What can be chosen with one press, all of them last; nothing where there is one to choose. */
export function quickCounts(max: number): number[] {
  if (max <= 1) return [];
  return [...QUICK_COUNTS.filter((count) => count < max), max];
}
