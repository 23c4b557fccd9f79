import { describe, expect, test } from 'vitest';
import type { Coupon } from '#domain/contract/coupons.ts';
import {
  chosenThing,
  nextShopState,
  SHOP_READY,
  stayMs,
  takesCodes,
  type CardAtShop,
  type Intent,
  type ShopAnswer,
  type ShopEvent,
  type ShopState,
} from './shop-desk-state.ts';

const OFFER = {
  offerId: '01938c6e-7f00-7000-8000-0000000000a1',
  name: 'コーヒー 1杯',
  nameEn: 'A cup of coffee',
  nameEasy: null,
  yen: 200,
};
const SHOP_ID = '01938c6e-7f00-7000-8000-0000000000b1';
const coupon: Coupon = {
  couponId: '01938c6e-7f00-7000-8000-0000000000c1',
  number: 'K7-204-918',
  state: 'held',
  points: 100,
  offer: OFFER,
  shop: { shopId: SHOP_ID, name: '喫茶 しらかわ', nameEn: null, nameEasy: null, area: '新町' },
  exchangedAt: '2026-11-22T04:00:00.000Z',
  reservedUntil: null,
  redeemedAt: null,
};
const card: CardAtShop = {
  kind: 'card',
  nickname: 'みずたま',
  balance: 1300,
  couponPoints: 100,
  coupons: [coupon],
  offers: [{ ...OFFER, shopId: SHOP_ID, closedAt: null }],
};
const code = 'TS1:CARD';
const first: Intent = { take: { kind: 'offer', offerId: OFFER.offerId }, idempotencyKey: 'one' };
const again: Intent = { ...first, idempotencyKey: 'two' };
const other: Intent = {
  take: { kind: 'coupon', couponId: coupon.couponId },
  idempotencyKey: 'three',
};
const redeemed: ShopAnswer = {
  kind: 'redeemed',
  coupon,
  at: '2026-11-22T04:42:00.000Z',
  balance: null,
};
const stale: ShopAnswer = { kind: 'problem', problem: 'code-stale', lack: null };

const reading: ShopState = { screen: 'reading' };
const choosing: ShopState = { screen: 'choosing', code, card, unclear: [] };
const asking: ShopState = {
  screen: 'asking',
  code,
  card,
  unclear: [],
  intent: first,
  isSending: false,
  problem: null,
};
const sending: ShopState = { ...asking, isSending: true };
const unclear: ShopState = { ...asking, problem: 'no-answer', unclear: [first] };
const answer: ShopState = { screen: 'answer', answer: redeemed, number: 1, returnsAfterMs: 5000 };
const menu: ShopState = { screen: 'menu' };
const answered = (told: ShopAnswer): ShopEvent => ({ type: 'answered', answer: told, number: 1 });

describe('the shop’s screen after an event', () => {
  test.each<[string, ShopState, ShopEvent, ShopState]>([
    ['a code is read', SHOP_READY, { type: 'read' }, reading],
    ['a coupon was taken: five seconds', reading, answered(redeemed), answer],
    [
      'a problem stays longer',
      reading,
      answered(stale),
      { screen: 'answer', answer: stale, number: 1, returnsAfterMs: 8000 },
    ],
    ['a card: what its person could use', reading, { type: 'card-read', code, card }, choosing],
    ['a card that comes too late', SHOP_READY, { type: 'card-read', code, card }, SHOP_READY],
    ['the clerk taps one', choosing, { type: 'chosen', intent: first }, asking],
    ['and is asked once', asking, { type: 'sent' }, sending],
    ['a second tap sends nothing more', sending, { type: 'sent' }, sending],
    ['no', asking, { type: 'declined' }, choosing],
    ['not while it is on its way', sending, { type: 'declined' }, sending],
    ['its answer', sending, answered(redeemed), answer],
    ['an answer that nobody waits for', choosing, answered(redeemed), choosing],
    ['no answer: asked again', sending, { type: 'unclear', problem: 'no-answer' }, unclear],
    [
      'PT5 sent again with the same key',
      unclear,
      { type: 'sent' },
      { ...unclear, isSending: true, problem: null },
    ],
    [
      'PT5 chosen again after no answer, it goes with its first key',
      { ...choosing, unclear: [first] },
      { type: 'chosen', intent: again },
      { ...asking, unclear: [first], intent: first },
    ],
    [
      'PT5 another wish has a key of its own',
      { ...choosing, unclear: [first] },
      { type: 'chosen', intent: other },
      { ...asking, unclear: [first], intent: other },
    ],
    ['KS1 the next code drops a choice whole', choosing, { type: 'read' }, reading],
    ['KS1 the next code drops a question whole', asking, { type: 'read' }, reading],
    ['KS1 the next code drops an answer whole', answer, { type: 'read' }, reading],
    ['KS1 an answer goes by itself', answer, { type: 'returned' }, SHOP_READY],
    ['KS1 a choice goes by itself', choosing, { type: 'returned' }, SHOP_READY],
    ['what is on its way is waited for', sending, { type: 'returned' }, sending],
    ['a code while one is on its way', sending, { type: 'read' }, sending],
    ['the menu', SHOP_READY, { type: 'menu-asked' }, menu],
    ['no menu before a customer', choosing, { type: 'menu-asked' }, choosing],
    ['a code before the menu', menu, { type: 'read' }, menu],
    [
      'a card that told nothing',
      SHOP_READY,
      answered(stale),
      { screen: 'answer', answer: stale, number: 1, returnsAfterMs: 8000 },
    ],
  ])('%s', (_name, before, event, after) => {
    expect(nextShopState(before, event)).toEqual(after);
  });

  test('KS1 everything that holds a person ends without a touch', () => {
    expect([choosing, asking, unclear, menu].map(stayMs)).toEqual([30_000, 30_000, 30_000, 30_000]);
    expect(stayMs(answer)).toBe(5000);
    expect([SHOP_READY, reading, sending].map(stayMs)).toEqual([null, null, null]);
  });

  test('codes are taken unless one is on its way or the menu is open', () => {
    expect([SHOP_READY, choosing, asking, unclear, answer].every(takesCodes)).toBe(true);
    expect([reading, sending, menu].some(takesCodes)).toBe(false);
  });
});

test('what would be handed over is what the card’s answer has, and nothing else', () => {
  expect(chosenThing(card, first.take)?.name).toBe('コーヒー 1杯');
  expect(chosenThing(card, other.take)).toEqual(OFFER);
  expect(chosenThing(card, { kind: 'coupon', couponId: OFFER.offerId })).toBeNull();
});
