import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  CouponListSchema,
  CouponSchema,
  ExchangedCouponSchema,
  RedemptionSchema,
} from '#domain/contract/coupons.ts';
import { LIMITS } from '#domain/contract/limits.ts';
import { EntryListSchema } from '#domain/contract/people.ts';
import { OfferListSchema, ShopSchema } from '#domain/contract/shops.ts';
import { BoughtTicketsSchema, TicketListSchema } from '#domain/contract/tickets.ts';
import { createLedger } from '#stores/ledger/create-ledger.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import { addShop, award } from '../../tests/economy-samples.ts';
import type { SampleShop } from '../../tests/economy-samples.ts';
import { runSql } from '../../tests/ledger-database.ts';
import { joinWithPhone, problemIn } from '../../tests/phone-client.ts';
import type { PhoneClient } from '../../tests/phone-client.ts';
import { read, startSystem } from '../../tests/running-system.ts';
import type { RunningSystem, SystemNode } from '../../tests/running-system.ts';

const UNKNOWN_ID = '01900000-0000-7000-8000-000000000000';

let system: RunningSystem;
let node: SystemNode;
let ledger: Ledger;
let shop: SampleShop;

beforeAll(async () => {
  system = await startSystem();
  node = system.node;
  ledger = createLedger({ databaseUrl: system.databaseUrl });
  shop = await addShop(ledger, '喫茶 しらかわ');
});

afterAll(async () => {
  await ledger?.close();
  await system?.stop();
});

async function phoneWith(points: number): Promise<PhoneClient> {
  const phone = await joinWithPhone(node);
  if (points > 0) await award(ledger, phone.participantId, points);
  return phone;
}

async function exchange(phone: PhoneClient, key?: string) {
  const answer = await phone.spend('/api/me/coupons', { offerId: shop.offerId }, key);
  return read(ExchangedCouponSchema, answer, 201);
}

describe('coupons', () => {
  test('PT3 of 50 requests for the last 100 P one wins, the others are told why', async () => {
    const phone = await phoneWith(100);
    const answers = await Promise.all(
      Array.from({ length: 50 }, () =>
        phone.spend('/api/me/coupons', { offerId: shop.offerId }, randomUUID()),
      ),
    );
    const won = answers.filter(({ status }) => status === 201);
    expect(won).toHaveLength(1);
    for (const lost of answers.filter((answer) => answer !== won[0])) {
      expect(await problemIn(lost)).toMatchObject({
        code: 'balance-insufficient',
        balance: 0,
        needed: 100,
      });
    }
    expect(await phone.me()).toMatchObject({ balance: 0, earned: 100, coupons: 1 });
  });

  test('PT5 the same key is answered as before; with another body it is an error', async () => {
    const phone = await phoneWith(300);
    const key = randomUUID();
    const first = await exchange(phone, key);
    expect(first).toMatchObject({ balance: 200, replayed: false });
    expect(await exchange(phone, key)).toEqual({ ...first, replayed: true });
    const another = await addShop(ledger, '菓子舗 まつむら');
    const reused = await phone.spend('/api/me/coupons', { offerId: another.offerId }, key);
    expect((await problemIn(reused)).code).toBe('idempotency-key-reused');
    // Somewhere else is something else too.
    const elsewhere = await phone.spend('/api/me/tickets', { count: 1 }, key);
    expect((await problemIn(elsewhere)).code).toBe('idempotency-key-reused');
    expect(await phone.me()).toMatchObject({ balance: 200, coupons: 1, tickets: 0 });
    // Another person's key is another key.
    const other = await phoneWith(100);
    expect(await exchange(other, key)).toMatchObject({ balance: 0, replayed: false });
  });

  test('PT5 without a key, or with one that is none, nothing is spent', async () => {
    const phone = await phoneWith(100);
    const body = { offerId: shop.offerId };
    const without = await phone.ask('POST', '/api/me/coupons', body);
    expect((await problemIn(without)).code).toBe('idempotency-key-missing');
    for (const key of ['', 'x'.repeat(LIMITS.idempotencyKeyLengthMax + 1), 'caf\u00e9']) {
      const answer = await phone.spend('/api/me/coupons', body, key);
      expect((await problemIn(answer)).code).toBe('idempotency-key-missing');
    }
    const longest = 'x'.repeat(LIMITS.idempotencyKeyLengthMax);
    expect((await phone.spend('/api/me/coupons', body, longest)).status).toBe(201);
  });

  test('offers and shops: known, unknown, closed, by their printed code', async () => {
    const phone = await phoneWith(100);
    const spend = async (offerId: string) =>
      (await problemIn(await phone.spend('/api/me/coupons', { offerId }))).code;
    expect(await spend(UNKNOWN_ID)).toBe('offer-unknown');
    const closing = await addShop(ledger, 'みなと文具店');
    await ledger.changeOffer(closing.offerId, { closed: true }, new Date().toISOString());
    expect(await spend(closing.offerId)).toBe('offer-closed');

    const listed = await read(OfferListSchema, await node.askPublic('GET', '/api/offers'), 200);
    expect(listed).toMatchObject({ couponPoints: 100, yenMax: 200 });
    expect(listed.shops.map(({ name }) => name)).toContain('喫茶 しらかわ');
    expect(
      listed.shops.flatMap(({ offers }) => offers).map(({ offerId }) => offerId),
    ).not.toContain(closing.offerId);
    const byCode = (code: string) => node.askPublic('GET', `/api/shops/by-code/${code}`);
    const found = await read(ShopSchema, await byCode(shop.counterCode), 200);
    expect(found.offers).toMatchObject([{ offerId: shop.offerId, yen: 200 }]);
    expect((await problemIn(await byCode('x'.repeat(20)))).code).toBe('shop-unknown');
    expect((await problemIn(await byCode('short'))).code).toBe('request-malformed');
  });

  test("used with the shop's printed code: reserved, confirmed, once, with the first use's time", async () => {
    const phone = await phoneWith(200);
    const { coupon } = await exchange(phone);
    const path = `/api/me/coupons/${coupon.couponId}`;
    const visit = { counterCode: shop.counterCode };
    const early = await phone.ask('POST', `${path}/redemption`, visit);
    expect((await problemIn(early)).code).toBe('coupon-not-reserved');
    const other = await addShop(ledger, '別の店');
    const there = await phone.ask('POST', `${path}/reservation`, {
      counterCode: other.counterCode,
    });
    expect((await problemIn(there)).code).toBe('coupon-of-another-shop');

    const reserve = () => phone.ask('POST', `${path}/reservation`, visit);
    expect(await read(CouponSchema, await reserve(), 201)).toMatchObject({ state: 'reserved' });
    const released = await phone.ask('DELETE', `${path}/reservation`);
    expect(await read(CouponSchema, released, 200)).toMatchObject({ state: 'held' });
    await reserve();
    const key = randomUUID();
    const used = await read(
      RedemptionSchema,
      await phone.spend(`${path}/redemption`, visit, key),
      201,
    );
    expect(used).toMatchObject({ balance: 100, replayed: false, coupon: { state: 'redeemed' } });
    const again = await phone.spend(`${path}/redemption`, visit, key);
    expect(await read(RedemptionSchema, again, 201)).toEqual({ ...used, replayed: true });
    for (const step of ['redemption', 'reservation']) {
      expect(await problemIn(await phone.ask('POST', `${path}/${step}`, visit))).toMatchObject({
        code: 'coupon-used',
        firstAt: used.coupon.redeemedAt,
      });
    }
    const { coupons } = await read(
      CouponListSchema,
      await phone.ask('GET', '/api/me/coupons'),
      200,
    );
    expect(coupons).toEqual([used.coupon]);
  });

  test("somebody else's coupon is unknown", async () => {
    const owner = await phoneWith(100);
    const { coupon } = await exchange(owner);
    const thief = await phoneWith(0);
    const path = `/api/me/coupons/${coupon.couponId}`;
    const visit = { counterCode: shop.counterCode };
    for (const answer of [
      await thief.ask('POST', `${path}/reservation`, visit),
      await thief.ask('POST', `${path}/redemption`, visit),
      await thief.ask('DELETE', `${path}/reservation`),
    ]) {
      expect((await problemIn(answer)).code).toBe('coupon-unknown');
    }
  });

  test('a reservation that nobody confirms in time is none', async () => {
    const phone = await phoneWith(100);
    const { coupon } = await exchange(phone);
    const path = `/api/me/coupons/${coupon.couponId}`;
    const visit = { counterCode: shop.counterCode };
    const later = await system.startNode({
      nowMs: () => Date.now() + LIMITS.reservationTtlMs + 1_000,
    });
    expect((await phone.ask('POST', `${path}/reservation`, visit)).status).toBe(201);
    const late = await fetch(`${later.base}${path}/redemption`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${phone.person.token}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(visit),
    });
    expect((await problemIn(late)).code).toBe('coupon-not-reserved');
  });
});

describe('tickets', () => {
  test('points become tickets; every line of the history can be unfolded', async () => {
    const phone = await phoneWith(500);
    const bought = await read(
      BoughtTicketsSchema,
      await phone.spend('/api/me/tickets', { count: 3 }),
      201,
    );
    expect(bought).toMatchObject({ balance: 200, count: 3, replayed: false });
    // PP2: ids that stand in the lottery's public files say nothing, not even when.
    for (const { ticketId } of bought.tickets) expect(ticketId[14]).toBe('4');
    const listed = await read(TicketListSchema, await phone.ask('GET', '/api/me/tickets'), 200);
    expect(listed).toMatchObject({ count: 3, price: 100, perRequestMax: 50 });
    const { entries } = await read(EntryListSchema, await phone.ask('GET', '/api/me/entries'), 200);
    expect(entries).toMatchObject([
      { kind: 'ticket-purchase', amount: -300, balanceAfter: 200, tickets: 3 },
      { kind: 'award', amount: 500, balanceAfter: 500 },
    ]);
    for (const line of entries) {
      expect(line.entries.reduce((sum, { amount }) => sum + amount, 0)).toBe(0);
    }
  });

  test('PG2 more at once than the programme allows names the rule', async () => {
    const phone = await phoneWith(100);
    expect(await problemIn(await phone.spend('/api/me/tickets', { count: 51 }))).toMatchObject({
      code: 'rule-broken',
      rule: 'ticket.perRequestMax',
      limit: 50,
      asked: 51,
    });
  });

  test.each([0, -1, 1.5, 1e9, Number.MAX_SAFE_INTEGER + 2, '1', null])(
    'a count of %s is none',
    async (count) => {
      const phone = await phoneWith(100);
      const answer = await phone.spend('/api/me/tickets', { count });
      expect((await problemIn(answer)).code).toBe('request-malformed');
      expect((await phone.me()).balance).toBe(100);
    },
  );

  test('PT3 tickets that cost more than there is', async () => {
    const phone = await phoneWith(100);
    expect(await problemIn(await phone.spend('/api/me/tickets', { count: 2 }))).toMatchObject({
      code: 'balance-insufficient',
      balance: 100,
      needed: 200,
    });
  });
});

test('every spending route names its key in the description', async () => {
  const answer = await node.askPublic('GET', '/openapi.json');
  const { paths } = v.parse(
    v.object({
      paths: v.record(
        v.string(),
        v.record(
          v.string(),
          v.object({ parameters: v.array(v.object({ name: v.string(), required: v.boolean() })) }),
        ),
      ),
    }),
    await answer.json(),
  );
  for (const path of ['/api/me/coupons', '/api/me/tickets']) {
    expect(paths[path]?.['post']?.parameters).toContainEqual({
      name: 'Idempotency-Key',
      required: true,
    });
  }
});

test('PT6 after all of this every balance is the sum of its entries', async () => {
  expect(await ledger.wrongBalances(10)).toEqual([]);
  const sums = await runSql(system.databaseUrl, 'select sum(amount)::int as sum from entries');
  expect(sums).toEqual([{ sum: 0 }]);
});
