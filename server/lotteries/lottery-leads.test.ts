/** Drafts that are changed and dropped, and one desk that leads at a time, whoever presses where. */
import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  LEAD_HEADER,
  LotteryDeskSchema,
  LotteryListSchema,
  LotterySchema,
  TransitionAnswerSchema,
} from '#domain/contract/lotteries.ts';
import type { Lottery } from '#domain/contract/lotteries.ts';
import { readOpen } from '#domain/draw/files.ts';
import {
  bundleOf,
  lead,
  makeLottery,
  newLottery,
  stageSocket,
  tryMove,
} from '../../tests/lottery-venue.ts';
import { problemIn } from '../../tests/phone-client.ts';
import { STAFF, eventually, read, startSystem } from '../../tests/running-system.ts';
import type { RunningSystem, SystemNode } from '../../tests/running-system.ts';
import { joinStaff } from '../../tests/staff-client.ts';

let system: RunningSystem;
let node: SystemNode;
let second: SystemNode;

beforeAll(async () => {
  // No worker: whoever waits for one waits shortly.
  system = await startSystem({ workersWaitMs: 300 });
  node = system.node;
  second = await system.startNode();
}, 120_000);

afterAll(() => system?.stop());

const pathOf = ({ lotteryId }: Pick<Lottery, 'lotteryId'>) => `/api/lotteries/${lotteryId}`;
const codeIn = async (answer: Response) => (await problemIn(answer)).code;

describe('a draft', () => {
  test('is replaced whole, secrets apart, and what is published follows the last one', async () => {
    const draft = await makeLottery(node);
    const [closesAt, freezesAt] = ['2126-12-24T06:00:00.000Z', '2126-12-24T06:05:00.000Z'];
    const other = newLottery({
      name: '年末大抽選会',
      closesAt,
      freezesAt,
      mode: 'drand',
      limit: 'owner-draw',
      prizes: [{ prizeId: 'cake', name: 'ケーキ', quantity: 3 }],
    });
    const replaced = await read(LotterySchema, await node.ask('PUT', pathOf(draft), other), 200);
    const { freezesAt: _, ...told } = other;
    expect(replaced).toMatchObject({
      ...told,
      lotteryId: draft.lotteryId,
      state: 'draft',
      fiscalYear: 2126,
      ordered: { to: 'frozen', at: freezesAt },
    });
    await lead(node, draft, 'open');
    const files = await bundleOf(node, draft);
    expect(readOpen(files.get('open.txt')!)).toMatchObject({
      draw: replaced.draw,
      limit: 'owner-draw',
    });
    const rules = Buffer.from(files.get('rules.txt')!).toString();
    expect(rules).toContain('ケーキ');
    expect(rules).not.toContain('お茶');
    for (const time of [closesAt, freezesAt]) expect(rules.split(time)).toHaveLength(3);
    expect(await codeIn(await node.ask('PUT', pathOf(draft), other))).toBe('lottery-state');
    expect(await codeIn(await node.ask('DELETE', pathOf(draft)))).toBe('lottery-state');
  });

  test('whose time of closing is over is not opened until it has another one', async () => {
    const draft = await makeLottery(node, { closesAt: new Date(Date.now() - 1_000).toISOString() });
    const early = await problemIn(await tryMove(node, draft, { to: 'open' }));
    expect(early).toMatchObject({
      code: 'lottery-state',
      reason: 'closing-past',
    });
    await node.ask('PUT', pathOf(draft), newLottery({ draw: draft.draw }));
    await lead(node, draft, 'open');
  });

  test('is dropped and leaves nothing; one of another name, or none, is refused', async () => {
    const [draft, taken] = [await makeLottery(node), await makeLottery(node)];
    const same = newLottery({ draw: taken.draw });
    expect(await codeIn(await node.ask('PUT', pathOf(draft), same))).toBe('draw-taken');
    expect((await node.askPublic('PUT', pathOf(draft), same)).status).toBe(401);
    expect((await node.askPublic('DELETE', pathOf(draft))).status).toBe(401);
    expect((await node.ask('DELETE', pathOf(draft))).status).toBe(204);
    expect(await codeIn(await node.ask('DELETE', pathOf(draft)))).toBe('lottery-unknown');
    expect(await codeIn(await node.ask('PUT', pathOf(draft), newLottery()))).toBe(
      'lottery-unknown',
    );
    const { lotteries } = await read(
      LotteryListSchema,
      await node.ask('GET', '/api/lottery-desk'),
      200,
    );
    expect(lotteries.some(({ lotteryId }) => lotteryId === draft.lotteryId)).toBe(false);
    // Its name is free again.
    await makeLottery(node, { draw: draft.draw });
  });
});

const take = (at: Pick<SystemNode, 'ask'>, lottery: Lottery, deskId: string, takeOver = false) =>
  at.ask('POST', `${pathOf(lottery)}/lead`, { deskId, takeOver });
const deskOf = async (at: Pick<SystemNode, 'ask'>, { lotteryId }: Lottery) =>
  read(LotteryDeskSchema, await at.ask('GET', `/api/lottery-desk/${lotteryId}`), 200);

describe('leading', () => {
  test('is one desk’s, at every node; the others look on until they take over', async () => {
    const lottery = await makeLottery(node);
    const colleague = await joinStaff(node, '司会');
    const [one, other] = [randomUUID(), randomUUID()];
    expect((await deskOf(node, lottery)).lead).toBeNull();
    const taken = await read(LotteryDeskSchema, await take(node, lottery, one), 200);
    expect(taken.lead).toMatchObject({ deskId: one, staff: STAFF.email });
    expect(await read(LotteryDeskSchema, await take(second, lottery, one), 200)).toEqual(taken);
    expect(await codeIn(await take(colleague, lottery, other))).toBe('lottery-led-elsewhere');
    for (const deskId of [other, undefined]) {
      const pressed = await tryMove(second, lottery, { to: 'open' }, deskId);
      expect(await codeIn(pressed)).toBe('lottery-led-elsewhere');
    }
    const opened = await tryMove(second, lottery, { to: 'open' }, one);
    expect((await read(TransitionAnswerSchema, opened, 200)).changed).toBe(true);
    const over = await read(LotteryDeskSchema, await take(colleague, lottery, other, true), 200);
    expect(over.lead).toMatchObject({ deskId: other, staff: colleague.member.email });
    expect(await deskOf(second, lottery)).toMatchObject({ lead: over.lead });
    expect(await codeIn(await take(node, lottery, one))).toBe('lottery-led-elsewhere');
    const late = await tryMove(node, lottery, { to: 'closed' }, one);
    expect(await codeIn(late)).toBe('lottery-led-elsewhere');
  });

  test('goes for the show too; a word may be taken from the screen by anybody', async () => {
    const lottery = await makeLottery(node);
    await lead(node, lottery, 'open');
    const deskId = randomUUID();
    await take(node, lottery, deskId);
    const shown = { prizeIndex: 0 };
    const place = { ...shown, kind: 'win', place: 1 };
    const ask = (method: string, path: string, body: object, desk?: string) =>
      node.ask(
        method,
        pathOf(lottery) + path,
        body,
        desk === undefined ? {} : { [LEAD_HEADER]: desk },
      );
    expect(await codeIn(await ask('PATCH', '/stage', shown))).toBe('lottery-led-elsewhere');
    expect(await codeIn(await ask('POST', '/reveals', place))).toBe('lottery-led-elsewhere');
    expect((await ask('PATCH', '/stage', shown, deskId)).status).toBe(204);
    expect(await codeIn(await ask('POST', '/reveals', place, deskId))).toBe('lottery-state');
    expect((await node.ask('DELETE', `${pathOf(lottery)}/voices/1`)).status).toBe(404);
    expect(await codeIn(await ask('PATCH', '/stage', shown, 'not an id'))).toBe(
      'request-malformed',
    );
  });

  test('is given back by its own desk alone, and then anybody’s; the hall is told that it changed', async () => {
    const lottery = await makeLottery(node);
    await lead(node, lottery, 'open');
    const [deskId, path] = [randomUUID(), `${pathOf(lottery)}/lead`];
    const socket = stageSocket(second);
    const heard: unknown[] = [];
    socket.on('lottery:changed', (snapshot) => heard.push(snapshot));
    await socket.emitWithAck('lottery:watch', { lotteryId: lottery.lotteryId });
    await eventually('the count of the hall', () => heard.length > 0);
    const before = heard.length;
    await take(node, lottery, deskId);
    await eventually('the desks look who leads', () => heard.length > before);
    expect(JSON.stringify(heard)).not.toContain(STAFF.email);
    expect(JSON.stringify(heard)).not.toContain(deskId);
    socket.disconnect();
    const giveBack = (desk: string) =>
      second.ask('DELETE', path, undefined, { [LEAD_HEADER]: desk });
    expect((await giveBack(randomUUID())).status).toBe(204);
    expect((await deskOf(node, lottery)).lead?.deskId).toBe(deskId);
    expect(await codeIn(await second.ask('DELETE', path))).toBe('request-malformed');
    expect((await giveBack(deskId)).status).toBe(204);
    expect((await deskOf(node, lottery)).lead).toBeNull();
    await lead(second, lottery, 'closed');
  });

  test('is asked for while Redis is away: nothing moves; one that forgot it lets anybody lead', async () => {
    const lottery = await makeLottery(node);
    const [one, other] = [randomUUID(), randomUUID()];
    await take(node, lottery, one);
    await system.redis.kill();
    const away = await problemIn(await tryMove(node, lottery, { to: 'open' }, one));
    expect(away).toMatchObject({ code: 'unavailable', status: 503 });
    await system.redis.restart();
    await eventually('the lead is known again', async () => {
      const answer = await tryMove(node, lottery, { to: 'open' }, other);
      return answer.status === 409;
    });
    const { lottery: told, lead: held } = await deskOf(node, lottery);
    expect([told.state, held?.deskId]).toEqual(['draft', one]);
    const admin = new Redis(system.redis.url);
    await admin.flushall();
    admin.disconnect();
    const opened = await tryMove(node, lottery, { to: 'open' }, other);
    expect((await read(TransitionAnswerSchema, opened, 200)).changed).toBe(true);
  });

  test('of nothing, or by nobody, is refused; and every way is described', async () => {
    const nothing = { lotteryId: randomUUID() };
    const order = { deskId: randomUUID() };
    const path = `${pathOf(nothing)}/lead`;
    expect(await codeIn(await node.ask('POST', path, order))).toBe('lottery-unknown');
    expect((await node.askPublic('POST', path, order)).status).toBe(401);
    const desk = `/api/lottery-desk/${nothing.lotteryId}`;
    expect(await codeIn(await node.ask('GET', desk))).toBe('lottery-unknown');
    expect((await node.askPublic('GET', desk)).status).toBe(401);
    const { paths } = await (await node.askPublic('GET', '/openapi.json')).json();
    expect(Object.keys(paths['/api/lotteries/{lotteryId}'])).toEqual(['get', 'put', 'delete']);
    expect(Object.keys(paths['/api/lotteries/{lotteryId}/lead'])).toEqual(['post', 'delete']);
    const { post } = paths['/api/lotteries/{lotteryId}/transitions'];
    expect(post.parameters).toContainEqual(
      expect.objectContaining({ name: 'lottery-desk', in: 'header', required: false }),
    );
    expect(post.responses['409'].description).toContain('lottery-led-elsewhere');
  });
});
