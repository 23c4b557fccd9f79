import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLedger } from '#stores/ledger/create-ledger.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import { lead, makeLottery, phoneWithTickets } from '../../tests/lottery-venue.ts';
import { startSystem } from '../../tests/running-system.ts';
import type { RunningSystem } from '../../tests/running-system.ts';

const HOUR_MS = 60 * 60_000;
const clock = { atMs: Date.now() };

let system: RunningSystem;
let ledger: Ledger;

beforeAll(async () => {
  system = await startSystem({ nowMs: () => clock.atMs });
  ledger = createLedger({ databaseUrl: system.databaseUrl });
}, 120_000);

afterAll(async () => {
  await ledger?.close();
  await system?.stop();
});

test('what is asked for in time is in time, however long it waits for its turn', async () => {
  const { node } = system;
  const closesAtMs = clock.atMs + HOUR_MS;
  const lottery = await makeLottery(node, { closesAt: new Date(closesAtMs).toISOString() });
  await lead(node, lottery, 'open');
  const phone = await phoneWithTickets(node, ledger, 2);
  const order = { lotteryId: lottery.lotteryId, prizeId: 'tea', count: 1 };

  clock.atMs = closesAtMs - 1;
  const sent = request(`${node.base}/api/me/lottery-entries`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${phone.person.token}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
      // The server says so when it has begun with it.
      expect: '100-continue',
    },
  });
  sent.flushHeaders();
  await once(sent, 'continue');
  clock.atMs = closesAtMs;
  const answered = once(sent, 'response');
  sent.end(JSON.stringify(order));
  const [response] = await answered;
  expect(response.statusCode).toBe(201);
  expect(JSON.parse(await text(response))).toMatchObject({
    entry: { enteredAt: new Date(closesAtMs - 1).toISOString() },
  });

  const late = await phone.spend('/api/me/lottery-entries', order);
  expect(await late.json()).toMatchObject({ code: 'lottery-not-open' });
});
