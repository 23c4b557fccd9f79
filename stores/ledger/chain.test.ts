import { createHash, randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CHAIN_GENESIS_HEX, chainLine } from '#domain/book-chain.ts';
import { ledgerDatabases, runSql } from '../../tests/ledger-database.ts';
import type { LedgerDatabase } from '../../tests/ledger-database.ts';
import { addActivity, addPeople, admittedLine } from '../../tests/ledger-samples.ts';
import { createLedger } from './create-ledger.ts';
import type { Ledger } from './ledger.ts';
import { ledgerLimits } from './limits.ts';
import { migrateLedger } from './migrate.ts';
import { HOUSE } from './tables.ts';

const AWARD_ENTRIES = 2;

describe.each(ledgerDatabases)('the chain over the entries on $name', ({ name, start }) => {
  let database: LedgerDatabase;
  let ledger: Ledger;

  beforeAll(async () => {
    database = await start();
    await migrateLedger({ databaseUrl: database.url });
    ledger = createLedger({ databaseUrl: database.url, poolSize: 4 });
  });

  afterAll(async () => {
    await ledger?.close();
    await database?.stop();
  });

  const run = (text: string, parameters: readonly unknown[] = []) =>
    runSql(database.url, text, parameters);

  /** What only somebody can do who runs the database: the triggers are off meanwhile. */
  async function tamper(...statements: string[]): Promise<void> {
    const tables = ['entries', 'transactions', 'entry_chain', 'accounts', 'books_reports'];
    await run(
      [
        ...tables.map((table) => `alter table ${table} disable trigger user`),
        ...statements,
        ...tables.map((table) => `alter table ${table} enable trigger user`),
      ].join(';\n'),
    );
  }

  async function award(count: number): Promise<string[]> {
    const activityId = await addActivity(ledger);
    const people = await addPeople(ledger, count);
    await ledger.postOutcomes(
      activityId,
      people.map((personId, index) => admittedLine(personId, index + 1)),
    );
    return people;
  }

  /** An award's entries in the middle of what the chain covers. */
  async function someAward(): Promise<{ transactionId: string; first: number; second: number }> {
    await award(6);
    await ledger.extendChain();
    const entries = (await ledger.chainedEntries(0, 1_000)).slice(-AWARD_ENTRIES * 3);
    const [first, second] = entries;
    expect(first?.transactionId).toBe(second?.transactionId);
    return {
      transactionId: first!.transactionId,
      first: first!.entryNumber,
      second: second!.entryNumber,
    };
  }

  test('an empty chain has the beginning for its head, and holds', async () => {
    const empty = { chained: 0, headHex: CHAIN_GENESIS_HEX };
    expect(await ledger.extendChain()).toEqual(empty);
    expect(await ledger.verifyChain()).toEqual({ ...empty, ok: true });
  });

  test('the head is the hash of every line over the hash before it', async () => {
    await award(3);
    const before = await ledger.extendChain();
    await award(2);
    const after = await ledger.extendChain();
    expect(after.chained).toBe(before.chained + 2 * AWARD_ENTRIES);
    expect(await ledger.extendChain()).toEqual(after);
    const entries = await ledger.chainedEntries(0, 1_000);
    expect(entries.map((entry) => entry.account)).toContain('issuance');
    let hash = Buffer.alloc(32);
    const heads = entries.map((entry) => {
      hash = createHash('sha256').update(hash).update(chainLine(entry), 'utf8').digest();
      return hash.toString('hex');
    });
    expect(heads[before.chained - 1]).toBe(before.headHex);
    expect(heads.at(-1)).toBe(after.headHex);
    const looked: number[][] = [];
    const verified = await ledger.verifyChain((...progress) => looked.push(progress));
    expect(verified).toEqual({ ...after, ok: true });
    expect(looked.at(-1)).toEqual([after.chained, after.chained]);
  });

  test('several who extend it at once, while points are posted, leave one chain', async () => {
    const posting = [award(20), award(20), award(20)];
    const extended = await Promise.all([1, 2, 3, 4].map(() => ledger.extendChain()));
    await Promise.all(posting);
    // Again with connections that stand already, so that they begin in the same moment.
    extended.push(...(await Promise.all([1, 2, 3, 4].map(() => ledger.extendChain()))));
    const whole = await ledger.extendChain();
    const { entries } = await ledger.booksTotals();
    expect(whole.chained).toBe(entries);
    expect(Math.max(...extended.map(({ chained }) => chained))).toBeLessThanOrEqual(entries);
    expect(await ledger.verifyChain()).toEqual({ ...whole, ok: true });
  });

  if (name === 'server') {
    test('a number that is taken and not yet in the books is waited for', async () => {
      const [personId] = await award(1);
      const slow = new Client({ connectionString: database.url });
      await slow.connect();
      try {
        await slow.query('begin');
        await slow.query(
          `with opened as (
             insert into transactions (transaction_id, kind) values ($1, 'award')
           )
           insert into entries (transaction_id, line, owner, kind, amount) values
             ($1, 1, $2, 'participant', 5), ($1, 2, '${HOUSE}', 'issuance', -5)`,
          [randomUUID(), personId],
        );
        await postBeside();
        const extending = ledger.extendChain();
        // Its patience is short: it is let on as soon as it stands before the lock.
        expect(await Promise.race([extending, untilSomebodyWaits()])).toBe('waiting');
        await slow.query('commit');
        const { chained } = await extending;
        expect(chained).toBe((await ledger.booksTotals()).entries);
        expect(await ledger.verifyChain()).toMatchObject({ ok: true, chained });
      } finally {
        await slow.end();
      }
    });

    async function untilSomebodyWaits(): Promise<'waiting'> {
      const deadline = performance.now() + 20_000;
      while (performance.now() < deadline) {
        const waiting = await run(
          `select from pg_stat_activity
           where wait_event_type = 'Lock' and datname = current_database()`,
        );
        if (waiting.length > 0) return 'waiting';
      }
      throw new Error('nobody waits for the lock');
    }

    /** Somebody else's transaction, which takes later numbers and is over first. */
    async function postBeside(): Promise<void> {
      const owner = randomUUID();
      await run(`insert into accounts (owner, kind) values ('${owner}', 'participant')`);
      await run(
        `with opened as (insert into transactions (transaction_id, kind) values ($1, 'award'))
         insert into entries (transaction_id, line, owner, kind, amount)
         values ($1, 1, $2, 'participant', 1), ($1, 2, $2, 'participant', -1)`,
        [randomUUID(), owner],
      );
    }
  }

  describe('whoever runs the database and changes a row is found by its name', () => {
    test('an amount', async () => {
      const { transactionId, second } = await someAward();
      await tamper(`update entries set amount = amount + 1 where entry_number = ${second}`);
      expect(await ledger.verifyChain()).toMatchObject({
        ok: false,
        fault: { entryNumber: second, transactionId, line: 2, because: 'changed' },
      });
      await tamper(`update entries set amount = amount - 1 where entry_number = ${second}`);
      expect(await ledger.verifyChain()).toMatchObject({ ok: true });
    });

    test.each([
      ["kind = 'campaign', grant_id = gen_random_uuid()", "kind = 'award', grant_id = null"],
      [
        "posted_at = posted_at + interval '1 microsecond'",
        "posted_at = posted_at - interval '1 microsecond'",
      ],
    ])('a transaction: %s', async (change, back) => {
      const { transactionId, first } = await someAward();
      const where = `where transaction_id = '${transactionId}'`;
      await tamper(`update transactions set ${change} ${where}`);
      expect(await ledger.verifyChain()).toMatchObject({
        ok: false,
        fault: { entryNumber: first, transactionId, line: 1, because: 'changed' },
      });
      await tamper(`update transactions set ${back} ${where}`);
      expect(await ledger.verifyChain()).toMatchObject({ ok: true });
    });

    test('an entry that is gone, also with its hash', async () => {
      const { first } = await someAward();
      const at = `where entry_number = ${first}`;
      await tamper(
        `create table kept_entry as select * from entries ${at}`,
        `create table kept_hash as select * from entry_chain ${at}`,
        `delete from entries ${at}`,
      );
      const missing = { entryNumber: first, transactionId: null, line: null, because: 'missing' };
      expect(await ledger.verifyChain()).toMatchObject({ ok: false, fault: missing });
      await tamper(`delete from entry_chain ${at}`);
      expect(await ledger.verifyChain()).toMatchObject({ ok: false, fault: missing });
      await tamper(
        `insert into entries overriding system value select * from kept_entry`,
        `insert into entry_chain select * from kept_hash`,
        `drop table kept_entry, kept_hash`,
      );
      expect(await ledger.verifyChain()).toMatchObject({ ok: true });
    });

    test('a transaction that is gone', async () => {
      const { transactionId, first } = await someAward();
      const at = `where transaction_id = '${transactionId}'`;
      await tamper(
        `create table kept as select * from transactions ${at}`,
        `delete from transactions ${at}`,
      );
      expect(await ledger.verifyChain()).toMatchObject({
        fault: { entryNumber: first, because: 'changed' },
      });
      await tamper(`insert into transactions select * from kept`, `drop table kept`);
      expect(await ledger.verifyChain()).toMatchObject({ ok: true });
    });

    test('entries that were slipped in', async () => {
      const { transactionId, first } = await someAward();
      // Posted and broken off: the numbers are free.
      await run(`select nextval(pg_get_serial_sequence('entries', 'entry_number'))`);
      const [person] = await award(1);
      await ledger.extendChain();
      const numbers = (await ledger.chainedEntries(first, 1_000)).map((entry) => entry.entryNumber);
      const free = Math.max(...numbers) - AWARD_ENTRIES;
      expect(numbers).not.toContain(free);
      await tamper(
        `insert into entries (transaction_id, line, owner, kind, amount, entry_number)
         overriding system value
         values ('${transactionId}', 9, '${person!}', 'participant', 7, ${free})`,
      );
      expect(await ledger.verifyChain()).toMatchObject({
        ok: false,
        fault: { entryNumber: free, transactionId, line: 9, because: 'added' },
      });
      await tamper(`delete from entries where entry_number = ${free}`);
      // Before all others.
      await tamper(
        `insert into entries (transaction_id, line, owner, kind, amount, entry_number)
         overriding system value
         values ('${transactionId}', 9, '${person!}', 'participant', 7, -1)`,
      );
      expect(await ledger.verifyChain()).toMatchObject({
        fault: { entryNumber: -1, transactionId, because: 'added' },
      });
      await tamper(`delete from entries where entry_number = -1`);
      expect(await ledger.verifyChain()).toMatchObject({ ok: true });
    });

    test('a fault behind the first page', async () => {
      const [personId] = await award(1);
      const transactions = ledgerLimits.chainPageEntries / AWARD_ENTRIES + 10;
      await run(
        `with made as materialized (
           select gen_random_uuid() as transaction_id from generate_series(1, ${transactions})
         ), opened as (
           insert into transactions (transaction_id, kind) select transaction_id, 'award' from made
         )
         insert into entries (transaction_id, line, owner, kind, amount)
         select transaction_id, side.line, side.owner, side.kind, side.amount
         from made cross join lateral (values
           (1, '${HOUSE}'::uuid, 'issuance', -1), (2, '${personId!}'::uuid, 'participant', 1)
         ) as side (line, owner, kind, amount)`,
      );
      const { chained } = await ledger.extendChain();
      expect(chained).toBeGreaterThan(ledgerLimits.chainPageEntries);
      const looked: number[] = [];
      expect(await ledger.verifyChain((place) => looked.push(place))).toMatchObject({ ok: true });
      expect(looked).toEqual([ledgerLimits.chainPageEntries, chained]);
      const last = `(select max(entry_number) from entries)`;
      await tamper(`update entries set amount = amount + 1 where entry_number = ${last}`);
      expect(await ledger.verifyChain()).toMatchObject({ ok: false, fault: { line: 2 } });
      await tamper(`update entries set amount = amount - 1 where entry_number = ${last}`);
    });

    test('a chain that was made anew, or cut off, is not the one that was published', async () => {
      await award(3);
      const { chained, headHex } = await ledger.extendChain();
      const sums = { accounts: 1, wrong: 0, entries: chained, pointsHeld: 100, tookMs: 5 };
      const report = { ...sums, at: '2026-11-22T18:00:00.000Z', chained, headHex };
      await ledger.addBooksReport(report);
      expect((await ledger.booksReports(5))[0]).toEqual(report);
      expect(await ledger.verifyChain()).toMatchObject({ ok: true });

      const last = `where entry_number = (select max(entry_number) from entries)`;
      const [kept] = await run(`select entry_number::int, hash from entry_chain ${last}`);
      await tamper(`delete from entry_chain ${last}`, `update entries set amount = 101 ${last}`);
      expect(await ledger.verifyChain()).toMatchObject({
        ok: false,
        fault: { entryNumber: kept?.['entry_number'], because: 'missing' },
      });
      await ledger.extendChain();
      expect(await ledger.verifyChain()).toMatchObject({
        ok: false,
        fault: { entryNumber: kept?.['entry_number'], because: 'changed' },
      });
      await tamper(`delete from entry_chain ${last}`, `update entries set amount = 100 ${last}`);
      expect(await ledger.extendChain()).toEqual({ chained, headHex });
      expect(await ledger.verifyChain()).toMatchObject({ ok: true });
    });
  });

  test.each([
    'update entry_chain set place = place',
    'delete from entry_chain',
    'truncate entry_chain',
    'update books_reports set wrong = 0',
    'delete from books_reports',
    'truncate books_reports',
  ])('PT4 the database refuses: %s', async (statement) => {
    await expect(run(statement)).rejects.toThrow(/PT4/);
  });

  test('PT6 an account whose balance is not the sum of its entries is named', async () => {
    const [personId] = await award(1);
    expect(await ledger.wrongBalances(10)).toEqual([]);
    const account = `where owner = '${personId!}' and kind = 'participant'`;
    await tamper(`update accounts set balance = 150 ${account}`);
    const wrong = { owner: personId, account: 'participant', entries: 100 };
    expect(await ledger.wrongBalances(10)).toEqual([{ ...wrong, balance: 150 }]);
    await tamper(`update accounts set balance = 100, earned = 90 ${account}`);
    expect(await ledger.wrongBalances(10)).toEqual([{ ...wrong, balance: 90 }]);
    await tamper(`update accounts set earned = 100 ${account}`);
    // Entries of an account that is gone.
    await tamper(`delete from accounts ${account}`);
    expect(await ledger.wrongBalances(10)).toEqual([{ ...wrong, balance: 0 }]);
    await tamper(
      `insert into accounts (owner, kind, balance, earned) values ('${personId!}', 'participant', 100, 100)`,
    );
    expect(await ledger.wrongBalances(10)).toEqual([]);
  });

  test('PT6 wrong balances are found whoever comes before, and the house’s too', async () => {
    const others = ledgerLimits.comparedAccounts;
    await run(
      `insert into accounts (owner, kind)
       select gen_random_uuid(), 'participant' from generate_series(1, $1::integer)`,
      [others],
    );
    const [first, last] = (
      await run(
        `(select owner from accounts where owner <> $1 order by owner limit 1)
         union all (select owner from accounts order by owner desc limit 1)`,
        [HOUSE],
      )
    ).map(({ owner }) => String(owner));
    const tampered = `owner in ('${HOUSE}', '${first!}', '${last!}')
      and kind in ('issuance', 'participant')`;
    await tamper(`update accounts set balance = balance + 5 where ${tampered}`);
    const found = await ledger.wrongBalances(10);
    await tamper(`update accounts set balance = balance - 5 where ${tampered}`);
    expect(found.map(({ owner, account }) => [owner, account])).toEqual([
      [HOUSE, 'issuance'],
      [first, 'participant'],
      [last, 'participant'],
    ]);
    for (const { balance, entries } of found) expect(balance - entries).toBe(5);
    expect(await ledger.wrongBalances(10)).toEqual([]);
  });

  test('PP1 erasing a person leaves every sum and the chain as they were', async () => {
    const [personId] = await award(2);
    const chain = await ledger.extendChain();
    const totals = await ledger.booksTotals();
    expect(await ledger.eraseParticipant(personId!, '2026-12-01T00:00:00.000Z')).toBe(true);
    expect(await ledger.booksTotals()).toEqual(totals);
    expect(await ledger.wrongBalances(10)).toEqual([]);
    expect(await ledger.verifyChain()).toEqual({ ...chain, ok: true });
  });
});
