import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addShop, addStaff, award, exchange } from '../../tests/economy-samples.ts';
import { newKey } from '../../tests/economy-samples.ts';
import { ledgerDatabases, runSql } from '../../tests/ledger-database.ts';
import type { LedgerDatabase } from '../../tests/ledger-database.ts';
import { addActivity, addPeople, admittedLine } from '../../tests/ledger-samples.ts';
import { createLedger } from './create-ledger.ts';
import type { Ledger } from './ledger.ts';
import { migrateLedger } from './migrate.ts';

const limits = { people: 6, rounds: 6 } as const;

describe.each(ledgerDatabases)('everything at once on $name', ({ start }) => {
  let database: LedgerDatabase;
  let ledger: Ledger;

  beforeAll(async () => {
    database = await start();
    await migrateLedger({ databaseUrl: database.url });
    ledger = createLedger({ databaseUrl: database.url, poolSize: 16 });
  });

  afterAll(async () => {
    await ledger?.close();
    await database?.stop();
  });

  test('PT2 PT3 PT6 the door, the shops, the phones and the staff wait in no circle', async () => {
    const [shop, other] = [await addShop(ledger), await addShop(ledger, '花園書店')];
    const [proposer, approver] = [await addStaff(ledger), await addStaff(ledger)];
    const people = await addPeople(ledger, limits.people);
    const awards: string[] = [];
    for (const person of people) awards.push(await award(ledger, person, 3_000));

    const checkIn = async (turned: boolean) => {
      const activityId = await addActivity(ledger, { startsAt: '2024-05-01T01:00:00.000Z' });
      const order = turned ? people.toReversed() : people;
      const lines = order.map((person, index) => admittedLine(person, index + 1));
      return ledger.postOutcomes(activityId, lines);
    };
    const useAtOnce = (person: string, { offerId, deviceId, shopId }: typeof shop) =>
      ledger.exchangeAndRedeem({
        spending: newKey(deviceId),
        participantId: person,
        offerId,
        points: 100,
        deviceId,
        shopId,
        couponId: randomUUID(),
        exchangeId: randomUUID(),
        redemptionId: randomUUID(),
        at: new Date().toISOString(),
      });
    const useCoupon = async (person: string) => {
      const answer = await exchange(ledger, person, shop.offerId);
      if (!answer.ok) return answer;
      return ledger.redeemCoupon({
        couponId: answer.coupon.couponId,
        by: { deviceId: shop.deviceId, shopId: shop.shopId },
        transactionId: randomUUID(),
        at: new Date().toISOString(),
        spending: null,
      });
    };
    const undoExchange = async (person: string) => {
      const answer = await exchange(ledger, person, other.offerId);
      if (!answer.ok) return answer;
      const by = { staffId: approver, reason: '例', transactionId: randomUUID() };
      return ledger.reverseTransaction({ reverses: answer.transactionId, ...by });
    };
    const give = async (order: readonly string[], points: number) => {
      const grantId = randomUUID();
      const at = new Date().toISOString();
      await ledger.proposeGrant({
        grantId,
        grant: {
          kind: points > 0 ? 'campaign' : 'correction',
          points,
          reason: '例',
          participantIds: [...order],
        },
        staffId: proposer,
        at,
        lapsesAt: '2099-01-01T00:00:00.000Z',
      });
      const by = { staffId: approver, approve: true, at, newTransactionId: randomUUID };
      return ledger.decideGrant({ grantId, ...by });
    };
    const buy = (person: string) =>
      ledger.buyTickets({
        spending: newKey(person),
        participantId: person,
        ticketIds: [randomUUID(), randomUUID()],
        points: 50,
        transactionId: randomUUID(),
      });

    for (let round = 0; round < limits.rounds; round += 1) {
      const work: Promise<object>[] = [
        checkIn(false),
        checkIn(true),
        give(people, 20),
        give(people.toReversed(), -20),
        ledger.expirePoints({ lastYear: 2020 + round, limit: 2, newTransactionId: randomUUID }),
        ledger.expirePoints({ lastYear: 2020 + round, limit: 3, newTransactionId: randomUUID }),
        ...people.flatMap((person) => [
          useAtOnce(person, shop),
          useAtOnce(person, other),
          useCoupon(person),
          useCoupon(person),
          undoExchange(person),
          buy(person),
        ]),
      ];
      if (round === limits.rounds - 1) {
        const by = { staffId: approver, reason: '例' };
        for (const reverses of awards) {
          const transactionId = randomUUID();
          work.push(ledger.reverseTransaction({ reverses, transactionId, ...by }));
        }
      }
      // A circle would be broken by the database, and its victim rejected here.
      const outcomes = await Promise.allSettled(work);
      expect(outcomes.filter(({ status }) => status === 'rejected')).toEqual([]);
    }
    expect(await ledger.wrongBalances(10)).toEqual([]);
    const [sums] = await runSql(
      database.url,
      `select coalesce(sum(amount), 0)::int as total,
         (select count(*)::int from accounts
          where balance < 0 and owner <> '00000000-0000-0000-0000-000000000000') as below
       from entries`,
    );
    expect(sums).toEqual({ total: 0, below: 0 });
  });
});
