/** The examples: one lottery was drawn, by its real steps, and one takes entries. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { verifyBundle } from '#domain/draw/verify.ts';
import { bundleOf, stateOf } from '../../tests/lottery-venue.ts';
import { eventually, startSystem } from '../../tests/running-system.ts';
import { sampleHall } from '../../tests/stage-samples.ts';
import { startDemoDraw } from './demo-draw.ts';
import { PAST_LOTTERY_ID } from './demo-lottery.ts';

test('the lottery whose time is over is led to its end, across a restart, and verifies', async () => {
  const system = await startSystem({ demo: true, workersWaitMs: 100 });
  onTestFinished(() => system.stop());
  const past = { lotteryId: PAST_LOTTERY_ID };
  // Without workers it comes as far as closing.
  await stateOf(system.node, past, 'closed');
  await system.node.server.close();
  const next = await system.startNode();
  await system.startWorker();
  await stateOf(next, past, 'drawn');
  const bundle = await bundleOf(next, past);
  expect(verifyBundle(bundle)).toMatchObject({ ok: true, draw: 'example-gathering' });
  expect(Buffer.from(bundle.get('audience.tsv')!).toString().trimEnd().split('\n')).toHaveLength(4);
  const { lotteries } = await (await next.askPublic('GET', '/api/lotteries')).json();
  expect(lotteries.map(({ state }: { state: string }) => state).toSorted()).toEqual([
    'drawn',
    'open',
  ]);
  await eventually('nothing is left to do', async () =>
    /_due 0$/m.test(await (await next.askPublic('GET', '/metrics')).text()),
  );
  expect(system.lines.filter((line) => line.includes('example of a lottery'))).toEqual([]);
}, 120_000);

test('what is ordered and not made yet is asked for again after a pause, not until all tries are gone', async () => {
  const lottery = { ...sampleHall().lottery, state: 'final' } as const;
  let asked = 0;
  const draw = startDemoDraw({
    ledger: {
      lottery: () => Promise.resolve(lottery),
      contribute: () => Promise.reject(new Error('not asked')),
    },
    lotteries: {
      move() {
        asked += 1;
        return Promise.resolve({ changed: false, lottery });
      },
    },
    staffId: 'somebody',
    report: (what, error) => {
      throw new Error(what, { cause: error });
    },
    nowMs: Date.now,
  });
  for (let turns = 0; turns < 20; turns += 1) await nextTurn();
  draw.stop();
  expect(asked).toBe(1);
});
