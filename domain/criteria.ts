/**
 * The programme's own limits on what people and staff may ask for. A refusal names its rule, the
 * figure that it holds and the one that was asked (PG2).
 */
import type { ProgramVersion } from './program.ts';

/** Stable names; the language files have a sentence for each. */
export const RULES = [
  /** An offer's worth, tax included, in yen (景品表示法). */
  'coupon.yenMax',
  /** Tickets in one request. */
  'ticket.perRequestMax',
  /** Points of one grant for one person. */
  'grant.pointsMax',
  /** People of one grant. */
  'grant.peopleMax',
] as const;
export type Rule = (typeof RULES)[number];

export interface BrokenRule {
  readonly rule: Rule;
  readonly limit: number;
  readonly asked: number;
}

/** `null`: the offer may be made. */
export function ruleAgainstOffer(program: ProgramVersion, yen: number): BrokenRule | null {
  return above('coupon.yenMax', program.coupon.yenMax, yen);
}

/** `null`: so many tickets may be bought at once. */
export function ruleAgainstTickets(program: ProgramVersion, count: number): BrokenRule | null {
  return above('ticket.perRequestMax', program.ticket.perRequestMax, count);
}

/**
 * `null`: the grant may be proposed.
 * @param grant.points for each person; a correction may be negative
 */
export function ruleAgainstGrant(
  program: ProgramVersion,
  grant: { readonly points: number; readonly people: number },
): BrokenRule | null {
  return (
    above('grant.pointsMax', program.grant.pointsMax, Math.abs(grant.points)) ??
    above('grant.peopleMax', program.grant.peopleMax, grant.people)
  );
}

function above(rule: Rule, limit: number, asked: number): BrokenRule | null {
  return asked > limit ? { rule, limit, asked } : null;
}
