import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { runSql } from '../../../tests/ledger-database.ts';
import { addTicketHolder } from '../../../tests/lottery-samples.ts';
import { startBooksBefore } from '../../../tests/old-books.ts';
import { createLedger } from '../create-ledger.ts';

test('PT4 what was void before is owed too, and nothing else is', async () => {
  const books = await startBooksBefore('0010-giving-back');
  const { databaseUrl } = books;
  const ledger = createLedger({ databaseUrl });
  const [owing, unentered, open, entering] = [
    randomUUID(),
    randomUUID(),
    randomUUID(),
    randomUUID(),
  ];
  const run = (text: string, parameters: readonly unknown[]) =>
    runSql(databaseUrl, text, parameters);
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
    await books.bringOn();
    expect(await ledger.lotteriesDue('2027-03-20T05:00:00.000Z')).toEqual([owing]);
    const batch = { told: null, limit: 5, newTransactionId: () => randomUUID() };
    expect(await ledger.giveTicketsBack({ ...batch, lotteryId: owing })).toEqual({
      people: [person],
      upTo: entering,
    });
    expect(await ledger.balance(person)).toMatchObject({ tickets: 2 });
    expect(await ledger.wrongBalances(5)).toEqual([]);
  } finally {
    await ledger.close();
    await books.stop();
  }
});
