import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ledgerDatabases, runSql } from '../../tests/ledger-database.ts';
import type { LedgerDatabase } from '../../tests/ledger-database.ts';
import { addLottery, addOpenLottery, moveTo } from '../../tests/lottery-samples.ts';
import { readAudience, writeAudience } from '#domain/draw/tables.ts';
import { createLedger } from './create-ledger.ts';
import type { Ledger } from './ledger.ts';
import { migrateLedger } from './migrate.ts';

const newTag = () => randomBytes(16).toString('hex');

describe.each(ledgerDatabases)('what the hall adds on $name', ({ start }) => {
  let database: LedgerDatabase;
  let ledger: Ledger;
  let other: Ledger;

  beforeAll(async () => {
    database = await start();
    await migrateLedger({ databaseUrl: database.url });
    ledger = createLedger({ databaseUrl: database.url, poolSize: 8 });
    other = createLedger({ databaseUrl: database.url, poolSize: 8 });
  });

  afterAll(async () => {
    await ledger?.close();
    await other?.close();
    await database?.stop();
  });

  async function addGathering(): Promise<string> {
    const { lotteryId } = await addOpenLottery(ledger);
    await moveTo(ledger, lotteryId, 'closed');
    await moveTo(ledger, lotteryId, 'gathering');
    return lotteryId;
  }

  function add(
    lotteryId: string,
    ownerTag: string,
    changes: Partial<Parameters<Ledger['contribute']>[0]> = {},
    books = ledger,
  ): ReturnType<Ledger['contribute']> {
    const hex = randomBytes(16).toString('hex');
    const at = '2027-03-20T05:31:00.000Z';
    return books.contribute({ lotteryId, ownerTag, hex, limit: 3, at, ...changes });
  }

  test('seq is 1..n without holes, however many add at once, and each person has a limit', async () => {
    const lotteryId = await addGathering();
    const tags = Array.from({ length: 20 }, newTag);
    const answers = await Promise.all(
      tags.flatMap((tag) =>
        [ledger, other, ledger, other, ledger].map((books) => add(lotteryId, tag, {}, books)),
      ),
    );
    const rows = await ledger.contributions(lotteryId);
    expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, index) => index + 1));
    for (const tag of tags) expect(rows.filter((row) => row.ownerTag === tag)).toHaveLength(3);
    const told = answers.flatMap((answer) => (answer.ok ? [answer.row] : []));
    expect(told.toSorted((a, b) => a.seq - b.seq)).toEqual(
      rows.map(({ blanked: _blanked, ...row }) => row),
    );
    expect(answers.filter(({ ok }) => !ok)).toEqual(
      Array.from({ length: 40 }, () => ({ ok: false, code: 'contribution-limit' })),
    );
    // As the strict reader takes it.
    expect(readAudience(writeAudience(rows)).rows).toHaveLength(60);
  });

  test('only while it gathers', async () => {
    const { lotteryId } = await addOpenLottery(ledger);
    const refused = { ok: false, code: 'lottery-not-gathering' };
    expect(await add(lotteryId, newTag())).toEqual(refused);
    await moveTo(ledger, lotteryId, 'closed');
    expect(await add(lotteryId, newTag())).toEqual(refused);
    await moveTo(ledger, lotteryId, 'gathering');
    const [ownerTag, hex] = [newTag(), 'ab'.repeat(16)];
    const answer = await add(lotteryId, ownerTag, { hex });
    expect(answer).toEqual({ ok: true, row: { seq: 1, ownerTag, hex } });
    await moveTo(ledger, lotteryId, 'frozen', { contributions: 1 });
    expect(await add(lotteryId, newTag())).toEqual(refused);
    // Its answer was lost: it is told again, late as it is.
    expect(await add(lotteryId, ownerTag, { hex })).toEqual(answer);
    expect(await ledger.contributions(lotteryId)).toHaveLength(1);

    const unknown = { ok: false, code: 'lottery-unknown' };
    expect(await add(randomUUID(), newTag())).toEqual(unknown);
    expect(await add((await addLottery(ledger)).lotteryId, newTag())).toEqual(unknown);
  });

  test('the same bytes again are the same contribution', async () => {
    const lotteryId = await addGathering();
    const [ownerTag, hex] = [newTag(), 'cd'.repeat(16)];
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        add(lotteryId, ownerTag, { hex, limit: 1 }, index % 2 === 0 ? ledger : other),
      ),
    );
    for (const answer of answers)
      expect(answer).toEqual({ ok: true, row: { seq: 1, ownerTag, hex } });
    expect(await add(lotteryId, newTag(), { hex })).toMatchObject({ row: { seq: 2 } });
  });

  test('freezing takes all that was added: with fewer it is refused', async () => {
    const lotteryId = await addGathering();
    await add(lotteryId, newTag());
    const seen = await ledger.contributions(lotteryId);
    await add(lotteryId, newTag());
    const freeze = (contributions: number) =>
      moveTo(ledger, lotteryId, 'frozen', { contributions });
    expect(await freeze(seen.length)).toEqual({ ok: false, code: 'contributions-missed' });
    expect((await ledger.lottery(lotteryId))?.state).toBe('gathering');
    expect(await freeze(2)).toMatchObject({ ok: true, changed: true });
  });

  test('while it is frozen: who was told yes is in the file', async () => {
    for (let round = 0; round < 4; round += 1) {
      const lotteryId = await addGathering();
      const adding = Array.from({ length: 10 }, () => add(lotteryId, newTag(), {}, other));
      const freezing = (async () => {
        for (let tries = 1; tries <= 50; tries += 1) {
          const contributions = (await ledger.contributions(lotteryId)).length;
          const answer = await moveTo(ledger, lotteryId, 'frozen', { contributions });
          if (answer.ok) return contributions;
        }
        throw new Error('it is never frozen');
      })();
      const [frozen, answers] = await Promise.all([freezing, Promise.all(adding)]);
      expect(answers.filter(({ ok }) => ok)).toHaveLength(frozen);
      expect(await ledger.contributions(lotteryId)).toHaveLength(frozen);
    }
  });

  test('one is blanked from the screen, never from the file, and stays as it is', async () => {
    const lotteryId = await addGathering();
    for (let index = 0; index < 3; index += 1) await add(lotteryId, newTag());
    const before = await ledger.contributions(lotteryId);
    expect(await ledger.blankContribution(lotteryId, 2)).toBe(true);
    expect(await ledger.blankContribution(lotteryId, 2)).toBe(true);
    expect(await ledger.blankContribution(lotteryId, 9)).toBe(false);
    const after = await ledger.contributions(lotteryId);
    expect(after.map(({ blanked }) => blanked)).toEqual([false, true, false]);
    expect(writeAudience(after)).toEqual(writeAudience(before));
    await expect(
      runSql(database.url, `update lottery_contributions set hex = 'ab' where lottery_id = $1`, [
        lotteryId,
      ]),
    ).rejects.toMatchObject({ code: '23001' });
  });

  test('what is not hex, or too long, is no contribution', async () => {
    const lotteryId = await addGathering();
    for (const hex of ['', 'abc', 'AB', 'zz', 'ab'.repeat(257)]) {
      await expect(add(lotteryId, newTag(), { hex })).rejects.toMatchObject({ code: '23514' });
    }
    expect(await add(lotteryId, newTag(), { hex: 'ab'.repeat(256) })).toMatchObject({ ok: true });
  });
});
