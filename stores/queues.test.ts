/** The queues on a real Redis: a wake-up is never lost, and a wrong job never runs. */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { RedisServer } from '../tests/redis-server.ts';
import { startRedisServer } from '../tests/redis-server.ts';
import { LiveStoreUnavailable } from './live/live-store.ts';
import type { JobHandlers, JobWorker, JobWorkerSettings } from './job-worker.ts';
import { createJobWorker } from './job-worker.ts';
import type { Queues } from './queues.ts';
import { createQueues } from './queues.ts';

const patience = { timeout: 15_000, interval: 10 };

let redis: RedisServer;
let admin: Redis;
let queues: Queues;
let workers: JobWorker[] = [];

beforeAll(async () => {
  redis = await startRedisServer({ appendOnly: true });
  admin = new Redis(redis.url, { maxRetriesPerRequest: null });
  admin.on('error', () => {});
});

beforeEach(async () => {
  await admin.flushall();
  queues = createQueues({ url: redis.url });
  await queues.resumePosting();
});

afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.close()));
  workers = [];
  await queues.close();
});

afterAll(async () => {
  admin.disconnect();
  await redis.stop();
});

const IDLE: JobHandlers = {
  'post-points': async () => {},
  'sweep-outboxes': async () => {},
  'lead-lottery': async () => {},
  'sweep-lotteries': async () => {},
  'draw-lottery': async () => {},
  'draw-prize': async ({ prizeIndex }) => ({ prizeIndex, serials: [] }),
  'rank-serials': async ({ prizeIndex }) => ({ prizeIndex, serials: [] }),
  'close-books': async () => {},
  'expire-points': async () => {},
};

function workWith(
  handlers: Partial<JobHandlers>,
  settings: Partial<JobWorkerSettings> = {},
): JobWorker {
  const worker = createJobWorker({
    url: redis.url,
    onFailure: () => {},
    handlers: { ...IDLE, ...handlers },
    ...settings,
  });
  workers.push(worker);
  return worker;
}

/** A posting that is held up until it is let go. */
function heldPosting() {
  const runs: string[] = [];
  const gates: (() => void)[] = [];
  const handler: JobHandlers['post-points'] = async ({ activityId }) => {
    runs.push(activityId);
    await new Promise<void>((resolve) => gates.push(resolve));
  };
  const letGo = async () => {
    await vi.waitFor(() => expect(gates.length).toBeGreaterThan(0), patience);
    gates.shift()!();
  };
  return { runs, handler, letGo };
}

describe('waking the posting', () => {
  test('a wake-up that comes while the posting is at work makes it run once more', async () => {
    const { runs, handler, letGo } = heldPosting();
    workWith({ 'post-points': handler }, { concurrency: { 'post-points': 4 } });
    const activityId = randomUUID();
    await queues.wakePosting(activityId);
    await vi.waitFor(() => expect(runs).toHaveLength(1), patience);
    for (let index = 0; index < 5; index += 1) await queues.wakePosting(activityId);
    // Not beside the one that is at work …
    await delay(100);
    expect(runs).toHaveLength(1);
    // … but after it, once for all five.
    await letGo();
    await vi.waitFor(() => expect(runs).toHaveLength(2), patience);
    await letGo();
    await delay(100);
    expect(runs).toEqual([activityId, activityId]);
    // And a later one finds the way free.
    await queues.wakePosting(activityId);
    await vi.waitFor(() => expect(runs).toHaveLength(3), patience);
    await letGo();
  });

  test('wake-ups of one that waits are one; another activity has its own', async () => {
    const [one, two] = [randomUUID(), randomUUID()];
    await queues.pausePosting();
    for (let index = 0; index < 5; index += 1) await queues.wakePosting(one);
    await queues.wakePosting(two);
    const runs: string[] = [];
    workWith({ 'post-points': async ({ activityId }) => void runs.push(activityId) });
    await delay(100);
    expect(runs).toEqual([]);
    await queues.resumePosting();
    await vi.waitFor(() => expect(runs).toHaveLength(2), patience);
    await delay(100);
    expect(runs.toSorted()).toEqual([one, two].toSorted());
  });

  test('a posting that failed is told, and can be woken again', async () => {
    const onFailure = vi.fn<JobWorkerSettings['onFailure']>();
    let runs = 0;
    const handler = async () => {
      runs += 1;
      if (runs === 1) throw new Error('The books are away.');
    };
    workWith({ 'post-points': handler }, { onFailure });
    const activityId = randomUUID();
    await queues.wakePosting(activityId);
    await vi.waitFor(() => expect(onFailure).toHaveBeenCalledTimes(1), patience);
    expect(onFailure.mock.calls[0]![0]).toMatchObject({ job: 'post-points' });
    expect(onFailure.mock.calls[0]![0].error.message).toBe('The books are away.');
    await queues.wakePosting(activityId);
    await vi.waitFor(() => expect(runs).toBe(2), patience);
  });

  test('finished jobs do not pile up', async () => {
    let runs = 0;
    workWith({ 'post-points': async () => void (runs += 1) });
    for (let index = 0; index < 40; index += 1) await queues.wakePosting(randomUUID());
    await vi.waitFor(() => expect(runs).toBe(40), patience);
    await vi.waitFor(async () => {
      const jobs = await admin.keys('{jobs}:post-points:[0-9]*');
      expect(jobs.length).toBeLessThanOrEqual(12);
    }, patience);
  });
});

describe('the sweeps', () => {
  test('run by themselves, once for however many starts asked for them', async () => {
    const names = ['sweep-outboxes', 'sweep-lotteries'] as const;
    const sweeps: string[] = [];
    workWith({
      'sweep-outboxes': async () => void sweeps.push('sweep-outboxes'),
      'sweep-lotteries': async () => void sweeps.push('sweep-lotteries'),
    });
    for (let index = 0; index < 3; index += 1) await queues.scheduleSweep();
    for (const name of names) {
      await vi.waitFor(() => {
        expect(sweeps.filter((each) => each === name).length).toBeGreaterThanOrEqual(3);
      }, patience);
      const queue = new Queue(name, { connection: admin, prefix: '{jobs}' });
      expect(await queue.getJobSchedulersCount()).toBe(1);
      await queue.close();
    }
  });
});

test('LT2 a Redis that lost everything sweeps again once that was seen, and nothing runs twice', async () => {
  let sweeps = 0;
  workWith({ 'sweep-lotteries': async () => void (sweeps += 1) });
  await queues.scheduleSweep();
  await queues.scheduleNight();
  await vi.waitFor(() => expect(sweeps).toBeGreaterThanOrEqual(1), patience);
  await admin.flushall();
  for (let index = 0; index < 3; index += 1) await queues.restoreSchedules();
  const before = sweeps;
  await vi.waitFor(() => expect(sweeps).toBeGreaterThan(before + 1), patience);
  expect(await dueInTokyo('close-books')).toBe('03:10:00');
});

test('LT2 wake-ups of a lottery that is being led make it be led once more; who failed says so', async () => {
  const gate = Promise.withResolvers<void>();
  const runs: boolean[] = [];
  workWith({
    async 'lead-lottery'(_payload, { isAgain }) {
      runs.push(isAgain);
      if (runs.length === 1) await gate.promise;
      if (runs.length === 2) throw new Error('The books are away.');
    },
  });
  const lotteryId = randomUUID();
  await vi.waitFor(() => queues.wakeLottery(lotteryId), patience);
  await vi.waitFor(() => expect(runs).toHaveLength(1), patience);
  for (let index = 0; index < 5; index += 1) await queues.wakeLottery(lotteryId);
  gate.resolve();
  // Once for all five, and once because that one failed.
  await vi.waitFor(() => expect(runs).toEqual([false, false, true]), patience);
  await delay(100);
  expect(runs).toHaveLength(3);
});

/** Tokyo's time of day at which a job is due, of its only schedule. */
async function dueInTokyo(name: string): Promise<string> {
  const queue = new Queue(name, { connection: admin, prefix: '{jobs}' });
  const schedulers = await queue.getJobSchedulers();
  await queue.close();
  expect(schedulers).toHaveLength(1);
  return new Date(schedulers[0]!.next!).toLocaleTimeString('en-GB', { timeZone: 'Asia/Tokyo' });
}

describe('the night', () => {
  test('PT6 at three in the morning in Tokyo, expiry first, once for however many starts', async () => {
    for (let index = 0; index < 3; index += 1) await queues.scheduleNight();
    expect(await dueInTokyo('expire-points')).toBe('03:00:00');
    expect(await dueInTokyo('close-books')).toBe('03:10:00');
  });

  test('is made up for when it is woken: all of it, and once', async () => {
    const runs: string[] = [];
    for (let index = 0; index < 3; index += 1) await queues.wakeNight();
    workWith({
      'close-books': async () => void runs.push('close-books'),
      'expire-points': async () => void runs.push('expire-points'),
    });
    await vi.waitFor(() => expect(runs.length).toBeGreaterThanOrEqual(2), patience);
    await delay(100);
    expect(runs.toSorted()).toEqual(['close-books', 'expire-points']);
  });
});

describe('payloads and handlers', () => {
  test('a wrong payload is refused where it comes from', async () => {
    await expect(queues.wakePosting('not an id')).rejects.toThrow('UUID');
  });

  test('a wrong payload from elsewhere fails its job and runs nothing', async () => {
    const handler = vi.fn<JobHandlers['post-points']>(async () => {});
    const onFailure = vi.fn<JobWorkerSettings['onFailure']>();
    workWith({ 'post-points': handler }, { onFailure });
    const queue = new Queue('post-points', { connection: admin, prefix: '{jobs}' });
    await queue.add('post-points', { activityId: 7 });
    await vi.waitFor(() => expect(onFailure).toHaveBeenCalled(), patience);
    expect(handler).not.toHaveBeenCalled();
    await queue.close();
  });

  test('a kind of job without a handler stops the start', () => {
    const handlers = { ...IDLE };
    Reflect.deleteProperty(handlers, 'sweep-outboxes');
    expect(() => workWith({}, { handlers })).toThrow('No handler for the job sweep-outboxes.');
  });
});

describe('while Redis is away', () => {
  test('waking is refused at once, and everything goes on when it is back', async () => {
    const { runs, handler, letGo } = heldPosting();
    const onFailure = vi.fn<JobWorkerSettings['onFailure']>();
    workWith({ 'post-points': handler }, { onFailure });
    const activityId = randomUUID();
    await queues.wakePosting(activityId);
    await vi.waitFor(() => expect(runs).toHaveLength(1), patience);
    await letGo();
    await redis.kill();
    await vi.waitFor(() => expect(onFailure).toHaveBeenCalled(), patience);
    await expect(queues.wakePosting(activityId)).rejects.toThrow(LiveStoreUnavailable);
    await redis.restart();
    await vi.waitFor(() => queues.wakePosting(activityId), patience);
    await vi.waitFor(() => expect(runs.length).toBeGreaterThan(1), patience);
    await letGo();
  });

  test('closing does not wait for it', async () => {
    const worker = workWith({});
    await queues.wakePosting(randomUUID());
    await redis.kill();
    await Promise.all([worker.close(), queues.close()]);
    await redis.restart();
  });
});
