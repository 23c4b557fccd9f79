import { randomUUID } from 'node:crypto';
import { Kysely, PostgresDialect } from 'kysely';
import { Pool } from 'pg';
import { expect, test } from 'vitest';
import { runSql, startLedgerDatabase } from '../../../tests/ledger-database.ts';
import { addTicketHolder } from '../../../tests/lottery-samples.ts';
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
import * as givingBack from './0010-giving-back.ts';

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

test('PT4 what was void before is owed too, and nothing else is', async () => {
  const database = await startLedgerDatabase();
  const pool = new Pool({ connectionString: database.url, max: 1 });
  const books = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  const ledger = createLedger({ databaseUrl: database.url });
  const [owing, unentered, open, entering] = [
    randomUUID(),
    randomUUID(),
    randomUUID(),
    randomUUID(),
  ];
  const run = (text: string, parameters: readonly unknown[]) =>
    runSql(database.url, text, parameters);
  const addLottery = (lotteryId: string, state: string, entries: number) =>
    run(
      `insert into lotteries (
        lottery_id, draw, rehearsal, name, fiscal_year, state, mode, limit_rule, closes_at,
        void_reason, entries_made
      ) values (
        $1, gen_random_uuid(), false, '大抽選会', 2026, $2::text, 'sealed', 'none', '2100-01-01',
        case $2::text when 'void' then '雨' end, $3
      )`,
      [lotteryId, state, entries],
    );
  try {
    for (const migration of BEFORE) await migration.up(books);
    await addLottery(owing, 'void', 1);
    await addLottery(unentered, 'void', 0);
    await addLottery(open, 'open', 1);
    const person = await addTicketHolder(ledger, 2);
    await run(
      `select post_lottery_entries($1, jsonb_build_array(
        jsonb_build_object('transaction', $2::uuid, 'person', $3::uuid, 'points', 20)
      ))`,
      [owing, entering, person],
    );
    await run('update tickets set entered_at = now(), entered_with = $1', [entering]);
    await givingBack.up(books);
    expect(await ledger.lotteriesDue('2027-03-20T05:00:00.000Z')).toEqual([owing]);
    const batch = { told: null, limit: 5, newTransactionId: () => randomUUID() };
    expect(await ledger.giveTicketsBack({ ...batch, lotteryId: owing })).toEqual({
      people: [person],
      upTo: entering,
    });
    expect(await ledger.balance(person)).toMatchObject({ tickets: 2 });
    expect(await ledger.wrongBalances(5)).toEqual([]);
  } finally {
    await Promise.all([ledger.close(), books.destroy()]);
    await database.stop();
  }
});
