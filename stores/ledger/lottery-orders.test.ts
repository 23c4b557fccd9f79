import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addStaff } from '../../tests/economy-samples.ts';
import { ledgerDatabases, runSql } from '../../tests/ledger-database.ts';
import type { LedgerDatabase } from '../../tests/ledger-database.ts';
import {
  CLOSES_AT,
  addLottery,
  addOpenLottery,
  addTicketHolder,
  moveTo,
  orderOf,
} from '../../tests/lottery-samples.ts';
import { rowsReadFor } from '../../tests/rows-read.ts';
import { GATHERING_MS } from '#domain/contract/lotteries.ts';
import type { NewLottery } from '#domain/contract/lotteries.ts';
import { LOTTERY_STATES, ORDERED_STATES } from '#domain/lottery.ts';
import type { LotteryState, OrderedState } from '#domain/lottery.ts';
import { createLedger } from './create-ledger.ts';
import type { Ledger } from './ledger.ts';
import { ledgerLimits } from './limits.ts';
import { lotteriesDue } from './lottery-orders.ts';
import { migrateLedger } from './migrate.ts';

const AT = '2027-03-20T05:40:00.000Z';
const FREEZES_AT = '2027-03-20T06:00:00.000Z';
const FAR_AWAY = '2100-01-01T00:00:00.000Z';
const FORWARDS = ['draft', 'open', 'closed', 'gathering', 'frozen', 'final', 'drawn'] as const;

const later = (at: string, milliseconds: number) =>
  new Date(Date.parse(at) + milliseconds).toISOString();

describe.each(ledgerDatabases)('orders of a lottery on $name', ({ start }) => {
  let database: LedgerDatabase;
  let ledger: Ledger;
  let other: Ledger;

  beforeAll(async () => {
    database = await start();
    await migrateLedger({ databaseUrl: database.url });
    ledger = createLedger({ databaseUrl: database.url, poolSize: 8 });
    other = createLedger({ databaseUrl: database.url, poolSize: 8 });
  });

  afterAll(async () => {
    await ledger?.close();
    await other?.close();
    await database?.stop();
  });

  async function addAt(state: LotteryState, changes: Partial<NewLottery> = {}): Promise<string> {
    const { lotteryId } =
      state === 'draft' ? await addLottery(ledger, changes) : await addOpenLottery(ledger, changes);
    if (state === 'void') await moveTo(ledger, lotteryId, 'void', { voidReason: '中止' });
    else await lead(lotteryId, 'open', state);
    return lotteryId;
  }

  /** From one state to another, step by step. */
  async function lead(lotteryId: string, from: LotteryState, to: LotteryState): Promise<void> {
    const way = FORWARDS.slice(1 + FORWARDS.findIndex((state) => state === from));
    for (const step of way) {
      if (FORWARDS.indexOf(step) > FORWARDS.findIndex((state) => state === to)) return;
      const moved = await moveTo(
        ledger,
        lotteryId,
        step,
        step === 'frozen' ? { contributions: 0 } : {},
      );
      expect(moved).toMatchObject({ ok: true });
    }
  }

  const order = (
    lotteryId: string,
    to: OrderedState,
    changes: { readonly at?: string; readonly staffId?: string | null } = {},
    books = ledger,
  ) => books.orderLottery({ lotteryId, to, at: AT, staffId: null, ...changes });

  const putEntries = (lotteryId: string) =>
    ledger.addLotteryFile(lotteryId, { name: 'entries.tsv', bytes: Buffer.from('') }, AT);

  async function isDue(lotteryId: string, at: string): Promise<boolean> {
    return (await ledger.lotteriesDue(at)).includes(lotteryId);
  }

  const ordersOf = (lotteryId: string) =>
    runSql(database.url, 'select * from lottery_orders where lottery_id = $1', [lotteryId]);

  test.each(ORDERED_STATES)(
    '%s is ordered in the state before it, and nowhere else',
    async (to) => {
      const before = to === 'frozen' ? 'gathering' : 'final';
      const staffId = await addStaff(ledger);
      for (const state of LOTTERY_STATES) {
        const lotteryId = await addAt(state);
        const answer = await order(lotteryId, to, { staffId });
        if (state === before) {
          expect(answer).toEqual({ ok: true, changed: true });
          expect((await ledger.lottery(lotteryId))?.ordered).toEqual({ to, at: AT });
          expect(await ledger.lotteryOrder(lotteryId, to)).toEqual({ at: AT, staffId });
        } else {
          if (state === to) expect(answer).toEqual({ ok: true, changed: false });
          else expect(answer, state).toEqual({ ok: false, code: 'lottery-state' });
          expect((await ledger.lottery(lotteryId))?.ordered).toBeNull();
          expect(await ledger.lotteryOrder(lotteryId, to)).toBeNull();
        }
      }
      expect(await order(randomUUID(), to)).toEqual({ ok: false, code: 'lottery-unknown' });
    },
  );

  test('asked again nothing changes; an earlier one comes forward, in its name', async () => {
    const [first, second] = [await addStaff(ledger), await addStaff(ledger)];
    const lotteryId = await addAt('gathering');
    expect(await order(lotteryId, 'frozen', { staffId: first })).toMatchObject({ changed: true });
    for (const at of [AT, later(AT, 5_000)]) {
      expect(await order(lotteryId, 'frozen', { at, staffId: second })).toMatchObject({
        changed: false,
      });
    }
    expect(await ledger.lotteryOrder(lotteryId, 'frozen')).toEqual({ at: AT, staffId: first });
    const earlier = later(AT, -1);
    expect(await order(lotteryId, 'frozen', { at: earlier, staffId: second })).toMatchObject({
      changed: true,
    });
    const kept = { at: earlier, staffId: second };
    expect(await ledger.lotteryOrder(lotteryId, 'frozen')).toEqual(kept);
    await lead(lotteryId, 'gathering', 'drawn');
    // For whoever writes the log after a pause.
    expect(await ledger.lotteryOrder(lotteryId, 'frozen')).toEqual(kept);
    expect((await ledger.lottery(lotteryId))?.ordered).toBeNull();
  });

  test('a freeze that was set for a time is told from the draft on, and comes forward', async () => {
    const { lotteryId } = await addLottery(ledger, { freezesAt: FREEZES_AT });
    const set = { to: 'frozen', at: FREEZES_AT };
    for (const to of ['open', 'closed', 'gathering'] as const) {
      expect((await ledger.lottery(lotteryId))?.ordered).toEqual(set);
      await moveTo(ledger, lotteryId, to);
    }
    expect(await ledger.lotteryOrder(lotteryId, 'frozen')).toEqual({
      at: FREEZES_AT,
      staffId: null,
    });
    expect(await order(lotteryId, 'frozen', { at: FREEZES_AT })).toMatchObject({ changed: false });
    const staffId = await addStaff(ledger);
    expect(await order(lotteryId, 'frozen', { staffId })).toMatchObject({ changed: true });
    expect((await ledger.lottery(lotteryId))?.ordered).toEqual({ to: 'frozen', at: AT });
    expect(await ledger.lotteryOrder(lotteryId, 'frozen')).toEqual({ at: AT, staffId });
    await lead(lotteryId, 'gathering', 'frozen');
    expect((await ledger.lottery(lotteryId))?.ordered).toBeNull();
  });

  test('what is void waits for nothing', async () => {
    const lotteryId = await addAt('gathering', { freezesAt: FREEZES_AT });
    await order(lotteryId, 'frozen');
    await moveTo(ledger, lotteryId, 'void', { voidReason: '中止' });
    expect((await ledger.lottery(lotteryId))?.ordered).toBeNull();
    expect(await isDue(lotteryId, FAR_AWAY)).toBe(false);
  });

  test('of fifty that order at once one does, and all are answered', async () => {
    const staff = await Promise.all(Array.from({ length: 10 }, () => addStaff(ledger)));
    const lotteryId = await addAt('final');
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        order(lotteryId, 'drawn', { staffId: staff[index % 10]! }, index % 2 ? ledger : other),
      ),
    );
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(answers.filter((answer) => answer.ok && answer.changed)).toHaveLength(1);
    expect(await ordersOf(lotteryId)).toHaveLength(1);
  });

  test('ordered and ended at once: afterwards it is void, and nothing is left to do', async () => {
    for (let round = 0; round < 4; round += 1) {
      const lotteryId = await addAt('gathering');
      const [ordered, ended] = await Promise.all([
        order(lotteryId, 'frozen'),
        moveTo(other, lotteryId, 'void', { voidReason: '中止' }),
      ]);
      expect(ended).toMatchObject({ ok: true, changed: true, lottery: { ordered: null } });
      expect([
        { ok: true, changed: true },
        { ok: false, code: 'lottery-state' },
      ]).toContainEqual(ordered);
      expect(await isDue(lotteryId, FAR_AWAY)).toBe(false);
    }
  });

  test('ordered and made at once: it is there, whoever was first', async () => {
    for (let round = 0; round < 4; round += 1) {
      const lotteryId = await addAt('final');
      const [ordered, moved] = await Promise.all([
        order(lotteryId, 'drawn'),
        moveTo(other, lotteryId, 'drawn'),
      ]);
      expect(ordered).toMatchObject({ ok: true });
      expect(moved).toMatchObject({ ok: true, changed: true });
      expect(await ledger.lottery(lotteryId)).toMatchObject({ state: 'drawn', ordered: null });
      expect(await order(lotteryId, 'drawn')).toEqual({ ok: true, changed: false });
    }
  });

  test('it is due to close two seconds after its time, and then until its entries are there', async () => {
    const lotteryId = await addAt('open');
    const closing = later(CLOSES_AT, ledgerLimits.closingGraceMs);
    expect(await isDue(lotteryId, later(closing, -1))).toBe(false);
    expect(await isDue(lotteryId, closing)).toBe(true);
    await moveTo(ledger, lotteryId, 'closed');
    // By hand, before its time: its entries are missing all the same.
    expect(await isDue(lotteryId, '2027-03-01T00:00:00.000Z')).toBe(true);
    await putEntries(lotteryId);
    expect(await isDue(lotteryId, FAR_AWAY)).toBe(false);
  });

  test('it is not due to close while those who asked in time are still being entered', async () => {
    const lottery = await addOpenLottery(ledger);
    const { lotteryId } = lottery;
    const isDue = async (afterMs: number) => {
      const at = new Date(Date.parse(CLOSES_AT) + afterMs).toISOString();
      return (await ledger.lotteriesDue(at)).includes(lotteryId);
    };
    expect(await isDue(2_000)).toBe(true);
    const order = await orderOf(ledger, lottery, await addTicketHolder(ledger, 1));
    expect(await ledger.enterLottery(order)).toMatchObject({ ok: true });
    // The second in which it is lately is the database's: here it lasts until it is over.
    const shift = (interval: string) =>
      runSql(
        database.url,
        'update lotteries set last_entered_at = last_entered_at + $2::interval where lottery_id = $1',
        [lotteryId, interval],
      );
    await shift('1 hour');
    expect(await isDue(2_000)).toBe(false);
    // Not for ever, however many come.
    expect(await isDue(30_000)).toBe(true);
    await shift(`-${3_600_000 + ledgerLimits.enteredLatelyMs} milliseconds`);
    expect(await isDue(2_000)).toBe(true);
  });

  test('it is due to gather a minute before it freezes, and to freeze at its time', async () => {
    const lotteryId = await addAt('closed', { freezesAt: FREEZES_AT });
    await putEntries(lotteryId);
    const gathers = later(FREEZES_AT, -GATHERING_MS);
    expect(await isDue(lotteryId, later(gathers, -1))).toBe(false);
    expect(await isDue(lotteryId, gathers)).toBe(true);
    await moveTo(ledger, lotteryId, 'gathering');
    expect(await isDue(lotteryId, later(FREEZES_AT, -1))).toBe(false);
    expect(await isDue(lotteryId, FREEZES_AT)).toBe(true);
    await order(lotteryId, 'frozen');
    expect(await isDue(lotteryId, later(AT, -1))).toBe(false);
    expect(await isDue(lotteryId, AT)).toBe(true);
    await lead(lotteryId, 'gathering', 'frozen');
    expect(await isDue(lotteryId, FAR_AWAY)).toBe(false);
  });

  test.each(['sealed', 'drand'] as const)(
    'in %s mode it is due to be drawn when it is final: by order, or by its beacons',
    async (mode) => {
      const lotteryId = await addAt('gathering', { mode });
      expect(await isDue(lotteryId, FAR_AWAY)).toBe(false);
      await lead(lotteryId, 'gathering', 'final');
      expect(await isDue(lotteryId, AT)).toBe(mode === 'drand');
      await order(lotteryId, 'drawn');
      expect(await isDue(lotteryId, later(AT, -1))).toBe(mode === 'drand');
      expect(await isDue(lotteryId, AT)).toBe(true);
      await lead(lotteryId, 'final', 'drawn');
      expect(await isDue(lotteryId, FAR_AWAY)).toBe(false);
    },
  );

  test('asked every second: draws that ended are not read for it, however many they are', async () => {
    const before = await addAt('open');
    await runSql(
      database.url,
      `insert into lotteries (
        lottery_id, draw, rehearsal, name, fiscal_year, state, mode, limit_rule, closes_at, void_reason
      )
      select gen_random_uuid(), 'old-' || n, false, '昔の', 2020, 'void', 'sealed', 'none', $1, '中止'
      from generate_series(1, 3000) as n`,
      [CLOSES_AT],
    );
    const after = await addAt('open');
    let due: string[] = [];
    const read = await rowsReadFor(database.url, 'lotteries', async (books) => {
      due = await lotteriesDue(books, FAR_AWAY);
    });
    expect(read).toBeLessThan(300);
    // The oldest first.
    expect(due.filter((one) => one === before || one === after)).toEqual([before, after]);
  });

  test('drafts are never due', async () => {
    const lotteryId = await addAt('draft', { freezesAt: FREEZES_AT });
    expect(await isDue(lotteryId, FAR_AWAY)).toBe(false);
  });

  test('PT4 an order stays as it was given', async () => {
    const lotteryId = await addAt('final');
    await order(lotteryId, 'drawn');
    for (const text of [
      'update lottery_orders set due_at = now() where lottery_id = $1',
      'delete from lottery_orders where lottery_id = $1',
    ]) {
      await expect(runSql(database.url, text, [lotteryId]), text).rejects.toMatchObject({
        code: '23001',
      });
    }
  });
});
