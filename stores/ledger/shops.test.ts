import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addCoupon, addPersonWith, addShop } from '../../tests/economy-samples.ts';
import { ledgerDatabases } from '../../tests/ledger-database.ts';
import type { LedgerDatabase } from '../../tests/ledger-database.ts';
import { createLedger } from './create-ledger.ts';
import type { Ledger } from './ledger.ts';
import { migrateLedger } from './migrate.ts';

const AT = '2026-11-22T01:00:00.000Z';
const LATER = '2026-11-22T02:00:00.000Z';
const EXPIRES_AT = '2026-11-22T01:15:00.000Z';

const newHex = () => randomBytes(32).toString('hex');
const newCounterCode = () => randomBytes(18).toString('base64url');

describe.each(ledgerDatabases)('shops on $name', ({ start }) => {
  let database: LedgerDatabase;
  let ledger: Ledger;

  beforeAll(async () => {
    database = await start();
    await migrateLedger({ databaseUrl: database.url });
    ledger = createLedger({ databaseUrl: database.url, poolSize: 4 });
  });

  afterAll(async () => {
    await ledger?.close();
    await database?.stop();
  });

  const shopInList = async (shopId: string) =>
    (await ledger.shops()).find((shop) => shop.shopId === shopId);

  async function addDevice(): Promise<{ shopId: string; deviceId: string; codeHash: string }> {
    const { shopId } = await addShop(ledger);
    const [deviceId, codeHash] = [randomUUID(), newHex()];
    const device = { deviceId, shopId, name: '窓口', codeHash, expiresAt: EXPIRES_AT };
    expect(await ledger.createShopDevice(device)).toBe(true);
    return { shopId, deviceId, codeHash };
  }

  const stateOf = async (shopId: string, deviceId: string) =>
    (await shopInList(shopId))?.devices.find((device) => device.deviceId === deviceId);

  describe('shops and offers', () => {
    test('a shop is made, listed by area and name, and found by its printed code', async () => {
      const counterCode = newCounterCode();
      const shop = { name: '上通書店', nameEn: null, nameEasy: 'かみとおり', area: '上通' };
      const shopId = randomUUID();
      const made = await ledger.createShop({ shopId, shop, counterCode });
      expect(made).toEqual({
        ...shop,
        shopId,
        counterCode,
        closedAt: null,
        offers: [],
        devices: [],
        redeemed: 0,
        redeemedPoints: 0,
      });
      expect(await shopInList(shopId)).toEqual(made);
      const other = await addShop(ledger);
      const ids = (await ledger.openShops()).map((open) => open.shopId);
      expect(ids.indexOf(shopId)).toBeLessThan(ids.indexOf(other.shopId));
      expect(await ledger.shopByCounterCode(counterCode)).toEqual({
        ...shop,
        shopId,
        closedAt: null,
        offers: [],
      });
      expect(await ledger.shopByCounterCode(newCounterCode())).toBeNull();
    });

    test('a closed offer is not open, a closed shop is not listed, its code is still known', async () => {
      const { shopId, offerId, counterCode } = await addShop(ledger);
      const second = await ledger.createOffer(randomUUID(), shopId, {
        name: '割引',
        nameEn: null,
        nameEasy: null,
        yen: 150,
      });
      expect(second).toMatchObject({ shopId, yen: 150, closedAt: null });
      const closed = await ledger.changeOffer(offerId, { closed: true, name: '紅茶' }, AT);
      expect(closed).toMatchObject({ name: '紅茶', nameEn: 'Hot coffee', closedAt: AT });
      expect(await ledger.changeOffer(offerId, { closed: true }, LATER)).toEqual(closed);
      const open = (await ledger.openShops()).find((shop) => shop.shopId === shopId);
      expect(open?.offers).toEqual([second]);
      expect((await shopInList(shopId))?.offers).toEqual([closed, second]);
      expect(await ledger.changeOffer(offerId, { closed: false }, LATER)).toMatchObject({
        closedAt: null,
      });

      const options = { at: AT, counterCode: newCounterCode() };
      const shut = await ledger.changeShop(shopId, { closed: true, area: '本荘' }, options);
      expect(shut).toMatchObject({ name: '新町珈琲', area: '本荘', closedAt: AT, counterCode });
      expect((await ledger.openShops()).some((shop) => shop.shopId === shopId)).toBe(false);
      expect(await ledger.shopByCounterCode(counterCode)).toMatchObject({ closedAt: AT });
      const again = await ledger.changeShop(shopId, { closed: false }, options);
      expect(again?.closedAt).toBeNull();
    });

    test('a renewed printed code takes the place of the old one', async () => {
      const { shopId, counterCode } = await addShop(ledger);
      const next = newCounterCode();
      const renewed = await ledger.changeShop(
        shopId,
        { renewCounterCode: true },
        { at: AT, counterCode: next },
      );
      expect(renewed?.counterCode).toBe(next);
      expect(await ledger.shopByCounterCode(counterCode)).toBeNull();
      expect((await ledger.shopByCounterCode(next))?.shopId).toBe(shopId);
    });

    test('what is unknown is nobody’s, and changing nothing changes nothing', async () => {
      const unknown = randomUUID();
      const offer = { name: '茶', nameEn: null, nameEasy: null, yen: 100 };
      expect(await ledger.createOffer(randomUUID(), unknown, offer)).toBeNull();
      expect(await ledger.changeOffer(unknown, { closed: true }, AT)).toBeNull();
      expect(
        await ledger.changeShop(unknown, {}, { at: AT, counterCode: newCounterCode() }),
      ).toBeNull();
      const { shopId } = await addShop(ledger);
      const before = await shopInList(shopId);
      expect(await ledger.changeShop(shopId, {}, { at: AT, counterCode: 'unused' })).toEqual(
        before,
      );
    });

    test('what it took is counted, ever and in a time', async () => {
      const { shopId, offerId, deviceId } = await addShop(ledger);
      const personId = await addPersonWith(ledger, 500);
      for (const at of ['2026-11-21T14:59:59.999Z', '2026-11-21T15:00:00.000Z', AT]) {
        await ledger.redeemCoupon({
          couponId: await addCoupon(ledger, personId, offerId),
          by: { deviceId, shopId },
          transactionId: randomUUID(),
          at,
          spending: null,
        });
      }
      await addCoupon(ledger, personId, offerId);
      expect(await shopInList(shopId)).toMatchObject({ redeemed: 3, redeemedPoints: 300 });
      const midnightMs = Date.parse('2026-11-21T15:00:00.000Z');
      expect(await ledger.redeemedBetween(shopId, midnightMs, Date.parse(AT))).toBe(1);
      expect(await ledger.redeemedBetween(shopId, 0, Date.parse(LATER))).toBe(3);
      expect(await ledger.redeemedBetween(randomUUID(), 0, Date.parse(LATER))).toBe(0);
    });
  });

  describe('devices', () => {
    test('a code enrolls one device, once', async () => {
      const { shopId, deviceId, codeHash } = await addDevice();
      expect(await stateOf(shopId, deviceId)).toMatchObject({ name: '窓口', state: 'waiting' });
      const tokens = [newHex(), newHex(), newHex()];
      const answers = await Promise.all(
        tokens.map((token) => ledger.enrollShopDevice(codeHash, token, AT)),
      );
      const device = {
        deviceId,
        shopId,
        name: '窓口',
        shopName: '新町珈琲',
        shopArea: '新町',
        revokedAt: null,
      };
      expect(answers.filter((answer) => answer?.ok)).toEqual([{ ok: true, device }]);
      expect(answers.filter((answer) => !answer?.ok)).toEqual(
        [1, 2].map(() => ({ ok: false, code: 'enrollment-code-used' })),
      );
      const token = tokens[answers.findIndex((answer) => answer?.ok)]!;
      expect(await ledger.shopDeviceByToken(token, LATER)).toEqual(device);
      expect(await stateOf(shopId, deviceId)).toMatchObject({
        state: 'enrolled',
        enrolledAt: AT,
        lastSeenAt: LATER,
      });
    });

    test('an unknown, an expired and a replaced code enroll nobody', async () => {
      const { deviceId, codeHash } = await addDevice();
      expect(await ledger.enrollShopDevice(newHex(), newHex(), AT)).toBeNull();
      expect(await ledger.enrollShopDevice(codeHash, newHex(), EXPIRES_AT)).toEqual({
        ok: false,
        code: 'enrollment-code-expired',
      });
      const next = newHex();
      expect(await ledger.putShopDeviceCode(deviceId, next, EXPIRES_AT)).toBe(true);
      expect(await ledger.enrollShopDevice(codeHash, newHex(), AT)).toBeNull();
      expect(await ledger.enrollShopDevice(next, newHex(), AT)).toMatchObject({ ok: true });
      expect(await ledger.putShopDeviceCode(randomUUID(), newHex(), EXPIRES_AT)).toBe(false);
      const lost = { deviceId: randomUUID(), shopId: randomUUID(), name: '窓口' };
      expect(
        await ledger.createShopDevice({ ...lost, codeHash: newHex(), expiresAt: EXPIRES_AT }),
      ).toBe(false);
    });

    test('a new code lets the device in again and ends the older token', async () => {
      const { deviceId, codeHash } = await addDevice();
      const [older, newer, next] = [newHex(), newHex(), newHex()];
      await ledger.enrollShopDevice(codeHash, older, AT);
      await ledger.putShopDeviceCode(deviceId, next, EXPIRES_AT);
      expect(await ledger.shopDeviceByToken(older, AT)).toMatchObject({ deviceId });
      await ledger.enrollShopDevice(next, newer, AT);
      expect(await ledger.shopDeviceByToken(older, AT)).toBeNull();
      expect(await ledger.shopDeviceByToken(newer, AT)).toMatchObject({ deviceId });
    });

    test('KS3 revoking is final; the device is still found, to be told so', async () => {
      const { shopId, deviceId, codeHash } = await addDevice();
      const token = newHex();
      await ledger.enrollShopDevice(codeHash, token, AT);
      expect(await ledger.revokeShopDevice(deviceId, AT)).toBe(true);
      expect(await ledger.revokeShopDevice(deviceId, LATER)).toBe(true);
      expect(await ledger.shopDeviceByToken(token, LATER)).toMatchObject({ revokedAt: AT });
      expect(await stateOf(shopId, deviceId)).toMatchObject({ state: 'revoked', lastSeenAt: AT });
      expect(await ledger.putShopDeviceCode(deviceId, newHex(), EXPIRES_AT)).toBe(false);
      expect(await ledger.enrollShopDevice(codeHash, newHex(), AT)).toEqual({
        ok: false,
        code: 'kiosk-revoked',
      });
      expect(await ledger.revokeShopDevice(randomUUID(), AT)).toBe(false);
    });
  });
});
