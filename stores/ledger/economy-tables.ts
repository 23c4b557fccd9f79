/** The tables of what points are for: coupons, tickets, grants, expiry, and keys of spending. */
import type { ColumnType, Generated } from 'kysely';

type MadeAt = Generated<string>;

export interface CouponsTable {
  coupon_id: string;
  /** For people: `K7-204-918`. */
  number: string;
  participant_id: string;
  offer_id: string;
  /** The offer's. */
  shop_id: string;
  points: number;
  /** The transaction that it was exchanged in. */
  exchange_id: string;
  exchanged_at: MadeAt;
  /** In the past: it is not reserved (any more). */
  reserved_until: string | null;
  redeemed_at: string | null;
  redemption_id: string | null;
  /** `null` also where the clerk saw the confirmation on the phone. */
  redeemed_by_device: string | null;
  taken_back_at: string | null;
}

export interface TicketsTable {
  ticket_id: string;
  participant_id: string;
  /** The transaction that it was bought in. */
  transaction_id: string;
  points: number;
  bought_at: MadeAt;
  /** Spent once (LT3): when it was entered in a lottery. */
  entered_at: string | null;
  /** The transaction that it was entered with. */
  entered_with: string | null;
  taken_back_at: string | null;
}

export interface GrantsTable {
  grant_id: string;
  kind: 'campaign' | 'correction';
  /** For each person. */
  points: number;
  reason: string;
  proposed_by: string;
  proposed_at: string;
  lapses_at: string;
  decided_by: string | null;
  decided_at: string | null;
  approved: boolean | null;
}

export interface GrantPeopleTable {
  grant_id: string;
  participant_id: string;
  /** As they were named, from 0. */
  place: number;
}

/** Each person's end of a fiscal year, once; `transaction_id` is `null` when nothing was left. */
export interface ExpiriesTable {
  participant_id: string;
  fiscal_year: number;
  transaction_id: string | null;
  made_at: MadeAt;
}

export interface IdempotencyKeysTable {
  actor_id: string;
  key: string;
  body_hash: string;
  /** The first answer, as JSON. */
  answer: ColumnType<unknown, string, never>;
  created_at: MadeAt;
}

export interface EconomyTables {
  coupons: CouponsTable;
  tickets: TicketsTable;
  grants: GrantsTable;
  grant_people: GrantPeopleTable;
  expiries: ExpiriesTable;
  idempotency_keys: IdempotencyKeysTable;
}
