/**
 * Points that run out, where the programme says so. What is spent is taken from the oldest points
 * first, so nobody loses points that an earlier spending could have used.
 */

/**
 * How many of a person's points run out with the end of a fiscal year.
 * @param earnedUntil points received for fiscal years up to that one, corrections included
 * @param usedUntilNow points that have left the person's account in any way so far, earlier
 * expiries included
 * @returns never more than what is left of the old points; 0 when they are used up
 */
export function expiringPoints(earnedUntil: number, usedUntilNow: number): number {
  return Math.max(0, earnedUntil - usedUntilNow);
}

/** The last fiscal year whose points have run out when `fiscalYear` begins. */
export function lastExpiredYear(fiscalYear: number, yearsKept: number): number {
  return fiscalYear - 1 - yearsKept;
}
