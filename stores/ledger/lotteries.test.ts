import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addStaff } from '../../tests/economy-samples.ts';
import { ledgerDatabases, runSql } from '../../tests/ledger-database.ts';
import type { LedgerDatabase } from '../../tests/ledger-database.ts';
import { addLottery, addOpenLottery, moveTo } from '../../tests/lottery-samples.ts';
import { newSecrets, sampleLottery } from '../../tests/lottery-samples.ts';
import { digestOfBytes } from '#domain/draw/digest.ts';
import { DRAW_FILES, LOTTERY_STATES, mayBecome } from '#domain/lottery.ts';
import type { DrawFileName, LotteryState } from '#domain/lottery.ts';
import { createLedger } from './create-ledger.ts';
import type { Ledger } from './ledger.ts';
import { migrateLedger } from './migrate.ts';

const AT = '2027-03-20T06:00:00.000Z';

/** How each state is come to from a draft. */
const WAYS: Readonly<Record<LotteryState, readonly LotteryState[]>> = {
  draft: [],
  open: ['open'],
  closed: ['open', 'closed'],
  gathering: ['open', 'closed', 'gathering'],
  frozen: ['open', 'closed', 'gathering', 'frozen'],
  final: ['open', 'closed', 'gathering', 'frozen', 'final'],
  drawn: ['open', 'closed', 'gathering', 'frozen', 'final', 'drawn'],
  void: ['void'],
};

/** From which state on each file may be there; `void` is as far as `closed`. */
const FILES_AT: Readonly<Record<LotteryState, readonly DrawFileName[]>> = {
  draft: [],
  open: ['rules.txt', 'open.txt', 'signatures.tsv'],
  closed: ['rules.txt', 'open.txt', 'signatures.tsv', 'entries.tsv'],
  gathering: ['rules.txt', 'open.txt', 'signatures.tsv', 'entries.tsv'],
  frozen: DRAW_FILES.filter((name) => !/final|beacons|reveal|result/.test(name)),
  final: DRAW_FILES.filter((name) => name !== 'result.tsv'),
  drawn: DRAW_FILES,
  void: ['rules.txt', 'open.txt', 'signatures.tsv', 'entries.tsv'],
};

const withThatState = (to: LotteryState) =>
  to === 'void' ? { voidReason: '台風のため' } : to === 'frozen' ? { contributions: 0 } : {};

describe.each(ledgerDatabases)('lotteries on $name', ({ start }) => {
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

  async function addLotteryAt(state: LotteryState): Promise<string> {
    const { lotteryId } = await addLottery(ledger);
    for (const to of WAYS[state]) {
      expect(await moveTo(ledger, lotteryId, to, withThatState(to))).toMatchObject({
        ok: true,
        changed: true,
      });
    }
    return lotteryId;
  }

  test('a draft has its prizes in draw order, nothing entered, and is no secret to staff alone', async () => {
    const { lotteryId, draw, secrets } = await addLottery(ledger);
    const lottery = await ledger.lottery(lotteryId);
    expect(lottery).toEqual({
      lotteryId,
      draw,
      rehearsal: false,
      name: '大抽選会',
      nameEn: 'The grand lottery',
      nameEasy: null,
      fiscalYear: 2026,
      state: 'draft',
      mode: 'sealed',
      limit: 'owner-prize',
      closesAt: '2027-03-20T05:30:00.000Z',
      ordered: null,
      prizes: [
        { prizeId: 'tea', quantity: 20, alternates: 5, name: 'お茶' },
        { prizeId: 'bicycle', quantity: 1, alternates: 1, name: '自転車' },
      ].map((prize) => ({ ...prize, nameEn: null, nameEasy: null, tickets: 0, people: 0 })),
      files: [],
      voidReason: null,
      drawnAt: null,
    });
    const listed = async (drafts: boolean) =>
      (await ledger.lotteries({ drafts, limit: 100 })).map((one) => one.lotteryId);
    expect(await listed(true)).toContain(lotteryId);
    expect(await listed(false)).not.toContain(lotteryId);

    const answers = [
      lottery,
      await ledger.lotteries({ drafts: true, limit: 100 }),
      await ledger.lotteryTransitions(lotteryId),
      await moveTo(ledger, lotteryId, 'open'),
      await moveTo(ledger, lotteryId, 'open'),
    ];
    expect(JSON.stringify(answers)).not.toContain(secrets.kHex);
    expect(JSON.stringify(answers)).not.toContain('rivateKey');
    const kept = await ledger.lotterySecrets(lotteryId);
    expect(kept).toMatchObject({ publicKeyHex: secrets.publicKeyHex, kHex: secrets.kHex });
    expect(Buffer.from(kept!.privateKeyPkcs8)).toEqual(Buffer.from(secrets.privateKeyPkcs8));
    expect(await ledger.lotterySecrets(randomUUID())).toBeNull();
  });

  test('a draw’s id is taken once, and all or nothing is made', async () => {
    const lottery = sampleLottery();
    const answers = await Promise.all(
      [ledger, other, ledger].map((books) =>
        books.createLottery({
          lotteryId: randomUUID(),
          lottery,
          fiscalYear: 2026,
          secrets: newSecrets(),
        }),
      ),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    for (const answer of answers.filter(({ ok }) => !ok)) {
      expect(answer).toEqual({ ok: false, code: 'draw-taken' });
    }
  });

  test('all are listed, the newest first: voids and rehearsals too', async () => {
    const ids = [
      (await addOpenLottery(ledger)).lotteryId,
      (await addOpenLottery(ledger, { draw: `rehearsal-${randomUUID()}` })).lotteryId,
      await addLotteryAt('void'),
    ];
    const listed = await ledger.lotteries({ drafts: false, limit: 3 });
    expect(listed.map(({ lotteryId }) => lotteryId)).toEqual(ids.toReversed());
    expect(listed[0]).toMatchObject({ state: 'void', voidReason: '台風のため' });
    expect(listed[1]).toMatchObject({ rehearsal: true });
  });

  test.each(LOTTERY_STATES)(
    'from %s it moves forwards only, and each step is logged',
    async (from) => {
      for (const to of LOTTERY_STATES) {
        const lotteryId = await addLotteryAt(from);
        const before = await ledger.lotteryTransitions(lotteryId);
        const answer = await moveTo(ledger, lotteryId, to, withThatState(to));
        const after = await ledger.lotteryTransitions(lotteryId);
        if (mayBecome(from, to)) {
          expect(answer).toMatchObject({ ok: true, changed: true, lottery: { state: to } });
          expect(after).toEqual([...before, { from, to, at: AT, staffId: null, staff: null }]);
          expect((await ledger.lottery(lotteryId))?.drawnAt).toBe(to === 'drawn' ? AT : null);
        } else {
          if (from === to) expect(answer).toMatchObject({ ok: true, changed: false });
          else expect(answer).toEqual({ ok: false, code: 'lottery-state' });
          expect(after).toEqual(before);
          expect((await ledger.lottery(lotteryId))?.state).toBe(from);
        }
      }
    },
  );

  test('of ten that press at once one moves it, with its files and in its name', async () => {
    const staff = await Promise.all(Array.from({ length: 10 }, () => addStaff(ledger)));
    const lotteryId = await addLotteryAt('gathering');
    const answers = await Promise.all(
      staff.map((staffId, index) =>
        moveTo(index % 2 === 0 ? ledger : other, lotteryId, 'frozen', {
          staffId,
          contributions: 0,
          // Each has its own time in it.
          files: [{ name: 'freeze.txt', bytes: Buffer.from(`freeze ${index}\n`) }],
        }),
      ),
    );
    const changed = answers.flatMap((answer, index) =>
      answer.ok && answer.changed ? [index] : [],
    );
    expect(changed).toHaveLength(1);
    expect(answers.every(({ ok }) => ok)).toBe(true);
    const bytes = await ledger.lotteryFile(lotteryId, 'freeze.txt');
    expect(Buffer.from(bytes!).toString()).toBe(`freeze ${changed[0]}\n`);
    expect((await ledger.lotteryTransitions(lotteryId)).at(-1)).toMatchObject({
      to: 'frozen',
      staffId: staff[changed[0]!],
    });
  });

  test('of two that press different buttons at once, the second finds another state', async () => {
    for (let round = 0; round < 4; round += 1) {
      const lotteryId = await addLotteryAt('frozen');
      const answers = await Promise.all([
        moveTo(ledger, lotteryId, 'final'),
        moveTo(other, lotteryId, 'void', { voidReason: '中止' }),
      ]);
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
      expect(answers).toContainEqual({ ok: false, code: 'lottery-state' });
      expect(await ledger.lotteryTransitions(lotteryId)).toHaveLength(5);
    }
  });

  test.each([
    ['sealed', { ok: false, code: 'dice-begun' }],
    ['drand', { ok: true, changed: true }],
  ] as const)('with the first throw a %s draw …', async (mode, ended) => {
    const { lotteryId } = await addLottery(ledger, { mode });
    expect(await ledger.beginDice(lotteryId, AT)).toBe(false);
    for (const to of WAYS.frozen) await moveTo(ledger, lotteryId, to, withThatState(to));
    expect(await ledger.beginDice(lotteryId, AT)).toBe(true);
    expect(await other.beginDice(lotteryId, AT)).toBe(true);
    expect(await moveTo(ledger, lotteryId, 'void', withThatState('void'))).toMatchObject(ended);
    // A throw that was typed and taken back was seen all the same.
    expect(await ledger.beginDice(lotteryId, AT)).toBe(!ended.ok);
  });

  test('a lottery that is not in the books does not move', async () => {
    const answer = await moveTo(ledger, randomUUID(), 'open');
    expect(answer).toEqual({ ok: false, code: 'lottery-unknown' });
  });

  test('a move that fails leaves everything as it was', async () => {
    const lotteryId = await addLotteryAt('closed');
    const bytes = Buffer.from('x\n');
    const early = moveTo(ledger, lotteryId, 'gathering', {
      files: [
        { name: 'entries.tsv', bytes },
        { name: 'freeze.txt', bytes },
      ],
    });
    await expect(early).rejects.toThrow('freeze.txt before its time');
    const noReason = moveTo(ledger, lotteryId, 'void', {
      files: [{ name: 'entries.tsv', bytes }],
    });
    await expect(noReason).rejects.toThrow('has a reason');
    expect(await ledger.lottery(lotteryId)).toMatchObject({ state: 'closed', files: [] });
    expect(await ledger.lotteryTransitions(lotteryId)).toHaveLength(2);
  });

  test.each(LOTTERY_STATES)('at %s no file is there before its time', async (state) => {
    const lotteryId = await addLotteryAt(state);
    for (const name of DRAW_FILES) {
      const added = ledger.addLotteryFile(lotteryId, { name, bytes: Buffer.from('x\n') }, AT);
      if (FILES_AT[state].includes(name)) expect(await added, name).toBe(true);
      else await expect(added, name).rejects.toThrow(`${name} before its time`);
    }
    const files = (await ledger.lottery(lotteryId))!.files.map(({ name }) => name);
    expect(files.toSorted()).toEqual(FILES_AT[state].toSorted());
  });

  test('a file is told with its hash, size and time, in the order of coming to be', async () => {
    const { lotteryId } = await addOpenLottery(ledger);
    await moveTo(ledger, lotteryId, 'closed');
    const bytes = Buffer.concat([Buffer.from('tea\te0000001\n'), randomBytes(50)]);
    const file = { name: 'entries.tsv', bytes } as const;
    const added = await Promise.all(
      [ledger, other].map((books) => books.addLotteryFile(lotteryId, file, AT)),
    );
    expect(added.filter((isNew) => isNew)).toHaveLength(1);
    const lottery = await ledger.lottery(lotteryId);
    expect(lottery?.files.map(({ name }) => name)).toEqual([
      'rules.txt',
      'open.txt',
      'entries.tsv',
    ]);
    expect(lottery?.files[2]).toEqual({
      name: 'entries.tsv',
      sha256: digestOfBytes(bytes),
      bytes: bytes.length,
      at: AT,
    });
    expect(Buffer.from((await ledger.lotteryFile(lotteryId, 'entries.tsv'))!)).toEqual(bytes);
    expect(await ledger.lotteryFile(lotteryId, 'result.tsv')).toBeNull();
  });

  test('a large file comes back whole, an empty one empty', async () => {
    const lotteryId = await addLotteryAt('frozen');
    const bytes = randomBytes(9 * 1024 * 1024 + 17);
    await ledger.addLotteryFile(lotteryId, { name: 'entries.tsv', bytes }, AT);
    await ledger.addLotteryFile(lotteryId, { name: 'audience.tsv', bytes: new Uint8Array() }, AT);
    const kept = await ledger.lotteryFile(lotteryId, 'entries.tsv');
    expect(digestOfBytes(kept!)).toBe(digestOfBytes(bytes));
    expect((await ledger.lotteryFile(lotteryId, 'audience.tsv'))?.length).toBe(0);
  });

  test('PT4 files, secrets and the log never change', async () => {
    const { lotteryId } = await addOpenLottery(ledger);
    const changed = { name: 'rules.txt', bytes: Buffer.from('Rules\n') } as const;
    await expect(ledger.addLotteryFile(lotteryId, changed, AT)).rejects.toThrow('other bytes');
    const move = moveTo(ledger, lotteryId, 'closed', { files: [changed] });
    await expect(move).rejects.toThrow('other bytes');
    expect((await ledger.lottery(lotteryId))?.state).toBe('open');
    for (const text of [
      `update lottery_files set bytes = 'x' where lottery_id = $1`,
      'delete from lottery_files where lottery_id = $1',
      `update lottery_transitions set made_at = now() where lottery_id = $1`,
      'delete from lottery_transitions where lottery_id = $1',
      `update lottery_secrets set k_hex = k_hex where lottery_id = $1`,
    ]) {
      await expect(runSql(database.url, text, [lotteryId]), text).rejects.toMatchObject({
        code: '23001',
      });
    }
  });
});
