import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { runSql } from '../../../tests/ledger-database.ts';
import { addPerson } from '../../../tests/ledger-samples.ts';
import { newSecrets, orderOf } from '../../../tests/lottery-samples.ts';
import { startBooksBefore } from '../../../tests/old-books.ts';
import { createLedger } from '../create-ledger.ts';
import { ledgerLimits } from '../limits.ts';

test('LT4 what somebody entered in a rehearsal before it was bounded counts', async () => {
  const books = await startBooksBefore('0011-brakes');
  const { databaseUrl } = books;
  const ledger = createLedger({ databaseUrl });
  const [lotteryId, draw] = [randomUUID(), 'rehearsal-spring'];
  const secrets = newSecrets();
  try {
    await runSql(
      databaseUrl,
      `insert into lotteries (
        lottery_id, draw, rehearsal, name, fiscal_year, state, mode, limit_rule, closes_at
      ) values ($1, $2, true, '大抽選会', 2026, 'open', 'sealed', 'none', '2027-03-20T05:30:00Z')`,
      [lotteryId, draw],
    );
    await runSql(
      databaseUrl,
      `insert into lottery_prizes (lottery_id, prize_id, place, name, quantity, alternates)
       values ($1, 'bicycle', 0, '自転車', 1, 0)`,
      [lotteryId],
    );
    const lottery = { lotteryId, draw, secrets, sign: () => '0'.repeat(128) };
    const person = await addPerson(ledger);
    const order = await orderOf(ledger, lottery, person);
    await runSql(
      databaseUrl,
      `insert into lottery_entries (
        lottery_id, prize_id, entry_id, owner_tag, first_serial, serials, signature, entered_at
      ) values ($1, 'bicycle', 'e0000001', $2, 1, $3, $4, now())`,
      [lotteryId, order.ownerTag, ledgerLimits.practiceMax, '0'.repeat(128)],
    );
    await books.bringOn();
    expect(await ledger.enterLottery(order)).toEqual({
      ok: false,
      code: 'tickets-insufficient',
      held: 0,
    });
  } finally {
    await ledger.close();
    await books.stop();
  }
});
