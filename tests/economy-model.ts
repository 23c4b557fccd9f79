/**
 * The points economy in plain words: what the books must answer, kept in memory. A test holds the
 * books against it.
 */
import type { TransactionKind } from '#domain/accounts.ts';

/** `undefined` where the model does not say. */
export interface Expected {
  readonly ok: boolean;
  readonly code?: string;
  readonly balance?: number;
  readonly needed?: number;
  readonly firstAt?: string;
  readonly transactionId?: string;
  readonly replayed?: boolean;
}

export interface ModelCoupon {
  readonly couponId: string;
  readonly owner: string;
  readonly shopId: string;
  readonly points: number;
  readonly exchangeId: string;
  reservedUntil: string | null;
  redeemedAt: string | null;
  takenBack: boolean;
}

interface ModelTransaction {
  readonly transactionId: string;
  readonly kind: TransactionKind;
  readonly owner: string;
  /** What it did to the points that can be spent. */
  readonly amount: number;
  /** For which fiscal year it was earned; `null`: it was not. */
  readonly earnedFor: number | null;
  reversed: boolean;
}

export interface Key {
  readonly actorId: string;
  readonly key: string;
  readonly bodyHash: string;
}

const REVERSIBLE: ReadonlySet<TransactionKind> = new Set([
  'award',
  'campaign',
  'correction',
  'coupon-exchange',
  'ticket-purchase',
]);

export class EconomyModel {
  readonly coupons: ModelCoupon[] = [];
  readonly transactions: ModelTransaction[] = [];
  /** Ticket and the transaction that it was bought in. */
  readonly tickets: { owner: string; boughtIn: string; points: number; takenBack: boolean }[] = [];
  readonly #answers = new Map<string, { bodyHash: string; answer: Expected }>();
  readonly #yearsDone = new Set<string>();

  balance(owner: string): number {
    return this.#sum(owner, () => true);
  }

  earned(owner: string): number {
    return this.#sum(owner, ({ earnedFor }) => earnedFor !== null);
  }

  held(owner: string): number {
    return this.usable(owner).reduce((sum, { points }) => sum + points, 0);
  }

  usable(owner: string): ModelCoupon[] {
    return this.coupons.filter(
      (coupon) => coupon.owner === owner && !coupon.takenBack && coupon.redeemedAt === null,
    );
  }

  openTickets(owner: string): { points: number }[] {
    return this.tickets.filter((ticket) => ticket.owner === owner && !ticket.takenBack);
  }

  award(owner: string, transactionId: string, points: number, year: number): void {
    this.#post('award', owner, transactionId, points, year);
  }

  exchange(
    key: Key,
    order: Pick<ModelCoupon, 'couponId' | 'owner' | 'shopId' | 'points' | 'exchangeId'>,
  ): Expected {
    return this.#underKey(key, () => {
      const refused = this.#tooLittle(order.owner, order.points);
      if (refused !== null) return refused;
      this.#addCoupon(order);
      return this.#done(order.owner, order.exchangeId);
    });
  }

  exchangeAndRedeem(
    key: Key,
    order: Pick<ModelCoupon, 'couponId' | 'owner' | 'shopId' | 'points' | 'exchangeId'>,
    redemption: { readonly shopId: string; readonly redemptionId: string; readonly at: string },
  ): Expected {
    return this.#underKey(key, () => {
      if (order.shopId !== redemption.shopId) return refusal('coupon-of-another-shop');
      const refused = this.#tooLittle(order.owner, order.points);
      if (refused !== null) return refused;
      this.#redeem(this.#addCoupon(order), redemption.redemptionId, redemption.at);
      return this.#done(order.owner, redemption.redemptionId);
    });
  }

  buyTickets(
    key: Key,
    order: { owner: string; count: number; points: number; transactionId: string },
  ): Expected {
    const { owner, count, points, transactionId } = order;
    return this.#underKey(key, () => {
      const refused = this.#tooLittle(owner, count * points);
      if (refused !== null) return refused;
      for (let index = 0; index < count; index += 1) {
        this.tickets.push({ owner, boughtIn: transactionId, points, takenBack: false });
      }
      this.#post('ticket-purchase', owner, transactionId, -count * points, null);
      return this.#done(owner, transactionId);
    });
  }

  reserve(coupon: ModelCoupon, shopId: string, at: string, until: string): Expected {
    const refused = refusalOfCoupon(coupon, shopId);
    if (refused !== null) return refused;
    if (coupon.reservedUntil === null || coupon.reservedUntil <= at) coupon.reservedUntil = until;
    return { ok: true };
  }

  release(coupon: ModelCoupon): void {
    if (coupon.redeemedAt === null && !coupon.takenBack) coupon.reservedUntil = null;
  }

  redeem(
    key: Key | null,
    coupon: ModelCoupon,
    by: { shopId: string; needsReservation: boolean; redemptionId: string; at: string },
  ): Expected {
    const decide = (): Expected => {
      const refused = refusalOfCoupon(coupon, by.shopId);
      if (refused !== null) return refused;
      const isReserved = coupon.reservedUntil !== null && coupon.reservedUntil > by.at;
      if (by.needsReservation && !isReserved) return refusal('coupon-not-reserved');
      this.#redeem(coupon, by.redemptionId, by.at);
      return this.#done(coupon.owner, by.redemptionId);
    };
    return key === null ? decide() : this.#underKey(key, decide);
  }

  /** Whether so many points may come to each of them, or go. */
  grant(people: readonly string[], points: number): Expected {
    const short = people.map((owner) => this.balance(owner)).filter((has) => has + points < 0);
    if (short.length === 0) return { ok: true };
    const balance = Math.min(...short);
    return { ok: false, code: 'balance-insufficient', balance, needed: -points };
  }

  bookGrant(
    kind: 'campaign' | 'correction',
    posted: readonly { participantId: string; transactionId: string; amount: number }[],
    year: number,
  ): void {
    for (const { participantId, transactionId, amount } of posted) {
      this.#post(kind, participantId, transactionId, amount, year);
    }
  }

  reverse(origin: ModelTransaction, transactionId: string): Expected {
    if (origin.reversed) return refusal('transaction-reversed');
    const coupon = this.coupons.find(({ exchangeId }) => exchangeId === origin.transactionId);
    if (!REVERSIBLE.has(origin.kind) || (coupon !== undefined && coupon.redeemedAt !== null)) {
      return refusal('transaction-not-reversible');
    }
    const refused = this.#tooLittle(origin.owner, origin.amount);
    if (refused !== null) return refused;
    origin.reversed = true;
    if (coupon !== undefined) coupon.takenBack = true;
    for (const ticket of this.tickets) {
      if (ticket.boughtIn === origin.transactionId) ticket.takenBack = true;
    }
    this.#post('reversal', origin.owner, transactionId, -origin.amount, origin.earnedFor);
    return { ok: true };
  }

  /** @returns what each of these people loses */
  expire(people: readonly string[], lastYear: number): Map<string, number> {
    const lost = new Map<string, number>();
    for (const owner of people) {
      const balance = this.balance(owner);
      const yearOf = [owner, lastYear].join();
      if (balance === 0 || this.#yearsDone.has(yearOf)) continue;
      this.#yearsDone.add(yearOf);
      const used = this.earned(owner) - balance;
      const until = this.#sum(
        owner,
        ({ earnedFor }) => earnedFor !== null && earnedFor <= lastYear,
      );
      const points = Math.min(balance, Math.max(0, until - used));
      if (points > 0) lost.set(owner, points);
    }
    return lost;
  }

  bookExpiry(owner: string, transactionId: string, points: number): void {
    this.#post('expiry', owner, transactionId, -points, null);
  }

  #sum(owner: string, counts: (transaction: ModelTransaction) => boolean): number {
    return this.transactions
      .filter((transaction) => transaction.owner === owner && counts(transaction))
      .reduce((sum, { amount }) => sum + amount, 0);
  }

  #underKey({ actorId, key, bodyHash }: Key, decide: () => Expected): Expected {
    const place = [actorId, key].join();
    const kept = this.#answers.get(place);
    if (kept !== undefined) {
      return kept.bodyHash === bodyHash
        ? { ...kept.answer, replayed: true }
        : refusal('idempotency-key-reused');
    }
    const answer = decide();
    if (answer.ok) this.#answers.set(place, { bodyHash, answer });
    return answer;
  }

  #tooLittle(owner: string, needed: number): Expected | null {
    const balance = this.balance(owner);
    return balance >= needed ? null : { ok: false, code: 'balance-insufficient', balance, needed };
  }

  #addCoupon(
    order: Pick<ModelCoupon, 'couponId' | 'owner' | 'shopId' | 'points' | 'exchangeId'>,
  ): ModelCoupon {
    const coupon = { ...order, reservedUntil: null, redeemedAt: null, takenBack: false };
    this.coupons.push(coupon);
    this.#post('coupon-exchange', order.owner, order.exchangeId, -order.points, null);
    return coupon;
  }

  #redeem(coupon: ModelCoupon, redemptionId: string, at: string): void {
    coupon.redeemedAt = at;
    this.#post('coupon-redemption', coupon.owner, redemptionId, 0, null);
  }

  #post(
    kind: TransactionKind,
    owner: string,
    transactionId: string,
    amount: number,
    earnedFor: number | null,
  ): void {
    this.transactions.push({ transactionId, kind, owner, amount, earnedFor, reversed: false });
  }

  #done(owner: string, transactionId: string): Expected {
    return { ok: true, balance: this.balance(owner), transactionId, replayed: false };
  }
}

function refusal(code: string): Expected {
  return { ok: false, code };
}

function refusalOfCoupon(coupon: ModelCoupon, shopId: string): Expected | null {
  if (coupon.shopId !== shopId) return refusal('coupon-of-another-shop');
  if (coupon.takenBack) return refusal('coupon-taken-back');
  if (coupon.redeemedAt === null) return null;
  return { ok: false, code: 'coupon-used', firstAt: coupon.redeemedAt };
}
