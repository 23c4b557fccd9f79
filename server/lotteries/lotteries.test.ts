/** Whole draws over HTTP, led, interrupted and pressed twice; and their files. */
import { hash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  LotteryEntryListSchema,
  LotteryListSchema,
  LotterySchema,
  TransitionAnswerSchema,
  TransitionListSchema,
} from '#domain/contract/lotteries.ts';
import { QUICKNET, timeOfRound } from '#domain/draw/beacon.ts';
import { ownerTagOf } from '#domain/draw/digest.ts';
import { readFreeze, readOpen } from '#domain/draw/files.ts';
import { verifyReceipt } from '#domain/draw/receipt.ts';
import { verifyBundle } from '#domain/draw/verify.ts';
import { createLedger } from '#stores/ledger/create-ledger.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import {
  DICE,
  bundleOf,
  enter,
  lead,
  makeLottery,
  phoneWithTickets,
  stateOf,
  tryMove,
} from '../../tests/lottery-venue.ts';
import { phoneOf, problemIn } from '../../tests/phone-client.ts';
import type { PhoneClient } from '../../tests/phone-client.ts';
import { eventually, read, STAFF, startSystem } from '../../tests/running-system.ts';
import type { RunningSystem, SystemNode } from '../../tests/running-system.ts';
import type { RunningWorker } from '../../workers/start-worker.ts';

/** A real one of drand's quicknet, of the year 2023. */
const BEACON = {
  round: 1_000,
  signature:
    'b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39',
};

let system: RunningSystem;
let node: SystemNode;
let worker: RunningWorker;
let ledger: Ledger;
let phones: readonly PhoneClient[];

beforeAll(async () => {
  system = await startSystem();
  node = system.node;
  worker = await system.startWorker();
  ledger = createLedger({ databaseUrl: system.databaseUrl });
  phones = await Promise.all([40, 40].map((count) => phoneWithTickets(node, ledger, count)));
}, 120_000);

afterAll(async () => {
  await ledger?.close();
  await system?.stop();
});

const [one, other] = [() => phones[0]!, () => phones[1]!];
const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString();

describe('LT1 a whole draw', () => {
  test('in sealed mode gives a bundle that verifies, receipts included', async () => {
    const lottery = await makeLottery(node);
    await lead(node, lottery, 'open');
    const { entry, ticketsLeft } = await enter(one(), lottery, 'tea', 3);
    expect(ticketsLeft).toBe(37);
    await enter(other(), lottery, 'tea', 2);
    await enter(other(), lottery, 'bicycle');
    const own = await read(
      LotteryEntryListSchema,
      await one().ask('GET', `/api/me/lottery-entries/${lottery.lotteryId}`),
      200,
    );
    expect(own.entries).toEqual([entry]);
    expect(ownerTagOf(lottery.draw, own.nonceHex ?? '')).toBe(entry.ownerTag);
    await lead(node, lottery, 'closed', 'gathering', 'frozen', 'final', 'drawn');
    const bundle = await bundleOf(node, lottery);
    expect(verifyBundle(bundle)).toMatchObject({ ok: true, draw: lottery.draw, signed: true });
    const open = readOpen(bundle.get('open.txt')!);
    const { signature, enteredAt: _, ...row } = entry;
    expect(verifyReceipt({ row, signature }, open.key)).toBe(true);
    expect(text(bundle.get('final.txt'))).toContain(`dice=${DICE}`);
    expect(text(bundle.get('rules.txt'))).toMatch(
      /記録の固定[\s\S]*There is one freeze per lottery/,
    );
  });

  test('in drand mode waits for its round, refuses a false one, goes on by itself, and verifies', async () => {
    const clock = { atMs: timeOfRound(QUICKNET, BEACON.round) - 61_000 };
    const nowMs = () => clock.atMs;
    // By the year's own clock alone, server and workers.
    await worker.close();
    const [later, laterWorker] = [
      await system.startNode({ nowMs }),
      await system.startWorker({ nowMs }),
    ];
    const lottery = await makeLottery(later, {
      mode: 'drand',
      closesAt: new Date(clock.atMs + 1_000).toISOString(),
      prizes: [{ prizeId: 'tea', name: 'お茶', quantity: 1 }],
    });
    await lead(later, lottery, 'open');
    const key = { publicKeyHex: '', sign: one().sign };
    await enter(phoneOf(later, one().person, key), lottery, 'tea');
    await lead(later, lottery, 'closed', 'gathering', 'frozen');
    const frozen = await bundleOf(later, lottery);
    expect(readFreeze(frozen.get('freeze.txt')!).prizes[0]?.round).toBe(BEACON.round);
    clock.atMs += 62_000;
    const reasonOf = async (body: Parameters<typeof tryMove>[2]) => {
      const { code, reason } = await problemIn(await tryMove(later, lottery, body));
      return [code, reason];
    };
    const tooLate = ['lottery-state', 'round-exists'];
    expect(await reasonOf({ to: 'final', dice: DICE })).toEqual(tooLate);
    expect(await reasonOf({ to: 'void', reason: 'Too late.' })).toEqual(tooLate);
    await read(TransitionAnswerSchema, await tryMove(later, lottery, { to: 'final' }), 200);
    expect(await reasonOf({ to: 'drawn' })).toEqual(['lottery-state', 'rounds-unknown']);
    const bring = (given: object) =>
      later.askPublic('POST', `/api/lotteries/${lottery.lotteryId}/beacons`, given);
    const wrong = await bring({ ...BEACON, signature: `a${BEACON.signature.slice(1)}` });
    expect((await problemIn(wrong)).code).toBe('beacon-false');
    expect((await problemIn(await bring({ ...BEACON, round: 1 }))).code).toBe('beacon-false');
    expect((await bring(BEACON)).status).toBe(204);
    await stateOf(later, lottery, 'drawn');
    expect(verifyBundle(await bundleOf(later, lottery))).toMatchObject({ ok: true });
    const again = await tryMove(later, lottery, { to: 'drawn' });
    expect((await read(TransitionAnswerSchema, again, 200)).changed).toBe(false);
    await laterWorker.close();
    worker = await system.startWorker();
  });

  test('a rehearsal spends nothing (LT4), and a prize that nobody entered has no rows', async () => {
    const lottery = await makeLottery(node, { draw: `rehearsal-${Date.now()}` });
    await lead(node, lottery, 'open');
    const before = (await enter(one(), lottery, 'tea', 2)).ticketsLeft;
    expect((await enter(one(), lottery, 'tea', 2)).ticketsLeft).toBe(before);
    await lead(node, lottery, 'closed', 'gathering', 'frozen', 'final', 'drawn');
    const bundle = await bundleOf(node, lottery);
    expect(verifyBundle(bundle)).toMatchObject({ ok: true });
    expect(text(bundle.get('rules.txt'))).toContain('REHEARSAL');
    expect(text(bundle.get('result.tsv'))).not.toContain('bicycle');
  });
});

describe('LT2 steps', () => {
  const steps = ['open', 'closed', 'gathering', 'frozen', 'final', 'drawn'];

  test('asked again and again, by two at once, at two nodes, are made once', async () => {
    const second = await system.startNode();
    const lottery = await makeLottery(node);
    for (const to of steps) {
      const dice = to === 'final' ? { dice: DICE } : {};
      const answers = await Promise.all(
        [node, second, node].map((each) => tryMove(each, lottery, { to, ...dice })),
      );
      const moves = await Promise.all(
        answers.map((answer) => read(TransitionAnswerSchema, answer, 200)),
      );
      expect(moves.filter(({ changed }) => changed)).toHaveLength(1);
      if (to === 'open') await enter(one(), lottery, 'tea', 2);
    }
    const path = `/api/lotteries/${lottery.lotteryId}/transitions`;
    const { transitions } = await read(TransitionListSchema, await node.ask('GET', path), 200);
    expect(transitions.map(({ to }) => to)).toEqual(steps);
    expect(transitions.every(({ staffId }) => staffId !== null)).toBe(true);
    expect(new Set(transitions.map(({ staff }) => staff))).toEqual(new Set([STAFF.email]));
    expect(verifyBundle(await bundleOf(node, lottery))).toMatchObject({ ok: true });
  });

  test('go on where a process ended between closing and the list', async () => {
    const lottery = await makeLottery(node);
    const { lotteryId } = lottery;
    const at = new Date().toISOString();
    await lead(node, lottery, 'open');
    await enter(one(), lottery, 'tea', 2);
    await ledger.moveLottery({ lotteryId, to: 'closed', at, staffId: null, files: [] });
    await lead(node, lottery, 'gathering', 'frozen', 'final');
    const first = await system.startNode();
    await lead(first, lottery, 'drawn');
    expect(verifyBundle(await bundleOf(first, lottery))).toMatchObject({ ok: true });
  });

  test('that are ordered while no worker is there are made when one is, whoever restarted', async () => {
    const impatient = await system.startNode({ workersWaitMs: 300 });
    const lottery = await makeLottery(node);
    await lead(node, lottery, 'open');
    await enter(one(), lottery, 'tea', 2);
    await worker.close();
    await lead(node, lottery, 'closed');
    const early = await problemIn(await tryMove(impatient, lottery, { to: 'gathering' }));
    expect(early).toMatchObject({ code: 'lottery-state', reason: 'entries-unlisted' });
    worker = await system.startWorker();
    await lead(node, lottery, 'gathering');
    const figures = async () => (await node.askPublic('GET', '/metrics')).text();
    for (const [from, to] of [
      ['gathering', 'frozen'],
      ['final', 'drawn'],
    ] as const) {
      await worker.close();
      const presses = await Promise.all(
        [impatient, impatient].map(async (each) =>
          read(TransitionAnswerSchema, await tryMove(each, lottery, { to }), 200),
        ),
      );
      expect(presses.filter(({ changed }) => changed)).toHaveLength(1);
      for (const { lottery: told } of presses) {
        expect(told).toMatchObject({ state: from, ordered: { to } });
      }
      expect(await figures()).toMatch(/^tsudoi_lotteries_due [1-9]$/m);
      const restarted = await system.startNode({ workersWaitMs: 0 });
      const again = await tryMove(restarted, lottery, { to });
      expect(await read(TransitionAnswerSchema, again, 200)).toMatchObject({
        changed: false,
        lottery: { state: from, ordered: { to } },
      });
      worker = await system.startWorker();
      expect((await stateOf(node, lottery, to)).ordered).toBeNull();
      await eventually('nothing is due', async () => /_due 0$/m.test(await figures()));
      if (to === 'frozen') await lead(node, lottery, 'final');
    }
    const bundle = await bundleOf(node, lottery);
    expect(verifyBundle(bundle)).toMatchObject({ ok: true });
    const path = `/api/lotteries/${lottery.lotteryId}/transitions`;
    const { transitions } = await read(TransitionListSchema, await node.ask('GET', path), 200);
    expect(transitions.every(({ staffId }) => staffId !== null)).toBe(true);
  });

  test('that were ordered can still be ended before the worker comes, and stay ended', async () => {
    const hasty = await system.startNode({ workersWaitMs: 0 });
    const lottery = await makeLottery(node);
    await lead(node, lottery, 'open', 'closed', 'gathering');
    await worker.close();
    await tryMove(hasty, lottery, { to: 'frozen' });
    const ended = await tryMove(hasty, lottery, { to: 'void', reason: '台風のため中止します。' });
    await read(TransitionAnswerSchema, ended, 200);
    worker = await system.startWorker();
    // Whatever the worker was woken for comes before what it is asked for now.
    await lead(node, await makeLottery(node), 'open', 'closed', 'gathering', 'frozen');
    const told = await stateOf(node, lottery, 'void');
    expect(told.ordered).toBeNull();
    expect(told.files.some(({ name }) => name === 'freeze.txt')).toBe(false);
  });

  test('lead forwards only; sealed needs dice, and has no others afterwards', async () => {
    const lottery = await makeLottery(node);
    const codeOf = async (body: Parameters<typeof tryMove>[2]) =>
      (await problemIn(await tryMove(node, lottery, body))).code;
    expect(await codeOf({ to: 'closed' })).toBe('lottery-state');
    expect(await codeOf({ to: 'void' })).toBe('request-malformed');
    await lead(node, lottery, 'open', 'closed', 'gathering', 'frozen');
    expect(await codeOf({ to: 'open' })).toBe('lottery-state');
    expect(await codeOf({ to: 'final' })).toBe('request-malformed');
    // Whoever knows the secret could see in the last throw what comes of it.
    await node.ask('PATCH', `/api/lotteries/${lottery.lotteryId}/stage`, { dice: '3' });
    await node.ask('PATCH', `/api/lotteries/${lottery.lotteryId}/stage`, { dice: '' });
    const late = await problemIn(await tryMove(node, lottery, { to: 'void', reason: 'No.' }));
    expect(late).toMatchObject({ code: 'lottery-state', reason: 'dice-begun' });
    await lead(node, lottery, 'final');
    expect(await codeOf({ to: 'final', dice: DICE.replace('3', '4') })).toBe('lottery-state');
    expect(await codeOf({ to: 'void', reason: 'We do not like it.' })).toBe('lottery-state');
    const answer = await node.askPublic('POST', `/api/lotteries/${lottery.lotteryId}/transitions`, {
      to: 'drawn',
    });
    expect(answer.status).toBe(401);
  });
});

async function refusal(body: object) {
  return problemIn(await other().spend('/api/me/lottery-entries', body));
}

describe('entries', () => {
  test('LT3 are refused beyond what is held, after closing, and for what is not there', async () => {
    const lottery = await makeLottery(node);
    const { lotteryId } = lottery;
    const order = { lotteryId, prizeId: 'tea', count: 1 };
    expect((await refusal(order)).code).toBe('lottery-unknown');
    await lead(node, lottery, 'open');
    expect((await refusal({ ...order, prizeId: 'car' })).code).toBe('prize-unknown');
    expect(await refusal({ ...order, count: 1_000 })).toMatchObject({
      code: 'tickets-insufficient',
      needed: 1_000,
    });
    const key = 'one-press';
    const twice = await Promise.all(
      [1, 2].map(() => other().spend('/api/me/lottery-entries', order, key)),
    );
    expect(await twice[0]!.json()).toMatchObject({ entry: { first: 1, count: 1 } });
    expect(await twice[1]!.json()).toMatchObject({ entry: { first: 1, count: 1 } });
    await lead(node, lottery, 'closed');
    expect((await refusal(order)).code).toBe('lottery-not-open');
  });
});

describe('files', () => {
  test('never change, say so, and are asked for by their hash', async () => {
    const lottery = await makeLottery(node);
    const path = `/api/lotteries/${lottery.lotteryId}`;
    expect((await node.askPublic('GET', path)).status).toBe(404);
    await lead(node, lottery, 'open');
    const told = await read(LotterySchema, await node.askPublic('GET', path), 200);
    expect(told.files.map(({ name }) => name)).toEqual(['rules.txt', 'open.txt']);
    const answer = await node.askPublic('GET', `${path}/files/open.txt`);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const sha256 = hash('sha256', bytes);
    expect(told.files[1]?.sha256).toBe(sha256);
    expect(answer.headers.get('etag')).toBe(`"${sha256}"`);
    expect(answer.headers.get('cache-control')).toContain('immutable');
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    const again = await fetch(`${node.base}${path}/files/open.txt`, {
      headers: { 'if-none-match': `"${sha256}"` },
    });
    expect(again.status).toBe(304);
    expect((await node.askPublic('GET', `${path}/files/result.tsv`)).status).toBe(404);
    expect((await node.askPublic('GET', `${path}/files/secrets`)).status).toBe(400);
    const [zip, same] = await Promise.all(
      [1, 2].map(async () => (await node.askPublic('GET', `${path}/bundle.zip`)).arrayBuffer()),
    );
    expect(hash('sha256', new Uint8Array(zip!))).toBe(hash('sha256', new Uint8Array(same!)));
  });

  test('a void stands in the list with its reason, a draft does not', async () => {
    const [lottery, draft] = [await makeLottery(node), await makeLottery(node)];
    await lead(node, lottery, 'open');
    await read(
      TransitionAnswerSchema,
      await tryMove(node, lottery, { to: 'void', reason: '台風のため中止します。' }),
      200,
    );
    const { lotteries } = await read(
      LotteryListSchema,
      await node.askPublic('GET', '/api/lotteries'),
      200,
    );
    const found = lotteries.find(({ draw }) => draw === lottery.draw);
    expect(found).toMatchObject({ state: 'void', voidReason: '台風のため中止します。' });
    expect(lotteries.some(({ draw }) => draw === draft.draw)).toBe(false);
    const desk = await read(LotteryListSchema, await node.ask('GET', '/api/lottery-desk'), 200);
    expect(desk.lotteries.some(({ draw }) => draw === draft.draw)).toBe(true);
  });
});

test('by its time a lottery closes by itself, and takes nothing more', async () => {
  const lottery = await makeLottery(node);
  await lead(node, lottery, 'open');
  await enter(one(), lottery, 'tea');
  // Its time comes when somebody is in, however long that took.
  await worker.close();
  const overMs = Date.parse(lottery.closesAt) + 60_000 - Date.now();
  worker = await system.startWorker({ nowMs: () => Date.now() + overMs });
  const { entries } = await eventually('it is closed, with its list', async () => {
    const bundle = await bundleOf(node, lottery);
    const bytes = bundle.get('entries.tsv');
    return bytes === undefined ? null : { entries: text(bytes) };
  });
  expect(entries.trimEnd().split('\n')).toHaveLength(1);
  const order = { lotteryId: lottery.lotteryId, prizeId: 'tea', count: 1 };
  expect((await refusal(order)).code).toBe('lottery-not-open');
  const path = `/api/lotteries/${lottery.lotteryId}/transitions`;
  const { transitions } = await read(TransitionListSchema, await node.ask('GET', path), 200);
  expect(transitions.map(({ to }) => to)).toEqual(['open', 'closed']);
  expect(transitions.at(-1)).toMatchObject({ staffId: null, staff: null });
});
