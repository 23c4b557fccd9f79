/**
 * Random sequences of everything that is done with points, against real books and a plain model in
 * memory (PT2–PT6). The seed is printed; FC_SEED replays it.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EconomyRun, economyActions } from '../../tests/economy-run.ts';
import type { EconomyAction } from '../../tests/economy-run.ts';
import { addShop, addStaff } from '../../tests/economy-samples.ts';
import type { SampleShop } from '../../tests/economy-samples.ts';
import { ledgerDatabases, runSql } from '../../tests/ledger-database.ts';
import type { LedgerDatabase } from '../../tests/ledger-database.ts';
import { addPeople } from '../../tests/ledger-samples.ts';
import { assertInTime } from '../../tests/timed-property.ts';
import { createLedger } from './create-ledger.ts';
import type { Ledger } from './ledger.ts';
import { migrateLedger } from './migrate.ts';

const seed = Number(process.env['FC_SEED'] ?? Date.now() % 2 ** 31);
const limits = { runs: 40, runsDeadlineMs: 40_000 } as const;

describe.each(ledgerDatabases)('the points economy on $name', ({ start }) => {
  let database: LedgerDatabase;
  let ledger: Ledger;
  let shops: SampleShop[];
  let staff: string[];

  beforeAll(async () => {
    database = await start();
    await migrateLedger({ databaseUrl: database.url });
    ledger = createLedger({ databaseUrl: database.url, poolSize: 4 });
    shops = [await addShop(ledger), await addShop(ledger, '花園書店')];
    staff = [await addStaff(ledger), await addStaff(ledger)];
  });

  afterAll(async () => {
    await ledger?.close();
    await database?.stop();
  });

  /** What the books say of somebody, and what they should. */
  async function expectAsInModel({ model }: EconomyRun, owner: string): Promise<void> {
    expect(await ledger.balance(owner)).toEqual({
      balance: model.balance(owner),
      earned: model.earned(owner),
      coupons: model.usable(owner).length,
      tickets: model.openTickets(owner).length,
    });
    const accounts = await runSql(
      database.url,
      `select kind, balance::int from accounts where owner = $1 and balance <> 0`,
      [owner],
    );
    const inTickets = model.openTickets(owner).reduce((sum, { points }) => sum + points, 0);
    const expected = {
      participant: model.balance(owner),
      'coupons-held': model.held(owner),
      tickets: inTickets,
    };
    expect(Object.fromEntries(accounts.map(({ kind, balance }) => [kind, balance]))).toEqual(
      Object.fromEntries(Object.entries(expected).filter(([, points]) => points !== 0)),
    );

    const coupons = await ledger.couponsOf(owner, { shopId: null, limit: 100 });
    expect(new Map(coupons.map(({ couponId, state }) => [couponId, state]))).toEqual(
      new Map(
        model.coupons
          .filter((coupon) => coupon.owner === owner)
          .map((coupon) => [coupon.couponId, stateOf(coupon)]),
      ),
    );

    const history = await ledger.entries(owner, { before: null, limit: 500 });
    const transactions = model.transactions.filter((transaction) => transaction.owner === owner);
    expect(history.entries.map(({ transactionId, amount }) => [transactionId, amount])).toEqual(
      transactions.map(({ transactionId, amount }) => [transactionId, amount]).toReversed(),
    );
    expect(history.entries.every(({ balanceAfter }) => balanceAfter >= 0)).toBe(true);
  }

  async function holds(actions: readonly EconomyAction[]): Promise<void> {
    const run = new EconomyRun(ledger, await addPeople(ledger, 3), shops, staff);
    for (const action of actions) await run.act(action);
    for (const owner of run.people) await expectAsInModel(run, owner);
    expect(await ledger.wrongBalances(10)).toEqual([]);
    const [sums] = await runSql(
      database.url,
      `select coalesce(sum(amount), 0)::int as total,
         (select coalesce(sum(balance), 0)::int from accounts) as balances from entries`,
    );
    expect(sums).toEqual({ total: 0, balances: 0 });
  }

  test(`PT2 PT3 PT4 PT5 PT6 the books answer and stand as the model does`, async () => {
    console.info(`FC_SEED=${seed}`);
    const { runs: numRuns, runsDeadlineMs: deadlineMs } = limits;
    await assertInTime(economyActions, holds, { seed, numRuns, deadlineMs });
  });
});

type ModelCoupon = EconomyRun['model']['coupons'][number];

/** Whatever is reserved in the model is so for the database's clock too. */
function stateOf({ takenBack, redeemedAt, reservedUntil }: ModelCoupon): string {
  if (takenBack) return 'taken-back';
  if (redeemedAt !== null) return 'redeemed';
  return reservedUntil === null ? 'held' : 'reserved';
}
