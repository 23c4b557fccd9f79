import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ExchangedCouponSchema } from '#domain/contract/coupons.ts';
import { LIMITS } from '#domain/contract/limits.ts';
import {
  CreatedParticipantSchema,
  PassAnswerSchema,
  TransferCodeSchema,
} from '#domain/contract/people.ts';
import { NAMESPACES } from '#domain/contract/protocol.ts';
import { createLedger } from '#stores/ledger/create-ledger.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import type { LiveStore } from '#stores/live/live-store.ts';
import { addShop, award } from '../../tests/economy-samples.ts';
import { runSql } from '../../tests/ledger-database.ts';
import { openLiveStore } from '../../tests/live-samples.ts';
import { joinWithPhone, newPhoneKey, phoneOf, problemIn } from '../../tests/phone-client.ts';
import type { PhoneClient, PhoneSocket } from '../../tests/phone-client.ts';
import { eventually, read, scanOf, startSystem } from '../../tests/running-system.ts';
import type { RunningSystem, SystemNode } from '../../tests/running-system.ts';

let system: RunningSystem;
let node: SystemNode;
let ledger: Ledger;
let live: LiveStore;
const sockets: PhoneSocket[] = [];

beforeAll(async () => {
  system = await startSystem();
  node = system.node;
  ledger = createLedger({ databaseUrl: system.databaseUrl });
  live = await openLiveStore(system.redis.url);
});

afterAll(async () => {
  for (const socket of sockets) socket.disconnect();
  await Promise.all([ledger?.close(), live?.close()]);
  await system?.stop();
});

/** As a client that keeps no contract. */
const raw = (socket: Socket): Socket => socket;

type Told = readonly [event: string, message: unknown];

/** A connected phone, and everything that it was told. */
async function open(phone: PhoneClient): Promise<{ socket: PhoneSocket; told: Told[] }> {
  const socket = phone.socket();
  sockets.push(socket);
  const told: Told[] = [];
  socket.onAny((event: string, message: unknown) => told.push([event, message]));
  socket.connect();
  await eventually('the snapshot', () => told.some(([event]) => event === 'me:snapshot'));
  return { socket, told };
}

/** The messages of one event, in order. */
function of(told: readonly Told[], event: string): unknown[] {
  return told.filter(([name]) => name === event).map(([, message]) => message);
}

function refusalOf(socket: PhoneSocket): Promise<unknown> {
  sockets.push(socket);
  return new Promise((resolve) => {
    socket.once('connect_error', (error) => resolve('data' in error ? error.data : error.message));
    socket.connect();
  });
}

async function moveCode(phone: PhoneClient): Promise<string> {
  const answer = await phone.ask('POST', '/api/me/transfer-code');
  const { code } = await read(TransferCodeSchema, answer, 201);
  return code;
}

async function moveTo(code: string, at = node) {
  const key = await newPhoneKey();
  const body = { code, devicePublicKeyHex: key.publicKeyHex };
  const answer = await at.askPublic('POST', '/api/participants/transfer', body);
  return { key, answer };
}

describe('a connected phone', () => {
  test('is told how things are, and the points as they are booked', async () => {
    const worker = await system.startWorker();
    const { activityId } = await node.makeActivity();
    const door = node.kioskSocket((await node.enrollKiosk(activityId)).token);
    const phone = await joinWithPhone(node);
    const { told } = await open(phone);
    expect(of(told, 'me:snapshot')).toMatchObject([
      { me: { balance: 0, participations: 0, passKind: 'phone', rank: { rankId: 'seed' } } },
    ]);
    await door.emitWithAck('scan:submit', scanOf(await phone.livePass()));
    const posted = await eventually('the points', () => of(told, 'points:posted')[0]);
    expect(posted).toMatchObject({
      kind: 'award',
      amount: 100,
      me: { balance: 100, earned: 100, participations: 1, rank: { rankId: 'sprout' } },
    });
    await worker.close();
  });

  test('at another node is told what is spent and used; others are told nothing of it', async () => {
    const other = await system.startNode();
    const shop = await addShop(ledger);
    const joined = await joinWithPhone(node);
    await award(ledger, joined.participantId, 300);
    const stranger = await open(await joinWithPhone(node));
    const { told } = await open({ ...joined, socket: phoneSocketAt(other, joined) });

    const { coupon } = await read(
      ExchangedCouponSchema,
      await joined.spend('/api/me/coupons', { offerId: shop.offerId }),
      201,
    );
    const { couponId } = coupon;
    await eventually('the coupon', () => of(told, 'coupon:changed').length > 0);
    await eventually('its price', () => of(told, 'points:posted').length > 0);
    expect(of(told, 'coupon:changed')).toMatchObject([
      { coupon: { couponId, state: 'held' }, me: { balance: 200, coupons: 1 } },
    ]);
    expect(of(told, 'points:posted')).toMatchObject([{ kind: 'coupon-exchange', amount: -100 }]);

    await joined.spend('/api/me/tickets', { count: 2 });
    await eventually('the tickets', () => of(told, 'ticket:changed').length > 0);
    expect(of(told, 'ticket:changed')).toMatchObject([{ me: { balance: 0, tickets: 2 } }]);

    // As workers tell the people of a void lottery.
    const participantIds = [joined.participantId, randomUUID()];
    await live.publish({ kind: 'tickets-given-back', participantIds });
    await eventually('the tickets again', () => of(told, 'ticket:changed').length > 1);

    const visit = { counterCode: shop.counterCode };
    await joined.ask('POST', `/api/me/coupons/${couponId}/reservation`, visit);
    await joined.ask('POST', `/api/me/coupons/${couponId}/redemption`, visit);
    await eventually('all three states', () => of(told, 'coupon:changed').length >= 3);
    expect(of(told, 'coupon:changed').at(-1)).toMatchObject({
      coupon: { state: 'redeemed' },
      me: { coupons: 0 },
    });
    expect(stranger.told.map(([event]) => event)).toEqual(['me:snapshot']);
  });

  test('reads the clock, and a flood of questions is not answered', async () => {
    const { socket } = await open(await joinWithPhone(node));
    const { at } = await socket.timeout(5_000).emitWithAck('clock:read');
    expect(Math.abs(Date.parse(at) - Date.now())).toBeLessThan(60_000);
    const answers = await Promise.allSettled(
      Array.from({ length: 3 * LIMITS.messagesBurstMax }, () =>
        socket.timeout(2_000).emitWithAck('clock:read'),
      ),
    );
    const answered = answers.filter(({ status }) => status === 'fulfilled').length;
    expect(answered).toBeGreaterThan(0);
    expect(answered).toBeLessThan(3 * LIMITS.messagesBurstMax);
    expect(socket.connected).toBe(true);
    raw(socket).emit('clock:read', 'no function');
    socket.disconnect();
  });

  test('is told how things are after messages may have been missed', async () => {
    const phone = await joinWithPhone(node);
    const { told } = await open(phone);
    await award(ledger, phone.participantId, 100);
    await system.redis.restart();
    await eventually('how things are now', () => {
      const last = of(told, 'me:snapshot').at(-1);
      return v.is(v.object({ me: v.object({ balance: v.literal(100) }) }), last);
    });
  });

  test('counts in the figures', async () => {
    const { socket } = await open(await joinWithPhone(node));
    const figures = await (await node.askPublic('GET', '/metrics')).text();
    expect(figures).toMatch(/^tsudoi_phone_sockets [1-9]\d*$/m);
    socket.disconnect();
  });
});

describe('who is not let in', () => {
  test.each<[string, object, string]>([
    ['an unknown token', { token: 'x'.repeat(43), protocolVersion: 1 }, 'token-unknown'],
    ['no token', { protocolVersion: 1 }, 'token-unknown'],
    ['a token that is no text', { token: {}, protocolVersion: 1 }, 'token-unknown'],
    ['an old screen', { token: 'x', protocolVersion: 0 }, 'protocol-outdated'],
  ])('%s', async (_what, auth, code) => {
    const socket: PhoneSocket = io(node.base + NAMESPACES.phone, {
      transports: ['websocket'],
      forceNew: true,
      autoConnect: false,
      reconnection: false,
      auth,
    });
    expect(await refusalOf(socket)).toEqual({ code });
  });
});

describe('moving to another phone', () => {
  test('ends the old one at once: socket, token and pass; points and cards stay', async () => {
    const { activityId } = await node.makeActivity();
    const door = node.kioskSocket((await node.enrollKiosk(activityId)).token);
    const old = await joinWithPhone(node);
    await award(ledger, old.participantId, 100);
    const { socket, told } = await open(old);
    const oldCode = await old.livePass();
    const { key, answer } = await moveTo(await moveCode(old));
    const moved = await read(CreatedParticipantSchema, answer, 201);
    const phone = phoneOf(node, moved, key);

    await eventually('the old phone is cut', () => !socket.connected);
    expect(of(told, 'pass:ended')).toEqual([{ because: 'moved' }]);
    expect((await problemIn(await old.ask('GET', '/api/me'))).code).toBe('token-moved');
    expect(await refusalOf(old.socket())).toEqual({ code: 'token-moved' });
    expect(await door.emitWithAck('scan:submit', scanOf(oldCode))).toMatchObject({
      outcome: 'refused',
      reason: 'pass-revoked',
    });
    expect(await phone.me()).toMatchObject({ participantId: old.participantId, balance: 100 });
    const shown = await read(PassAnswerSchema, await phone.ask('GET', '/api/me/pass'), 200);
    expect(shown).toMatchObject({ pass: moved.pass, passKind: 'phone' });
    expect(await door.emitWithAck('scan:submit', scanOf(await phone.livePass()))).toMatchObject({
      outcome: 'admitted',
    });
    await open(phone);
  });

  test('a code works once, for one of many who try, and not for long', async () => {
    const phone = await joinWithPhone(node);
    const code = await moveCode(phone);
    const answers = await Promise.all(Array.from({ length: 5 }, () => moveTo(code)));
    const statuses = answers.map(({ answer }) => answer.status);
    expect(statuses.toSorted((a, b) => a - b)).toEqual([201, 404, 404, 404, 404]);

    const other = await joinWithPhone(node);
    const replaced = await moveCode(other);
    const current = await moveCode(other);
    expect((await problemIn((await moveTo(replaced)).answer)).code).toBe('transfer-code-unknown');
    const later = await system.startNode({
      nowMs: () => Date.now() + LIMITS.transferCodeTtlMs + 1_000,
    });
    const late = await moveTo(current, later);
    expect((await problemIn(late.answer)).code).toBe('transfer-code-expired');
    expect((await moveTo(current.toLowerCase().replace('-', ' '))).answer.status).toBe(201);
    const kept = await runSql(system.databaseUrl, 'select * from transfer_codes');
    expect(JSON.stringify(kept)).not.toContain(current.replace('-', ''));
  });

  test('codes cannot be guessed for long', async () => {
    // Its clock stands: however slowly this goes, nothing is filled up meanwhile.
    const atMs = Date.now();
    const guessed = await system.startNode({ nowMs: () => atMs });
    const codes: string[] = [];
    for (let times = 0; times < 25; times += 1) {
      const { answer } = await moveTo('2222-2222', guessed);
      codes.push((await problemIn(answer)).code);
    }
    expect(codes).toContain('transfer-code-unknown');
    expect(codes.at(-1)).toBe('rate-limited');
  });
});

describe('PP1 erasing', () => {
  test('ends socket, token and pass, takes the name, leaves the sums', async () => {
    const { activityId } = await node.makeActivity();
    const door = node.kioskSocket((await node.enrollKiosk(activityId)).token);
    const phone = await joinWithPhone(node, 'わすれてね');
    await award(ledger, phone.participantId, 100);
    const { socket, told } = await open(phone);
    const pass = await phone.livePass();
    expect((await phone.ask('DELETE', '/api/me')).status).toBe(204);
    await eventually('the phone is cut', () => !socket.connected);
    expect(of(told, 'pass:ended')).toEqual([{ because: 'erased' }]);
    for (const [method, path] of [
      ['GET', '/api/me'],
      ['GET', '/api/me/coupons'],
      ['DELETE', '/api/me'],
    ] as const) {
      expect((await problemIn(await phone.ask(method, path))).code).toBe('token-unknown');
    }
    expect(await door.emitWithAck('scan:submit', scanOf(pass))).toMatchObject({
      outcome: 'refused',
      reason: 'pass-unknown',
    });
    expect(await live.nicknames([phone.participantId])).toEqual([null]);
    const left = await runSql(
      system.databaseUrl,
      "select balance from accounts where owner = $1 and kind = 'participant'",
      [phone.participantId],
    );
    expect(left).toMatchObject([{ balance: '100' }]);
  });

  test('while Redis is away the books forget at once, the doors as soon as it is back', async () => {
    const phone = await joinWithPhone(node, 'かえる');
    await system.redis.kill();
    expect((await phone.ask('DELETE', '/api/me')).status).toBe(204);
    expect((await problemIn(await phone.ask('GET', '/api/me'))).code).toBe('token-unknown');
    await system.redis.restart();
    await eventually('the door forgets', async () => {
      const [nickname] = await live.nicknames([phone.participantId]).catch(() => ['?']);
      return nickname === null;
    });
  });
});

/** The phone's socket, by another server node. */
function phoneSocketAt(at: SystemNode, { person }: PhoneClient): () => PhoneSocket {
  return () =>
    io(at.base + NAMESPACES.phone, {
      transports: ['websocket'],
      forceNew: true,
      autoConnect: false,
      auth: { token: person.token, protocolVersion: 1 },
    });
}
