import { randomUUID } from 'node:crypto';
import { Kysely, PostgresDialect } from 'kysely';
import { Pool } from 'pg';
import { expect, test } from 'vitest';
import { runSql, startLedgerDatabase } from '../../../tests/ledger-database.ts';
import { createLedger } from '../create-ledger.ts';
import * as people from './0001-people.ts';
import * as outcomes from './0002-outcomes.ts';
import * as doubleEntry from './0003-double-entry.ts';
import * as unbookableLines from './0004-unbookable-lines.ts';
import * as records from './0005-records.ts';
import * as economy from './0006-economy.ts';
import * as chain from './0007-chain.ts';
import * as lotteries from './0008-lotteries.ts';
import * as orders from './0009-orders.ts';

const BEFORE = [
  people,
  outcomes,
  doubleEntry,
  unbookableLines,
  records,
  economy,
  chain,
  lotteries,
] as const;

test('whoever added something before people were counted is counted, and a draw goes on', async () => {
  const database = await startLedgerDatabase();
  const pool = new Pool({ connectionString: database.url, max: 1 });
  const books = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  const ledger = createLedger({ databaseUrl: database.url });
  const lotteryId = randomUUID();
  const [tag, other] = ['ab'.repeat(16), 'cd'.repeat(16)];
  try {
    for (const migration of BEFORE) await migration.up(books);
    await runSql(
      database.url,
      `insert into lotteries (
        lottery_id, draw, rehearsal, name, fiscal_year, state, mode, limit_rule, closes_at
      ) values ($1, 'spring', false, '大抽選会', 2026, 'gathering', 'sealed', 'none', now())`,
      [lotteryId],
    );
    const at = new Date().toISOString();
    const add = (ownerTag: string, hex: string) =>
      ledger.contribute({ lotteryId, ownerTag, hex, limit: 3, at });
    await add(tag, '01');
    await add(tag, '02');
    await add(other, '01');
    await orders.up(books);
    expect(await ledger.latestContributions(lotteryId, 1)).toMatchObject({ count: 3, people: 2 });
    await add(other, '02');
    await add('ef'.repeat(16), '01');
    expect(await ledger.latestContributions(lotteryId, 1)).toMatchObject({ count: 5, people: 3 });
    expect(await ledger.orderLottery({ lotteryId, to: 'frozen', at, staffId: null })).toEqual({
      ok: true,
      changed: true,
    });
  } finally {
    await Promise.all([ledger.close(), books.destroy()]);
    await database.stop();
  }
});
