import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addStaff } from '../../tests/economy-samples.ts';
import { ledgerDatabases, runSql } from '../../tests/ledger-database.ts';
import type { LedgerDatabase } from '../../tests/ledger-database.ts';
import { addLottery, addOpenLottery, moveTo } from '../../tests/lottery-samples.ts';
import { rowsReadFor } from '../../tests/rows-read.ts';
import { readAudience, writeAudience } from '#domain/draw/tables.ts';
import type { Books } from './connection.ts';
import { contributions, latestContributions } from './contributions.ts';
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

  const rowsRead = (ask: (books: Books) => Promise<unknown>) =>
    rowsReadFor(database.url, 'lottery_contributions', ask);

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

  test('once its freeze is due nothing is added, so that nobody can put it off', async () => {
    const [ordered, timed] = [
      await addGathering(),
      (await addOpenLottery(ledger, { freezesAt: '2027-03-20T06:00:30.000Z' })).lotteryId,
    ];
    await moveTo(ledger, timed, 'closed');
    await moveTo(ledger, timed, 'gathering');
    const told = await add(ordered, newTag());
    const at = '2027-03-20T06:00:10.000Z';
    const staffId = await addStaff(ledger);
    await ledger.orderLottery({ lotteryId: ordered, to: 'frozen', at, staffId });
    const refused = { ok: false, code: 'lottery-not-gathering' };
    const before = '2027-03-20T06:00:09.999Z';
    expect(await add(ordered, newTag(), { at: before })).toMatchObject({ ok: true });
    expect(await add(ordered, newTag(), { at })).toEqual(refused);
    expect(told.ok && (await add(ordered, told.row.ownerTag, { hex: told.row.hex, at }))).toEqual(
      told,
    );
    // By its time, which came early: the hall still has its minute.
    const minute = ['2027-03-20T06:00:59.999Z', '2027-03-20T06:01:00.000Z'] as const;
    expect(await add(timed, newTag(), { at: minute[0] })).toMatchObject({ ok: true });
    expect(await add(timed, newTag(), { at: minute[1] })).toEqual(refused);
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

  test('how many, of how many people, and the latest are told; the rest is not read for it', async () => {
    const lotteryId = await addGathering();
    const tags = Array.from({ length: 150 }, newTag);
    for (const books of [ledger, other, ledger, other]) {
      await Promise.all(tags.map((tag) => add(lotteryId, tag, {}, books)));
    }
    await ledger.blankContribution(lotteryId, 449);
    const rows = await ledger.contributions(lotteryId);
    const told = await ledger.latestContributions(lotteryId, 5);
    expect(told).toEqual({
      count: 450,
      people: 150,
      latest: rows
        .slice(-5)
        .toReversed()
        .map(({ seq, hex, blanked }) => ({ seq, hex, blanked })),
    });
    expect(told.latest.map(({ blanked }) => blanked)).toEqual([false, true, false, false, false]);
    const all = await ledger.latestContributions(lotteryId, 1_000);
    expect(all.latest).toHaveLength(450);
    const empty = await ledger.latestContributions(await addGathering(), 5);
    expect(empty).toEqual({ count: 0, people: 0, latest: [] });
    const unknown = await ledger.latestContributions(randomUUID(), 5);
    expect(unknown).toEqual({ count: 0, people: 0, latest: [] });
    expect(await rowsRead((books) => latestContributions(books, lotteryId, 5))).toBe(5);
    expect(await rowsRead((books) => contributions(books, lotteryId))).toBe(450);
  });

  test('whoever adds more than once is one person', async () => {
    const lotteryId = await addGathering();
    const [tag, another] = [newTag(), newTag()];
    for (const ownerTag of [tag, tag, another]) await add(lotteryId, ownerTag);
    expect(await ledger.latestContributions(lotteryId, 1)).toMatchObject({ count: 3, people: 2 });
    // The same bytes again, and one over the limit, are nobody new.
    const hex = 'ab'.repeat(16);
    await add(lotteryId, another, { hex });
    await add(lotteryId, another, { hex });
    await add(lotteryId, newTag(), { limit: 0 });
    expect(await ledger.latestContributions(lotteryId, 1)).toMatchObject({ count: 4, people: 2 });
  });

  test('what is not hex, or too long, is no contribution', async () => {
    const lotteryId = await addGathering();
    for (const hex of ['', 'abc', 'AB', 'zz', 'ab'.repeat(257)]) {
      await expect(add(lotteryId, newTag(), { hex })).rejects.toMatchObject({ code: '23514' });
    }
    expect(await add(lotteryId, newTag(), { hex: 'ab'.repeat(256) })).toMatchObject({ ok: true });
  });
});
