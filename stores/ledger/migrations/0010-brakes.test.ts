import { randomUUID } from 'node:crypto';
import { Kysely, PostgresDialect } from 'kysely';
import { Pool } from 'pg';
import { expect, test } from 'vitest';
import { runSql, startLedgerDatabase } from '../../../tests/ledger-database.ts';
import { addPerson } from '../../../tests/ledger-samples.ts';
import { newSecrets, orderOf } from '../../../tests/lottery-samples.ts';
import { createLedger } from '../create-ledger.ts';
import { ledgerLimits } from '../limits.ts';
import * as people from './0001-people.ts';
import * as outcomes from './0002-outcomes.ts';
import * as doubleEntry from './0003-double-entry.ts';
import * as unbookableLines from './0004-unbookable-lines.ts';
import * as records from './0005-records.ts';
import * as economy from './0006-economy.ts';
import * as chain from './0007-chain.ts';
import * as lotteries from './0008-lotteries.ts';
import * as orders from './0009-orders.ts';
import * as brakes from './0010-brakes.ts';

const BEFORE = [
  people,
  outcomes,
  doubleEntry,
  unbookableLines,
  records,
  economy,
  chain,
  lotteries,
  orders,
] as const;

test('LT4 what somebody entered in a rehearsal before it was bounded counts', async () => {
  const database = await startLedgerDatabase();
  const pool = new Pool({ connectionString: database.url, max: 1 });
  const books = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  const ledger = createLedger({ databaseUrl: database.url });
  const [lotteryId, draw] = [randomUUID(), 'rehearsal-spring'];
  const secrets = newSecrets();
  try {
    for (const migration of BEFORE) await migration.up(books);
    await runSql(
      database.url,
      `insert into lotteries (
        lottery_id, draw, rehearsal, name, fiscal_year, state, mode, limit_rule, closes_at
      ) values ($1, $2, true, '大抽選会', 2026, 'open', 'sealed', 'none', '2027-03-20T05:30:00Z')`,
      [lotteryId, draw],
    );
    await runSql(
      database.url,
      `insert into lottery_prizes (lottery_id, prize_id, place, name, quantity, alternates)
       values ($1, 'bicycle', 0, '自転車', 1, 0)`,
      [lotteryId],
    );
    const lottery = { lotteryId, draw, secrets, sign: () => '0'.repeat(128) };
    const person = await addPerson(ledger);
    const all = await orderOf(ledger, lottery, person, { count: ledgerLimits.practiceMax });
    expect(await ledger.enterLottery(all)).toMatchObject({ ok: true });
    await brakes.up(books);
    expect(await ledger.enterLottery(await orderOf(ledger, lottery, person))).toEqual({
      ok: false,
      code: 'tickets-insufficient',
      held: 0,
    });
  } finally {
    await Promise.all([ledger.close(), books.destroy()]);
    await database.stop();
  }
});
