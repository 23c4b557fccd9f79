/** What a list keeps for when the network is away, whichever of the answers comes first. */
import type { ReactiveController } from 'lit';
import * as v from 'valibot';
import { beforeEach, expect, test } from 'vitest';
import { readAnswer } from '#ui/problem.ts';
import { KeptList } from './kept-list.ts';

const PATH = '/api/me/coupons';

/** What the server was asked and has not answered yet, in the order in which it was asked. */
let asked: PromiseWithResolvers<number>[];
let kept: unknown;
let list: KeptList<v.NumberSchema<undefined>>;

beforeEach(() => {
  asked = [];
  kept = null;
  list = new KeptList(
    {
      updateComplete: Promise.resolve(true),
      addController(_controller: ReactiveController): void {},
      removeController(_controller: ReactiveController): void {},
      requestUpdate(): void {},
      session: {
        connection: 'online',
        nowMs: Date.now,
        on: () => () => undefined,
        async request(schema) {
          const answer = Promise.withResolvers<number>();
          asked.push(answer);
          return readAnswer(schema, 200, String(await answer.promise));
        },
        store: {
          keptList: () => Promise.resolve(null),
          setKeptList: (_name, { value }) => {
            kept = value;
            return Promise.resolve();
          },
        },
      },
    },
    v.number(),
    PATH,
  );
});

test('an earlier question that is answered later is neither shown nor kept', async () => {
  const [earlier, later] = [list.load(), list.load()];
  asked[1]?.resolve(2);
  await later;
  asked[0]?.resolve(1);
  await earlier;
  expect([list.value, kept]).toEqual([2, 2]);
});

test('what was asked before it was known better is not kept over it', async () => {
  const earlier = list.load();
  await list.keep(2);
  asked[0]?.resolve(1);
  await earlier;
  expect(kept).toBe(2);
  const later = list.load();
  asked[1]?.resolve(3);
  await later;
  expect([list.value, kept]).toEqual([3, 3]);
});
