import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CouponSchema } from '#domain/contract/coupons.ts';
import * as v from 'valibot';
import { ledgerDatabases, runSql } from '../../tests/ledger-database.ts';
import type { LedgerDatabase } from '../../tests/ledger-database.ts';
import { addPerson } from '../../tests/ledger-samples.ts';
import { addPersonWith, addShop, award, exchange, newKey } from '../../tests/economy-samples.ts';
import type { SampleShop } from '../../tests/economy-samples.ts';
import { createLedger } from './create-ledger.ts';
import type { Ledger } from './ledger.ts';
import { migrateLedger } from './migrate.ts';

describe.each(ledgerDatabases)('spending points on $name', ({ start }) => {
  let database: LedgerDatabase;
  let ledger: Ledger;
  let shop: SampleShop;

  beforeAll(async () => {
    database = await start();
    await migrateLedger({ databaseUrl: database.url });
    ledger = createLedger({ databaseUrl: database.url, poolSize: 16 });
    shop = await addShop(ledger);
  });

  afterAll(async () => {
    await ledger?.close();
    await database?.stop();
  });

  const run = (text: string, parameters: readonly unknown[] = []) =>
    runSql(database.url, text, parameters);

  /** What stands in somebody's accounts, and what the house's and the shops' entries answer. */
  const accountsOf = async (participantId: string) =>
    Object.fromEntries(
      (await run('select kind, balance::int from accounts where owner = $1', [participantId])).map(
        ({ kind, balance }) => [kind, balance],
      ),
    );

  test('100 P become a coupon, in one transaction of two entries', async () => {
    const participantId = await addPersonWith(ledger, 250);
    const answer = await exchange(ledger, participantId, shop.offerId);
    expect(answer).toMatchObject({ ok: true, balance: 150, replayed: false });
    if (!answer.ok) return;
    expect(answer.coupon).toMatchObject({
      state: 'held',
      points: 100,
      offer: { offerId: shop.offerId, name: 'ホットコーヒー', yen: 200 },
      shop: { shopId: shop.shopId, name: '新町珈琲', area: '新町' },
      reservedUntil: null,
      redeemedAt: null,
    });
    expect(answer.coupon.number).toMatch(/^[B-Z][0-9]-[0-9]{3}-[0-9]{3}$/);
    expect(v.is(CouponSchema, answer.coupon)).toBe(true);
    expect(await accountsOf(participantId)).toEqual({ participant: 150, 'coupons-held': 100 });
    expect(await ledger.balance(participantId)).toEqual({
      balance: 150,
      earned: 250,
      coupons: 1,
      tickets: 0,
    });
    expect(await ledger.couponsOf(participantId, { shopId: null, limit: 10 })).toEqual([
      answer.coupon,
    ]);
    expect(await ledger.couponsOf(participantId, { shopId: randomUUID(), limit: 10 })).toEqual([]);
  });

  test('PT3 fifty requests at once for the last 100 P: one wins, the others are told why', async () => {
    const participantId = await addPersonWith(ledger, 100);
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => exchange(ledger, participantId, shop.offerId)),
    );
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    const refused = answers.filter((answer) => !answer.ok);
    expect(refused).toHaveLength(49);
    for (const answer of refused) {
      expect(answer).toEqual({ ok: false, code: 'balance-insufficient', balance: 0, needed: 100 });
    }
    expect(await accountsOf(participantId)).toEqual({ participant: 0, 'coupons-held': 100 });
  });

  test('PT3 coupons, tickets and awards of one person at once keep to what there is', async () => {
    const participantId = await addPersonWith(ledger, 500);
    const buy = () =>
      ledger.buyTickets({
        spending: newKey(participantId),
        participantId,
        ticketIds: [randomUUID(), randomUUID()],
        points: 100,
        transactionId: randomUUID(),
      });
    const answers = await Promise.all(
      Array.from({ length: 24 }, (_, index) =>
        index % 2 === 0 ? exchange(ledger, participantId, shop.offerId) : buy(),
      ).concat(),
    );
    await award(ledger, participantId, 30);
    const spent = answers.reduce(
      (sum, answer) => sum + (answer.ok ? ('tickets' in answer ? 200 : 100) : 0),
      0,
    );
    // Somebody may want 200 where 100 are left; the next one who wants 100 gets them.
    expect(spent).toBe(500);
    const { balance, coupons, tickets, earned } = await ledger.balance(participantId);
    expect({ balance, earned }).toEqual({ balance: 30, earned: 530 });
    expect(coupons * 100 + tickets * 100).toBe(500);
  });

  test('PT3 somebody without an account has nothing to spend', async () => {
    const participantId = await addPerson(ledger);
    expect(await exchange(ledger, participantId, shop.offerId)).toEqual({
      ok: false,
      code: 'balance-insufficient',
      balance: 0,
      needed: 100,
    });
    expect(await exchange(ledger, randomUUID(), shop.offerId)).toMatchObject({ balance: 0 });
  });

  test('PT5 the same key again is answered as the first time, whatever has changed', async () => {
    const participantId = await addPersonWith(ledger, 300);
    const spending = newKey(participantId);
    const first = await exchange(ledger, participantId, shop.offerId, spending);
    if (!first.ok) throw new Error(first.code);
    await exchange(ledger, participantId, shop.offerId);
    await ledger.redeemCoupon({
      couponId: first.coupon.couponId,
      by: { deviceId: shop.deviceId, shopId: shop.shopId },
      transactionId: randomUUID(),
      at: new Date().toISOString(),
      spending: null,
    });
    expect(await exchange(ledger, participantId, shop.offerId, spending)).toEqual({
      ...first,
      replayed: true,
    });
    expect(await accountsOf(participantId)).toEqual({ participant: 100, 'coupons-held': 100 });
  });

  test('PT5 the same key at the same moment spends once', async () => {
    const participantId = await addPersonWith(ledger, 1_000);
    const spending = newKey(participantId);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => exchange(ledger, participantId, shop.offerId, spending)),
    );
    const coupons = new Set(answers.map((answer) => (answer.ok ? answer.coupon.couponId : null)));
    expect(coupons.size).toBe(1);
    expect(coupons.has(null)).toBe(false);
    expect(answers.filter((answer) => answer.ok && !answer.replayed)).toHaveLength(1);
    expect((await ledger.balance(participantId)).balance).toBe(900);
  });

  test('PT5 the last 100 P under one key: whoever repeats it is told of the coupon', async () => {
    const participantId = await addPersonWith(ledger, 100);
    const spending = newKey(participantId);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => exchange(ledger, participantId, shop.offerId, spending)),
    );
    expect(answers.every((answer) => answer.ok)).toBe(true);
  });

  test('PT5 the same key with another body is an error, and spends nothing', async () => {
    const participantId = await addPersonWith(ledger, 300);
    const spending = newKey(participantId);
    await exchange(ledger, participantId, shop.offerId, spending);
    const other = { ...spending, bodyHash: 'cd'.repeat(32) };
    const reused = { ok: false, code: 'idempotency-key-reused' };
    expect(await exchange(ledger, participantId, shop.offerId, other)).toEqual(reused);
    expect(
      await ledger.buyTickets({
        spending: other,
        participantId,
        ticketIds: [randomUUID()],
        points: 100,
        transactionId: randomUUID(),
      }),
    ).toEqual(reused);
    expect((await ledger.balance(participantId)).balance).toBe(200);
  });

  test('PT5 the same key of somebody else is another key', async () => {
    const key = randomUUID();
    for (const participantId of [
      await addPersonWith(ledger, 100),
      await addPersonWith(ledger, 100),
    ]) {
      const spending = newKey(participantId, { key });
      const answer = await exchange(ledger, participantId, shop.offerId, spending);
      expect(answer).toMatchObject({ ok: true, replayed: false });
    }
  });

  test('PT5 a refusal is not remembered: with points the same request is granted', async () => {
    const participantId = await addPersonWith(ledger, 50);
    const spending = newKey(participantId);
    expect(await exchange(ledger, participantId, shop.offerId, spending)).toMatchObject({
      code: 'balance-insufficient',
      balance: 50,
    });
    await award(ledger, participantId, 50);
    expect(await exchange(ledger, participantId, shop.offerId, spending)).toMatchObject({
      ok: true,
      replayed: false,
    });
  });

  test('PT5 keys are forgotten after their time, so many at once', async () => {
    const participantId = await addPersonWith(ledger, 300);
    const spending = newKey(participantId);
    for (const each of [spending, newKey(participantId)]) {
      await exchange(ledger, participantId, shop.offerId, each);
    }
    await run(
      `update idempotency_keys set created_at = now() - interval '8 days' where actor_id = $1`,
      [participantId],
    );
    const weekAgo = new Date(Date.now() - 7 * 24 * 3_600_000).toISOString();
    expect(await ledger.forgetSpendingKeys(weekAgo, 1)).toBe(1);
    expect(await ledger.forgetSpendingKeys(weekAgo, 100)).toBe(1);
    expect(await ledger.forgetSpendingKeys(weekAgo, 100)).toBe(0);
    expect(await exchange(ledger, participantId, shop.offerId, spending)).toMatchObject({
      replayed: false,
      balance: 0,
    });
  });

  test('an offer that is unknown or closed, or a shop that is, gives no coupon', async () => {
    const participantId = await addPersonWith(ledger, 100);
    const closing = await addShop(ledger, '花園書店');
    const at = new Date().toISOString();
    expect(await exchange(ledger, participantId, randomUUID())).toEqual({
      ok: false,
      code: 'offer-unknown',
    });
    await ledger.changeOffer(closing.offerId, { closed: true }, at);
    expect(await exchange(ledger, participantId, closing.offerId)).toEqual({
      ok: false,
      code: 'offer-closed',
    });
    await ledger.changeShop(closing.shopId, { closed: true }, { at, counterCode: randomUUID() });
    expect(await exchange(ledger, participantId, closing.offerId)).toEqual({
      ok: false,
      code: 'shop-closed',
    });
    expect((await ledger.balance(participantId)).balance).toBe(100);
  });

  test('points become tickets, one row each', async () => {
    const participantId = await addPersonWith(ledger, 500);
    const ticketIds = [randomUUID(), randomUUID(), randomUUID()];
    const order = {
      spending: newKey(participantId),
      participantId,
      ticketIds,
      points: 120,
      transactionId: randomUUID(),
    };
    const answer = await ledger.buyTickets(order);
    expect(answer).toMatchObject({ ok: true, balance: 140, count: 3, replayed: false });
    expect(answer.ok && answer.tickets.map((ticket) => ticket.ticketId)).toEqual(ticketIds);
    expect(await ledger.buyTickets(order)).toEqual({ ...answer, replayed: true });
    const list = await ledger.ticketsOf(participantId, 2);
    expect(list.count).toBe(3);
    expect(list.tickets).toHaveLength(2);
    expect(await accountsOf(participantId)).toEqual({ participant: 140, tickets: 360 });
    expect(
      await ledger.buyTickets({
        ...order,
        spending: newKey(participantId),
        ticketIds: [randomUUID(), randomUUID()],
        transactionId: randomUUID(),
      }),
    ).toEqual({ ok: false, code: 'balance-insufficient', balance: 140, needed: 240 });
  });

  test('PT6 two people who exchange at once in any order wait in no circle', async () => {
    const people = await Promise.all([1, 2, 3].map(() => addPersonWith(ledger, 2_000)));
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        exchange(ledger, people[index % people.length]!, shop.offerId),
      ),
    );
    expect(answers.every((answer) => answer.ok)).toBe(true);
    for (const participantId of people) {
      expect(await accountsOf(participantId)).toEqual({ participant: 0, 'coupons-held': 2_000 });
    }
  });
});
