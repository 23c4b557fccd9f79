/** Random things to do with points, each done to the books and to the model of them. */
import { createHash, randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { expect } from 'vitest';
import { fiscalYearOf } from '#domain/fiscal-year.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import { EconomyModel } from './economy-model.ts';
import type { Key } from './economy-model.ts';
import { award } from './economy-samples.ts';
import type { SampleShop } from './economy-samples.ts';

const actionsMax = 50;

/** Early and late at a shop; what is reserved early has run out by then. */
const AT = {
  early: { at: '2099-04-01T01:00:00.000Z', until: '2099-04-01T01:05:00.000Z' },
  late: { at: '2099-04-01T01:10:00.000Z', until: '2099-04-01T01:15:00.000Z' },
} as const;

const person = fc.nat(2);
const shopIndex = fc.nat(1);
const price = fc.constantFrom(50, 100);
/** Few of them, so that many come again, some with another body. */
const key = fc.nat(3);
const when = fc.constantFrom('early', 'late');
const year = fc.constantFrom(2024, 2025, 2026);

/** What may be done, by people, coupons and shops that are there. */
export const economyActions = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constant('award'),
        person,
        points: fc.integer({ min: 50, max: 600 }),
        year,
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({ do: fc.constant('exchange'), person, shopIndex, price, key }),
    },
    fc.record({ do: fc.constant('take'), person, shopIndex, price, key, here: shopIndex }),
    fc.record({
      do: fc.constant('tickets'),
      person,
      count: fc.integer({ min: 1, max: 3 }),
      price,
      key,
    }),
    fc.record({ do: fc.constant('reserve'), coupon: fc.nat(), here: shopIndex, when }),
    fc.record({ do: fc.constant('release'), coupon: fc.nat() }),
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('redeem'),
        coupon: fc.nat(),
        here: shopIndex,
        when,
        byDevice: fc.boolean(),
        key: fc.option(key),
      }),
    },
    fc.record({
      do: fc.constant('grant'),
      people: fc.uniqueArray(person, { minLength: 1 }),
      points: fc.integer({ min: -200, max: 200 }).filter((points) => points !== 0),
    }),
    { weight: 2, arbitrary: fc.record({ do: fc.constant('reverse'), transaction: fc.nat() }) },
    fc.record({ do: fc.constant('expire'), year }),
    // What was asked before, under the same key.
    { weight: 2, arbitrary: fc.record({ do: fc.constant('again'), earlier: fc.nat() }) },
  ),
  { maxLength: actionsMax, size: 'max' },
);

export type EconomyAction = typeof economyActions extends fc.Arbitrary<(infer One)[]> ? One : never;
type Action<Do extends EconomyAction['do']> = Extract<EconomyAction, { do: Do }>;

/** One sequence: every answer of the books is held against the model's. */
export class EconomyRun {
  readonly model = new EconomyModel();
  readonly #spendings: EconomyAction[] = [];
  readonly ledger: Ledger;
  readonly people: readonly string[];
  readonly shops: readonly SampleShop[];
  readonly staff: readonly string[];

  constructor(
    ledger: Ledger,
    people: readonly string[],
    shops: readonly SampleShop[],
    staff: readonly string[],
  ) {
    this.ledger = ledger;
    this.people = people;
    this.shops = shops;
    this.staff = staff;
  }

  async act(action: EconomyAction): Promise<void> {
    if (action.do === 'again') {
      const earlier = anyOf(this.#spendings, action.earlier);
      return earlier === null ? undefined : this.act(earlier);
    }
    if ('key' in action) this.#spendings.push(action);
    switch (action.do) {
      case 'award':
        return this.#award(action);
      case 'exchange':
        return this.#exchange(action);
      case 'take':
        return this.#take(action);
      case 'tickets':
        return this.#tickets(action);
      case 'reserve':
        return this.#reserve(action);
      case 'release':
        return this.#release(action);
      case 'redeem':
        return this.#redeem(action);
      case 'grant':
        return this.#grant(action);
      case 'reverse':
        return this.#reverse(action);
      case 'expire':
        return this.#expire(action);
      default:
        return action satisfies never;
    }
  }

  #keyOf(actorId: string, { key: keyIndex, ...body }: { readonly key: number }): Key {
    const bodyHash = createHash('sha256').update(JSON.stringify(body)).digest('hex');
    // The shops' devices are there in every run.
    return { actorId, key: `${this.people[0]} ${keyIndex}`, bodyHash };
  }

  async #award({ person: index, points, year: fiscalYear }: Action<'award'>): Promise<void> {
    const owner = this.people[index]!;
    const id = await award(this.ledger, owner, points, `${fiscalYear}-05-01T01:00:00.000Z`);
    this.model.award(owner, id, points, fiscalYear);
  }

  async #exchange(action: Action<'exchange'>): Promise<void> {
    const owner = this.people[action.person]!;
    const { offerId, shopId } = this.shops[action.shopIndex]!;
    const spending = this.#keyOf(owner, action);
    const [couponId, exchangeId] = [randomUUID(), randomUUID()];
    const points = action.price;
    const answer = await this.ledger.exchangeCoupon({
      spending,
      participantId: owner,
      offerId,
      points,
      transactionId: exchangeId,
      couponId,
    });
    const order = { couponId, owner, shopId, points, exchangeId };
    expect(answer).toMatchObject(this.model.exchange(spending, order));
  }

  async #take(action: Action<'take'>): Promise<void> {
    const owner = this.people[action.person]!;
    const { offerId, shopId } = this.shops[action.shopIndex]!;
    const here = this.shops[action.here]!;
    const spending = this.#keyOf(here.deviceId, action);
    const [couponId, exchangeId, redemptionId] = [randomUUID(), randomUUID(), randomUUID()];
    const { at } = AT.early;
    const points = action.price;
    const answer = await this.ledger.exchangeAndRedeem({
      spending,
      participantId: owner,
      offerId,
      points,
      couponId,
      exchangeId,
      redemptionId,
      deviceId: here.deviceId,
      shopId: here.shopId,
      at,
    });
    const order = { couponId, owner, shopId, points, exchangeId };
    const redemption = { shopId: here.shopId, redemptionId, at };
    expect(answer).toMatchObject(this.model.exchangeAndRedeem(spending, order, redemption));
  }

  async #tickets(action: Action<'tickets'>): Promise<void> {
    const owner = this.people[action.person]!;
    const { count, price: points } = action;
    const spending = this.#keyOf(owner, action);
    const transactionId = randomUUID();
    const answer = await this.ledger.buyTickets({
      spending,
      participantId: owner,
      ticketIds: Array.from({ length: count }, () => randomUUID()),
      points,
      transactionId,
    });
    const order = { owner, count, points, transactionId };
    expect(answer).toMatchObject(this.model.buyTickets(spending, order));
  }

  async #reserve({ coupon: index, here, when: moment }: Action<'reserve'>): Promise<void> {
    const coupon = anyOf(this.model.coupons, index);
    if (coupon === null) return;
    const { shopId, counterCode } = this.shops[here]!;
    const { at, until } = AT[moment];
    const answer = await this.ledger.reserveCoupon({
      participantId: coupon.owner,
      couponId: coupon.couponId,
      counterCode,
      at,
      until,
    });
    expect(answer).toMatchObject(this.model.reserve(coupon, shopId, at, until));
  }

  async #release({ coupon: index }: Action<'release'>): Promise<void> {
    const coupon = anyOf(this.model.coupons, index);
    if (coupon === null) return;
    await this.ledger.releaseCoupon(coupon.owner, coupon.couponId);
    this.model.release(coupon);
  }

  async #redeem(action: Action<'redeem'>): Promise<void> {
    const coupon = anyOf(this.model.coupons, action.coupon);
    if (coupon === null) return;
    const { deviceId, shopId, counterCode } = this.shops[action.here]!;
    const { at } = AT[action.when];
    const actorId = action.byDevice ? deviceId : coupon.owner;
    const body = { ...action, coupon: coupon.couponId };
    const spending =
      action.key === null ? null : this.#keyOf(actorId, { ...body, key: action.key });
    const redemptionId = randomUUID();
    const answer = await this.ledger.redeemCoupon({
      couponId: coupon.couponId,
      by: action.byDevice ? { deviceId, shopId } : { participantId: coupon.owner, counterCode },
      transactionId: redemptionId,
      at,
      spending,
    });
    const by = { shopId, needsReservation: !action.byDevice, redemptionId, at };
    expect(answer).toMatchObject(this.model.redeem(spending, coupon, by));
  }

  async #grant({ people, points }: Action<'grant'>): Promise<void> {
    const kind = points > 0 ? 'campaign' : 'correction';
    const participantIds = people.map((index) => this.people[index]!);
    const grantId = randomUUID();
    const at = new Date().toISOString();
    const [proposer, approver] = this.staff;
    await this.ledger.proposeGrant({
      grantId,
      grant: { kind, points, reason: '例', participantIds },
      staffId: proposer!,
      at,
      lapsesAt: '2099-01-01T00:00:00.000Z',
    });
    const answer = await this.ledger.decideGrant({
      grantId,
      staffId: approver!,
      approve: true,
      at,
      newTransactionId: randomUUID,
    });
    expect(answer).toMatchObject(this.model.grant(participantIds, points));
    if (!answer.ok) return;
    expect(answer.posted).toMatchObject(
      participantIds.map((participantId) => ({ participantId, amount: points })),
    );
    this.model.bookGrant(kind, answer.posted, fiscalYearOf(Date.now()));
  }

  async #reverse({ transaction }: Action<'reverse'>): Promise<void> {
    const origin = anyOf(this.model.transactions, transaction);
    if (origin === null) return;
    const transactionId = randomUUID();
    const reverses = origin.transactionId;
    const by = { staffId: this.staff[0]!, reason: '例' };
    const answer = await this.ledger.reverseTransaction({ reverses, transactionId, ...by });
    expect(answer).toMatchObject(this.model.reverse(origin, transactionId));
  }

  async #expire({ year: lastYear }: Action<'expire'>): Promise<void> {
    const options = { lastYear, limit: 100, newTransactionId: randomUUID };
    const expired = new Map<string, { readonly points: number; readonly transactionId: string }>();
    for (;;) {
      const posted = await this.ledger.expirePoints(options);
      if (posted.length === 0) break;
      for (const { participantId, transactionId, amount } of posted) {
        // The others were left by the runs before.
        if (!this.people.includes(participantId)) continue;
        expect(expired.has(participantId)).toBe(false);
        expired.set(participantId, { points: -amount, transactionId });
      }
    }
    const lost = new Map([...expired].map(([owner, { points }]) => [owner, points]));
    expect(lost).toEqual(this.model.expire(this.people, lastYear));
    for (const [owner, { points, transactionId }] of expired) {
      this.model.bookExpiry(owner, transactionId, points);
    }
  }
}

/** One of them, whatever the number; `null` where there are none. */
function anyOf<One>(all: readonly One[], index: number): One | null {
  return all[index % all.length] ?? null;
}
