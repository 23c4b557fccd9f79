import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Scan } from '#domain/contract/scan.ts';
import { runSql } from '../tests/ledger-database.ts';
import { eventually, scanOf, startSystem } from '../tests/running-system.ts';
import type { KioskSocket, RunningSystem, SystemNode } from '../tests/running-system.ts';

let system: RunningSystem;
let node: SystemNode;

beforeAll(async () => {
  system = await startSystem();
  node = system.node;
});

afterAll(() => system?.stop());

afterEach(() => {
  // An outage is told in a few lines, and says nothing of people.
  expect(system.lines.join('\n')).not.toContain('TS1:');
});

const ready = () => node.askPublic('GET', '/readyz');

/** After an outage a kiosk is brought back, once; what it has under way just then gets no answer. */
function nextConnection(kiosk: KioskSocket): Promise<void> {
  return new Promise((resolve) => {
    kiosk.once('connect', () => resolve());
  });
}

async function openKiosk(): Promise<{ kiosk: KioskSocket; activityId: string; token: string }> {
  const { activityId } = await node.makeActivity();
  const { token } = await node.enrollKiosk(activityId);
  const kiosk = node.kioskSocket(token);
  await eventually('the kiosk connects', () => kiosk.connected);
  return { kiosk, activityId, token };
}

test('CI4 Redis away: nothing is decided, HTTP says 503, and it recovers by itself', async () => {
  const { kiosk, activityId } = await openKiosk();
  const before = scanOf((await node.makePerson()).pass);
  const scan = scanOf((await node.makePerson()).pass);
  await kiosk.emitWithAck('scan:submit', before);
  const broughtBack = nextConnection(kiosk);
  await system.redis.kill();
  expect(await kiosk.emitWithAck('scan:submit', scan)).toEqual({
    failure: 'unavailable',
    retryAfterMs: expect.any(Number),
  });
  const answer = await ready();
  expect([answer.status, await answer.json()]).toEqual([503, { ready: false, away: ['redis'] }]);
  const attendance = await node.ask('GET', `/api/activities/${activityId}/attendance`);
  expect(attendance.status).toBe(503);
  expect(Number(attendance.headers.get('retry-after'))).toBeGreaterThan(0);
  // A change that the doors cannot be told of is not made in the books either.
  const patch = { name: '変更' };
  expect((await node.ask('PATCH', `/api/activities/${activityId}`, patch)).status).toBe(503);
  const [row] = await runSql(
    system.databaseUrl,
    'select name from activities where activity_id = $1',
    [activityId],
  );
  expect(row).not.toEqual({ name: '変更' });

  await system.redis.restart();
  await eventually('ready again', async () => (await ready()).status === 200);
  // Kiosks are brought back once Redis answers; what they had under way they send again.
  const sendUntilAnswered = (each: Scan) =>
    eventually('an answer', () =>
      kiosk
        .timeout(1_000)
        .emitWithAck('scan:submit', each)
        .catch(() => null),
    );
  expect(await sendUntilAnswered(scan)).toMatchObject({ outcome: 'admitted' });
  // What was acknowledged before is still known (CI1).
  expect(await sendUntilAnswered(before)).toMatchObject({ outcome: 'admitted', replayed: true });
  // No kiosk of the next test.
  await broughtBack;
});

test('after Redis was away a kiosk is brought back, so that it sends what was not settled', async () => {
  const { kiosk } = await openKiosk();
  const broughtBack = nextConnection(kiosk);
  await system.redis.kill();
  await system.redis.restart();
  await broughtBack;
  expect(kiosk.connected).toBe(true);
});

test('CI3 Redis came back empty: the activity is restored from the books', async () => {
  const { kiosk, activityId } = await openKiosk();
  const worker = await system.startWorker();
  const person = await node.makePerson();
  const scan = scanOf(person.pass);
  await kiosk.emitWithAck('scan:submit', scan);
  await eventually('the check-in is booked', async () => {
    const rows = await runSql(
      system.databaseUrl,
      'select 1 from check_ins where activity_id = $1',
      [activityId],
    );
    return rows.length === 1;
  });
  await worker.close();
  const { Redis } = await import('ioredis');
  const redis = new Redis(system.redis.url);
  await redis.flushall();
  await redis.quit();
  expect(await kiosk.emitWithAck('scan:submit', scan)).toMatchObject({
    outcome: 'admitted',
    replayed: true,
  });
  expect(await kiosk.emitWithAck('scan:submit', scanOf(person.pass))).toMatchObject({
    outcome: 'already-admitted',
  });
});

test('PT1 PostgreSQL away: check-ins are answered, and booked once when it is back', async () => {
  const { kiosk, activityId, token } = await openKiosk();
  const people = await Promise.all(Array.from({ length: 5 }, () => node.makePerson()));
  const worker = await system.startWorker();
  await system.link.cut();
  const answer = await ready();
  expect([answer.status, await answer.json()]).toEqual([503, { ready: false, away: ['database'] }]);
  for (const person of people) {
    expect(await kiosk.emitWithAck('scan:submit', scanOf(person.pass))).toMatchObject({
      outcome: 'admitted',
    });
  }
  expect((await node.askPublic('POST', '/api/participants', { nickname: 'x' })).status).toBe(503);
  // A kiosk that is known comes back even now.
  const again = node.kioskSocket(token);
  await eventually('the kiosk connects without the books', () => again.connected);
  const refused = await new Promise<unknown>((resolve) => {
    node.kioskSocket('unknown-token').once('connect_error', (error) => {
      resolve('data' in error ? error.data : null);
    });
  });
  expect(refused).toMatchObject({ code: 'unavailable' });

  await system.link.mend();
  await eventually('everything is booked', async () => {
    const rows = await runSql(
      system.databaseUrl,
      `select count(*)::int as awards from check_ins join transactions
         on transaction_id = check_in_id where check_ins.activity_id = $1`,
      [activityId],
    );
    return rows[0]?.['awards'] === people.length;
  });
  await eventually('ready again', async () => (await ready()).status === 200);
  await worker.close();
});

test('a person whom nobody remembers, and the books away: not decided, not refused', async () => {
  const { kiosk } = await openKiosk();
  const { participantId, pass } = await node.makePerson();
  const { Redis } = await import('ioredis');
  const redis = new Redis(system.redis.url);
  for (const key of await redis.keys(`*${participantId}*`)) await redis.del(key);
  await system.link.cut();
  const scan = scanOf(pass);
  expect(await kiosk.emitWithAck('scan:submit', scan)).toMatchObject({ failure: 'unavailable' });
  await system.link.mend();
  await eventually('it is decided', async () => {
    const answer = await kiosk.emitWithAck('scan:submit', scan);
    return 'outcome' in answer && answer.outcome === 'admitted';
  });
  await redis.quit();
});

test('a server that stops answers what is under way and lets its kiosks come back', async () => {
  const second = await system.startNode();
  const { activityId } = await second.makeActivity();
  const { token } = await second.enrollKiosk(activityId);
  const kiosk = second.kioskSocket(token);
  await eventually('connected', () => kiosk.connected);
  const people = await Promise.all(Array.from({ length: 30 }, () => second.makePerson()));
  const answers = people.map(({ pass }) => kiosk.emitWithAck('scan:submit', scanOf(pass)));
  const ended = new Promise<string>((resolve) => {
    kiosk.once('disconnect', resolve);
  });
  await answers[0];
  await second.server.close();
  // Not "io server disconnect", after which a client would stay away.
  expect(await ended).toMatch(/transport/);
  const done = await Promise.allSettled(answers);
  const attendance = await node.ask('GET', `/api/activities/${activityId}/attendance`);
  const { counters } = await attendance.json();
  const admitted = done.filter(
    (each) => each.status === 'fulfilled' && 'outcome' in each.value,
  ).length;
  expect(counters.admitted).toBe(admitted);
});
