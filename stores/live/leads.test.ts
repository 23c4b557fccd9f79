/** One desk leads a lottery at a time, as long as it is heard of. */
import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openLiveStore } from '../../tests/live-samples.ts';
import type { RedisServer } from '../../tests/redis-server.ts';
import { startRedisServer } from '../../tests/redis-server.ts';
import { stageKeys } from './keys.ts';
import { LIVE_LIMITS } from './live-limits.ts';
import type { LiveStore } from './live-store.ts';

let redis: RedisServer;
let store: LiveStore;
let admin: Redis;

beforeAll(async () => {
  redis = await startRedisServer();
  store = await openLiveStore(redis.url);
  admin = new Redis(redis.url);
});

afterAll(async () => {
  admin.disconnect();
  await store.close();
  await redis.stop();
});

const leadOf = (staff: string, minute = 0) => ({
  deskId: randomUUID(),
  staff: `${staff}@tsudoi.example`,
  since: new Date(Date.UTC(2027, 2, 20, 6, minute)).toISOString(),
});

test('of twenty desks that ask at once one leads, and all are told the same', async () => {
  const lotteryId = randomUUID();
  const desks = Array.from({ length: 20 }, (_, place) => leadOf(`staff${place}`));
  const answers = await Promise.all(desks.map((desk) => store.takeLead(lotteryId, desk, false)));
  expect(answers.filter(({ changed }) => changed)).toHaveLength(1);
  const lead = await store.lotteryLead(lotteryId);
  expect(desks).toContainEqual(lead);
  for (const answer of answers) expect(answer.lead).toEqual(lead);
});

test('it is renewed by the same desk since the first time, taken over when asked, given back by its own', async () => {
  const lotteryId = randomUUID();
  const [one, other] = [leadOf('one'), leadOf('other', 5)];
  expect(await store.lotteryLead(lotteryId)).toBeNull();
  expect(await store.takeLead(lotteryId, one, false)).toEqual({ lead: one, changed: true });
  const halfMs = LIVE_LIMITS.leadKeptMs / 2;
  await admin.pexpire(stageKeys(lotteryId).lead, halfMs);
  const later = { ...one, since: other.since };
  expect(await store.takeLead(lotteryId, later, false)).toEqual({ lead: one, changed: false });
  expect(await admin.pttl(stageKeys(lotteryId).lead)).toBeGreaterThan(halfMs);
  expect(await store.takeLead(lotteryId, other, false)).toEqual({ lead: one, changed: false });
  expect(await store.takeLead(lotteryId, other, true)).toEqual({ lead: other, changed: true });
  expect(await store.giveLeadBack(lotteryId, one.deskId)).toBe(false);
  expect(await store.lotteryLead(lotteryId)).toEqual(other);
  expect(await store.giveLeadBack(lotteryId, other.deskId)).toBe(true);
  expect(await store.lotteryLead(lotteryId)).toBeNull();
});

test('it is nobody’s after a while, or when Redis forgot it; elsewhere it says nothing', async () => {
  const [lotteryId, another] = [randomUUID(), randomUUID()];
  await store.takeLead(lotteryId, leadOf('one'), false);
  expect(await store.lotteryLead(another)).toBeNull();
  const { lead } = stageKeys(lotteryId);
  const leftMs = await admin.pttl(lead);
  expect(leftMs).toBeGreaterThan(0);
  expect(leftMs).toBeLessThanOrEqual(LIVE_LIMITS.leadKeptMs);
  await admin.del(lead);
  const next = leadOf('next');
  expect(await store.takeLead(lotteryId, next, false)).toEqual({ lead: next, changed: true });
});
