import { expect, test } from 'vitest';
import { Renewals } from './renewals.ts';

/** Runs that end when they are told to. */
function openWork() {
  const started: { readonly end: (value: number) => void; readonly fail: () => void }[] = [];
  const work = () =>
    new Promise<number>((resolve, reject) => {
      started.push({ end: resolve, fail: () => reject(new Error('away')) });
    });
  return { started, work };
}

const settle = () => new Promise(setImmediate);

test('one runs, one waits, and who comes later shares the one that waits', async () => {
  const renewals = new Renewals<number>();
  const { started, work } = openWork();
  const [first, second, third] = [1, 2, 3].map(() => renewals.run('a', work));
  const other = renewals.run('b', work);
  await settle();
  expect(started).toHaveLength(2);
  started[1]!.end(20);
  expect(await other).toBe(20);
  started[0]!.end(10);
  expect(await first).toBe(10);
  await settle();
  expect(started).toHaveLength(3);
  // This one comes while the second runs: what that one read may be too old already.
  const fourth = renewals.run('a', work);
  started[2]!.end(30);
  expect(await Promise.all([second, third])).toEqual([30, 30]);
  await settle();
  started[3]!.end(40);
  expect(await fourth).toBe(40);
});

test('a run that fails holds up nobody', async () => {
  const renewals = new Renewals<number>();
  const { started, work } = openWork();
  const [first, second] = [renewals.run('a', work), renewals.run('a', work)];
  started[0]!.fail();
  await expect(first).rejects.toThrow('away');
  await settle();
  started[1]!.end(2);
  expect(await second).toBe(2);
  void renewals.run('a', work);
  expect(started).toHaveLength(3);
});
