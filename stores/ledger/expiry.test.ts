import { randomUUID } from 'node:crypto';
import { afterAll, beforeEach, beforeAll, describe, expect, test } from 'vitest';
import { addCoupon, addShop, addStaff, award } from '../../tests/economy-samples.ts';
import { ledgerDatabases, runSql } from '../../tests/ledger-database.ts';
import type { LedgerDatabase } from '../../tests/ledger-database.ts';
import { addPerson } from '../../tests/ledger-samples.ts';
import { createLedger } from './create-ledger.ts';
import type { Ledger } from './ledger.ts';
import { migrateLedger } from './migrate.ts';

/** Activities of fiscal years; the first ends with 31 March in Tokyo. */
const IN_2024 = '2025-03-31T14:59:59.000Z';
const IN_2025 = '2025-03-31T15:00:00.000Z';

describe.each(ledgerDatabases)('expiry on $name', ({ start }) => {
  let database: LedgerDatabase;
  let ledger: Ledger;

  beforeAll(async () => {
    database = await start();
    await migrateLedger({ databaseUrl: database.url });
    ledger = createLedger({ databaseUrl: database.url, poolSize: 8 });
  });

  afterAll(async () => {
    await ledger?.close();
    await database?.stop();
  });

  // The years of whoever was there before are done.
  beforeEach(() => expire(2024));

  async function expire(lastYear: number, limit = 500): Promise<Map<string, number>> {
    const expired = new Map<string, number>();
    for (;;) {
      const posted = await ledger.expirePoints({ lastYear, limit, newTransactionId: randomUUID });
      if (posted.length === 0) return expired;
      for (const { participantId, amount, transactionKind } of posted) {
        expect(transactionKind).toBe('expiry');
        expect(expired.has(participantId)).toBe(false);
        expired.set(participantId, amount);
      }
    }
  }

  test('points of a fiscal year run out, those of the next one stay (RK1’s border)', async () => {
    const participantId = await addPerson(ledger);
    await award(ledger, participantId, 100, IN_2024);
    await award(ledger, participantId, 70, IN_2025);
    expect(await expire(2024)).toEqual(new Map([[participantId, -100]]));
    expect(await ledger.balance(participantId)).toMatchObject({ balance: 70, earned: 170 });
    const { entries } = await ledger.entries(participantId, { before: null, limit: 1 });
    expect(entries[0]).toMatchObject({
      kind: 'expiry',
      amount: -100,
      entries: [
        { account: 'participant', own: true, amount: -100 },
        { account: 'expired', own: false, amount: 100 },
      ],
    });
  });

  test('each person’s year once: again, and at once, changes nothing', async () => {
    const people = [await addPerson(ledger), await addPerson(ledger), await addPerson(ledger)];
    for (const participantId of people) await award(ledger, participantId, 100, IN_2024);
    const runs = await Promise.all([1, 2, 3].map(() => expire(2024, 2)));
    const lost = runs.flatMap((run) => [...run]);
    expect(new Map(lost)).toEqual(new Map(people.map((id) => [id, -100])));
    expect(lost).toHaveLength(3);
    expect(await expire(2024)).toEqual(new Map());
  });

  test('what was spent is taken from the oldest points first', async () => {
    const shop = await addShop(ledger);
    const participantId = await addPerson(ledger);
    await award(ledger, participantId, 150, IN_2024);
    await award(ledger, participantId, 100, IN_2025);
    await addCoupon(ledger, participantId, shop.offerId);
    expect(await expire(2024)).toEqual(new Map([[participantId, -50]]));
    expect((await ledger.balance(participantId)).balance).toBe(100);
  });

  test('people who lose nothing do not end the work early', async () => {
    const losers: string[] = [];
    for (let index = 0; index < 6; index += 1) {
      const participantId = await addPerson(ledger);
      await award(ledger, participantId, 10, index % 2 === 0 ? IN_2024 : IN_2025);
      if (index % 2 === 0) losers.push(participantId);
    }
    expect([...(await expire(2024, 1)).keys()].sort()).toEqual(losers.sort());
  });

  test('a late upload for an old year waits for the next one', async () => {
    const participantId = await addPerson(ledger);
    await award(ledger, participantId, 100, IN_2024);
    await expire(2024);
    await award(ledger, participantId, 40, IN_2024);
    expect(await expire(2024)).toEqual(new Map());
    expect((await expire(2025)).get(participantId)).toBe(-40);
    await expire(2025);
  });

  test('a reversed award counts for the year of its activity', async () => {
    const staffId = await addStaff(ledger);
    const participantId = await addPerson(ledger);
    await award(ledger, participantId, 100, IN_2024);
    const mistaken = await award(ledger, participantId, 60, IN_2024);
    await ledger.reverseTransaction({
      reverses: mistaken,
      transactionId: randomUUID(),
      staffId,
      reason: '誤り',
    });
    expect(await expire(2024)).toEqual(new Map([[participantId, -100]]));
    expect((await ledger.balance(participantId)).balance).toBe(0);
  });

  test('PT3 a later correction leaves less than the year still counts', async () => {
    const [proposer, approver] = [await addStaff(ledger), await addStaff(ledger)];
    const participantId = await addPerson(ledger);
    await award(ledger, participantId, 100, IN_2024);
    const at = new Date().toISOString();
    const grantId = randomUUID();
    await ledger.proposeGrant({
      grantId,
      grant: { kind: 'correction', points: -70, reason: '訂正', participantIds: [participantId] },
      staffId: proposer,
      at,
      lapsesAt: '2099-01-01T00:00:00.000Z',
    });
    const approval = { staffId: approver, approve: true, at, newTransactionId: randomUUID };
    await ledger.decideGrant({ grantId, ...approval });
    expect(await expire(2024)).toEqual(new Map([[participantId, -30]]));
    expect((await ledger.balance(participantId)).balance).toBe(0);
  });

  test('an expiry that was booked is not taken out of the list', async () => {
    for (const statement of ['delete from expiries', 'truncate expiries']) {
      await expect(runSql(database.url, statement)).rejects.toThrow(/PT4/);
    }
  });
});
