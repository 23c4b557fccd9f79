/**
 * Random interleavings of kiosks, repeats, altered scans, departures, lost connections, wake-ups,
 * workers that die in the middle, and a Redis that forgets everything, at a real Redis and the real
 * books. At the end of each run the rules must hold (CI1, CI3, PT1–PT3), and whatever a kiosk was
 * answered must be in the books. The seed is printed; FC_SEED replays it.
 */
import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, test } from 'vitest';
import { createLedger } from '#stores/ledger/create-ledger.ts';
import { migrateLedger } from '#stores/ledger/migrate.ts';
import type { LedgerDatabase } from '../ledger-database.ts';
import { startLedgerDatabase } from '../ledger-database.ts';
import { addActivity, addPeople } from '../ledger-samples.ts';
import { openLiveStore } from '../live-samples.ts';
import type { RedisServer } from '../redis-server.ts';
import { startRedisServer } from '../redis-server.ts';
import { assertInTime } from '../timed-property.ts';
import type { Act, Fate, Moment, World } from './interleaved-run.ts';
import { Run } from './interleaved-run.ts';

const seed = Number(process.env['FC_SEED'] ?? Date.now() % 2 ** 31);
const runs = 150;
const runsDeadlineMs = 35_000;
const peopleCount = 6;
const kiosks = Array.from({ length: 3 }, () => randomUUID());

let redis: RedisServer;
let database: LedgerDatabase;
let world: World;

beforeAll(async () => {
  [redis, database] = await Promise.all([startRedisServer(), startLedgerDatabase()]);
  await migrateLedger({ databaseUrl: database.url });
  const ledger = createLedger({ databaseUrl: database.url });
  world = {
    redisUrl: redis.url,
    databaseUrl: database.url,
    ledger,
    admin: new Redis(redis.url),
    people: await addPeople(ledger, peopleCount),
    kiosks,
    nodes: await Promise.all([1, 2].map(() => openLiveStore(redis.url))),
  };
});

afterAll(async () => {
  await Promise.all((world?.nodes ?? []).map((node) => node.close()));
  world?.admin.disconnect();
  await world?.ledger.close();
  await database?.stop();
  await redis?.stop();
});

const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('scan'),
      person: fc.nat(peopleCount - 1),
      kiosk: fc.nat(kiosks.length - 1),
      out: fc.boolean(),
      // Some before the door opens at -30 and some after it closes at 180.
      minute: fc.integer({ min: -40, max: 200 }),
      offline: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('again'), earlier: fc.nat(50) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('altered'), earlier: fc.nat(50) }) },
);

const fate = fc.constantFrom<Fate[]>(
  'lives',
  'dies before it books',
  'dies before it tells',
  'dies before it acknowledges',
  'holds its batch',
);

/** @param losses of which kinds of loss a run may choose */
function momentsWith(losses: readonly Moment['loss'][]): fc.Arbitrary<Moment[]> {
  const moment = fc.record({
    acts: fc.array(act, { minLength: 1, maxLength: 10 }),
    wakes: fc.array(fate, { maxLength: 3 }),
    trouble: fc.constantFrom<Moment['trouble'][]>(
      'none',
      'none',
      'connections lost',
      'scripts forgotten',
      'another server',
    ),
    loss: fc.constantFrom(...losses),
  });
  return fc.array(moment, { minLength: 1, maxLength: 6 });
}

async function openRun(capacity: number | null): Promise<Run> {
  const activityId = await addActivity(world.ledger, { capacity });
  const { opensAt, closesAt, points } = (await world.ledger.activity(activityId))!;
  const [opensAtMs, closesAtMs] = [Date.parse(opensAt), Date.parse(closesAt)];
  return new Run(world, { activityId, opensAtMs, closesAtMs, cancelled: false, capacity, points });
}

const interleaving = fc.record({
  capacity: fc.constantFrom(null, null, 3),
  moments: fc.oneof(
    momentsWith(['none', 'none', 'of what is booked']),
    momentsWith(['none', 'of what is booked', 'of what waits', 'in the middle']),
  ),
});

async function holds({
  capacity,
  moments,
}: {
  readonly capacity: number | null;
  readonly moments: readonly Moment[];
}): Promise<void> {
  const run = await openRun(capacity);
  for (const moment of moments) await run.pass(moment);
  await run.settle();
  await run.check();
}

test('CI1, CI3, PT1 hold in any interleaving, and the books have every answer', async () => {
  console.info(`FC_SEED=${seed}`);
  await assertInTime(interleaving, holds, { seed, numRuns: runs, deadlineMs: runsDeadlineMs });
});
