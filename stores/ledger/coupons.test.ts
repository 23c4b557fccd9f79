import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addCoupon, addPersonWith, addShop, newKey } from '../../tests/economy-samples.ts';
import type { SampleShop } from '../../tests/economy-samples.ts';
import { ledgerDatabases, runSql } from '../../tests/ledger-database.ts';
import type { LedgerDatabase } from '../../tests/ledger-database.ts';
import { createLedger } from './create-ledger.ts';
import type { Ledger } from './ledger.ts';
import { migrateLedger } from './migrate.ts';
import type { SpendingKey } from './spending.ts';

/** Long after the tests run, so that a reservation holds for the database's clock too. */
const AT = '2099-04-01T01:00:00.000Z';
const UNTIL = '2099-04-01T01:05:00.000Z';
const TOO_LATE = '2099-04-01T01:05:00.001Z';

describe.each(ledgerDatabases)('coupons on $name', ({ start }) => {
  let database: LedgerDatabase;
  let ledger: Ledger;
  let shop: SampleShop;
  let elsewhere: SampleShop;

  beforeAll(async () => {
    database = await start();
    await migrateLedger({ databaseUrl: database.url });
    ledger = createLedger({ databaseUrl: database.url, poolSize: 16 });
    shop = await addShop(ledger);
    elsewhere = await addShop(ledger, '花園書店');
  });

  afterAll(async () => {
    await ledger?.close();
    await database?.stop();
  });

  const balanceOf = async (owner: string, kind: string) =>
    (
      await runSql(
        database.url,
        'select balance::int from accounts where owner = $1 and kind = $2',
        [owner, kind],
      )
    )[0]?.['balance'] ?? 0;

  async function addHolder(points = 200): Promise<{ participantId: string; couponId: string }> {
    const participantId = await addPersonWith(ledger, points);
    return { participantId, couponId: await addCoupon(ledger, participantId, shop.offerId) };
  }

  const reserve = (participantId: string, couponId: string, at = AT, until = UNTIL, here = shop) =>
    ledger.reserveCoupon({ participantId, couponId, counterCode: here.counterCode, at, until });

  const redeem = (participantId: string, couponId: string, at = AT, here = shop) =>
    ledger.redeemCoupon({
      couponId,
      by: { participantId, counterCode: here.counterCode },
      transactionId: randomUUID(),
      at,
      spending: null,
    });

  const redeemByDevice = (
    couponId: string,
    spending: SpendingKey | null = null,
    at = AT,
    here = shop,
  ) =>
    ledger.redeemCoupon({
      couponId,
      by: { deviceId: here.deviceId, shopId: here.shopId },
      transactionId: randomUUID(),
      at,
      spending,
    });

  test('a coupon is used by its live code at the shop’s device', async () => {
    const { participantId, couponId } = await addHolder();
    const before = await balanceOf(shop.shopId, 'coupons-redeemed');
    const answer = await redeemByDevice(couponId);
    expect(answer).toMatchObject({
      ok: true,
      balance: 100,
      replayed: false,
      coupon: { couponId, state: 'redeemed', redeemedAt: AT },
    });
    expect(await balanceOf(participantId, 'coupons-held')).toBe(0);
    expect(await balanceOf(shop.shopId, 'coupons-redeemed')).toBe(Number(before) + 100);
    expect(await ledger.balance(participantId)).toMatchObject({ balance: 100, coupons: 0 });
  });

  test('PT3 fifty devices at once: the coupon is used once, the others learn when', async () => {
    const { participantId, couponId } = await addHolder();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        redeemByDevice(couponId, null, new Date(Date.parse(AT) + index).toISOString()),
      ),
    );
    const [won, ...more] = answers.filter((answer) => answer.ok);
    expect(more).toEqual([]);
    const firstAt = won?.ok === true ? won.coupon.redeemedAt : null;
    for (const answer of answers.filter(({ ok }) => !ok)) {
      expect(answer).toEqual({ ok: false, code: 'coupon-used', firstAt });
    }
    expect(await balanceOf(participantId, 'coupons-held')).toBe(0);
  });

  test('coupons of one person used at one shop at once wait in no circle', async () => {
    const people = await Promise.all([1, 2, 3, 4].map(() => addPersonWith(ledger, 1_000)));
    const coupons: string[] = [];
    for (let round = 0; round < 10; round += 1) {
      for (const participantId of people) {
        coupons.push(await addCoupon(ledger, participantId, shop.offerId));
      }
    }
    const answers = await Promise.all(coupons.map((couponId) => redeemByDevice(couponId)));
    expect(answers.every((answer) => answer.ok)).toBe(true);
  });

  test('PT5 the device’s request under a key is answered again, another one is told of the first', async () => {
    const { couponId } = await addHolder();
    const spending = newKey(shop.deviceId);
    const first = await redeemByDevice(couponId, spending);
    expect(await redeemByDevice(couponId, spending, TOO_LATE)).toEqual({
      ...first,
      replayed: true,
    });
    expect(await redeemByDevice(couponId, { ...spending, bodyHash: 'cd'.repeat(32) })).toEqual({
      ok: false,
      code: 'idempotency-key-reused',
    });
    expect(await redeemByDevice(couponId, newKey(shop.deviceId))).toEqual({
      ok: false,
      code: 'coupon-used',
      firstAt: AT,
    });
  });

  test('with no device: reserved at the counter, then used while the clerk looks', async () => {
    const { participantId, couponId } = await addHolder();
    const refused = { ok: false, code: 'coupon-not-reserved' };
    expect(await redeem(participantId, couponId)).toEqual(refused);
    const reserved = await reserve(participantId, couponId);
    expect(reserved).toMatchObject({
      ok: true,
      coupon: { state: 'reserved', reservedUntil: UNTIL },
    });
    expect(await ledger.balance(participantId)).toMatchObject({ coupons: 1 });
    expect(await redeem(participantId, couponId, AT, elsewhere)).toEqual({
      ok: false,
      code: 'coupon-of-another-shop',
    });
    expect(await redeem(participantId, couponId, UNTIL)).toEqual(refused);
    expect(await redeem(participantId, couponId)).toMatchObject({
      ok: true,
      coupon: { state: 'redeemed', reservedUntil: null, redeemedAt: AT },
    });
    expect(await redeem(participantId, couponId)).toMatchObject({ code: 'coupon-used' });
  });

  test('a reservation that nobody confirms returns by itself', async () => {
    const { participantId, couponId } = await addHolder();
    await reserve(participantId, couponId, '2020-01-01T00:00:00.000Z', '2020-01-01T00:05:00.000Z');
    const [coupon] = await ledger.couponsOf(participantId, { shopId: null, limit: 5 });
    expect(coupon).toMatchObject({ state: 'held', reservedUntil: null });
    expect(await reserve(participantId, couponId)).toMatchObject({
      ok: true,
      coupon: { reservedUntil: UNTIL },
    });
  });

  test('reserving again while it holds renews nothing', async () => {
    const { participantId, couponId } = await addHolder();
    await reserve(participantId, couponId);
    const again = await reserve(participantId, couponId, AT, '2099-04-01T02:00:00.000Z');
    expect(again).toMatchObject({ ok: true, coupon: { reservedUntil: UNTIL } });
    expect(
      await reserve(participantId, couponId, TOO_LATE, '2099-04-01T02:00:00.000Z'),
    ).toMatchObject({ coupon: { reservedUntil: '2099-04-01T02:00:00.000Z' } });
  });

  test('a reservation is taken back; a coupon without one is left as it is', async () => {
    const { participantId, couponId } = await addHolder();
    await reserve(participantId, couponId);
    for (const _ of [1, 2]) {
      expect(await ledger.releaseCoupon(participantId, couponId)).toMatchObject({
        state: 'held',
        reservedUntil: null,
      });
    }
    await redeemByDevice(couponId);
    expect(await ledger.releaseCoupon(participantId, couponId)).toMatchObject({
      state: 'redeemed',
    });
    expect(await ledger.releaseCoupon(randomUUID(), couponId)).toBeNull();
  });

  test('what cannot be reserved or used says why', async () => {
    const { participantId, couponId } = await addHolder();
    const stranger = await addPersonWith(ledger, 100);
    const unknown = { ok: false, code: 'coupon-unknown' };
    expect(await reserve(stranger, couponId)).toEqual(unknown);
    expect(await reserve(participantId, randomUUID())).toEqual(unknown);
    expect(await redeem(stranger, couponId)).toEqual(unknown);
    expect(await redeemByDevice(randomUUID())).toEqual(unknown);
    expect(
      await ledger.reserveCoupon({
        participantId,
        couponId,
        counterCode: 'no-such-code-anywhere',
        at: AT,
        until: UNTIL,
      }),
    ).toEqual({ ok: false, code: 'shop-unknown' });
    const another = { ok: false, code: 'coupon-of-another-shop' };
    expect(await reserve(participantId, couponId, AT, UNTIL, elsewhere)).toEqual(another);
    expect(await redeemByDevice(couponId, null, AT, elsewhere)).toEqual(another);
    await redeemByDevice(couponId);
    expect(await reserve(participantId, couponId)).toEqual({
      ok: false,
      code: 'coupon-used',
      firstAt: AT,
    });
  });

  test('a closed shop takes its coupons', async () => {
    const closing = await addShop(ledger, '上通文具');
    const participantId = await addPersonWith(ledger, 100);
    const couponId = await addCoupon(ledger, participantId, closing.offerId);
    const at = new Date().toISOString();
    await ledger.changeShop(closing.shopId, { closed: true }, { at, counterCode: randomUUID() });
    expect(await redeemByDevice(couponId, null, AT, closing)).toMatchObject({ ok: true });
  });

  test('a card: a coupon is exchanged and used at once, both or neither', async () => {
    const participantId = await addPersonWith(ledger, 150);
    const take = (spending: SpendingKey, here = shop) =>
      ledger.exchangeAndRedeem({
        spending,
        participantId,
        offerId: shop.offerId,
        points: 100,
        deviceId: here.deviceId,
        shopId: here.shopId,
        couponId: randomUUID(),
        exchangeId: randomUUID(),
        redemptionId: randomUUID(),
        at: AT,
      });
    expect(await take(newKey(elsewhere.deviceId), elsewhere)).toEqual({
      ok: false,
      code: 'coupon-of-another-shop',
    });
    const spending = newKey(shop.deviceId);
    const answers = await Promise.all(Array.from({ length: 10 }, () => take(spending)));
    expect(answers.filter((answer) => answer.ok && !answer.replayed)).toHaveLength(1);
    expect(answers[0]).toMatchObject({ ok: true, balance: 50, coupon: { state: 'redeemed' } });
    expect(await take(newKey(shop.deviceId))).toEqual({
      ok: false,
      code: 'balance-insufficient',
      balance: 50,
      needed: 100,
    });
    expect(await balanceOf(participantId, 'coupons-held')).toBe(0);
    const { entries } = await ledger.entries(participantId, { before: null, limit: 10 });
    expect(entries.map(({ kind, amount }) => [kind, amount])).toEqual([
      ['coupon-redemption', 0],
      ['coupon-exchange', -100],
      ['award', 150],
    ]);
  });

  test('usable coupons come first, each by exchange, newest first', async () => {
    const participantId = await addPersonWith(ledger, 400);
    const coupons: string[] = [];
    for (let index = 0; index < 4; index += 1) {
      coupons.push(await addCoupon(ledger, participantId, shop.offerId));
    }
    await redeemByDevice(coupons[3]!);
    await redeemByDevice(coupons[1]!);
    const list = await ledger.couponsOf(participantId, { shopId: shop.shopId, limit: 3 });
    expect(list.map(({ couponId }) => couponId)).toEqual([coupons[2], coupons[0], coupons[3]]);
  });

  test('a live code is verified with the key of the newest live pass that holds', async () => {
    const { participantId, couponId } = await addHolder();
    expect(await ledger.couponHolder(couponId)).toMatchObject({
      participantId,
      coupon: { couponId },
      devicePublicKeyHex: null,
    });
    const livePass = { kind: 'phone', keyId: 1, validUntilS: 4_000_000_000 } as const;
    const options = { revoke: 'none', at: AT } as const;
    for (const devicePublicKeyHex of ['1a'.repeat(32), '2b'.repeat(32)]) {
      await ledger.addPass(participantId, { ...livePass, devicePublicKeyHex }, options);
    }
    expect((await ledger.couponHolder(couponId))?.devicePublicKeyHex).toBe('2b'.repeat(32));
    expect(await ledger.couponHolder(randomUUID())).toBeNull();
  });
});
