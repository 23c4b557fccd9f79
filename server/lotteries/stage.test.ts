/** The stage's line: what the hall is told, adds and sees, on every node alike. */
import { randomBytes } from 'node:crypto';
import type { Socket } from 'socket.io-client';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LIMITS } from '#domain/contract/limits.ts';
import { LotteryEntryListSchema } from '#domain/contract/lotteries.ts';
import { StageNewsSchema, StageSnapshotSchema } from '#domain/contract/stage-channel.ts';
import type { RevealedPlace, StageSnapshot, WatchingAs } from '#domain/contract/stage-channel.ts';
import { ownerTagOf } from '#domain/draw/digest.ts';
import { readAudience } from '#domain/draw/tables.ts';
import { verifyBundle } from '#domain/draw/verify.ts';
import { LATEST_PLACES_MAX, snapshotFrom } from '#domain/stage-news.ts';
import { createLedger } from '#stores/ledger/create-ledger.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import {
  bundleOf,
  enter,
  lead,
  makeLottery,
  phoneWithTickets,
  stageSocket,
} from '../../tests/lottery-venue.ts';
import type { StageSocket } from '../../tests/lottery-venue.ts';
import type { PhoneClient } from '../../tests/phone-client.ts';
import { eventually, read, startSystem } from '../../tests/running-system.ts';
import type { RunningSystem, SystemNode } from '../../tests/running-system.ts';

let system: RunningSystem;
let node: SystemNode;
let second: SystemNode;
let ledger: Ledger;
let phone: PhoneClient;
const sockets: StageSocket[] = [];

beforeAll(async () => {
  system = await startSystem();
  node = system.node;
  second = await system.startNode();
  await system.startWorker();
  ledger = createLedger({ databaseUrl: system.databaseUrl });
  phone = await phoneWithTickets(node, ledger, 40);
}, 120_000);

afterAll(async () => {
  for (const socket of sockets) socket.disconnect();
  await ledger?.close();
  await system?.stop();
});

interface Screen {
  readonly socket: StageSocket;
  readonly heard: StageSnapshot[];
  readonly revealed: RevealedPlace[];
  readonly first: StageSnapshot;
}

/** A screen of the hall that watches. */
async function watch(at: SystemNode, lotteryId: string, as?: WatchingAs): Promise<Screen> {
  const socket = stageSocket(at);
  sockets.push(socket);
  const heard: StageSnapshot[] = [];
  const revealed: RevealedPlace[] = [];
  socket.on('lottery:changed', (snapshot) => heard.push(v.parse(StageSnapshotSchema, snapshot)));
  socket.on('prize:revealed', (place) => revealed.push(place));
  const answer = await socket.emitWithAck('lottery:watch', { lotteryId, as });
  return { socket, heard, revealed, first: v.parse(StageSnapshotSchema, answer) };
}

const newNonce = () => randomBytes(32).toString('hex');
const contributionTo = (lotteryId: string, nonceHex: string, word?: string) => ({
  lotteryId,
  nonceHex,
  randomHex: randomBytes(16).toString('hex'),
  ...(word === undefined ? {} : { word }),
});

describe('a screen', () => {
  test('is told what changes, at whatever node, by a seq that grows', async () => {
    const lottery = await makeLottery(node);
    await lead(node, lottery, 'open');
    const screen = await watch(second, lottery.lotteryId);
    expect(screen.first).toMatchObject({ lottery: { state: 'open' }, revealed: [] });
    await enter(phone, lottery, 'tea', 3);
    await eventually('the figures', () =>
      screen.heard.some(({ lottery: { prizes } }) => prizes[0]?.tickets === 3),
    );
    await lead(node, lottery, 'closed');
    await eventually('closed', () => screen.heard.some(({ lottery: l }) => l.state === 'closed'));
    const seqs = [screen.first, ...screen.heard].map(({ seq }) => seq);
    expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
    expect(seqs.at(-1)).toBeGreaterThan(seqs[0]!);
  });

  test('of a draft, or of nothing, is told that there is none; of a bad message, too', async () => {
    const { lotteryId } = await makeLottery(node);
    const socket = stageSocket(node);
    sockets.push(socket);
    expect(await socket.emitWithAck('lottery:watch', { lotteryId })).toEqual({
      failure: 'lottery-unknown',
    });
    const answer: unknown = await socket.emitWithAck('lottery:watch', { lotteryId: '../x' });
    expect(answer).toEqual({ failure: 'message-malformed' });
  });
});

describe('contributions', () => {
  test('stand in the file, on the screen until staff take the word, and have a limit', async () => {
    const lottery = await makeLottery(node);
    const { lotteryId } = lottery;
    await lead(node, lottery, 'open');
    const { socket, heard } = await watch(node, lotteryId);
    const nonce = newNonce();
    const early = await socket.emitWithAck('lottery:contribute', contributionTo(lotteryId, nonce));
    expect(early).toEqual({ failure: 'lottery-not-gathering' });
    await lead(node, lottery, 'closed', 'gathering');
    const words = ['がんばれ', undefined, 'だめなことば'];
    for (const [index, word] of words.entries()) {
      const given = contributionTo(lotteryId, nonce, word);
      const taken = { seq: index + 1, ownerTag: ownerTagOf(lottery.draw, nonce) };
      expect(await socket.emitWithAck('lottery:contribute', given)).toEqual(taken);
      expect(await socket.emitWithAck('lottery:contribute', given)).toEqual(taken);
    }
    const more = contributionTo(lotteryId, nonce);
    expect(await socket.emitWithAck('lottery:contribute', more)).toEqual({
      failure: 'contribution-limit',
    });
    // Twelve characters of many bytes each would not fit into a row.
    const long = contributionTo(lotteryId, newNonce(), '👨‍👩‍👧‍👦'.repeat(12));
    expect(await socket.emitWithAck('lottery:contribute', long)).toEqual({
      failure: 'message-malformed',
    });
    const path = `/api/lotteries/${lotteryId}/voices`;
    expect((await node.askPublic('DELETE', `${path}/3`)).status).toBe(401);
    expect((await node.ask('DELETE', `${path}/3`)).status).toBe(204);
    expect((await node.ask('DELETE', `${path}/9`)).status).toBe(404);
    const shown = await eventually('the word is gone', () =>
      heard.find(({ voices: { count, latest } }) => count === 3 && latest[0]?.word === null),
    );
    expect(shown.voices).toMatchObject({ count: 3, people: 1 });
    expect(shown.voices.latest.map(({ word }) => word)).toEqual([null, null, 'がんばれ']);
    await lead(node, lottery, 'frozen', 'final', 'drawn');
    const bundle = await bundleOf(node, lottery);
    expect(readAudience(bundle.get('audience.tsv')!).rows).toHaveLength(3);
    expect(verifyBundle(bundle)).toMatchObject({ ok: true });
  });

  test('are of whoever has the secret, and nobody can add in the name of another', async () => {
    const lottery = await makeLottery(node);
    const { lotteryId } = lottery;
    await lead(node, lottery, 'open');
    const { entry } = await enter(phone, lottery, 'tea');
    await lead(node, lottery, 'closed', 'gathering');
    const { socket } = await watch(node, lotteryId);
    const own = await read(
      LotteryEntryListSchema,
      await phone.ask('GET', `/api/me/lottery-entries/${lotteryId}`),
      200,
    );
    const given = contributionTo(lotteryId, own.nonceHex ?? '');
    const taken = await socket.emitWithAck('lottery:contribute', given);
    expect(taken).toMatchObject({ ownerTag: entry.ownerTag });
    // The tag alone stands in the public files: it opens nothing.
    const { nonceHex: _, ...withoutSecret } = given;
    const raw: Socket = socket;
    const copied: unknown = await raw.emitWithAck('lottery:contribute', {
      ...withoutSecret,
      ownerTag: entry.ownerTag,
    });
    expect(copied).toEqual({ failure: 'message-malformed' });
    const forged: unknown = await raw.emitWithAck('lottery:contribute', {
      ...contributionTo(lotteryId, newNonce()),
      ownerTag: entry.ownerTag,
    });
    expect(forged).toMatchObject({ seq: 2, ownerTag: expect.not.stringMatching(entry.ownerTag) });
    const draft = await makeLottery(node);
    const early = contributionTo(draft.lotteryId, newNonce());
    expect(await socket.emitWithAck('lottery:contribute', early)).toEqual({
      failure: 'lottery-unknown',
    });
  });

  test('that come while it freezes are in the file, or refused: none is lost', async () => {
    const lottery = await makeLottery(node);
    const { lotteryId } = lottery;
    await lead(node, lottery, 'open', 'closed', 'gathering');
    const { socket } = await watch(second, lotteryId);
    const answers: object[] = [];
    const coming = Array.from({ length: LIMITS.messagesBurstMax - 5 }, async () => {
      const given = contributionTo(lotteryId, newNonce());
      answers.push(await socket.emitWithAck('lottery:contribute', given));
    });
    await lead(node, lottery, 'frozen');
    await Promise.all(coming);
    const taken = answers.filter((answer) => 'seq' in answer);
    await lead(node, lottery, 'final', 'drawn');
    const bundle = await bundleOf(node, lottery);
    expect(readAudience(bundle.get('audience.tsv')!).rows).toHaveLength(taken.length);
    expect(verifyBundle(bundle)).toMatchObject({ ok: true });
  });
});

describe('LT2 the reveal', () => {
  test('replays the result: once, in turn, the same at another node and after a reload', async () => {
    const lottery = await makeLottery(node);
    const { lotteryId } = lottery;
    await lead(node, lottery, 'open');
    await enter(phone, lottery, 'tea', 4);
    await lead(node, lottery, 'closed', 'gathering', 'frozen');
    const screen = await watch(node, lotteryId);
    const path = `/api/lotteries/${lotteryId}`;
    await node.ask('PATCH', `${path}/stage`, { dice: '314' });
    await eventually('the throws', () => screen.heard.some(({ dice }) => dice === '314'));
    const place = { prizeIndex: 0, kind: 'win', place: 1 };
    expect((await node.ask('POST', `${path}/reveals`, place)).status).toBe(409);
    await lead(node, lottery, 'final', 'drawn');
    const drawn = await eventually('drawn', () =>
      screen.heard.find(({ lottery: { state } }) => state === 'drawn'),
    );
    // One person entered: one wins, nobody stands by.
    expect(drawn.places).toEqual({ wins: 1, alternates: 0 });
    const presses = await Promise.all(
      [node, second, node].map((each) => each.ask('POST', `${path}/reveals`, place)),
    );
    expect(presses.map(({ status }) => status)).toEqual([204, 204, 204]);
    const nobody = await node.ask('POST', `${path}/reveals`, { ...place, place: 2 });
    expect(nobody.status).toBe(404);
    const shown = await eventually('the place', () => screen.revealed[0]);
    const reloaded = (await watch(second, lotteryId)).first;
    expect(reloaded.revealed).toEqual([shown]);
    expect(reloaded).toMatchObject({ prizeIndex: 0, revealed: [{ nickname: 'みずたま' }] });
    expect(screen.revealed).toHaveLength(1);
    await node.ask('PATCH', `${path}/stage`, { prizeIndex: 2 });
    await eventually('the end board', () => screen.heard.some((each) => each.prizeIndex === 2));
    const { participantId } = phone;
    expect((await node.ask('DELETE', `/api/people/${participantId}`)).status).toBe(204);
    expect((await watch(node, lotteryId)).first.revealed[0]?.nickname).toBeNull();
  });

  test('of many places tells the latest with each change, and all to whoever asks', async () => {
    const places = LATEST_PLACES_MAX + 4;
    const lottery = await makeLottery(node, {
      limit: 'none',
      prizes: [{ prizeId: 'tea', name: 'お茶', quantity: places }],
    });
    const { lotteryId } = lottery;
    await lead(node, lottery, 'open');
    await enter(await phoneWithTickets(node, ledger, places), lottery, 'tea', places);
    await lead(node, lottery, 'closed', 'gathering', 'frozen', 'final', 'drawn');
    const { socket, first } = await watch(second, lotteryId);
    let held: StageSnapshot | null = first;
    const carried: number[] = [];
    socket.on('lottery:changed', (message) => {
      const news = v.parse(StageNewsSchema, message);
      carried.push(news.revealed.length);
      held = snapshotFrom(held, news);
    });
    for (let place = 1; place <= places; place += 1) {
      const order = { prizeIndex: 0, kind: 'win', place };
      const answer = await node.ask('POST', `/api/lotteries/${lotteryId}/reveals`, order);
      expect(answer.status).toBe(204);
      // More than one change carries, shown between two of them, would have to be asked for.
      if (place % (LATEST_PLACES_MAX / 2) > 0 && place < places) continue;
      await eventually('the places so far', () => held?.revealed.length === place);
    }
    expect(held.revealed).toEqual((await watch(node, lotteryId)).first.revealed);
    expect(Math.max(...carried)).toBe(LATEST_PLACES_MAX);
  });

  test('counts who watches and who agrees, over all nodes', async () => {
    const lottery = await makeLottery(node);
    const { lotteryId } = lottery;
    await lead(node, lottery, 'open', 'closed', 'gathering', 'frozen', 'final', 'drawn');
    const screens = await Promise.all([node, second, second].map((at) => watch(at, lotteryId)));
    const told = screens[0]!.first.lottery.files.find(({ name }) => name === 'result.tsv')!;
    const agree = (screen: Screen, resultSha256: string) =>
      screen.socket.emitWithAck('lottery:agree', { lotteryId, resultSha256 });
    await agree(screens[1]!, told.sha256);
    await agree(screens[1]!, told.sha256);
    await agree(screens[2]!, 'something else');
    await eventually('three watch, one agrees', () =>
      screens[0]!.heard.some(({ watching, agreeing }) => watching === 3 && agreeing === 1),
    );
    // Neither a big screen nor a desk that leads is a phone of the hall.
    for (const as of ['screen', 'desk'] as const) await watch(node, lotteryId, as);
    screens[1]!.socket.disconnect();
    await eventually('two watch', () => screens[0]!.heard.at(-1)?.watching === 2);
    expect(screens[0]!.heard.at(-1)?.agreeing).toBe(0);
    const figures = await (await node.askPublic('GET', '/metrics')).text();
    expect(figures).toMatch(/^tsudoi_stage_sockets [1-9]\d*$/m);
  });

  test('counts nobody twice who comes back from a node that was closed', async () => {
    const lottery = await makeLottery(node);
    const { lotteryId } = lottery;
    await lead(node, lottery, 'open', 'closed', 'gathering', 'frozen', 'final', 'drawn');
    const screen = await watch(node, lotteryId, 'screen');
    const { files } = screen.first.lottery;
    const resultSha256 = files.find(({ name }) => name === 'result.tsv')!.sha256;
    const third = await system.startNode();
    const { socket } = await watch(third, lotteryId);
    await socket.emitWithAck('lottery:agree', { lotteryId, resultSha256 });
    await eventually('one agrees', () => screen.heard.some(({ agreeing }) => agreeing === 1));
    await third.server.close();
    // Whoever comes back is told at once how it is, before being counted anew.
    const { first } = await watch(second, lotteryId);
    expect(first).toMatchObject({ watching: 0, agreeing: 0 });
  });
});
