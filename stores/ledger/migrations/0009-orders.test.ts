import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { runSql } from '../../../tests/ledger-database.ts';
import { startBooksBefore } from '../../../tests/old-books.ts';
import { createLedger } from '../create-ledger.ts';

test('whoever added something before people were counted is counted, and a draw goes on', async () => {
  const books = await startBooksBefore('0009-orders');
  const { databaseUrl } = books;
  const ledger = createLedger({ databaseUrl });
  const lotteryId = randomUUID();
  const [tag, other] = ['ab'.repeat(16), 'cd'.repeat(16)];
  try {
    await runSql(
      databaseUrl,
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
    await books.bringOn();
    expect(await ledger.latestContributions(lotteryId, 1)).toMatchObject({ count: 3, people: 2 });
    await add(other, '02');
    await add('ef'.repeat(16), '01');
    expect(await ledger.latestContributions(lotteryId, 1)).toMatchObject({ count: 5, people: 3 });
    expect(await ledger.orderLottery({ lotteryId, to: 'frozen', at, staffId: null })).toEqual({
      ok: true,
      changed: true,
    });
  } finally {
    await ledger.close();
    await books.stop();
  }
});
