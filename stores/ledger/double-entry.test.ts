import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OutboxLine } from '#domain/contract/outbox.ts';
import { ledgerDatabases, runSql } from '../../tests/ledger-database.ts';
import type { LedgerDatabase } from '../../tests/ledger-database.ts';
import { addActivity, addPeople, addPerson, admittedLine } from '../../tests/ledger-samples.ts';
import { createLedger } from './create-ledger.ts';
import type { Ledger } from './ledger.ts';
import { migrateLedger } from './migrate.ts';
import { HOUSE } from './tables.ts';

describe.each(ledgerDatabases)('double entry on $name', ({ start }) => {
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

  /** A whole transaction, past the application: amounts of the person and of the house. */
  const move = (personId: string, ofPerson: number, ofHouse: number) =>
    run(
      `with opened as (
         insert into transactions (transaction_id, kind) values ($1, 'award')
       )
       insert into entries (transaction_id, line, owner, kind, amount) values
         ($1, 1, $2, 'participant', $3), ($1, 2, '${HOUSE}', 'issuance', $4)`,
      [randomUUID(), personId, ofPerson, ofHouse],
    );

  async function addPersonWith(points: number): Promise<{ personId: string; awardId: string }> {
    const activityId = await addActivity(ledger);
    const personId = await addPerson(ledger);
    const line = admittedLine(personId, 1, {}, points);
    await ledger.postOutcomes(activityId, [line]);
    return { personId, awardId: line.facts.outcomeId };
  }

  test('PT1 a second transaction under an award’s id is refused by the database', async () => {
    const { awardId } = await addPersonWith(100);
    await expect(
      run(`insert into transactions (transaction_id, kind) values ($1, 'award')`, [awardId]),
    ).rejects.toMatchObject({ code: '23505' });
  });

  test('PT2 entries that do not sum to zero are refused by the database', async () => {
    const { personId } = await addPersonWith(100);
    await expect(move(personId, 100, -99)).rejects.toThrow(/PT2/);
    await expect(
      run(
        `with opened as (insert into transactions (transaction_id, kind) values ($1, 'award'))
         insert into entries (transaction_id, line, owner, kind, amount)
         values ($1, 1, $2, 'participant', 5)`,
        [randomUUID(), personId],
      ),
    ).rejects.toThrow(/PT2/);
    // Two transactions whose faults cancel each other out are two faults.
    await expect(
      run(
        `with opened as (
           insert into transactions (transaction_id, kind) values ($1, 'award'), ($2, 'award')
         )
         insert into entries (transaction_id, line, owner, kind, amount)
         values ($1, 1, $3, 'participant', 5), ($2, 1, '${HOUSE}', 'issuance', -5)`,
        [randomUUID(), randomUUID(), personId],
      ),
    ).rejects.toThrow(/PT2/);
    expect((await ledger.balance(personId)).balance).toBe(100);
  });

  test('PT3 nobody’s balance goes below zero, not even in a race', async () => {
    const { personId } = await addPersonWith(100);
    await expect(move(personId, -101, 101)).rejects.toMatchObject({
      constraint: 'accounts_not_negative',
    });
    const results = await Promise.allSettled([1, 2, 3, 4].map(() => move(personId, -60, 60)));
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    expect(await ledger.balance(personId)).toMatchObject({ balance: 40 });
  });

  test.each([
    'update entries set amount = amount + 1',
    'delete from entries',
    'delete from entries where false',
    'truncate entries',
    "update transactions set kind = 'award'",
    'delete from transactions',
    'truncate transactions',
    'update check_ins set points = 0',
    'delete from check_ins',
    'truncate check_ins',
  ])('PT4 the database refuses: %s', async (statement) => {
    await addPersonWith(100);
    const sums = () => run('select count(*)::int as count, sum(points) from check_ins');
    const before = await sums();
    await expect(run(statement)).rejects.toThrow(/PT4/);
    expect(await sums()).toEqual(before);
  });

  test('PT4 a transaction that was posted takes no more entries', async () => {
    const { personId, awardId } = await addPersonWith(100);
    await expect(
      run(
        `insert into entries (transaction_id, line, owner, kind, amount) values
           ($1, 3, $2, 'participant', 7), ($1, 4, '${HOUSE}', 'issuance', -7)`,
        [awardId, personId],
      ),
    ).rejects.toThrow(/PT4/);
    await expect(
      run(
        `insert into entries (transaction_id, line, owner, kind, amount) values
           ($1, 1, $2, 'participant', 7), ($1, 2, '${HOUSE}', 'issuance', -7)`,
        [randomUUID(), personId],
      ),
    ).rejects.toThrow(/PT4/);
  });

  test('PT6 a balance is moved by entries alone', async () => {
    const { personId } = await addPersonWith(100);
    const statements = [
      'update accounts set balance = balance + 1',
      'delete from accounts',
      'truncate accounts',
      `insert into accounts (owner, kind, balance) values (gen_random_uuid(), 'participant', 5)`,
    ];
    for (const statement of statements) {
      await expect(run(statement)).rejects.toThrow(/moved by entries alone/);
    }
    await expect(
      run(`insert into accounts (owner, kind) values (gen_random_uuid(), 'pocket')`),
    ).rejects.toMatchObject({ constraint: 'accounts_kind' });
    expect((await ledger.balance(personId)).balance).toBe(100);
  });

  /** What must hold of the whole books at any time. */
  async function expectSoundBooks(): Promise<void> {
    const [sums] = await run(`
      select
        (select coalesce(sum(amount), 0)::int from entries) as total,
        (select count(*)::int from accounts left join (
           select owner, kind, sum(amount) as sum from entries group by owner, kind
         ) as sums using (owner, kind) where balance <> coalesce(sum, 0)) as wrong_balances,
        (select count(*)::int from (
           select transaction_id from transactions where activity_id is not null
         ) as awards full join (
           select check_in_id from check_ins join activities using (activity_id) where not practice
         ) as earning on check_in_id = transaction_id
         where (check_in_id is null) <> (transaction_id is null)) as unpaired,
        (select count(*)::int from (
           select transaction_id from entries group by transaction_id having count(*) <> 2
         ) as odd) as odd`);
    expect(sums).toEqual({ total: 0, wrong_balances: 0, unpaired: 0, odd: 0 });
  }

  test('PT1 PT2 CI3 random batches with duplicates and overlaps keep the books sound', async () => {
    const cell = fc.record({
      activity: fc.nat(1),
      person: fc.nat(4),
      /** Which of a person's scans, and which decision of it. */
      scan: fc.nat(1),
      decision: fc.nat(1),
    });
    const batch = fc.record({ activity: fc.nat(1), cells: fc.array(cell, { maxLength: 12 }) });
    const rounds = fc.array(fc.array(batch, { minLength: 1, maxLength: 3 }), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(rounds, async (given) => {
        const activities = [await addActivity(ledger), await addActivity(ledger)];
        const people = await addPeople(ledger, 5);
        const lines = new Map<string, OutboxLine>();
        const scans = new Map<string, string>();
        const awards = new Set<string>();
        let awarded = 0;
        for (const round of given) {
          const reports = await Promise.all(
            round.map(({ activity, cells }) => {
              const chosen = cells.map(({ person, scan, decision }) => {
                const scanKey = [activity, person, scan].join();
                const key = [scanKey, decision].join();
                const scanId = scans.get(scanKey) ?? randomUUID();
                scans.set(scanKey, scanId);
                const line =
                  lines.get(key) ?? admittedLine(people[person]!, lines.size + 1, { scanId });
                lines.set(key, line);
                awards.add([activity, person].join());
                return line;
              });
              return ledger.postOutcomes(activities[activity]!, chosen);
            }),
          );
          awarded += reports.reduce((sum, report) => sum + report.awarded, 0);
        }
        expect(awarded).toBe(awards.size);
        for (const [index, personId] of people.entries()) {
          const count = [...awards].filter((key) => key.endsWith(`,${index}`)).length;
          expect((await ledger.balance(personId)).balance).toBe(100 * count);
        }
        await expectSoundBooks();
      }),
      { numRuns: 25 },
    );
  });
});
