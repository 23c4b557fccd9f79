/** A draw as a flow on a real Redis: each part hands on what it made, and nothing runs it twice over. */
import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { JobPayload, SerialRanking } from '#domain/contract/jobs.ts';
import { startRedisServer } from '../tests/redis-server.ts';
import type { RedisServer } from '../tests/redis-server.ts';
import type { DrawPlan } from './draw-flow.ts';
import { createJobWorker } from './job-worker.ts';
import type { JobHandlers, JobWorker, JobWorkerSettings } from './job-worker.ts';
import { createQueues } from './queues.ts';
import type { Queues } from './queues.ts';

const patience = { timeout: 20_000, interval: 20 };

let redis: RedisServer;
let admin: Redis;
let queues: Queues;
let worker: JobWorker | undefined;

beforeAll(async () => {
  redis = await startRedisServer({ appendOnly: true });
  admin = new Redis(redis.url);
});

beforeEach(async () => {
  await admin.flushall();
  queues = createQueues({ url: redis.url });
});

afterEach(async () => {
  await worker?.close();
  worker = undefined;
  await queues.close();
});

afterAll(async () => {
  admin.disconnect();
  await redis.stop();
});

const onFailure = vi.fn<JobWorkerSettings['onFailure']>();

/** Every range gives its ends; a prize all that its ranges gave; a lottery keeps what it was handed. */
function work(changes: Partial<JobHandlers> = {}) {
  const ranked: JobPayload<'rank-serials'>[] = [];
  const drawn: (readonly SerialRanking[])[] = [];
  const handlers: JobHandlers = {
    'post-points': async () => {},
    'sweep-outboxes': async () => {},
    'lead-lottery': async () => {},
    'sweep-lotteries': async () => {},
    'close-books': async () => {},
    'expire-points': async () => {},
    async 'rank-serials'(range) {
      ranked.push(range);
      return { prizeIndex: range.prizeIndex, serials: [range.from, range.to] };
    },
    async 'draw-prize'({ prizeIndex }, run) {
      const serials = (await run.childRankings()).flatMap((each) => each.serials);
      return { prizeIndex, serials: serials.toSorted((one, other) => one - other) };
    },
    async 'draw-lottery'(_payload, run) {
      const rankings = await run.childRankings();
      drawn.push(rankings.toSorted((one, other) => one.prizeIndex - other.prizeIndex));
    },
    ...changes,
  };
  worker = createJobWorker({ url: redis.url, onFailure, handlers });
  return { ranked, drawn };
}

const plan = (): DrawPlan => ({
  lotteryId: randomUUID(),
  prizes: [
    [
      { from: 1, to: 10 },
      { from: 11, to: 15 },
    ],
    [],
    [{ from: 1, to: 3 }],
  ],
});

const DRAWN = [
  { prizeIndex: 0, serials: [1, 10, 11, 15] },
  { prizeIndex: 1, serials: [] },
  { prizeIndex: 2, serials: [1, 3] },
];

test('LT2 hands what ranges gave to their prize, and the prizes to the draw; nothing is left', async () => {
  const { drawn } = work();
  const given = plan();
  await vi.waitFor(() => queues.startDraw(given), patience);
  await vi.waitFor(() => expect(drawn).toEqual([DRAWN]), patience);
  const left = (name: string) => admin.keys(`{jobs}:${name}:${given.lotteryId}*`);
  await vi.waitFor(async () => {
    expect(
      (await Promise.all(['draw-lottery', 'draw-prize', 'rank-serials'].map(left))).flat(),
    ).toEqual([]);
  }, patience);
});

test('LT2 is one, however often it is started, while any part of it is under way', async () => {
  const gate = Promise.withResolvers<void>();
  const given = plan();
  let atWork = 0;
  const { drawn } = work({
    async 'rank-serials'({ prizeIndex, from, to }) {
      atWork += 1;
      // The second prize is held up when the first has long been ranked and removed.
      if (prizeIndex === 2) await gate.promise;
      return { prizeIndex, serials: [from, to] };
    },
  });
  await vi.waitFor(() => queues.startDraw(given), patience);
  await vi.waitFor(() => expect(atWork).toBe(3), patience);
  for (let index = 0; index < 5; index += 1) await queues.startDraw(given);
  gate.resolve();
  await vi.waitFor(() => expect(drawn).toEqual([DRAWN]), patience);
  expect(atWork).toBe(3);
});

test('LT2 a range that fails is tried again, and says so; the others are not', async () => {
  const tries: boolean[] = [];
  const { drawn } = work({
    async 'rank-serials'({ prizeIndex, from, to }, { isAgain }) {
      if (from === 11) {
        tries.push(isAgain);
        if (!isAgain) throw new Error('The books are away.');
      }
      return { prizeIndex, serials: [from, to] };
    },
  });
  await vi.waitFor(() => queues.startDraw(plan()), patience);
  await vi.waitFor(() => expect(drawn).toEqual([DRAWN]), patience);
  expect(tries).toEqual([false, true]);
});

test('LT2 what failed with all its tries is begun anew by whoever starts it again', async () => {
  const given = plan();
  let isWell = false;
  let failed = 0;
  const { drawn } = work({
    async 'rank-serials'({ prizeIndex, from, to }) {
      if (!isWell && from === 11) {
        failed += 1;
        throw new Error('A thread ended.');
      }
      return { prizeIndex, serials: [from, to] };
    },
  });
  await vi.waitFor(() => queues.startDraw(given), patience);
  await vi.waitFor(() => expect(failed).toBe(5), patience);
  isWell = true;
  await vi.waitFor(async () => {
    await queues.startDraw(given);
    expect(drawn).toEqual([DRAWN]);
  }, patience);
});

test('LT2 a Redis that lost everything is told anew', async () => {
  const given = plan();
  await vi.waitFor(() => queues.startDraw(given), patience);
  await admin.flushall();
  const { drawn } = work();
  await queues.startDraw(given);
  await vi.waitFor(() => expect(drawn).toEqual([DRAWN]), patience);
});

test('what a job hands on is as agreed, or the one that waits for it fails', async () => {
  onFailure.mockClear();
  const { drawn } = work({
    'rank-serials': ({ prizeIndex }) => Promise.resolve({ prizeIndex, serials: [0.5] }),
  });
  await vi.waitFor(() => queues.startDraw(plan()), patience);
  await vi.waitFor(() => expect(onFailure).toHaveBeenCalled(), patience);
  expect(onFailure.mock.calls[0]![0]).toMatchObject({ job: 'draw-prize' });
  expect(drawn).toEqual([]);
});
