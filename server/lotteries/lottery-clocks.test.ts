/** Two workers at once, whose clocks are not the server's. */
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EnteredLotterySchema } from '#domain/contract/lotteries.ts';
import { EntryTable } from '#domain/draw/tables.ts';
import { verifyBundle } from '#domain/draw/verify.ts';
import { createLedger } from '#stores/ledger/create-ledger.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import {
  bundleOf,
  lead,
  makeLottery,
  phoneWithTickets,
  stateOf,
} from '../../tests/lottery-venue.ts';
import { problemIn } from '../../tests/phone-client.ts';
import type { PhoneClient } from '../../tests/phone-client.ts';
import { eventually, read, startSystem } from '../../tests/running-system.ts';
import type { RunningSystem, SystemNode } from '../../tests/running-system.ts';

const PEOPLE = 8;
const TICKETS = 50;
/** Of one person; all tickets take longer than it is open. */
const BETWEEN_ENTRIES_MS = 200;
const HOUR_MS = 60 * 60_000;

/** Its hour passes when everybody is in, however long that took. */
const clock = { jumpedMs: 0 };
const now = () => Date.now() + clock.jumpedMs;

let system: RunningSystem;
let node: SystemNode;
let ledger: Ledger;

beforeAll(async () => {
  system = await startSystem({ nowMs: now });
  node = system.node;
  ledger = createLedger({ databaseUrl: system.databaseUrl });
}, 120_000);

afterAll(async () => {
  await ledger?.close();
  await system?.stop();
});

/** Enters one ticket after another until it is too late. @param rows of those that are in */
async function enterUntilClosed(
  phone: PhoneClient,
  lotteryId: string,
  rows: string[],
): Promise<void> {
  for (let ticket = 0; ticket < TICKETS; ticket += 1) {
    const order = { lotteryId, prizeId: 'tea', count: 1 };
    const answer = await phone.spend('/api/me/lottery-entries', order);
    if (answer.status !== 201) {
      expect((await problemIn(answer)).code).toBe('lottery-not-open');
      return;
    }
    const { entry } = await read(EnteredLotterySchema, answer, 201);
    const { prizeId, entryId, ownerTag, first, count } = entry;
    rows.push([prizeId, entryId, ownerTag, first, count].join('\t'));
    await delay(BETWEEN_ENTRIES_MS);
  }
  throw new Error('it was never too late');
}

test.each([
  // So far that the workers close it while the server still takes what is entered.
  ['ahead', 60_000, 20_000],
  ['behind', -2_000, 500],
])(
  'LT1 LT3 with clocks %s: whoever was told yes is in, the others hold their ticket, and one draw comes of it',
  async (_name, aheadMs, leftMs) => {
    const nowMs = () => now() + aheadMs;
    const workers = await Promise.all([1, 2].map(() => system.startWorker({ nowMs })));
    const phones = await Promise.all(
      Array.from({ length: PEOPLE }, () => phoneWithTickets(node, ledger, TICKETS)),
    );
    const lottery = await makeLottery(node, {
      closesAt: new Date(now() + HOUR_MS).toISOString(),
    });
    const { lotteryId } = lottery;
    await lead(node, lottery, 'open');
    const entered = phones.map((): string[] => []);
    const entering = phones.map((phone, index) =>
      enterUntilClosed(phone, lotteryId, entered[index]!),
    );
    await eventually('everybody is in', () => entered.every((rows) => rows.length > 0));
    clock.jumpedMs += Date.parse(lottery.closesAt) - leftMs - now();
    await Promise.all(entering);
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
