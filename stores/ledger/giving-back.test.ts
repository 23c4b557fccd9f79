import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addShop, addStaff, award, exchange } from '../../tests/economy-samples.ts';
import { ledgerDatabases, runSql } from '../../tests/ledger-database.ts';
import type { LedgerDatabase } from '../../tests/ledger-database.ts';
import { addOpenLottery, addTicketHolder, buy } from '../../tests/lottery-samples.ts';
import { moveTo, orderOf } from '../../tests/lottery-samples.ts';
import type { Order, SampleLottery } from '../../tests/lottery-samples.ts';
import { rowsReadFor } from '../../tests/rows-read.ts';
import { createLedger } from './create-ledger.ts';
import { giveTicketsBack } from './giving-back.ts';
import type { Ledger } from './ledger.ts';
import { migrateLedger } from './migrate.ts';

/** Nothing is due to close yet. */
const AT = '2027-03-20T05:00:00.000Z';

describe.each(ledgerDatabases)('a void lottery gives tickets back on $name', ({ start }) => {
  let database: LedgerDatabase;
  let ledger: Ledger;
  /** Another process with the same books. */
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

  async function enter(
    lottery: SampleLottery,
    participantId: string,
    changes: Partial<Order> = {},
  ): Promise<string> {
    const order = await orderOf(ledger, lottery, participantId, changes);
    const answer = await ledger.enterLottery(order);
    if (!answer.ok) throw new Error(answer.code);
    return order.transactionId;
  }

  const end = (lottery: SampleLottery, books = ledger) =>
    moveTo(books, lottery.lotteryId, 'void', { voidReason: '強風のため' });

  const give = (lottery: SampleLottery, told: string | null = null, limit = 3, books = ledger) =>
    books.giveTicketsBack({
      lotteryId: lottery.lotteryId,
      told,
      limit,
      newTransactionId: () => randomUUID(),
    });

  /** As a worker does, from the beginning. @returns whom it told */
  async function giveAll(lottery: SampleLottery, limit = 3, books = ledger): Promise<string[]> {
    const people: string[] = [];
    let told: string | null = null;
    for (;;) {
      const batch: Awaited<ReturnType<typeof give>> = await give(lottery, told, limit, books);
      if (batch === null) return people;
      people.push(...batch.people);
      told = batch.upTo;
    }
  }

  const isDue = async ({ lotteryId }: SampleLottery) =>
    (await ledger.lotteriesDue(AT)).includes(lotteryId);

  const ticketsOf = async (participantId: string) => (await ledger.balance(participantId)).tickets;

  const reversalsOf = ({ lotteryId }: SampleLottery) =>
    runSql(
      database.url,
      `select reverses, staff_id, reason, tickets from transactions
       where lottery_id = $1 and kind = 'reversal' order by reverses`,
      [lotteryId],
    );

  async function points(owner: string, account: string): Promise<number> {
    const [row] = await runSql(
      database.url,
      'select balance from accounts where owner = $1 and kind = $2',
      [owner, account],
    );
    return Number(row?.['balance']);
  }

  async function rowsOf({ lotteryId }: SampleLottery): Promise<unknown[]> {
    const rows: unknown[] = [];
    for await (const page of ledger.lotteryEntries(lotteryId)) rows.push(...page);
    return rows;
  }

  test('PT4 each entry is reversed in the lottery’s name, and its tickets are open again', async () => {
    const [lottery, another] = [await addOpenLottery(ledger), await addOpenLottery(ledger)];
    const participantId = await addTicketHolder(ledger, 6);
    const before = (await ledger.ticketsOf(participantId, 10)).tickets;
    const first = await enter(lottery, participantId, { count: 3 });
    const second = await enter(lottery, participantId, { prizeId: 'tea' });
    const elsewhere = await enter(another, participantId);
    const rows = await rowsOf(lottery);
    expect(await isDue(lottery)).toBe(false);
    await end(lottery);
    expect(await isDue(lottery)).toBe(true);
    expect(await giveAll(lottery, 1)).toEqual([participantId, participantId]);
    expect(await isDue(lottery)).toBe(false);
    expect(await give(lottery)).toBeNull();

    const { tickets, count } = await ledger.ticketsOf(participantId, 10);
    expect(count).toBe(5);
    const ids = new Set(before.map(({ ticketId }) => ticketId));
    expect(tickets.every(({ ticketId }) => ids.has(ticketId))).toBe(true);
    expect(await points(participantId, 'tickets')).toBe(50);
    const { entries } = await ledger.entries(participantId, { before: null, limit: 10 });
    const lineOf = (transactionId: string) =>
      entries.find((line) => line.transactionId === transactionId);
    const back = entries.find(({ reverses }) => reverses === first);
    expect(back).toMatchObject({
      kind: 'reversal',
      amount: 0,
      tickets: 3,
      reason: `大抽選会 (${lottery.draw}): 強風のため`,
      entries: [
        { account: 'tickets', own: true, amount: 30 },
        { account: 'tickets-entered', own: false, amount: -30 },
      ],
    });
    expect(lineOf(first)).toMatchObject({ tickets: 3, reversedBy: back?.transactionId });
    expect(lineOf(second)).toMatchObject({ tickets: 1 });
    expect(lineOf(elsewhere)).toMatchObject({ tickets: 1, reversedBy: null });
    expect(await reversalsOf(lottery)).toMatchObject([{ staff_id: null }, { staff_id: null }]);
    // What was published stays.
    expect(await rowsOf(lottery)).toEqual(rows);
    expect(await ledger.wrongBalances(5)).toEqual([]);
  });

  test('LT3 what is back is entered elsewhere, and comes back from there as well', async () => {
    const lotteries = [await addOpenLottery(ledger), await addOpenLottery(ledger)];
    const participantId = await addTicketHolder(ledger, 2);
    for (const lottery of lotteries) {
      await enter(lottery, participantId, { count: 2 });
      expect(await ticketsOf(participantId)).toBe(0);
      await end(lottery);
      await giveAll(lottery);
      expect(await ticketsOf(participantId)).toBe(2);
    }
    // Who began before the first was done does not take them from the second.
    expect(await give(lotteries[0]!)).toBeNull();
    expect(await ledger.wrongBalances(5)).toEqual([]);
  });

  test('PT4 staff take no entry back, neither before nor after; a purchase they do again', async () => {
    const [lottery, staffId] = [await addOpenLottery(ledger), await addStaff(ledger)];
    const participantId = await addTicketHolder(ledger, 0);
    await award(ledger, participantId, 20);
    const purchase = await buy(ledger, participantId, 2);
    const entered = await enter(lottery, participantId, { count: 2 });
    const reverse = (reverses: string) =>
      ledger.reverseTransaction({
        reverses,
        transactionId: randomUUID(),
        staffId,
        reason: '買いまちがい',
      });
    const refused = { ok: false, code: 'transaction-not-reversible' };
    expect(await reverse(entered)).toEqual(refused);
    expect(await reverse(purchase)).toEqual(refused);
    await end(lottery);
    expect(await reverse(entered)).toEqual(refused);
    await giveAll(lottery);
    expect(await reverse(entered)).toMatchObject({ ok: false, code: 'transaction-reversed' });
    const [line] = (await ledger.entries(participantId, { before: null, limit: 1 })).entries;
    expect(await reverse(line!.transactionId)).toEqual(refused);
    expect(await reverse(purchase)).toMatchObject({ ok: true });
    expect(await ticketsOf(participantId)).toBe(0);
    expect(await ledger.wrongBalances(5)).toEqual([]);
  });

  test('whoever is killed after a batch is followed by one that tells its people again', async () => {
    const lottery = await addOpenLottery(ledger);
    const people = await Promise.all(Array.from({ length: 7 }, () => addTicketHolder(ledger, 1)));
    for (const person of people) await enter(lottery, person);
    await end(lottery);
    const first = await give(lottery);
    const second = await give(lottery, first!.upTo);
    // Here it is killed, and nobody of the second batch was told.
    expect(await reversalsOf(lottery)).toHaveLength(6);
    expect((await give(lottery, null))?.people).toEqual(second?.people);
    expect(await reversalsOf(lottery)).toHaveLength(6);
    const told = [...first!.people, ...(await giveAll(lottery))];
    expect(told.toSorted()).toEqual(people.toSorted());
    expect(await reversalsOf(lottery)).toHaveLength(7);
    for (const person of people) expect(await ticketsOf(person)).toBe(1);
    expect(await ledger.wrongBalances(5)).toEqual([]);
  });

  test('a batch that holds many tickets is shorter, and goes on', async () => {
    const lottery = await addOpenLottery(ledger);
    const people = [await addTicketHolder(ledger, 1_200), await addTicketHolder(ledger, 1_200)];
    people.push(await addTicketHolder(ledger, 1_200));
    for (const person of people) await enter(lottery, person, { count: 1_200 });
    await end(lottery);
    const first = await give(lottery, null, 100);
    expect(first?.people).toHaveLength(2);
    await giveAll(lottery);
    for (const person of people) expect(await ticketsOf(person)).toBe(1_200);
  });

  test('PT4 two workers at once give each entry back once', async () => {
    const lottery = await addOpenLottery(ledger);
    const people = await Promise.all(Array.from({ length: 20 }, () => addTicketHolder(ledger, 2)));
    for (const person of people) await enter(lottery, person, { count: 2 });
    await end(lottery);
    const told = await Promise.all([
      giveAll(lottery, 3, ledger),
      giveAll(lottery, 4, other),
      giveAll(lottery, 3, other),
    ]);
    expect(new Set(told.flat())).toEqual(new Set(people));
    expect(await reversalsOf(lottery)).toHaveLength(20);
    for (const person of people) expect(await ticketsOf(person)).toBe(2);
    expect(await ledger.wrongBalances(5)).toEqual([]);
  });

  test('LT3 void while people enter: whatever was entered is back, and nothing is lost', async () => {
    for (let round = 0; round < 3; round += 1) {
      const lottery = await addOpenLottery(ledger);
      const people = await Promise.all(
        Array.from({ length: 12 }, () => addTicketHolder(ledger, 2)),
      );
      const orders = await Promise.all(people.map((id) => orderOf(ledger, lottery, id)));
      const answers = orders.map((order, index) =>
        (index % 2 ? ledger : other).enterLottery(order),
      );
      const [ended] = await Promise.all([end(lottery, other), ...answers]);
      expect(ended).toMatchObject({ ok: true, changed: true });
      const entered = (await Promise.all(answers)).filter(({ ok }) => ok);
      expect(await isDue(lottery)).toBe(entered.length > 0);
      await giveAll(lottery);
      expect(await reversalsOf(lottery)).toHaveLength(entered.length);
      for (const person of people) expect(await ticketsOf(person)).toBe(2);
    }
    expect(await ledger.wrongBalances(5)).toEqual([]);
  });

  test('nothing is owed by a rehearsal, by one that nobody entered, and by one that goes on', async () => {
    const [rehearsal, unentered, open] = [
      await addOpenLottery(ledger, { draw: `rehearsal-${randomUUID()}` }),
      await addOpenLottery(ledger),
      await addOpenLottery(ledger),
    ];
    const participantId = await addTicketHolder(ledger, 2);
    await enter(rehearsal, participantId, { count: 2 });
    await enter(open, participantId);
    for (const lottery of [rehearsal, unentered]) await end(lottery);
    for (const lottery of [rehearsal, unentered, open]) {
      expect(await isDue(lottery)).toBe(false);
      expect(await give(lottery)).toBeNull();
      expect(await reversalsOf(lottery)).toEqual([]);
    }
    expect(await ticketsOf(participantId)).toBe(1);
  });

  test('PP1 what an erased person entered goes back to the account that stays; nobody is named', async () => {
    const lottery = await addOpenLottery(ledger);
    const [erased, stays] = [await addTicketHolder(ledger, 3), await addTicketHolder(ledger, 1)];
    await enter(lottery, erased, { count: 2 });
    await enter(lottery, stays);
    const { ownerTag } = await ledger.lotteryEntriesOf(lottery.lotteryId, erased);
    await ledger.eraseParticipant(erased, AT);
    await end(lottery);
    await giveAll(lottery);
    expect(await points(erased, 'tickets')).toBe(30);
    expect(await points(stays, 'tickets')).toBe(10);
    const named = await runSql(
      database.url,
      'select * from transactions as t where t::text like $1',
      [`%${ownerTag}%`],
    );
    expect(named).toEqual([]);
    expect(await ledger.wrongBalances(5)).toEqual([]);
    await ledger.extendChain();
    expect(await ledger.verifyChain()).toMatchObject({ ok: true });
  });

  test('nobody waits in a circle: two that give back, entering, purchases and their reversals', async () => {
    const [staffId, shop] = [await addStaff(ledger), await addShop(ledger)];
    const voids = [await addOpenLottery(ledger), await addOpenLottery(ledger)];
    const open = await addOpenLottery(ledger);
    const people = await Promise.all(Array.from({ length: 12 }, () => addTicketHolder(ledger, 4)));
    const purchases: string[] = [];
    const orders: Order[] = [];
    for (const participantId of people) {
      for (const lottery of voids) await enter(lottery, participantId);
      await award(ledger, participantId, 130);
      purchases.push(await buy(ledger, participantId, 2));
      orders.push(await orderOf(ledger, open, participantId));
    }
    for (const lottery of voids) await end(lottery);
    const outcomes = await Promise.allSettled([
      ...voids.map((lottery, index) => giveAll(lottery, 5, index ? ledger : other)),
      giveAll(voids[0]!, 4),
      ...orders.map((order, index) => (index % 2 ? ledger : other).enterLottery(order)),
      ...purchases.map((reverses, index) =>
        (index % 2 ? ledger : other).reverseTransaction({
          reverses,
          transactionId: randomUUID(),
          staffId,
          reason: '例',
        }),
      ),
      ...people.map((id) => exchange(other, id, shop.offerId)),
      ...people.slice(0, 4).map((id) => ledger.eraseParticipant(id, AT)),
    ]);
    expect(outcomes.filter(({ status }) => status === 'rejected')).toEqual([]);
    for (const lottery of voids) expect(await reversalsOf(lottery)).toHaveLength(12);
    expect(await ledger.wrongBalances(5)).toEqual([]);
  });

  test('PT4 the database refuses a reversal by nobody, and one by two', async () => {
    const [staffId, lottery] = [await addStaff(ledger), await addOpenLottery(ledger)];
    const reverses = await award(ledger, await addTicketHolder(ledger, 0), 10);
    type Given = readonly [staff: string | null, lotteryId: string | null, tickets: number | null];
    const reverse = ([staff, lotteryId, tickets]: Given) =>
      runSql(
        database.url,
        `insert into transactions (
           transaction_id, kind, reverses, staff_id, reason, lottery_id, tickets
         ) values ($1, 'reversal', $2, $3, '例', $4, $5)`,
        [randomUUID(), reverses, staff, lotteryId, tickets],
      );
    for (const given of [
      [null, null, null],
      [staffId, lottery.lotteryId, 1],
      [null, lottery.lotteryId, null],
      [staffId, null, 1],
    ] as const) {
      await expect(reverse(given)).rejects.toMatchObject({ code: '23514' });
    }
  });

  test('a batch reads its own entries, however many others there are', async () => {
    const [lottery, large] = [await addOpenLottery(ledger), await addOpenLottery(ledger)];
    await runSql(
      database.url,
      `insert into transactions (transaction_id, kind, lottery_id)
       select gen_random_uuid(), 'lottery-entry', $1 from generate_series(1, 5000)`,
      [large.lotteryId],
    );
    for (let entry = 0; entry < 5; entry += 1) {
      await enter(lottery, await addTicketHolder(ledger, 1));
    }
    await end(lottery);
    const { lotteryId } = lottery;
    let told: string | null = null;
    for (const table of ['transactions', 'tickets', 'entries']) {
      for (const isAgain of [false, true]) {
        let upTo: string | undefined;
        const read = await rowsReadFor(database.url, table, async (books) => {
          const batch = { lotteryId, told, limit: 1, newTransactionId: () => randomUUID() };
          upTo = (await giveTicketsBack(books, batch))?.upTo;
        });
        expect(upTo).toBeDefined();
        expect(read, `${table} ${isAgain}`).toBeLessThan(100);
        if (isAgain) told = upTo ?? null;
      }
    }
  });
});
