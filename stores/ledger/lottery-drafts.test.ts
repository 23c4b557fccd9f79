import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ledgerDatabases, runSql } from '../../tests/ledger-database.ts';
import type { LedgerDatabase } from '../../tests/ledger-database.ts';
import { addPerson } from '../../tests/ledger-samples.ts';
import { addLottery, moveTo, newSecrets } from '../../tests/lottery-samples.ts';
import { sampleLottery, tagOf } from '../../tests/lottery-samples.ts';
import type { NewLottery } from '#domain/contract/lotteries.ts';
import { LOTTERY_STATES } from '#domain/lottery.ts';
import { createLedger } from './create-ledger.ts';
import type { Ledger } from './ledger.ts';
import { migrateLedger } from './migrate.ts';

/** Everything that a draft may have rows in. */
const TABLES = ['lotteries', 'lottery_prizes', 'lottery_secrets', 'lottery_owners'];

const prize = (prizeId: string) => ({
  prizeId,
  name: `景品 ${prizeId}`,
  nameEn: null,
  nameEasy: null,
  quantity: 3,
  alternates: 0,
});

describe.each(ledgerDatabases)('drafts on $name', ({ start }) => {
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

  const replace = (lotteryId: string, changes: Partial<NewLottery> = {}, books = ledger) =>
    books.replaceDraft({ lotteryId, lottery: sampleLottery(changes), fiscalYear: 2027 });

  async function rowsOf(lotteryId: string): Promise<number> {
    let rows = 0;
    for (const table of TABLES) {
      const text = `select from ${table} where lottery_id = $1`;
      rows += (await runSql(database.url, text, [lotteryId])).length;
    }
    return rows;
  }

  test('a draft is replaced whole; its secrets stay', async () => {
    const { lotteryId, draw, secrets } = await addLottery(ledger, {
      freezesAt: '2027-03-20T06:00:00.000Z',
    });
    const lottery = sampleLottery({
      draw: `rehearsal-${draw}`,
      name: '練習',
      nameEn: null,
      nameEasy: 'れんしゅう',
      mode: 'drand',
      limit: 'owner-draw',
      closesAt: '2027-04-01T01:00:00.000Z',
      prizes: [prize('tea'), prize('cake'), prize('boat')],
    });
    const answer = await ledger.replaceDraft({ lotteryId, lottery, fiscalYear: 2027 });
    const { freezesAt: _none, prizes, ...told } = lottery;
    const replaced = {
      ...told,
      lotteryId,
      rehearsal: true,
      fiscalYear: 2027,
      state: 'draft',
      ordered: null,
      prizes: prizes.map((one) => ({ ...one, tickets: 0, people: 0 })),
      files: [],
      voidReason: null,
      drawnAt: null,
    };
    expect(answer).toEqual({ ok: true, lottery: replaced });
    expect(await ledger.lottery(lotteryId)).toEqual(replaced);
    expect(await ledger.lotterySecrets(lotteryId)).toMatchObject({ kHex: secrets.kHex });
  });

  test('of a draft that is dropped nothing is left, and its id is free', async () => {
    const lottery = await addLottery(ledger);
    const { lotteryId, draw } = lottery;
    await tagOf(ledger, lottery, await addPerson(ledger));
    expect(await rowsOf(lotteryId)).toBe(5);
    expect(await ledger.dropDraft(lotteryId)).toEqual({ ok: true });
    expect(await rowsOf(lotteryId)).toBe(0);
    expect(await ledger.lottery(lotteryId)).toBeNull();
    expect(await ledger.dropDraft(lotteryId)).toEqual({ ok: false, code: 'lottery-unknown' });
    expect(await replace(lotteryId)).toEqual({ ok: false, code: 'lottery-unknown' });
    await addLottery(ledger, { draw });
  });

  test('once it is published, or ended, nobody replaces or drops it', async () => {
    const refused = { ok: false, code: 'lottery-state' };
    const { lotteryId } = await addLottery(ledger);
    const ended = (await addLottery(ledger)).lotteryId;
    await moveTo(ledger, ended, 'void', { voidReason: '中止' });
    for (const state of LOTTERY_STATES.filter((one) => one !== 'draft')) {
      if (state !== 'void') {
        await moveTo(ledger, lotteryId, state, state === 'frozen' ? { contributions: 0 } : {});
      }
      const asked = state === 'void' ? ended : lotteryId;
      const before = await ledger.lottery(asked);
      expect(before?.state).toBe(state);
      expect(await replace(asked), state).toEqual(refused);
      expect(await ledger.dropDraft(asked), state).toEqual(refused);
      expect(await ledger.lottery(asked)).toEqual(before);
      const secrets = runSql(database.url, 'delete from lottery_secrets where lottery_id = $1', [
        asked,
      ]);
      await expect(secrets).rejects.toMatchObject({ code: '23001' });
    }
  });

  test('another draw’s id is not to be had, alone or at once, and nothing is replaced', async () => {
    const taken = await addLottery(ledger);
    const { lotteryId } = await addLottery(ledger);
    const before = await ledger.lottery(lotteryId);
    expect(await replace(lotteryId, { draw: taken.draw, name: '別' })).toEqual({
      ok: false,
      code: 'draw-taken',
    });
    expect(await ledger.lottery(lotteryId)).toEqual(before);
    // Its own is.
    expect(await replace(lotteryId, { draw: before!.draw })).toMatchObject({ ok: true });

    const draw = `autumn-${randomBytes(6).toString('hex')}`;
    const drafts = await Promise.all(Array.from({ length: 8 }, () => addLottery(ledger)));
    const answers = await Promise.all([
      ...drafts.map((one, index) => replace(one.lotteryId, { draw }, index % 2 ? ledger : other)),
      ...[ledger, other].map((books) =>
        books.createLottery({
          lotteryId: randomUUID(),
          lottery: sampleLottery({ draw }),
          fiscalYear: 2026,
          secrets: newSecrets(),
        }),
      ),
    ]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.filter(({ ok }) => !ok)).toEqual(
      Array.from({ length: 9 }, () => ({ ok: false, code: 'draw-taken' })),
    );
  });

  test('fifty that replace it at once leave one of theirs, whole', async () => {
    const { lotteryId } = await addLottery(ledger);
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        replace(
          lotteryId,
          { name: `第${index}回`, prizes: [prize(`a${index}`), prize(`b${index}`)] },
          index % 2 ? ledger : other,
        ),
      ),
    );
    expect(answers.every(({ ok }) => ok)).toBe(true);
    const lottery = await ledger.lottery(lotteryId);
    const left = Number(/\d+/.exec(lottery!.name)?.[0]);
    expect(lottery?.prizes.map(({ prizeId }) => prizeId)).toEqual([`a${left}`, `b${left}`]);
  });

  test('it is opened as its files were made from it, or not at all', async () => {
    const { lotteryId } = await addLottery(ledger);
    const seen = await ledger.lottery(lotteryId);
    await replace(lotteryId, { name: '別の名前' });
    const files = [{ name: 'rules.txt', bytes: Buffer.from('of before\n') }] as const;
    expect(await moveTo(ledger, lotteryId, 'open', { draft: seen!, files })).toEqual({
      ok: false,
      code: 'lottery-state',
    });
    expect(await ledger.lottery(lotteryId)).toMatchObject({ state: 'draft', files: [] });
    const now = await ledger.lottery(lotteryId);
    expect(await moveTo(ledger, lotteryId, 'open', { draft: now!, files })).toMatchObject({
      ok: true,
      changed: true,
    });
  });

  test('opened, replaced and dropped at once: one comes first, and the rules are of what is open', async () => {
    const seen = { opened: 0, kept: 0, gone: 0 };
    for (let round = 0; round < 8; round += 1) {
      const { lotteryId } = await addLottery(ledger, { name: '前' });
      const draft = await ledger.lottery(lotteryId);
      const open = () => {
        const files = [{ name: 'rules.txt', bytes: Buffer.from('前\n') }] as const;
        return moveTo(ledger, lotteryId, 'open', { draft: draft!, files });
      };
      const drop = () => other.dropDraft(lotteryId);
      const change = () => replace(lotteryId, { name: '後' }, other);
      const hurry = round % 2 === 0 ? [open, change] : [drop, open, change];
      const answers = await Promise.all(hurry.map((act) => act()));
      const lottery = await ledger.lottery(lotteryId);
      if (lottery === null) {
        seen.gone += 1;
        expect(answers[0]).toEqual({ ok: true });
      } else if (lottery.state === 'open') {
        seen.opened += 1;
        expect(lottery).toMatchObject({ name: '前', files: [{ name: 'rules.txt' }] });
      } else {
        seen.kept += 1;
        expect(lottery).toMatchObject({ name: '後', state: 'draft', files: [] });
      }
      expect(answers.filter(({ ok }) => ok).length).toBeGreaterThan(0);
    }
    expect(seen.opened + seen.kept + seen.gone).toBe(8);
  });
});
