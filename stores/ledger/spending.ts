/**
 * What the books do with points that are spent: coupons, tickets, reversals, grants, expiry.
 * Expected refusals are values. Whatever depends on a balance is decided by the write itself (PT3):
 * no balance is read first and believed.
 */
import type { Coupon } from '#domain/contract/coupons.ts';
import type { Grant, NewGrant } from '#domain/contract/grants.ts';
import type { BoughtTickets, TicketList } from '#domain/contract/tickets.ts';
import type { TransactionKind } from '#domain/accounts.ts';

/**
 * Who asks, under which key, for what (PT5). The same actor's same key with the same `bodyHash`
 * gets the first answer again, whatever has changed since, refusals excepted: those are decided
 * anew. With another one: `idempotency-key-reused`.
 */
export interface SpendingKey {
  /** The participant, or the staff member or shop device that acts for them. */
  readonly actorId: string;
  readonly key: string;
  /** Hex SHA-256 of what is asked: route and body. */
  readonly bodyHash: string;
}

export type Refused<Code extends string> = { readonly ok: false; readonly code: Code };

export interface BalanceInsufficient {
  readonly ok: false;
  readonly code: 'balance-insufficient';
  readonly balance: number;
  readonly needed: number;
}

export interface CouponUsed {
  readonly ok: false;
  readonly code: 'coupon-used';
  /** When it was used the first time. */
  readonly firstAt: string;
}

export interface CouponSpent {
  readonly ok: true;
  readonly transactionId: string;
  readonly coupon: Coupon;
  /** The participant's, after it. */
  readonly balance: number;
  readonly replayed: boolean;
}

/** A coupon in somebody's hands, and what its live code is verified with. */
export interface CouponHolder {
  readonly coupon: Coupon;
  readonly participantId: string;
  /** Of the newest live pass that holds; `null`: only a card. */
  readonly devicePublicKeyHex: string | null;
}

/** Somebody's points moved; for their phone. */
export interface PostedForPerson {
  readonly participantId: string;
  readonly transactionId: string;
  readonly transactionKind: TransactionKind;
  /** What it did to the points that can be spent. */
  readonly amount: number;
}

export interface SpendingBooks {
  // — coupons —
  /** `points` from the account to a coupon of this offer, in one write. */
  exchangeCoupon(order: {
    readonly spending: SpendingKey;
    readonly participantId: string;
    readonly offerId: string;
    /** The program's price today. */
    readonly points: number;
    readonly transactionId: string;
    readonly couponId: string;
  }): Promise<
    | CouponSpent
    | BalanceInsufficient
    | Refused<'offer-unknown' | 'offer-closed' | 'shop-closed' | 'idempotency-key-reused'>
  >;
  /** Usable ones first, then the others; each by exchange, newest first. `shopId`: of that shop. */
  couponsOf(
    participantId: string,
    options: { readonly shopId: string | null; readonly limit: number },
  ): Promise<Coupon[]>;
  couponHolder(couponId: string): Promise<CouponHolder | null>;
  /**
   * The coupon waits for the clerk until `until`. A reservation that ran out is none: nothing has
   * to be done for the coupon to return. Reserving again while it holds renews nothing.
   */
  reserveCoupon(reservation: {
    readonly participantId: string;
    readonly couponId: string;
    readonly counterCode: string;
    readonly at: string;
    readonly until: string;
  }): Promise<
    | { readonly ok: true; readonly coupon: Coupon }
    | CouponUsed
    | Refused<'coupon-unknown' | 'coupon-taken-back' | 'coupon-of-another-shop' | 'shop-unknown'>
  >;
  /** Takes a reservation back; a coupon without one is left as it is. */
  releaseCoupon(participantId: string, couponId: string): Promise<Coupon | null>;
  /**
   * Once, ever. `by.counterCode`: needs a reservation that holds at `at`; `by.device`: the device's
   * own shop's coupons, reserved or not.
   */
  redeemCoupon(redemption: {
    readonly couponId: string;
    readonly by:
      | { readonly participantId: string; readonly counterCode: string }
      | { readonly deviceId: string; readonly shopId: string };
    readonly transactionId: string;
    readonly at: string;
    /** Under a key the same request again is answered as before, not by `coupon-used`. */
    readonly spending: SpendingKey | null;
  }): Promise<
    | CouponSpent
    | CouponUsed
    | Refused<
        | 'coupon-unknown'
        | 'coupon-taken-back'
        | 'coupon-of-another-shop'
        | 'coupon-not-reserved'
        | 'idempotency-key-reused'
      >
  >;
  /** A coupon for an offer of the device's shop, exchanged and used at once: both or neither. */
  exchangeAndRedeem(order: {
    readonly spending: SpendingKey;
    readonly participantId: string;
    readonly offerId: string;
    readonly points: number;
    readonly deviceId: string;
    readonly shopId: string;
    readonly couponId: string;
    readonly exchangeId: string;
    readonly redemptionId: string;
    readonly at: string;
  }): Promise<
    | CouponSpent
    | BalanceInsufficient
    | Refused<
        'offer-unknown' | 'offer-closed' | 'coupon-of-another-shop' | 'idempotency-key-reused'
      >
  >;

  // — tickets —
  buyTickets(order: {
    readonly spending: SpendingKey;
    readonly participantId: string;
    /** One each. */
    readonly ticketIds: readonly string[];
    /** For one. */
    readonly points: number;
    readonly transactionId: string;
  }): Promise<
    | ({ readonly ok: true } & BoughtTickets)
    | BalanceInsufficient
    | Refused<'idempotency-key-reused'>
  >;
  ticketsOf(participantId: string, limit: number): Promise<Pick<TicketList, 'tickets' | 'count'>>;

  // — grants and reversals —
  /** Names people who are not in the books: none is proposed, `participant-unknown`. */
  proposeGrant(proposal: {
    readonly grantId: string;
    readonly grant: NewGrant;
    readonly staffId: string;
    readonly at: string;
    readonly lapsesAt: string;
  }): Promise<{ readonly ok: true; readonly grant: Grant } | Refused<'participant-unknown'>>;
  grants(limit: number): Promise<{ readonly grants: Grant[]; readonly openCount: number }>;
  /**
   * Approving books one transaction for each person, all or none; one whose balance a correction
   * would bring below 0 stops it (`people` says who). Deciding again the same way changes nothing.
   */
  decideGrant(decision: {
    readonly grantId: string;
    readonly staffId: string;
    readonly approve: boolean;
    readonly at: string;
    /** As many as there are people. */
    readonly newTransactionId: () => string;
  }): Promise<
    | { readonly ok: true; readonly grant: Grant; readonly posted: readonly PostedForPerson[] }
    | (BalanceInsufficient & { readonly participantIds: readonly string[] })
    | Refused<'grant-unknown' | 'grant-decided' | 'grant-lapsed' | 'approval-by-proposer'>
  >;
  /**
   * Books the entries of a transaction with the other sign, once. A coupon that was exchanged is
   * taken back with it unless it was used; tickets unless one was entered in a lottery.
   */
  reverseTransaction(reversal: {
    readonly reverses: string;
    readonly transactionId: string;
    readonly staffId: string;
    readonly reason: string;
  }): Promise<
    | {
        readonly ok: true;
        readonly postedAt: string;
        readonly posted: PostedForPerson;
        readonly couponId: string | null;
      }
    | BalanceInsufficient
    | Refused<'transaction-unknown' | 'transaction-reversed' | 'transaction-not-reversible'>
  >;

  // — expiry —
  /**
   * Lets the points of fiscal years up to `lastYear` run out that are not spent, for at most `limit`
   * people; in order, and each once: again changes nothing. Empty: nobody is left.
   */
  expirePoints(options: {
    readonly lastYear: number;
    readonly limit: number;
    readonly newTransactionId: () => string;
  }): Promise<PostedForPerson[]>;

  // — keys —
  /**
   * Forgets what was spent under keys before that instant: who repeats a request so late spends
   * anew. How many keys were forgotten, at most `limit`.
   */
  forgetSpendingKeys(before: string, limit: number): Promise<number>;
}
