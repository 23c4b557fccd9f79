import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { ACCOUNT_OWNERS } from '#domain/accounts.ts';
import { EntryListSchema } from '#domain/contract/people.ts';
import type { HistoryLine } from '#domain/contract/people.ts';
import { addCoupon, addPersonWith, addShop, award, newKey } from '../../tests/economy-samples.ts';
import { ledgerDatabases, runSql } from '../../tests/ledger-database.ts';
import type { LedgerDatabase } from '../../tests/ledger-database.ts';
import { addPerson } from '../../tests/ledger-samples.ts';
import { connectBooks } from './connection.ts';
import type { Books } from './connection.ts';
import { createLedger } from './create-ledger.ts';
import { balanceQuery, historyQuery } from './entries.ts';
import type { Ledger } from './ledger.ts';
import { migrateLedger } from './migrate.ts';
import { HOUSE } from './tables.ts';

describe.each(ledgerDatabases)('balance and history on $name', ({ start }) => {
  let database: LedgerDatabase;
  let ledger: Ledger;
  let books: Books;

  beforeAll(async () => {
    database = await start();
    await migrateLedger({ databaseUrl: database.url });
    ledger = createLedger({ databaseUrl: database.url, poolSize: 4 });
    books = connectBooks({ databaseUrl: database.url, poolSize: 1 });
  });

  afterAll(async () => {
    await books?.destroy();
    await ledger?.close();
    await database?.stop();
  });

  const run = (text: string, parameters: readonly unknown[] = []) =>
    runSql(database.url, text, parameters);

  async function allPages(participantId: string, limit: number): Promise<HistoryLine[]> {
    const lines: HistoryLine[] = [];
    let before: string | null = null;
    do {
      const page = await ledger.entries(participantId, { before, limit });
      expect(v.is(EntryListSchema, page)).toBe(true);
      expect(page.entries.length).toBeLessThanOrEqual(limit);
      lines.push(...page.entries);
      before = page.before;
    } while (before !== null);
    return lines;
  }

  test('why this balance: every transaction with all its entries and what was left', async () => {
    const shop = await addShop(ledger);
    const participantId = await addPersonWith(ledger, 400);
    const couponId = await addCoupon(ledger, participantId, shop.offerId);
    await ledger.redeemCoupon({
      couponId,
      by: { deviceId: shop.deviceId, shopId: shop.shopId },
      transactionId: randomUUID(),
      at: new Date().toISOString(),
      spending: null,
    });
    await ledger.buyTickets({
      spending: newKey(participantId),
      participantId,
      ticketIds: [randomUUID(), randomUUID()],
      points: 100,
      transactionId: randomUUID(),
    });
    const lines = await allPages(participantId, 10);
    expect(lines).toMatchObject([
      {
        kind: 'ticket-purchase',
        amount: -200,
        balanceAfter: 100,
        tickets: 2,
        coupon: null,
        entries: [
          { account: 'participant', own: true, amount: -200 },
          { account: 'tickets', own: true, amount: 200 },
        ],
      },
      {
        kind: 'coupon-redemption',
        amount: 0,
        balanceAfter: 300,
        coupon: { couponId, offer: 'ホットコーヒー', shop: '新町珈琲' },
        entries: [
          { account: 'coupons-held', own: true, amount: -100 },
          { account: 'coupons-redeemed', own: false, amount: 100 },
        ],
      },
      {
        kind: 'coupon-exchange',
        amount: -100,
        balanceAfter: 300,
        coupon: { couponId },
        tickets: 0,
        entries: [
          { account: 'participant', own: true, amount: -100 },
          { account: 'coupons-held', own: true, amount: 100 },
        ],
      },
      {
        kind: 'award',
        amount: 400,
        balanceAfter: 400,
        activity: { name: '白川清掃' },
        entries: [
          { account: 'issuance', own: false, amount: -400 },
          { account: 'participant', own: true, amount: 400 },
        ],
      },
    ]);
    // Pages of any size tell the same.
    for (const limit of [1, 2, 3]) expect(await allPages(participantId, limit)).toEqual(lines);
    for (const { entries } of lines) {
      expect(entries.reduce((sum, { amount }) => sum + amount, 0)).toBe(0);
    }
  });

  test('somebody without entries has no history; a page that nobody gave is empty', async () => {
    const participantId = await addPerson(ledger);
    const empty = { entries: [], before: null };
    expect(await ledger.entries(participantId, { before: null, limit: 5 })).toEqual(empty);
    await award(ledger, participantId, 10);
    expect(await ledger.entries(participantId, { before: '; drop', limit: 5 })).toEqual(empty);
    expect(await ledger.balance(randomUUID())).toEqual({
      balance: 0,
      earned: 0,
      coupons: 0,
      tickets: 0,
    });
  });

  test('the accounts that the database admits are those of the domain', async () => {
    const owners = { house: HOUSE, participant: randomUUID(), shop: randomUUID() };
    for (const [kind, owner] of Object.entries(ACCOUNT_OWNERS)) {
      await run('insert into accounts (owner, kind) values ($1, $2) on conflict do nothing', [
        owners[owner],
        kind,
      ]);
      const wrong = owner === 'house' ? owners.participant : HOUSE;
      await expect(
        run('insert into accounts (owner, kind) values ($1, $2)', [wrong, kind]),
      ).rejects.toMatchObject({ constraint: 'accounts_kind' });
    }
  });

  /** People with awards, past the application: many entries in little time. */
  async function fill(people: readonly string[], awards: number): Promise<void> {
    await run(
      `insert into accounts (owner, kind) select unnest($1::uuid[]), 'participant'
       on conflict do nothing`,
      [people],
    );
    await run(
      `with opened as (
         insert into transactions (transaction_id, kind)
         select gen_random_uuid(), 'award' from generate_series(1, $2 * cardinality($1::uuid[]))
         returning transaction_id
       ), numbered as (
         select transaction_id, row_number() over () as place from opened
       )
       insert into entries (transaction_id, line, owner, kind, amount)
       select transaction_id, line, case line when 1 then '${HOUSE}' else person end,
         case line when 1 then 'issuance' else 'participant' end,
         case line when 1 then -10 else 10 end
       from numbered
         join unnest($1::uuid[]) with ordinality as person (person, at)
           on at = 1 + place % cardinality($1::uuid[])
         cross join (values (1), (2)) as side (line)`,
      [people, awards],
    );
  }

  test('balance and pages read by index alone, however many entries there are', async () => {
    const others = Array.from({ length: 200 }, () => randomUUID());
    const participantId = randomUUID();
    await fill(others, 50);
    await fill([participantId], 1_000);
    await run(
      `insert into accounts (owner, kind)
       select gen_random_uuid(), 'participant' from generate_series(1, 5000)`,
    );
    await run('analyze');
    const middle = (await ledger.entries(participantId, { before: null, limit: 500 })).before;
    const queries = [
      { query: balanceQuery(participantId), entriesMax: 0 },
      // A page, and the two entries of each of its transactions.
      { query: historyQuery(participantId, null, 51), entriesMax: 3 * 51 },
      // And those that came after the page, for the balance.
      { query: historyQuery(participantId, Number(middle), 51), entriesMax: 3 * 51 + 500 },
    ];
    for (const { query, entriesMax } of queries) {
      const { sql: text, parameters } = query.compile(books);
      const [row] = await run(`explain (analyze, format json) ${text}`, parameters);
      const reads = readsOf(row?.['QUERY PLAN']);
      expect(reads.length).toBeGreaterThan(1);
      const large = reads.filter(({ table }) =>
        ['entries', 'transactions', 'accounts'].includes(table),
      );
      expect(large.filter(({ node }) => !/^(Index|Bitmap)/.test(node))).toEqual([]);
      const ofEntries = large.filter(({ table }) => table === 'entries');
      expect(ofEntries.reduce((sum, { rows }) => sum + rows, 0)).toBeLessThanOrEqual(entriesMax);
    }
    expect(await ledger.balance(participantId)).toMatchObject({ balance: 10_000, earned: 10_000 });
    const lines = await allPages(participantId, 100);
    expect(lines.map(({ balanceAfter }) => balanceAfter)).toEqual(
      Array.from({ length: 1_000 }, (_, index) => 10_000 - 10 * index),
    );
  });
});

interface Read {
  readonly node: string;
  readonly table: string;
  /** Those that it found, over all its runs. */
  readonly rows: number;
}

/** Everything of a plan that reads a table, flat. */
function readsOf(plan: unknown): Read[] {
  if (Array.isArray(plan)) return plan.flatMap(readsOf);
  if (typeof plan !== 'object' || plan === null) return [];
  const step = Object.fromEntries<unknown>(Object.entries(plan));
  const below = Object.values(plan).flatMap(readsOf);
  const node = String(step['Node Type']);
  if (!node.includes('Scan')) return below;
  const rows = Number(step['Actual Rows']) * Number(step['Actual Loops']);
  return [{ node, table: String(step['Relation Name']), rows }, ...below];
}
