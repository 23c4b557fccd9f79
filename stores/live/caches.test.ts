/** People and kiosks: what Redis keeps for speed, and forgets by itself. */
import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { KioskStatus } from '#domain/contract/kiosks.ts';
import { openLiveStore } from '../../tests/live-samples.ts';
import type { RedisServer } from '../../tests/redis-server.ts';
import { startRedisServer } from '../../tests/redis-server.ts';
import { kioskOnlineKey, kioskStatusKey, personKey } from './keys.ts';
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
  await store.close();
  admin.disconnect();
  await redis.stop();
});

/** How often Redis was asked to run a script that it knows. */
async function scriptCalls(): Promise<number> {
  const statistics = await admin.info('commandstats');
  return Number(/^cmdstat_evalsha:calls=(\d+)/m.exec(statistics)?.[1] ?? 0);
}

async function putPerson(nickname = 'はるさん') {
  const participantId = randomUUID();
  await store.putPerson({
    participantId,
    nickname,
    passes: [
      { serial: 7, digest: 'aa11', revoked: true },
      { serial: 8, digest: 'bb22', revoked: false },
    ],
    participationsByYear: { 2025: 12, 2026: 3 },
  });
  return participantId;
}

describe('people', () => {
  test('a person is found with the pass of the serial and the figure of the year', async () => {
    const participantId = await putPerson('さくら 花子');
    const found = { participantId, nickname: 'さくら 花子' };
    expect(await store.person(participantId, 8, 2026)).toEqual({
      ...found,
      participations: 3,
      pass: { digest: 'bb22', revoked: false },
    });
    expect(await store.person(participantId, 7, 2025)).toEqual({
      ...found,
      participations: 12,
      pass: { digest: 'aa11', revoked: true },
    });
    expect(await store.person(participantId, 9, 2027)).toEqual({
      ...found,
      participations: 0,
      pass: null,
    });
    expect(await store.person(randomUUID(), 8, 2026)).toBeNull();
  });

  test('many who are looked up in one turn are one command each limit, and answered each', async () => {
    const ids = await Promise.all(
      Array.from({ length: LIVE_LIMITS.lookUpsMax + 6 }, (_, index) => putPerson(`人 ${index}`)),
    );
    const stranger = randomUUID();
    const broken = randomUUID();
    await admin.set(personKey(broken), 'not what it should be');
    await store.person(stranger, 8, 2026);
    const asked = [...ids.slice(0, 3), stranger, broken, ...ids.slice(3)];
    const before = await scriptCalls();
    const people = await Promise.all(
      asked.map((id, index) => store.person(id, 7 + (index % 2), 2025 + (index % 3))),
    );
    expect((await scriptCalls()) - before).toBe(2);
    for (const [index, person] of people.entries()) {
      const nickname = `人 ${ids.indexOf(asked[index]!)}`;
      const participations = [12, 3, 0][index % 3];
      const pass =
        index % 2 === 0 ? { digest: 'aa11', revoked: true } : { digest: 'bb22', revoked: false };
      expect(person).toEqual(
        nickname === '人 -1'
          ? null
          : { participantId: asked[index], nickname, participations, pass },
      );
    }
  });

  test('figures are set for who is cached, and make nobody out of nothing', async () => {
    const participantId = await putPerson();
    const stranger = randomUUID();
    await store.putParticipations(2026, [
      { participantId: stranger, participations: 9 },
      { participantId, participations: 4 },
    ]);
    expect(await store.person(participantId, 8, 2026)).toMatchObject({ participations: 4 });
    expect(await store.person(stranger, 8, 2026)).toBeNull();
    expect(await store.nicknames([stranger])).toEqual([null]);
    const lifeMs = await admin.pttl(personKey(stranger));
    expect(lifeMs).toBeGreaterThan(0);
    expect(lifeMs).toBeLessThanOrEqual(LIVE_LIMITS.figureKeptMs);
  });

  test('RK1 figures that were read from the books before a posting do not undo its figures', async () => {
    const participantId = randomUUID();
    const put = (participationsByYear: Record<number, number>) =>
      store.putPerson({
        participantId,
        nickname: 'はるさん',
        passes: [{ serial: 8, digest: 'bb22', revoked: false }],
        participationsByYear,
      });
    const figures = () =>
      Promise.all(
        [2025, 2026].map(
          async (year) => (await store.person(participantId, 8, year))!.participations,
        ),
      );
    // The person was read, with 11 and 3; then a posting, which finds nobody cached; then is put.
    await store.putParticipations(2026, [{ participantId, participations: 4 }]);
    await put({ 2025: 11, 2026: 3 });
    expect(await figures()).toEqual([11, 4]);
    expect(await admin.pttl(personKey(participantId))).toBeGreaterThan(LIVE_LIMITS.figureKeptMs);
    // The same while somebody else has cached the person, and a posting that is told late.
    await store.putParticipations(2026, [{ participantId, participations: 10 }]);
    await put({ 2025: 12 });
    await store.putParticipations(2026, [{ participantId, participations: 9 }]);
    expect(await figures()).toEqual([12, 10]);
  });

  test('more figures than one command takes', async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, () => putPerson()));
    const strangers = Array.from({ length: 2 * LIVE_LIMITS.commandItemsMax }, () => randomUUID());
    const all = [...ids.slice(0, 10), ...strangers, ...ids.slice(10)];
    await store.putParticipations(
      2026,
      all.map((participantId, index) => ({ participantId, participations: index + 10 })),
    );
    const figures = await Promise.all(ids.map((id) => store.person(id, 8, 2026)));
    expect(figures.map((person) => person?.participations)).toEqual(
      ids.map((id) => all.indexOf(id) + 10),
    );
  });

  test('a person who is put again has no name and no pass left of before', async () => {
    const participantId = await putPerson();
    const passes = [{ serial: 9, digest: 'cc33', revoked: false }];
    await store.putPerson({ participantId, nickname: 'なつ', passes, participationsByYear: {} });
    expect(await store.person(participantId, 8, 2026)).toEqual({
      participantId,
      nickname: 'なつ',
      participations: 3,
      pass: null,
    });
  });

  test('PP1 who is forgotten is gone, and everybody is after a day', async () => {
    const [kept, forgotten] = [await putPerson(), await putPerson()];
    await store.forgetPerson(forgotten);
    expect(await store.nicknames([kept, forgotten])).toEqual(['はるさん', null]);
    const lifeMs = await admin.pttl(personKey(kept));
    expect(lifeMs).toBeGreaterThan(0);
    expect(lifeMs).toBeLessThanOrEqual(LIVE_LIMITS.personKeptMs);
  });
});

async function healthOf(kioskId: string) {
  return (await store.kioskStatuses([kioskId]))[0];
}

describe('kiosks', () => {
  const status: KioskStatus = { waiting: 2, booking: 5, camera: 'running', clockOffsetMs: -40 };
  const atMs = Date.parse('2026-11-22T10:00:00.000Z');

  test('a report stands with its time; connecting alone does not wipe it', async () => {
    const kioskId = randomUUID();
    expect(await healthOf(kioskId)).toBeNull();
    await store.putKioskStatus(kioskId, null, atMs);
    const seen = { online: true, lastSeenAt: '2026-11-22T10:00:00.000Z' };
    expect(await healthOf(kioskId)).toEqual({ ...seen, status: null });
    await store.putKioskStatus(kioskId, status, atMs);
    await store.putKioskStatus(kioskId, null, atMs + 1_000);
    expect(await healthOf(kioskId)).toEqual({
      online: true,
      lastSeenAt: '2026-11-22T10:00:01.000Z',
      status,
    });
  });

  test('a kiosk that left is offline, and keeps its last report', async () => {
    const kioskId = randomUUID();
    await store.putKioskStatus(kioskId, status, atMs);
    await store.putKioskOffline(kioskId, atMs + 5_000);
    expect(await healthOf(kioskId)).toEqual({
      online: false,
      lastSeenAt: '2026-11-22T10:00:05.000Z',
      status,
    });
  });

  test('a kiosk whose server died goes offline by itself', async () => {
    const kioskId = randomUUID();
    await store.putKioskStatus(kioskId, status, atMs);
    const lifeMs = await admin.pttl(kioskOnlineKey(kioskId));
    expect(lifeMs).toBeGreaterThan(0);
    expect(lifeMs).toBeLessThanOrEqual(LIVE_LIMITS.kioskOnlineMs);
    await admin.pexpire(kioskOnlineKey(kioskId), 0);
    expect(await healthOf(kioskId)).toMatchObject({ online: false, status });
    expect(await admin.pttl(kioskStatusKey(kioskId))).toBeGreaterThan(LIVE_LIMITS.kioskOnlineMs);
  });

  test('answers come in the order of the question', async () => {
    const [one, two] = [randomUUID(), randomUUID()];
    await store.putKioskStatus(two, status, atMs);
    const answers = await store.kioskStatuses([one, two]);
    expect(answers.map((answer) => answer?.online ?? null)).toEqual([null, true]);
  });
});
