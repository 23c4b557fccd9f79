import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addPersonWith, addStaff, newKey } from '../../tests/economy-samples.ts';
import { ledgerDatabases, runSql } from '../../tests/ledger-database.ts';
import type { LedgerDatabase } from '../../tests/ledger-database.ts';
import { addPerson } from '../../tests/ledger-samples.ts';
import { addOpenLottery, addLottery, addTicketHolder, buy } from '../../tests/lottery-samples.ts';
import { CLOSES_AT, moveTo, orderOf, tagOf } from '../../tests/lottery-samples.ts';
import type { Order, SampleLottery } from '../../tests/lottery-samples.ts';
import { EntryTable, compareEntries, writeEntries } from '#domain/draw/tables.ts';
import type { EntryRow } from '#domain/draw/tables.ts';
import { verifyReceipt } from '#domain/draw/receipt.ts';
import { createLedger } from './create-ledger.ts';
import type { Ledger } from './ledger.ts';
import { ledgerLimits } from './limits.ts';
import { migrateLedger } from './migrate.ts';

describe.each(ledgerDatabases)('entering a lottery on $name', ({ start }) => {
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

  async function rowsOf(lotteryId: string): Promise<EntryRow[]> {
    const rows: EntryRow[] = [];
    for await (const page of ledger.lotteryEntries(lotteryId)) rows.push(...page);
    return rows;
  }

  /** Reads as strictly as any verifier: sorted, without doubles, serials tiling 1..N. */
  async function tableOf(lotteryId: string): Promise<EntryTable> {
    return new EntryTable(writeEntries(await rowsOf(lotteryId)));
  }

  async function entered(participantId: string): Promise<number> {
    const [row] = await runSql(
      database.url,
      'select count(*)::int as n from tickets where participant_id = $1 and entered_at is not null',
      [participantId],
    );
    return Number(row?.['n']);
  }

  const ticketsLeft = async (participantId: string) =>
    (await ledger.balance(participantId)).tickets;

  test('LT3 tickets are spent, the oldest first, with a receipt at once', async () => {
    const lottery = await addOpenLottery(ledger);
    const participantId = await addTicketHolder(ledger, 5);
    const order = await orderOf(ledger, lottery, participantId, { count: 3 });
    const answer = await ledger.enterLottery(order);
    if (!answer.ok) throw new Error(answer.code);
    const { signature, enteredAt, ...row } = answer.entry;
    expect(answer).toMatchObject({ ticketsLeft: 2, replayed: false });
    expect(enteredAt).toBe(order.at);
    const { ownerTag } = order;
    expect(row).toEqual({ prizeId: 'bicycle', entryId: 'e0000001', ownerTag, first: 1, count: 3 });
    expect(verifyReceipt({ row, signature }, lottery.secrets.publicKeyHex)).toBe(true);
    expect(await entered(participantId)).toBe(3);

    const next = await ledger.enterLottery(await orderOf(ledger, lottery, participantId));
    expect(next).toMatchObject({ entry: { entryId: 'e0000002', first: 4, count: 1 } });
    expect(await ledger.lotteryEntriesOf(lottery.lotteryId, participantId)).toMatchObject({
      ownerTag,
      entries: [answer.entry, { entryId: 'e0000002' }],
    });
    expect(await ledger.lottery(lottery.lotteryId)).toMatchObject({
      prizes: [
        { prizeId: 'tea', tickets: 0, people: 0 },
        { prizeId: 'bicycle', tickets: 4, people: 1 },
      ],
    });
  });

  test('PT2 the points of entered tickets go to the house, and the history says for what', async () => {
    const lottery = await addOpenLottery(ledger);
    const participantId = await addTicketHolder(ledger, 3);
    const order = await orderOf(ledger, lottery, participantId, { count: 2 });
    await ledger.enterLottery(order);
    const { entries } = await ledger.entries(participantId, { before: null, limit: 1 });
    expect(entries).toMatchObject([
      {
        transactionId: order.transactionId,
        kind: 'lottery-entry',
        amount: 0,
        tickets: 2,
        entries: [
          { account: 'tickets', own: true, amount: -20 },
          { account: 'tickets-entered', own: false, amount: 20 },
        ],
      },
    ]);
    expect(await ledger.wrongBalances(5)).toEqual([]);
  });

  test('LT3 fifty at once for the last three tickets: three are entered', async () => {
    const lottery = await addOpenLottery(ledger);
    const participantId = await addTicketHolder(ledger, 3);
    const orders = await Promise.all(
      Array.from({ length: 50 }, () => orderOf(ledger, lottery, participantId)),
    );
    const answers = await Promise.all(
      orders.map((order, index) => (index % 2 === 0 ? ledger : other).enterLottery(order)),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(3);
    for (const answer of answers.filter(({ ok }) => !ok)) {
      expect(answer).toEqual({ ok: false, code: 'tickets-insufficient', held: 0 });
    }
    expect(await entered(participantId)).toBe(3);
    expect((await tableOf(lottery.lotteryId)).prize('bicycle').serials).toBe(3);
  });

  test('more tickets than held: none is spent, and the answer says how many there are', async () => {
    const lottery = await addOpenLottery(ledger);
    const participantId = await addTicketHolder(ledger, 2);
    const order = await orderOf(ledger, lottery, participantId, { count: 3 });
    const refused = { ok: false, code: 'tickets-insufficient', held: 2 };
    expect(await ledger.enterLottery(order)).toEqual(refused);
    expect(await ticketsLeft(participantId)).toBe(2);
    expect(await rowsOf(lottery.lotteryId)).toEqual([]);
  });

  test('LT3 one person in two lotteries at once spends each ticket once', async () => {
    const lotteries = [await addOpenLottery(ledger), await addOpenLottery(ledger)] as const;
    const participantId = await addTicketHolder(ledger, 7);
    const orders = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        orderOf(ledger, lotteries[index % 2]!, participantId),
      ),
    );
    const answers = await Promise.all(
      orders.map((order, index) => (index % 3 === 0 ? ledger : other).enterLottery(order)),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(7);
    const rows = await Promise.all(lotteries.map(({ lotteryId }) => rowsOf(lotteryId)));
    expect(rows.flat()).toHaveLength(7);
  });

  test('serials tile 1..N on every prize, however many enter at once from two processes', async () => {
    const lottery = await addOpenLottery(ledger);
    const people = await Promise.all(Array.from({ length: 30 }, () => addTicketHolder(ledger, 12)));
    const orders: Order[] = [];
    for (const [place, participantId] of people.entries()) {
      for (let index = 0; index < 10; index += 1) {
        const prizeId = (place + index) % 2 === 0 ? 'tea' : 'bicycle';
        const count = 1 + ((place + index) % 3);
        orders.push(await orderOf(ledger, lottery, participantId, { prizeId, count }));
      }
    }
    const answers = await Promise.all(
      orders.map((order, index) => (index % 2 === 0 ? ledger : other).enterLottery(order)),
    );
    const rows = await rowsOf(lottery.lotteryId);
    const taken = answers.flatMap((answer) => (answer.ok ? [answer.entry] : []));
    expect(taken.length).toBeGreaterThan(100);
    expect(rows).toEqual(
      taken
        .map(({ signature: _signature, enteredAt: _enteredAt, ...row }) => row)
        .toSorted(compareEntries),
    );
    const table = await tableOf(lottery.lotteryId);
    const told = await ledger.lottery(lottery.lotteryId);
    for (const { prizeId, tickets, people: count } of told!.prizes) {
      expect(table.prize(prizeId).serials).toBe(tickets);
      const tags = rows.filter((row) => row.prizeId === prizeId).map((row) => row.ownerTag);
      expect(count).toBe(new Set(tags).size);
    }
    // As many serials as tickets that were spent, and points with them.
    const [spent] = await runSql(
      database.url,
      `select count(*)::int as tickets, sum(points)::int as points from tickets
       join transactions on transactions.transaction_id = entered_with where lottery_id = $1`,
      [lottery.lotteryId],
    );
    const serials = rows.reduce((sum, { count }) => sum + count, 0);
    expect(spent).toEqual({ tickets: serials, points: serials * 10 });
    const numbers = rows.map(({ entryId }) => Number(entryId.slice(1))).toSorted((a, b) => a - b);
    expect(numbers).toEqual(rows.map((_, index) => index + 1));
    expect(await ledger.wrongBalances(5)).toEqual([]);
  });

  test('entering while it closes: who was told yes stands in the list, and nobody comes after', async () => {
    for (let round = 0; round < 4; round += 1) {
      const lottery = await addOpenLottery(ledger);
      const people = await Promise.all(
        Array.from({ length: 12 }, () => addTicketHolder(ledger, 1)),
      );
      const orders = await Promise.all(people.map((id) => orderOf(ledger, lottery, id)));
      const entering = orders.map((order, index) =>
        (index % 2 === 0 ? ledger : other).enterLottery(order),
      );
      const closing = moveTo(ledger, lottery.lotteryId, 'closed').then(() =>
        rowsOf(lottery.lotteryId),
      );
      const [listed, answers] = await Promise.all([closing, Promise.all(entering)]);
      const told = answers.flatMap((answer) => (answer.ok ? [answer.entry.entryId] : []));
      expect(listed.map(({ entryId }) => entryId)).toEqual(told.toSorted());
      expect(await rowsOf(lottery.lotteryId)).toEqual(listed);
      for (const answer of answers.filter(({ ok }) => !ok)) {
        expect(answer).toEqual({ ok: false, code: 'lottery-not-open' });
      }
    }
  });

  test('the closing time decides by the instant of asking, to the millisecond', async () => {
    const lottery = await addOpenLottery(ledger);
    const participantId = await addTicketHolder(ledger, 2);
    const late = await orderOf(ledger, lottery, participantId, { at: CLOSES_AT });
    expect(await ledger.enterLottery(late)).toEqual({ ok: false, code: 'lottery-not-open' });
    expect(await ticketsLeft(participantId)).toBe(2);
    const inTime = await orderOf(ledger, lottery, participantId);
    expect(await ledger.enterLottery(inTime)).toMatchObject({ ok: true });
  });

  test('what is not there, or not yet, is refused by its name', async () => {
    const lottery = await addOpenLottery(ledger);
    const participantId = await addTicketHolder(ledger, 1);
    const order = await orderOf(ledger, lottery, participantId);
    const draft = await addLottery(ledger);
    const enter = (changes: Partial<Order>) => ledger.enterLottery({ ...order, ...changes });
    expect(await enter({ lotteryId: randomUUID() })).toMatchObject({ code: 'lottery-unknown' });
    expect(await enter(await orderOf(ledger, draft, participantId))).toMatchObject({
      code: 'lottery-unknown',
    });
    expect(await enter({ prizeId: 'yacht' })).toMatchObject({ code: 'prize-unknown' });
    expect(await ticketsLeft(participantId)).toBe(1);
  });

  test('PT5 the same key is answered as before, even after closing; with another body not', async () => {
    const lottery = await addOpenLottery(ledger);
    const participantId = await addTicketHolder(ledger, 4);
    const order = await orderOf(ledger, lottery, participantId, { count: 2 });
    // In one turn, and from two processes: one of them enters, the others are told the same.
    const answers = await Promise.all(
      [ledger, ledger, other, other].map((books) => books.enterLottery(order)),
    );
    const entries = answers.map((answer) => (answer.ok ? answer.entry : null));
    for (const entry of entries) expect(entry).toEqual(entries[0]);
    expect(answers.filter((answer) => answer.ok && !answer.replayed)).toHaveLength(1);
    expect(await ticketsLeft(participantId)).toBe(2);
    await moveTo(ledger, lottery.lotteryId, 'closed');
    expect(await ledger.enterLottery(order)).toMatchObject({
      ok: true,
      replayed: true,
      entry: entries[0],
    });
    const spending = { ...order.spending, bodyHash: 'cd'.repeat(32) };
    expect(await ledger.enterLottery({ ...order, spending })).toEqual({
      ok: false,
      code: 'idempotency-key-reused',
    });
  });

  test('what stops between spending and signing leaves nothing: no hole, no row without a signature', async () => {
    const lottery = await addOpenLottery(ledger);
    const [broken, whole] = [await addTicketHolder(ledger, 1), await addTicketHolder(ledger, 1)];
    const failing = await orderOf(ledger, lottery, broken, {
      sign: () => {
        throw new Error('the key is gone');
      },
    });
    const good = await orderOf(ledger, lottery, whole);
    // Together: the one does not spoil the other.
    const [failed, done] = await Promise.allSettled([
      ledger.enterLottery(failing),
      ledger.enterLottery(good),
    ]);
    expect(failed).toMatchObject({ status: 'rejected', reason: { message: 'the key is gone' } });
    expect(done).toMatchObject({ status: 'fulfilled', value: { ok: true, entry: { first: 1 } } });
    expect(await ticketsLeft(broken)).toBe(1);
    const again = await ledger.enterLottery({ ...failing, sign: lottery.sign });
    expect(again).toMatchObject({ ok: true, replayed: false, entry: { first: 2 } });
    expect((await tableOf(lottery.lotteryId)).prize('bicycle').serials).toBe(2);
  });

  test('a tag that is another person’s is a fault of ours, and enters nothing', async () => {
    const lottery = await addOpenLottery(ledger);
    const [one, two] = [await addTicketHolder(ledger, 1), await addTicketHolder(ledger, 1)];
    const { ownerTag } = await orderOf(ledger, lottery, two);
    const order = await orderOf(ledger, lottery, one, { ownerTag });
    await expect(ledger.enterLottery(order)).rejects.toThrow('not that person');
    expect(await ticketsLeft(one)).toBe(1);
  });

  test('LT4 a rehearsal takes entries without tickets and spends none', async () => {
    const lottery = await addOpenLottery(ledger, { draw: `rehearsal-${randomUUID()}` });
    const participantId = await addTicketHolder(ledger, 2);
    const order = await orderOf(ledger, lottery, participantId, { count: 500 });
    expect(await ledger.enterLottery(order)).toMatchObject({
      ok: true,
      ticketsLeft: 2,
      entry: { first: 1, count: 500 },
    });
    expect(await entered(participantId)).toBe(0);
    const { entries } = await ledger.entries(participantId, { before: null, limit: 1 });
    expect(entries).toMatchObject([{ kind: 'ticket-purchase' }]);
    expect(await ledger.lottery(lottery.lotteryId)).toMatchObject({ rehearsal: true });
  });

  test('LT4 a rehearsal has a bounded number of serials a person, however many orders come at once', async () => {
    const lottery = await addOpenLottery(ledger, { draw: `rehearsal-${randomUUID()}` });
    const participantId = await addTicketHolder(ledger, 0);
    const huge = await orderOf(ledger, lottery, participantId, { count: 1_000_000 });
    const refused = { ok: false, code: 'tickets-insufficient' };
    const { practiceMax } = ledgerLimits;
    expect(await ledger.enterLottery(huge)).toEqual({ ...refused, held: practiceMax });
    const orders = await Promise.all(
      Array.from({ length: 8 }, () =>
        orderOf(ledger, lottery, participantId, { count: practiceMax / 4 }),
      ),
    );
    const answers = await Promise.all(
      orders.map((order, index) => (index % 2 === 0 ? ledger : other).enterLottery(order)),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(4);
    expect(answers.filter(({ ok }) => !ok)).toEqual(
      Array.from({ length: 4 }, () => ({ ...refused, held: 0 })),
    );
    expect((await tableOf(lottery.lotteryId)).prize('bicycle').serials).toBe(practiceMax);
    const somebody = await orderOf(ledger, lottery, await addTicketHolder(ledger, 0), { count: 9 });
    expect(await ledger.enterLottery(somebody)).toMatchObject({ ok: true });
  });

  test('PT4 a purchase is reversed or its tickets are entered, never both, in any race', async () => {
    const staffId = await addStaff(ledger);
    const lottery = await addOpenLottery(ledger);
    for (let round = 0; round < 8; round += 1) {
      const participantId = await addPersonWith(ledger, 40);
      const reverses = await buy(ledger, participantId, 2);
      await buy(ledger, participantId, 2);
      const order = await orderOf(ledger, lottery, participantId, { count: 2 });
      const [reversed, answer] = await Promise.all([
        other.reverseTransaction({
          reverses,
          transactionId: randomUUID(),
          staffId,
          reason: '買いまちがい',
        }),
        ledger.enterLottery(order),
      ]);
      // There are two more tickets: who enters is not told that there are too few.
      expect(answer).toMatchObject({ ok: true });
      if (!reversed.ok) expect(reversed.code).toBe('transaction-not-reversible');
      expect(await ticketsLeft(participantId)).toBe(reversed.ok ? 0 : 2);
    }
    expect(await ledger.wrongBalances(5)).toEqual([]);
  });

  test('PP1 erasing forgets whose the tags are; rows, serials and sums stay', async () => {
    const lottery = await addOpenLottery(ledger);
    const participantId = await addTicketHolder(ledger, 3);
    const order = await orderOf(ledger, lottery, participantId, { count: 2 });
    await ledger.enterLottery(order);
    const before = await rowsOf(lottery.lotteryId);
    await ledger.eraseParticipant(participantId, BEFORE);
    expect(await rowsOf(lottery.lotteryId)).toEqual(before);
    expect(await ledger.lotteryEntriesOf(lottery.lotteryId, participantId)).toEqual({
      entries: [],
      ownerTag: null,
      nonceHex: null,
    });
    for (const table of ['lottery_owners', 'idempotency_keys', 'tickets', 'transactions']) {
      const found = await runSql(database.url, `select * from ${table} as t where t::text ~ $1`, [
        order.ownerTag,
      ]);
      expect(found, table).toEqual([]);
    }
    const asked = ledger.lotteryOwner(lottery.lotteryId, participantId, () => ({
      nonceHex: 'ab'.repeat(32),
      ownerTag: 'ab'.repeat(16),
    }));
    expect(await asked).toBeNull();
    const again = await ledger.enterLottery({ ...order, spending: newKey(participantId) });
    expect(again).toEqual({ ok: false, code: 'tickets-insufficient', held: 0 });
    expect(await ledger.wrongBalances(5)).toEqual([]);
  });

  test('LT1 a person has one secret a draw, also when asked for twice at once', async () => {
    const lotteries: SampleLottery[] = [await addOpenLottery(ledger), await addOpenLottery(ledger)];
    const participantId = await addTicketHolder(ledger, 0);
    const tags: string[] = [];
    for (const lottery of lotteries) {
      const orders = await Promise.all(
        [ledger, other, ledger, other].map((books) => orderOf(books, lottery, participantId)),
      );
      expect(new Set(orders.map(({ ownerTag }) => ownerTag)).size).toBe(1);
      tags.push(orders[0]!.ownerTag);
    }
    expect(tags[0]).not.toBe(tags[1]);
    expect(await ledger.lotteryOwner(randomUUID(), participantId, () => NOBODY)).toBeNull();
    expect(
      await ledger.lotteryOwner(lotteries[0]!.lotteryId, randomUUID(), () => NOBODY),
    ).toBeNull();
  });

  test('LT1 a hall that comes all at once: each has one secret, and keeps it', async () => {
    const lottery = await addOpenLottery(ledger);
    const people = await Promise.all(Array.from({ length: 60 }, () => addPerson(ledger)));
    await ledger.eraseParticipant(people[7]!, BEFORE);
    const known = await tagOf(ledger, lottery, people[0]!);
    const asked = people.flatMap((person) => [person, person, person]);
    const answers = await Promise.all(
      asked.map((person, index) =>
        (index % 2 ? ledger : other).lotteryOwner(lottery.lotteryId, person, () => ({
          nonceHex: randomBytes(32).toString('hex'),
          ownerTag: randomBytes(16).toString('hex'),
        })),
      ),
    );
    const owners = people.map((person, index) => {
      const [first, ...rest] = answers.slice(index * 3, index * 3 + 3);
      for (const answer of rest) expect(answer, person).toEqual(first);
      return first!;
    });
    expect(owners[0]?.ownerTag).toBe(known);
    expect(owners[7]).toBeNull();
    const tags = new Set(owners.filter((owner) => owner !== null).map((owner) => owner.ownerTag));
    expect(tags.size).toBe(59);
    for (const [index, person] of people.entries()) {
      const list = await ledger.lotteryEntriesOf(lottery.lotteryId, person);
      expect(list.nonceHex).toBe(owners[index]?.nonceHex ?? null);
    }
  });

  test('PT4 an entry is never changed', async () => {
    const lottery = await addOpenLottery(ledger);
    const participantId = await addTicketHolder(ledger, 1);
    await ledger.enterLottery(await orderOf(ledger, lottery, participantId));
    for (const text of [
      'update lottery_entries set serials = 1000 where lottery_id = $1',
      'delete from lottery_entries where lottery_id = $1',
    ]) {
      await expect(runSql(database.url, text, [lottery.lotteryId])).rejects.toMatchObject({
        code: '23001',
      });
    }
  });
});

const BEFORE = '2027-03-19T00:00:00.000Z';
const NOBODY = { nonceHex: 'cd'.repeat(32), ownerTag: 'cd'.repeat(16) };
