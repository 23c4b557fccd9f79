import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addCoupon, addPersonWith, addShop, addStaff } from '../../tests/economy-samples.ts';
import { award, newKey } from '../../tests/economy-samples.ts';
import type { SampleShop } from '../../tests/economy-samples.ts';
import { ledgerDatabases, runSql } from '../../tests/ledger-database.ts';
import type { LedgerDatabase } from '../../tests/ledger-database.ts';
import { addPerson } from '../../tests/ledger-samples.ts';
import { createLedger } from './create-ledger.ts';
import type { Ledger } from './ledger.ts';
import { migrateLedger } from './migrate.ts';

describe.each(ledgerDatabases)('reversals on $name', ({ start }) => {
  let database: LedgerDatabase;
  let ledger: Ledger;
  let shop: SampleShop;
  let staffId: string;

  beforeAll(async () => {
    database = await start();
    await migrateLedger({ databaseUrl: database.url });
    ledger = createLedger({ databaseUrl: database.url, poolSize: 16 });
    shop = await addShop(ledger);
    staffId = await addStaff(ledger);
  });

  afterAll(async () => {
    await ledger?.close();
    await database?.stop();
  });

  const reverse = (reverses: string, transactionId: string = randomUUID()) =>
    ledger.reverseTransaction({ reverses, transactionId, staffId, reason: '二重の受付' });

  const redeem = (couponId: string) =>
    ledger.redeemCoupon({
      couponId,
      by: { deviceId: shop.deviceId, shopId: shop.shopId },
      transactionId: randomUUID(),
      at: new Date().toISOString(),
      spending: null,
    });

  /** The newest transaction of that person. */
  const newest = async (participantId: string) =>
    (await ledger.entries(participantId, { before: null, limit: 1 })).entries[0]!;

  test('PT4 an award is reversed: both stay in the books, and what was earned goes', async () => {
    const participantId = await addPerson(ledger);
    const awardId = await award(ledger, participantId, 100);
    const transactionId = randomUUID();
    expect(await reverse(awardId, transactionId)).toMatchObject({
      ok: true,
      posted: { participantId, transactionId, transactionKind: 'reversal', amount: -100 },
      couponId: null,
    });
    expect(await ledger.balance(participantId)).toMatchObject({ balance: 0, earned: 0 });
    const { entries } = await ledger.entries(participantId, { before: null, limit: 5 });
    expect(entries).toMatchObject([
      {
        transactionId,
        kind: 'reversal',
        amount: -100,
        balanceAfter: 0,
        reason: '二重の受付',
        reverses: awardId,
        reversedBy: null,
        activity: { name: '白川清掃' },
        entries: [
          { account: 'issuance', own: false, amount: 100 },
          { account: 'participant', own: true, amount: -100 },
        ],
      },
      { transactionId: awardId, kind: 'award', reverses: null, reversedBy: transactionId },
    ]);
  });

  test('PT4 at most once, however many try at once', async () => {
    const awardId = await award(ledger, await addPerson(ledger), 100);
    const answers = await Promise.all(Array.from({ length: 20 }, () => reverse(awardId)));
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    for (const answer of answers.filter(({ ok }) => !ok)) {
      expect(answer).toEqual({ ok: false, code: 'transaction-reversed' });
    }
  });

  test('PT4 the database itself refuses a second reversal', async () => {
    const awardId = await award(ledger, await addPerson(ledger), 100);
    await reverse(awardId);
    await expect(
      runSql(
        database.url,
        `insert into transactions (transaction_id, kind, reverses, staff_id, reason)
         values ($1, 'reversal', $2, $3, 'again')`,
        [randomUUID(), awardId, staffId],
      ),
    ).rejects.toMatchObject({ code: '23505' });
  });

  test('PT3 points that are spent cannot be taken back', async () => {
    const participantId = await addPerson(ledger);
    const awardId = await award(ledger, participantId, 150);
    await addCoupon(ledger, participantId, shop.offerId);
    expect(await reverse(awardId)).toEqual({
      ok: false,
      code: 'balance-insufficient',
      balance: 50,
      needed: 150,
    });
    expect(await ledger.balance(participantId)).toMatchObject({ balance: 50, earned: 150 });
  });

  test('an exchange is reversed: the points return, the coupon is taken back', async () => {
    const participantId = await addPersonWith(ledger, 100);
    const couponId = await addCoupon(ledger, participantId, shop.offerId);
    const { transactionId } = await newest(participantId);
    expect(await reverse(transactionId)).toMatchObject({
      ok: true,
      posted: { amount: 100 },
      couponId,
    });
    expect(await ledger.balance(participantId)).toEqual({
      balance: 100,
      earned: 100,
      coupons: 0,
      tickets: 0,
    });
    expect(await redeem(couponId)).toEqual({ ok: false, code: 'coupon-taken-back' });
    expect(await newest(participantId)).toMatchObject({
      kind: 'reversal',
      coupon: { couponId, shop: '新町珈琲' },
    });
  });

  test('a coupon is used or taken back, never both, in any race', async () => {
    for (let round = 0; round < 8; round += 1) {
      const participantId = await addPersonWith(ledger, 100);
      const couponId = await addCoupon(ledger, participantId, shop.offerId);
      const { transactionId } = await newest(participantId);
      const [reversed, redeemed] = await Promise.all([reverse(transactionId), redeem(couponId)]);
      expect([reversed.ok, redeemed.ok].filter(Boolean)).toHaveLength(1);
      expect((await ledger.balance(participantId)).balance).toBe(reversed.ok ? 100 : 0);
      if (!reversed.ok) expect(reversed.code).toBe('transaction-not-reversible');
    }
  });

  test('tickets go back with their points, unless one was entered', async () => {
    const participantId = await addPersonWith(ledger, 400);
    const buy = async () => {
      const transactionId = randomUUID();
      await ledger.buyTickets({
        spending: newKey(participantId),
        participantId,
        ticketIds: [randomUUID(), randomUUID()],
        points: 100,
        transactionId,
      });
      return transactionId;
    };
    const [first, second] = [await buy(), await buy()];
    expect(await reverse(first)).toMatchObject({ ok: true, posted: { amount: 200 } });
    expect(await ledger.ticketsOf(participantId, 10)).toMatchObject({ count: 2 });
    await runSql(
      database.url,
      'update tickets set entered_at = now() where ticket_id = (select ticket_id from tickets where transaction_id = $1 limit 1)',
      [second],
    );
    expect(await reverse(second)).toEqual({ ok: false, code: 'transaction-not-reversible' });
    expect(await ledger.balance(participantId)).toMatchObject({ balance: 200, tickets: 1 });
  });

  test('a redemption, a reversal and what never was are not reversed', async () => {
    const participantId = await addPersonWith(ledger, 100);
    const couponId = await addCoupon(ledger, participantId, shop.offerId);
    await redeem(couponId);
    const redemption = await newest(participantId);
    expect(redemption).toMatchObject({ kind: 'coupon-redemption', amount: 0, balanceAfter: 0 });
    const refused = { ok: false, code: 'transaction-not-reversible' };
    expect(await reverse(redemption.transactionId)).toEqual(refused);
    const awardId = await award(ledger, participantId, 100);
    const reversalId = randomUUID();
    await reverse(awardId, reversalId);
    expect(await reverse(reversalId)).toEqual(refused);
    expect(await reverse(randomUUID())).toEqual({ ok: false, code: 'transaction-unknown' });
  });
});
