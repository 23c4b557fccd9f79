import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { IssuedCardSchema } from '#domain/contract/counter.ts';
import type { IssuedCard } from '#domain/contract/counter.ts';
import {
  ExchangedCouponSchema,
  RedemptionSchema,
  ShopDeskSchema,
  ShopReadingAnswerSchema,
} from '#domain/contract/coupons.ts';
import {
  CreatedShopDeviceSchema,
  EnrolledShopDeviceSchema,
  OfferListSchema,
  OfferSchema,
  ShopInListSchema,
  ShopListSchema,
} from '#domain/contract/shops.ts';
import { STEP_SECONDS, stepAt } from '#domain/pass.ts';
import { showCouponCode } from '#domain/coupon-code.ts';
import { createLedger } from '#stores/ledger/create-ledger.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import { award } from '../../tests/economy-samples.ts';
import { joinWithPhone, newPhoneKey, problemIn } from '../../tests/phone-client.ts';
import type { PhoneClient } from '../../tests/phone-client.ts';
import { eventually, read, startSystem } from '../../tests/running-system.ts';
import type { RunningSystem, SystemNode } from '../../tests/running-system.ts';
import { deviceOf, enrollShopDevice, makeShop } from '../../tests/shop-client.ts';
import type { MadeShop, ShopDevice } from '../../tests/shop-client.ts';

const UNKNOWN_ID = '01900000-0000-7000-8000-000000000000';
const MINUTE_MS = 60_000;

let system: RunningSystem;
let node: SystemNode;
let ledger: Ledger;
let made: MadeShop;
let device: ShopDevice;

beforeAll(async () => {
  system = await startSystem();
  node = system.node;
  ledger = createLedger({ databaseUrl: system.databaseUrl });
  made = await makeShop(node);
  device = await enrollShopDevice(node, made.shop.shopId);
});

afterAll(async () => {
  await ledger?.close();
  await system?.stop();
});

const codeOf = async (answer: Response) => (await problemIn(answer)).code;

async function phoneWith(points: number): Promise<PhoneClient> {
  const phone = await joinWithPhone(node);
  await award(ledger, phone.participantId, points);
  return phone;
}

async function cardWith(points: number): Promise<IssuedCard> {
  const answer = await node.ask('POST', '/api/passes', { nickname: '庭の人' });
  const card = await read(IssuedCardSchema, answer, 201);
  if (points > 0) await award(ledger, card.participantId, points);
  return card;
}

async function couponOf(phone: PhoneClient, offerId = made.offer.offerId): Promise<string> {
  const answer = await phone.spend('/api/me/coupons', { offerId });
  return (await read(ExchangedCouponSchema, answer, 201)).coupon.couponId;
}

describe('shops and offers', () => {
  test('PG2 an offer of ¥201 is refused with its rule, ¥200 is taken', async () => {
    const path = `/api/shops/${made.shop.shopId}/offers`;
    const offer = { name: '大盛り', yen: 201 };
    const refused = await problemIn(await node.ask('POST', path, offer));
    expect(refused).toMatchObject({
      code: 'rule-broken',
      rule: 'coupon.yenMax',
      limit: 200,
      asked: 201,
    });
    expect((await node.ask('POST', path, { ...offer, yen: 200 })).status).toBe(201);
    for (const yen of [0, -1, 1.5, 1e12, '200']) {
      expect(await codeOf(await node.ask('POST', path, { ...offer, yen }))).toBe(
        'request-malformed',
      );
    }
  });

  test('staff make, change and close them; people see those that are open', async () => {
    const { shop, offer } = await makeShop(node, 'みなと文具店');
    const path = `/api/shops/${shop.shopId}`;
    const renamed = await node.ask('PATCH', path, { nameEn: 'Minato', renewCounterCode: true });
    const changed = await read(ShopInListSchema, renamed, 200);
    expect(changed.nameEn).toBe('Minato');
    expect(changed.counterCode).not.toBe(shop.counterCode);
    const byOldCode = await node.askPublic('GET', `/api/shops/by-code/${shop.counterCode}`);
    expect(await codeOf(byOldCode)).toBe('shop-unknown');
    const isOpen = async () => {
      const list = await read(OfferListSchema, await node.askPublic('GET', '/api/offers'), 200);
      return list.shops.some((each) =>
        each.offers.some(({ offerId }) => offerId === offer.offerId),
      );
    };
    expect(await isOpen()).toBe(true);
    const closing = await node.ask('PATCH', `/api/offers/${offer.offerId}`, { closed: true });
    expect((await read(OfferSchema, closing, 200)).closedAt).not.toBeNull();
    expect(await isOpen()).toBe(false);
    await node.ask('PATCH', path, { closed: true });
    const list = await read(ShopListSchema, await node.ask('GET', '/api/shops'), 200);
    const listed = list.shops.find(({ shopId }) => shopId === shop.shopId);
    expect(listed).toMatchObject({ devices: [], redeemed: 0, redeemedPoints: 0 });
    expect(listed?.closedAt).not.toBeNull();
  });

  test('what is not known, and who is not staff', async () => {
    const device404 = `/api/shop-devices/${UNKNOWN_ID}`;
    for (const [method, path, body, code] of [
      ['PATCH', `/api/shops/${UNKNOWN_ID}`, {}, 'shop-unknown'],
      ['POST', `/api/shops/${UNKNOWN_ID}/offers`, { name: '茶', yen: 100 }, 'shop-unknown'],
      ['POST', `/api/shops/${UNKNOWN_ID}/devices`, { name: 'レジ' }, 'shop-unknown'],
      ['PATCH', `/api/offers/${UNKNOWN_ID}`, { closed: true }, 'offer-unknown'],
      ['POST', `${device404}/enrollment-code`, undefined, 'kiosk-unknown'],
      ['DELETE', device404, undefined, 'kiosk-unknown'],
    ] as const) {
      expect(await codeOf(await node.ask(method, path, body))).toBe(code);
      expect(await codeOf(await node.askPublic(method, path, body))).toBe('not-logged-in');
    }
  });
});

describe('a device of a shop', () => {
  test('a code enrolls one tablet, a new code another in its place, and revoked it is out', async () => {
    const answer = await node.ask('POST', `/api/shops/${made.shop.shopId}/devices`, { name: '奥' });
    const { deviceId, enrollmentCode } = await read(CreatedShopDeviceSchema, answer, 201);
    const enroll = (code: string) =>
      node.askPublic('POST', '/api/kiosks/enroll', { enrollmentCode: code });
    const first = await read(EnrolledShopDeviceSchema, await enroll(enrollmentCode), 201);
    expect(first).toMatchObject({ deviceId, name: '奥', shop: { area: '新町' } });
    expect(await codeOf(await enroll(enrollmentCode))).toBe('enrollment-code-used');
    const again = await node.ask('POST', `/api/shop-devices/${deviceId}/enrollment-code`);
    const renewed = await read(CreatedShopDeviceSchema, again, 201);
    const second = await read(EnrolledShopDeviceSchema, await enroll(renewed.enrollmentCode), 201);
    const [old, present] = [deviceOf(node, first), deviceOf(node, second)];
    expect(await codeOf(await old.ask('GET', '/api/shop'))).toBe('token-unknown');
    const desk = await read(ShopDeskSchema, await present.ask('GET', '/api/shop'), 200);
    expect(desk).toMatchObject({ deviceId, redeemedToday: 0 });
    expect((await node.ask('DELETE', `/api/shop-devices/${deviceId}`)).status).toBe(204);
    expect(await codeOf(await present.ask('GET', '/api/shop'))).toBe('kiosk-revoked');
    expect(await codeOf(await present.readCode('x'))).toBe('kiosk-revoked');
  });

  test('a participant is no device, and a device is no participant', async () => {
    const phone = await joinWithPhone(node);
    expect(await codeOf(await phone.ask('GET', '/api/shop'))).toBe('token-unknown');
    expect(await codeOf(await device.ask('GET', '/api/me'))).toBe('token-unknown');
  });
});

describe("a coupon's live code", () => {
  test('is used by being read, once, and its phone is told', async () => {
    const phone = await phoneWith(100);
    const couponId = await couponOf(phone);
    const socket = phone.socket();
    const told: string[] = [];
    socket.on('coupon:changed', ({ coupon }) => told.push(`${coupon.couponId} ${coupon.state}`));
    socket.connect();
    await eventually('the phone is connected', () => socket.connected);
    const code = await phone.couponCode(couponId);
    const answer = await read(ShopReadingAnswerSchema, await device.readCode(code), 200);
    expect(answer).toMatchObject({ kind: 'redeemed', coupon: { couponId, state: 'redeemed' } });
    await eventually('the phone hears of it', () => told.includes(`${couponId} redeemed`));
    socket.disconnect();
    const again = await problemIn(await device.readCode(code));
    expect(again.code).toBe('coupon-used');
    expect(again.firstAt).toBe(answer.kind === 'redeemed' ? answer.at : '');
    const desk = await read(ShopDeskSchema, await device.ask('GET', '/api/shop'), 200);
    expect(desk.redeemedToday).toBeGreaterThan(0);
  });

  test('PT5 read again under the same key it is answered as before', async () => {
    const phone = await phoneWith(100);
    const code = await phone.couponCode(await couponOf(phone));
    const key = randomUUID();
    const first = await read(ShopReadingAnswerSchema, await device.readCode(code, key), 200);
    expect(await read(ShopReadingAnswerSchema, await device.readCode(code, key), 200)).toEqual(
      first,
    );
    expect(await codeOf(await device.readCode(code))).toBe('coupon-used');
  });

  test('of 20 readings at once one uses it', async () => {
    const phone = await phoneWith(100);
    const code = await phone.couponCode(await couponOf(phone));
    const answers = await Promise.all(Array.from({ length: 20 }, () => device.readCode(code)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const refused = answers.filter(({ status }) => status !== 200);
    expect(new Set(await Promise.all(refused.map(codeOf)))).toEqual(new Set(['coupon-used']));
  });

  test('a minute old, of another phone, of another shop, of nobody, and what is no code', async () => {
    const phone = await phoneWith(300);
    const couponId = await couponOf(phone);
    const old = await device.readCode(
      await phone.couponCode(couponId, Date.now() - 2 * STEP_SECONDS * 1_000 - 1),
    );
    const stale = await problemIn(old);
    expect(stale.code).toBe('code-stale');
    expect(Math.abs(Date.parse(stale.serverTime ?? '') - Date.now())).toBeLessThan(MINUTE_MS);
    const { sign } = await newPhoneKey();
    const step = stepAt(Date.now());
    const forged = await showCouponCode(couponId, step, sign);
    expect(await codeOf(await device.readCode(forged))).toBe('code-forged');
    const unknown = await showCouponCode(UNKNOWN_ID, step, sign);
    expect(await codeOf(await device.readCode(unknown))).toBe('coupon-unknown');
    const other = await makeShop(node, '菓子舗 まつむら');
    const elsewhere = await phone.couponCode(await couponOf(phone, other.offer.offerId));
    expect(await codeOf(await device.readCode(elsewhere))).toBe('coupon-of-another-shop');
    expect(await codeOf(await device.readCode(await phone.livePass()))).toBe('code-of-a-pass');
    for (const text of [
      'https://example.com/',
      'TC1:',
      `TS1:${'0'.repeat(137)}`,
      '🦭'.repeat(60),
    ]) {
      expect(await codeOf(await device.readCode(text))).toBe('code-unreadable');
    }
    expect(await codeOf(await device.readCode('A'.repeat(401)))).toBe('request-malformed');
    // None of that used it.
    expect((await device.readCode(await phone.couponCode(couponId))).status).toBe(200);
  });
});

describe('a card in a shop', () => {
  test('its person exchanges and uses at once, or uses a coupon that staff exchanged', async () => {
    const card = await cardWith(250);
    const read1 = await read(ShopReadingAnswerSchema, await device.readCode(card.pass), 200);
    expect(read1).toMatchObject({
      kind: 'card',
      nickname: '庭の人',
      balance: 250,
      couponPoints: 100,
      coupons: [],
    });
    const { offerId } = made.offer;
    const order = { code: card.pass, take: { kind: 'offer', offerId } };
    const key = randomUUID();
    const first = await read(RedemptionSchema, await device.redeem(order, key), 201);
    expect(first).toMatchObject({ balance: 150, replayed: false, coupon: { state: 'redeemed' } });
    const again = await read(RedemptionSchema, await device.redeem(order, key), 201);
    expect(again).toEqual({ ...first, replayed: true });

    const byStaff = await fetch(`${node.base}/api/people/${card.participantId}/coupons`, {
      method: 'POST',
      headers: {
        cookie: node.cookie,
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
      },
      body: JSON.stringify({ offerId }),
    });
    const { coupon } = await read(ExchangedCouponSchema, byStaff, 201);
    const read2 = await read(ShopReadingAnswerSchema, await device.readCode(card.pass), 200);
    expect(read2).toMatchObject({ balance: 50, coupons: [{ couponId: coupon.couponId }] });
    const take = { kind: 'coupon', couponId: coupon.couponId };
    const used = await read(RedemptionSchema, await device.redeem({ ...order, take }), 201);
    expect(used.coupon.state).toBe('redeemed');
    expect(await codeOf(await device.redeem({ ...order, take }))).toBe('coupon-used');
    const poor = await problemIn(await device.redeem(order));
    expect(poor).toMatchObject({ code: 'balance-insufficient', balance: 50, needed: 100 });
    expect(await ledger.wrongBalances(10)).toEqual([]);
  });

  test("another person's coupon, another shop's offer, no key, a phone's code", async () => {
    const card = await cardWith(100);
    const phone = await phoneWith(100);
    const couponId = await couponOf(phone);
    const other = await makeShop(node, '菓子舗 まつむら');
    const redeem = (take: unknown, code = card.pass) => device.redeem({ code, take });
    expect(await codeOf(await redeem({ kind: 'coupon', couponId }))).toBe('coupon-unknown');
    const elsewhere = { kind: 'offer', offerId: other.offer.offerId };
    expect(await codeOf(await redeem(elsewhere))).toBe('coupon-of-another-shop');
    const here = { kind: 'offer', offerId: made.offer.offerId };
    expect(await codeOf(await redeem(here, await phone.livePass()))).toBe('code-of-a-pass');
    expect(await codeOf(await redeem(here, await phone.couponCode(couponId)))).toBe(
      'code-unreadable',
    );
    const body = { code: card.pass, take: here };
    const without = await device.ask('POST', '/api/shop/redemptions', body);
    expect(await codeOf(without)).toBe('idempotency-key-missing');
    expect((await ledger.balance(card.participantId)).balance).toBe(100);
  });

  test('a card that was revoked, at once; and one changed by a letter', async () => {
    const card = await cardWith(100);
    expect((await device.readCode(card.pass)).status).toBe(200);
    expect((await node.ask('DELETE', `/api/passes/${card.number}`)).status).toBe(204);
    expect(await codeOf(await device.readCode(card.pass))).toBe('pass-revoked');
    const take = { kind: 'offer', offerId: made.offer.offerId };
    expect(await codeOf(await device.redeem({ code: card.pass, take }))).toBe('pass-revoked');
    const last = card.pass.at(-1) === '0' ? '1' : '0';
    const changed = await codeOf(await device.readCode(card.pass.slice(0, -1) + last));
    expect(['code-forged', 'code-unreadable']).toContain(changed);
  });
});
