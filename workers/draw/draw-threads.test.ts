/** Real threads: they compute what is asked, and a failed task costs nobody else anything. */
import { afterAll, expect, test } from 'vitest';
import { makeSampleBundle } from '#domain/draw/sample-draw.ts';
import { DRAW_FILES } from '#domain/lottery.ts';
import { createDrawThreads } from './draw-threads.ts';

const threads = createDrawThreads(1);
afterAll(() => threads.close());

function sourceOf(seed: string, count: number) {
  const prizes = [
    {
      prizeId: 'tea',
      quantity: 3,
      alternates: 2,
      entries: [
        { owner: 1, count: 5 },
        { owner: 2, count },
      ],
    },
  ];
  const bundle = makeSampleBundle({ seed, limit: 'none', prizes });
  const files = new Map(
    DRAW_FILES.flatMap((name) => {
      const bytes = bundle.get(name);
      return bytes === undefined ? [] : [[name, bytes] as const];
    }),
  );
  return { lotteryId: seed, files };
}

test('LT1 a draw by threads is the draw, and verifies', async () => {
  const source = sourceOf('threads', 40);
  const ranges = await Promise.all([
    threads.run('rank', { source, prizeIndex: 0, from: 1, to: 20 }),
    threads.run('rank', { source, prizeIndex: 0, from: 21, to: 45 }),
  ]);
  const ranking = await threads.run('merge', { source, prizeIndex: 0, ranges });
  const result = await threads.run('result', { source, rankings: [ranking] });
  expect(Buffer.from(result)).toEqual(Buffer.from(source.files.get('result.tsv')!));
  expect(await threads.run('verify', { files: source.files })).toBeNull();
  const other = new Map([...source.files, ['result.tsv', Buffer.from('')] as const]);
  expect(await threads.run('verify', { files: other })).toMatch(/^result: /);
});

test('what it kept of one draw is not taken for another', async () => {
  for (const [seed, count] of [
    ['one', 10],
    ['two', 20],
    ['one', 10],
  ] as const) {
    const source = sourceOf(seed, count);
    const ranked = await threads.run('rank', { source, prizeIndex: 0, from: 1, to: count + 5 });
    const result = await threads.run('result', { source, rankings: [ranked] });
    expect(Buffer.from(result)).toEqual(Buffer.from(source.files.get('result.tsv')!));
  }
});

test('a task that fails says why, and the next one is served', async () => {
  const source = sourceOf('fails', 10);
  await expect(threads.run('rank', { source, prizeIndex: 7, from: 1, to: 2 })).rejects.toThrow(
    'there is no prize 7',
  );
  await expect(threads.run('rank', { source, prizeIndex: 0, from: 1, to: 1_000 })).rejects.toThrow(
    'no serials 1 to 1000',
  );
  await expect(threads.run('count', { entries: Buffer.from('no row\n') })).rejects.toThrow('count');
  expect(await threads.run('rank', { source, prizeIndex: 0, from: 1, to: 2 })).toHaveLength(2);
});

test('who asked has its turn while they compute', async () => {
  const source = sourceOf('long', 300_000);
  let turns = 0;
  const timer = setInterval(() => (turns += 1), 1);
  const ranked = await threads.run('rank', { source, prizeIndex: 0, from: 1, to: 300_005 });
  clearInterval(timer);
  expect(ranked).toHaveLength(5);
  expect(turns).toBeGreaterThan(10);
});
