/** Two workers at once, whose clocks are not the server's. */
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EnteredLotterySchema } from '#domain/contract/lotteries.ts';
import { EntryTable } from '#domain/draw/tables.ts';
import { verifyBundle } from '#domain/draw/verify.ts';
import { createLedger } from '#stores/ledger/create-ledger.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import { bundleOf, lead, makeLottery, phoneWithTickets, stateOf } from '../tests/lottery-venue.ts';
import { problemIn } from '../tests/phone-client.ts';
import type { PhoneClient } from '../tests/phone-client.ts';
import { read, startSystem } from '../tests/running-system.ts';
import type { RunningSystem, SystemNode } from '../tests/running-system.ts';

const PEOPLE = 8;
const TICKETS = 50;
/** Of one person; all tickets take longer than it is open. */
const BETWEEN_ENTRIES_MS = 100;
const OPEN_MS = 1_500;

let system: RunningSystem;
let node: SystemNode;
let ledger: Ledger;

beforeAll(async () => {
  system = await startSystem();
  node = system.node;
  ledger = createLedger({ databaseUrl: system.databaseUrl });
}, 120_000);

afterAll(async () => {
  await ledger?.close();
  await system?.stop();
});

/** Enters one ticket after another until it is too late. @returns rows of those that are in */
async function enterUntilClosed(phone: PhoneClient, lotteryId: string): Promise<string[]> {
  const rows: string[] = [];
  for (let ticket = 0; ticket < TICKETS; ticket += 1) {
    const order = { lotteryId, prizeId: 'tea', count: 1 };
    const answer = await phone.spend('/api/me/lottery-entries', order);
    if (answer.status !== 201) {
      expect((await problemIn(answer)).code).toBe('lottery-not-open');
      return rows;
    }
    const { entry } = await read(EnteredLotterySchema, answer, 201);
    const { prizeId, entryId, ownerTag, first, count } = entry;
    rows.push([prizeId, entryId, ownerTag, first, count].join('\t'));
    await delay(BETWEEN_ENTRIES_MS);
  }
  throw new Error('it was never too late');
}

test.each([
  ['ahead', 10_000],
  ['behind', -2_000],
])(
  'LT1 LT3 with clocks %s: whoever was told yes is in, the others hold their ticket, and one draw comes of it',
  async (_name, aheadMs) => {
    const nowMs = () => Date.now() + aheadMs;
    const workers = await Promise.all([1, 2].map(() => system.startWorker({ nowMs })));
    const phones = await Promise.all(
      Array.from({ length: PEOPLE }, () => phoneWithTickets(node, ledger, TICKETS)),
    );
    const lottery = await makeLottery(node, {
      closesAt: new Date(Date.now() + OPEN_MS + Math.max(0, aheadMs)).toISOString(),
    });
    const { lotteryId } = lottery;
    await lead(node, lottery, 'open');
    const entered = await Promise.all(phones.map((phone) => enterUntilClosed(phone, lotteryId)));
    expect(entered.flat().length).toBeGreaterThan(0);
    await stateOf(node, lottery, 'closed');
    await lead(node, lottery, 'gathering', 'frozen', 'final', 'drawn');
    const bundle = await bundleOf(node, lottery);
    const rows = Buffer.from(bundle.get('entries.tsv')!).toString().trimEnd().split('\n');
    expect(rows.toSorted()).toEqual(entered.flat().toSorted());
    expect(new EntryTable(bundle.get('entries.tsv')!).prize('tea').serials).toBe(rows.length);
    for (const [index, phone] of phones.entries()) {
      const left = (await ledger.balance(phone.participantId)).tickets;
      expect(left).toBe(TICKETS - entered[index]!.length);
    }
    expect(verifyBundle(bundle)).toMatchObject({ ok: true, signed: true });
    const transitions = await ledger.lotteryTransitions(lotteryId);
    const states = ['open', 'closed', 'gathering', 'frozen', 'final', 'drawn'];
    expect(transitions.map(({ to }) => to)).toEqual(states);
    await Promise.all(workers.map((worker) => worker.close()));
  },
);
