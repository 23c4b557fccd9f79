/** The phone's rules that need no browser, as tables. */
import { describe, expect, test } from 'vitest';
import { formatsFor } from '#ui/language/formats.ts';
import { leavesUndecided, newSpendingKey } from '#ui/spending-key.ts';
import { messages } from './languages/core/index.ts';
import { secondsLeftAt } from './live-pass-controller.ts';
import { nameIn } from './names.ts';
import { nicknameFault } from './nickname-fault.ts';
import { CLOCK_WRONG_MS, PhoneClock } from './phone-clock.ts';
import { spanWords } from './span-words.ts';
import { MemoryStorage, SpendingIntents } from './spending-intents.ts';

/** The server's time `aheadMs` after the middle of a round trip of 200 ms. */
const heard = (sentMs: number, aheadMs: number) => ({
  sentMs,
  receivedMs: sentMs + 200,
  serverAt: new Date(sentMs + 100 + aheadMs).toISOString(),
});

const intentsOver = (storage: MemoryStorage) => {
  let made = 0;
  return new SpendingIntents(storage, () => `key-${(made += 1)}`);
};

describe('the phone’s clock', () => {
  const atMs = Date.parse('2026-11-22T04:00:00.000Z');
  const HOUR_MS = 60 * 60_000;
  test('never measured, it is the phone’s own, and nothing is said of it', () => {
    const clock = new PhoneClock(() => atMs);
    expect([clock.nowMs(), clock.offsetMs, clock.wrongByMs]).toEqual([atMs, null, null]);
  });

  test('an hour wrong, codes are of the right time, and the phone is told', () => {
    const clock = new PhoneClock(() => atMs);
    expect(clock.measure(heard(atMs, -HOUR_MS))).toBe(true);
    expect(clock.nowMs()).toBe(atMs - HOUR_MS);
    expect(clock.wrongByMs).toBe(HOUR_MS);
  });

  test('remembered from an earlier visit it is used; it is told only when measured again', () => {
    const clock = new PhoneClock(() => atMs, HOUR_MS);
    expect([clock.nowMs(), clock.wrongByMs]).toEqual([atMs + HOUR_MS, null]);
    clock.measure(heard(atMs, HOUR_MS));
    expect(clock.wrongByMs).toBe(-HOUR_MS);
  });

  test('a little wrong needs no words', () => {
    const clock = new PhoneClock(() => atMs);
    clock.measure(heard(atMs, CLOCK_WRONG_MS));
    expect(clock.wrongByMs).toBeNull();
  });

  test('the shortest way counts, until one of the clocks is set', () => {
    const clock = new PhoneClock(() => atMs);
    clock.measure(heard(atMs, 40));
    clock.measure({ ...heard(atMs, 900), receivedMs: atMs + 2_000 });
    expect(clock.offsetMs).toBe(40);
    clock.measure({ ...heard(atMs, 60_000), receivedMs: atMs + 3_000 });
    expect(clock.offsetMs).toBeGreaterThan(50_000);
  });

  test('an answer that tells no time measures nothing', () => {
    const clock = new PhoneClock(() => atMs);
    expect(clock.measure({ sentMs: 1, receivedMs: 2, serverAt: undefined })).toBe(false);
    expect(clock.offsetMs).toBeNull();
  });
});

describe('PT5 one key an intent', () => {
  test('asked again after a lost answer, the key is the same; after an answer it is new', () => {
    const intents = intentsOver(new MemoryStorage());
    const first = intents.keyFor('/api/me/coupons', { offerId: 'a' });
    expect(intents.keyFor('/api/me/coupons', { offerId: 'a' })).toBe(first);
    intents.settle('/api/me/coupons', { offerId: 'a' });
    expect(intents.keyFor('/api/me/coupons', { offerId: 'a' })).not.toBe(first);
  });

  test('another body or another path is another intent', () => {
    const intents = intentsOver(new MemoryStorage());
    const keys = [
      intents.keyFor('/api/me/coupons', { offerId: 'a' }),
      intents.keyFor('/api/me/coupons', { offerId: 'b' }),
      intents.keyFor('/api/me/tickets', { offerId: 'a' }),
    ];
    expect(new Set(keys).size).toBe(3);
  });

  test('no two keys are alike', () => {
    expect(new Set(Array.from({ length: 50 }, newSpendingKey)).size).toBe(50);
    expect(newSpendingKey()).toMatch(/^[0-9a-f]{32}$/);
  });

  test('nothing of it stays when the person leaves', () => {
    const storage = new MemoryStorage();
    const intents = intentsOver(storage);
    const before = intents.keyFor('/api/me/tickets', { count: 2 });
    intents.forgetAll();
    expect(intents.keyFor('/api/me/tickets', { count: 2 })).not.toBe(before);
  });

  test('it survives a reload of the page', () => {
    const storage = new MemoryStorage();
    const before = intentsOver(storage).keyFor('/api/me/tickets', { count: 2 });
    const after = new SpendingIntents(storage, () => 'new');
    expect(after.keyFor('/api/me/tickets', { count: 2 })).toBe(before);
  });

  test.each([
    ['network-unreachable', false],
    ['answer-unreadable', false],
    ['unavailable', false],
    ['internal', false],
    ['rate-limited', false],
    ['balance-insufficient', true],
    ['idempotency-key-reused', true],
    ['offer-closed', true],
  ] as const)('%s settles it: %s', (code, settled) => {
    expect(leavesUndecided(code)).toBe(!settled);
  });
});

test('a name stands in for a missing one', () => {
  const named = { name: '図書館', nameEn: 'Library', nameEasy: null };
  expect([nameIn('ja', named), nameIn('en', named), nameIn('ja-easy', named)]).toEqual([
    '図書館',
    'Library',
    '図書館',
  ]);
});

test.each([
  ['04:00:00.000', 30],
  ['04:00:00.999', 30],
  ['04:00:29.999', 1],
  ['04:00:30.000', 30],
  ['04:00:47.500', 13],
])('at %s the ring has %i dots left', (time, left) => {
  expect(secondsLeftAt(Date.parse(`2026-11-22T${time}Z`))).toBe(left);
});

test.each([
  [16_000, '16秒'],
  [59_600, '1分'],
  [7 * 60_000, '7分'],
  [61 * 60_000, '1時間'],
  [30 * 3_600_000, '30時間'],
  [48 * 3_600_000, '2日'],
])('a clock that is %i ms wrong is wrong by %s', (spanMs, words) => {
  expect(spanWords(messages.ja, formatsFor('ja'), spanMs)).toBe(words);
});

test.each([
  ['みずたま', null],
  ['  みずたま ', null],
  ['', messages.ja.join.empty],
  ['   ', messages.ja.join.empty],
  ['あ'.repeat(20), null],
  ['👨‍👩‍👧‍👦'.repeat(20), null],
  ['あ'.repeat(21), messages.ja.join.tooLong],
  ['み\u202Eずたま', messages.ja.join.notPlain],
])('the nickname %j', (nickname, fault) => {
  expect(nicknameFault(messages.ja, nickname)).toBe(fault);
});
