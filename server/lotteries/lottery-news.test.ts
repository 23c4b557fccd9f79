/** Phones are told of a lottery's states, at every node and once; how it stands they ask. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PhoneLotteryChanged } from '#domain/contract/phone-channel.ts';
import { createLedger } from '#stores/ledger/create-ledger.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import { enter, lead, makeLottery, phoneWithTickets, tryMove } from '../../tests/lottery-venue.ts';
import { joinWithPhone } from '../../tests/phone-client.ts';
import type { PhoneClient, PhoneSocket } from '../../tests/phone-client.ts';
import { eventually, startSystem } from '../../tests/running-system.ts';
import type { RunningSystem } from '../../tests/running-system.ts';

let system: RunningSystem;
let ledger: Ledger;
const sockets: PhoneSocket[] = [];

beforeAll(async () => {
  system = await startSystem();
  ledger = createLedger({ databaseUrl: system.databaseUrl });
}, 120_000);

afterAll(async () => {
  for (const socket of sockets) socket.disconnect();
  await ledger?.close();
  await system?.stop();
});

/** A connected phone, and what it was told of lotteries. */
async function listen(phone: PhoneClient): Promise<PhoneLotteryChanged[]> {
  const socket = phone.socket();
  sockets.push(socket);
  const told: PhoneLotteryChanged[] = [];
  socket.on('lottery:changed', (changed) => told.push(changed));
  const greeted = new Promise((resolve) => {
    socket.once('me:snapshot', resolve);
  });
  socket.connect();
  await greeted;
  return told;
}

test('each state is told to every phone of every node, once, whatever is entered meanwhile', async () => {
  const { node } = system;
  const second = await system.startNode();
  const entering = await phoneWithTickets(node, ledger, 10);
  const phones = [await listen(entering), await listen(await joinWithPhone(second, '庭の人'))];
  const draft = await makeLottery(node);
  const lottery = await makeLottery(node);
  const { lotteryId } = lottery;
  const state = (to: string) =>
    eventually(`both know that it is ${to}`, () =>
      phones.every((told) => told.at(-1)?.state === to),
    );
  await lead(node, lottery, 'open');
  await state('open');
  for (let entries = 0; entries < 5; entries += 1) await enter(entering, lottery, 'tea');
  await lead(second, lottery, 'closed');
  await state('closed');
  await tryMove(node, lottery, { to: 'void', reason: '台風のため中止します。' });
  await state('void');
  const expected = ['open', 'closed', 'void'].map((each) => ({ lotteryId, state: each }));
  for (const told of phones) expect(told).toEqual(expected);
  expect(JSON.stringify(phones)).not.toContain(draft.lotteryId);
});
