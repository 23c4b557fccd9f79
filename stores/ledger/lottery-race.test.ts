import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addShop, addStaff, award, exchange } from '../../tests/economy-samples.ts';
import { ledgerDatabases, runSql } from '../../tests/ledger-database.ts';
import type { LedgerDatabase } from '../../tests/ledger-database.ts';
import { addPerson } from '../../tests/ledger-samples.ts';
import { addOpenLottery, addTicketHolder, buy } from '../../tests/lottery-samples.ts';
import { moveTo, orderOf } from '../../tests/lottery-samples.ts';
import { EntryTable, compareEntries, writeEntries } from '#domain/draw/tables.ts';
import type { EntryRow } from '#domain/draw/tables.ts';
import { createLedger } from './create-ledger.ts';
import type { Ledger } from './ledger.ts';
import { migrateLedger } from './migrate.ts';

describe.each(ledgerDatabases)('a lottery’s last second on $name', ({ start }) => {
  let database: LedgerDatabase;
  /** Two processes with the same books. */
  let ledgers: readonly [Ledger, Ledger];
  let ledger: Ledger;

  beforeAll(async () => {
    database = await start();
    await migrateLedger({ databaseUrl: database.url });
    const connect = () => createLedger({ databaseUrl: database.url, poolSize: 8 });
    ledgers = [connect(), connect()];
    [ledger] = ledgers;
  });

  afterAll(async () => {
    for (const one of ledgers ?? []) await one.close();
    await database?.stop();
  });

  async function rowsOf(lotteryId: string): Promise<EntryRow[]> {
    const rows: EntryRow[] = [];
    for await (const page of ledger.lotteryEntries(lotteryId)) rows.push(...page);
    return rows;
  }

  test('nobody waits in a circle: two lotteries, purchases, reversals and what the hall adds', async () => {
    const lotteries = [await addOpenLottery(ledger), await addOpenLottery(ledger)] as const;
    const gathering = await addOpenLottery(ledger);
    await moveTo(ledger, gathering.lotteryId, 'closed');
    await moveTo(ledger, gathering.lotteryId, 'gathering');
    const [shop, staffId] = [await addShop(ledger), await addStaff(ledger)];
    const people = await Promise.all(Array.from({ length: 15 }, () => addTicketHolder(ledger, 6)));
    const at = '2027-03-20T05:31:00.000Z';
    const work: Promise<unknown>[] = [];
    for (const [place, participantId] of people.entries()) {
      await award(ledger, participantId, 120);
      const reverses = await buy(ledger, participantId, 2);
      const orders = await Promise.all(
        Array.from({ length: 6 }, (_, index) =>
          orderOf(ledger, lotteries[(place + index) % 2]!, participantId, {
            prizeId: index % 3 === 0 ? 'tea' : 'bicycle',
          }),
        ),
      );
      work.push(
        ...orders.map((order, index) => ledgers[index % 2]!.enterLottery(order)),
        ledgers[place % 2]!.reverseTransaction({
          reverses,
          transactionId: randomUUID(),
          staffId,
          reason: '例',
        }),
        exchange(ledgers[place % 2]!, participantId, shop.offerId),
        ledgers[1].contribute({
          lotteryId: gathering.lotteryId,
          ownerTag: randomBytes(16).toString('hex'),
          hex: randomBytes(16).toString('hex'),
          limit: 1,
          at,
        }),
        ledger.balance(participantId),
      );
    }
    work.push(moveTo(ledger, gathering.lotteryId, 'void', { voidReason: '例' }));
    // A circle would be broken by the database, and its victim rejected here.
    const outcomes = await Promise.allSettled(work);
    expect(outcomes.filter(({ status }) => status === 'rejected')).toEqual([]);
    for (const { lotteryId } of lotteries) {
      const rows = await rowsOf(lotteryId);
      expect(new EntryTable(writeEntries(rows)).rows).toBe(rows.length);
    }
    expect(await ledger.wrongBalances(5)).toEqual([]);
  });

  test('nobody waits in a circle: the same people in two lotteries, in whatever order', async () => {
    const lotteries = await Promise.all(
      ledgers.map(() => addOpenLottery(ledger, { draw: `rehearsal-${randomUUID()}` })),
    );
    const people = await Promise.all(Array.from({ length: 30 }, () => addPerson(ledger)));
    for (let round = 0; round < 4; round += 1) {
      const orders = await Promise.all(
        lotteries.map((lottery, index) => {
          const inOrder = index === 0 ? people : people.toReversed();
          return Promise.all(inOrder.map((id) => orderOf(ledger, lottery, id)));
        }),
      );
      const answers = await Promise.all(
        ledgers.flatMap((one, index) => orders[index]!.map((order) => one.enterLottery(order))),
      );
      expect(answers.every(({ ok }) => ok)).toBe(true);
    }
  });

  test('whoever waits for tickets that are taken back enters the next ones', async () => {
    const lottery = await addOpenLottery(ledger);
    const participantId = await addTicketHolder(ledger, 2);
    await award(ledger, participantId, 20);
    await buy(ledger, participantId, 2);
    const order = await orderOf(ledger, lottery, participantId, { count: 2 });
    const reversing = new Client({ connectionString: database.url });
    await reversing.connect();
    await reversing.query('begin');
    await reversing.query(
      `update tickets set taken_back_at = now() where ticket_id in (
         select ticket_id from tickets where participant_id = $1 order by bought_at limit 2
       )`,
      [participantId],
    );
    const entering = ledger.enterLottery(order);
    // Long enough for it to stand before the lock, or at the door of the embedded database.
    await delay(300);
    await reversing.query('commit');
    await reversing.end();
    expect(await entering).toMatchObject({ ok: true, ticketsLeft: 0 });
  });

  test('pages of the list follow each other bytewise, however long it is', async () => {
    const { lotteryId } = await addOpenLottery(ledger);
    // Languages sort these in other ways.
    const prizes = ['a', 'a-b', 'a1', 'ab', 'b'];
    await runSql(
      database.url,
      `insert into lottery_entries
       select $1, prize, 'e' || lpad((1 + (place - 1) * 2600 + n)::text, 7, '0'),
         md5(n::text), n + 1, 1, repeat('ab', 64), now()
       from unnest($2::text[]) with ordinality as named (prize, place), generate_series(0, 2599) as n
       order by md5(n::text)`,
      [lotteryId, prizes],
    );
    const rows = await rowsOf(lotteryId);
    expect(rows).toHaveLength(13_000);
    expect(rows.every((row, at) => at === 0 || compareEntries(rows[at - 1]!, row) < 0)).toBe(true);
    expect(new EntryTable(writeEntries(rows)).prizeIds).toEqual(prizes.toSorted());
  });
});
