/** The accounts of the books and what moves points between them. All amounts are points. */

/** Whose an account is: the programme's own, a participant's, or a shop's. */
export const ACCOUNT_OWNERS = {
  /** Where points come from; below zero by as much as there are points. */
  issuance: 'house',
  /** The other side of corrections. */
  adjustments: 'house',
  /** Points that ran out. */
  expired: 'house',
  /** Points in tickets that were entered in a lottery. */
  'tickets-entered': 'house',
  /** Points to spend. */
  participant: 'participant',
  /** Points in coupons that were not used yet. */
  'coupons-held': 'participant',
  /** Points in lottery tickets. */
  tickets: 'participant',
  /** Points of coupons that were used, by the shop that took them. */
  'coupons-redeemed': 'shop',
} as const;
export type AccountKind = keyof typeof ACCOUNT_OWNERS;
export const ACCOUNT_KINDS = Object.keys(ACCOUNT_OWNERS).filter(isAccountKind);

function isAccountKind(kind: string): kind is AccountKind {
  return kind in ACCOUNT_OWNERS;
}

/** What a transaction is for; from → to. Stable: they stand in the books and the language files. */
export const TRANSACTION_KINDS = [
  /** issuance → participant, for a check-in; its id is the check-in's. */
  'award',
  /** issuance → participant, given by staff, approved by another of them. */
  'campaign',
  /** adjustments ⇄ participant, by staff, approved by another of them. */
  'correction',
  /** participant → coupons-held. */
  'coupon-exchange',
  /** coupons-held → coupons-redeemed. */
  'coupon-redemption',
  /** participant → tickets. */
  'ticket-purchase',
  /** tickets → tickets-entered. */
  'lottery-entry',
  /** participant → expired. */
  'expiry',
  /** The entries of another transaction with the other sign. */
  'reversal',
] as const;
export type TransactionKind = (typeof TRANSACTION_KINDS)[number];

/** What counts into the cumulative points earned; so do the reversals of these. */
export const EARNING_KINDS = [
  'award',
  'campaign',
  'correction',
] as const satisfies TransactionKind[];

/** What staff may take back by a reversal. A redeemed coupon's goods are gone; expiry is a rule. */
export const REVERSIBLE_KINDS = [
  'award',
  'campaign',
  'correction',
  'coupon-exchange',
  'ticket-purchase',
] as const satisfies TransactionKind[];
