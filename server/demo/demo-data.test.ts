import { afterAll, beforeAll, expect, test } from 'vitest';
import { phaseAt } from '#domain/check-in.ts';
import { tokyoDateOf } from '#domain/fiscal-year.ts';
import { createLedger } from '#stores/ledger/create-ledger.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import { migrateLedger } from '#stores/ledger/migrate.ts';
import { createLiveStore, untilReady } from '#stores/live/create-live-store.ts';
import type { LiveStore } from '#stores/live/live-store.ts';
import { startLedgerDatabase } from '../../tests/ledger-database.ts';
import type { LedgerDatabase } from '../../tests/ledger-database.ts';
import { startRedisServer } from '../../tests/redis-server.ts';
import type { RedisServer } from '../../tests/redis-server.ts';
import { createActivityDesk } from '../activities/activity-desk.ts';
import { hasDemoData, makeDemoData } from './demo-data.ts';
import { createVerifierCode } from '../lotteries/verifier-code.ts';

let redis: RedisServer;
let database: LedgerDatabase;
let live: LiveStore;
let ledger: Ledger;

beforeAll(async () => {
  [redis, database] = await Promise.all([startRedisServer(), startLedgerDatabase()]);
  live = createLiveStore({ url: redis.url });
  ledger = createLedger({ databaseUrl: database.url });
  await untilReady(live, 10_000);
  await migrateLedger({ databaseUrl: database.url });
});

afterAll(async () => {
  await live?.close();
  await ledger?.close();
  await database?.stop();
  await redis?.stop();
});

const verifierCode = createVerifierCode('/nonexistent');
const at = (text: string) => Date.parse(`2026-11-22T${text}+09:00`);

test('made once, five activities around now, twelve cards, three shops and a lottery', async () => {
  const activities = createActivityDesk({ ledger, live });
  expect(await hasDemoData(ledger)).toBe(false);
  const parts = { ledger, activities, keyId: 1, verifierCode };
  const made = await makeDemoData({ ...parts, nowMs: at('13:20:00') });
  expect(made).toEqual({ activityIds: expect.any(Array), people: 12, shops: 3, lotteries: 2 });
  expect(made.activityIds).toHaveLength(5);
  expect(await makeDemoData({ ...parts, nowMs: at('18:00:00') })).toEqual({
    activityIds: [],
    people: 0,
    shops: 0,
    lotteries: 0,
  });
  expect(await hasDemoData(ledger)).toBe(true);
  expect(await ledger.cardPasses({ afterSerial: 0, limit: 100 })).toHaveLength(12);
  const [first] = await ledger.cardPasses({ afterSerial: 0, limit: 1 });
  // Six participations, and 100 P of them in a coupon.
  expect(await ledger.balance(first!.participantId)).toMatchObject({
    balance: 500,
    earned: 600,
    coupons: 1,
  });
  expect(await ledger.wrongBalances(10)).toEqual([]);
  const [year] = await ledger.certifiableYears(first!.participantId);
  expect(year).toMatchObject({ participations: 6, minutes: expect.any(Number) });
  expect(year!.minutes).toBeGreaterThan(0);
  const shops = await ledger.shops();
  expect(shops.map(({ redeemed }) => redeemed).toSorted((one, other) => one - other)).toEqual([
    0, 0, 1,
  ]);
  const [past, lottery] = await ledger.lotteries({ drafts: true, limit: 10 });
  expect(past).toMatchObject({ state: 'open', closesAt: '2026-11-21T06:00:00.000Z' });
  expect(past!.prizes.map(({ tickets, people }) => [tickets, people])).toEqual([
    [6, 3],
    [9, 4],
  ]);
  expect(lottery).toMatchObject({ state: 'open', draw: 'example-2026-11-22', mode: 'sealed' });
  expect(Date.parse(lottery!.closesAt)).toBe(at('15:00:00') + 14 * 24 * 60 * 60_000);
  expect(lottery!.prizes.at(-1)).toMatchObject({ prizeId: 'bicycle', tickets: 3, people: 2 });
  expect(lottery!.files.map(({ name }) => name)).toEqual(['rules.txt', 'open.txt']);
  // The next day has its own activities and the same people.
  const nextDay = await makeDemoData({ ...parts, nowMs: at('13:20:00') + 24 * 60 * 60_000 });
  expect([nextDay.activityIds.length, nextDay.people]).toEqual([5, 0]);
});

test.each(['00:05:00', '04:56:00', '13:20:00', '23:50:00'])(
  'at %s all five are of today, and one is open',
  async (time) => {
    const nowMs = at(time) + 10 * 24 * 60 * 60_000 * (1 + Number(time.slice(0, 2)));
    const activities = createActivityDesk({ ledger, live });
    const { activityIds } = await makeDemoData({
      ledger,
      activities,
      keyId: 1,
      verifierCode,
      nowMs,
    });
    expect(activityIds).toHaveLength(5);
    const phases = new Set<string>();
    for (const activityId of activityIds) {
      const activity = await ledger.activity(activityId);
      if (activity === null) throw new Error('not made');
      expect(tokyoDateOf(Date.parse(activity.startsAt))).toBe(tokyoDateOf(nowMs));
      expect(tokyoDateOf(Date.parse(activity.endsAt) - 1)).toBe(tokyoDateOf(nowMs));
      const opensAtMs = Date.parse(activity.opensAt);
      const closesAtMs = Date.parse(activity.closesAt);
      phases.add(phaseAt({ opensAtMs, closesAtMs, cancelled: false }, nowMs));
    }
    expect(phases).toContain('open');
    if (time === '13:20:00') expect(phases).toEqual(new Set(['over', 'open', 'before']));
  },
);
