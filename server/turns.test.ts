import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Turns } from './turns.ts';

test('no more than so many at once, in the order of coming, failures included', async () => {
  const turns = new Turns(3);
  const begun: number[] = [];
  let now = 0;
  let most = 0;
  const work = (index: number) => async () => {
    begun.push(index);
    now += 1;
    most = Math.max(most, now);
    await turn();
    now -= 1;
    if (index % 4 === 0) throw new Error(`no ${index}`);
    return index;
  };
  const answers = await Promise.allSettled(
    Array.from({ length: 20 }, (_, index) => turns.take(work(index))),
  );
  expect(most).toBe(3);
  expect(begun).toEqual(Array.from({ length: 20 }, (_, index) => index));
  expect(answers.map(({ status }) => status === 'fulfilled')).toEqual(
    Array.from({ length: 20 }, (_, index) => index % 4 !== 0),
  );
  expect(await turns.take(async () => 'free again')).toBe('free again');
});
