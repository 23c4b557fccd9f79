import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { IssuedCardSchema, PersonAtCounterSchema } from '#domain/contract/counter.ts';
import type { IssuedCard } from '#domain/contract/counter.ts';
import { ExchangedCouponSchema } from '#domain/contract/coupons.ts';
import {
  CreatedParticipantSchema,
  EntryListSchema,
  PassAnswerSchema,
  PassListSchema,
  TransferCodeSchema,
} from '#domain/contract/people.ts';
import { BoughtTicketsSchema } from '#domain/contract/tickets.ts';
import { fiscalYearOf } from '#domain/fiscal-year.ts';
import { passNumberOf } from '#domain/pass.ts';
import { createLedger } from '#stores/ledger/create-ledger.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import { award } from '../../tests/economy-samples.ts';
import { joinWithPhone, newPhoneKey, phoneOf, problemIn } from '../../tests/phone-client.ts';
import { eventually, read, scanOf, startSystem } from '../../tests/running-system.ts';
import type { RunningSystem, SystemNode } from '../../tests/running-system.ts';
import { makeShop } from '../../tests/shop-client.ts';
import { spendAtCounter } from '../../tests/staff-client.ts';

const UNKNOWN_ID = '01900000-0000-7000-8000-000000000000';
const MINUTE_MS = 60_000;

let system: RunningSystem;
let node: SystemNode;
let ledger: Ledger;

beforeAll(async () => {
  system = await startSystem();
  node = system.node;
  ledger = createLedger({ databaseUrl: system.databaseUrl });
});

afterAll(async () => {
  await ledger?.close();
  await system?.stop();
});

const codeOf = async (answer: Response) => (await problemIn(answer)).code;
const lookUp = (body: unknown) => node.ask('POST', '/api/people/lookup', body);
const found = async (body: unknown) => read(PersonAtCounterSchema, await lookUp(body), 200);

async function cardWith(points: number, nickname = '庭の人'): Promise<IssuedCard> {
  const answer = await node.ask('POST', '/api/passes', { nickname });
  const card = await read(IssuedCardSchema, answer, 201);
  // Today: participations are those of this fiscal year.
  if (points > 0) await award(ledger, card.participantId, points, new Date().toISOString());
  return card;
}

describe('who stands at the counter', () => {
  test('is found by the card, by its number as people write it, and by the phone', async () => {
    const card = await cardWith(100);
    const { participantId, number } = card;
    const fiscalYear = fiscalYearOf(Date.now());
    const byCode = await found({ code: card.pass });
    expect(byCode).toMatchObject({
      me: { participantId, nickname: '庭の人', balance: 100, participations: 1 },
      passes: [{ number, kind: 'card', revoked: false }],
      coupons: [],
      certificates: { certificates: [], years: [{ fiscalYear, participations: 1 }] },
    });
    for (const written of [number, `${number.slice(0, 4)} ${number.slice(4)}`, String(+number)]) {
      expect((await found({ number: written })).me.participantId).toBe(participantId);
    }
    const phone = await joinWithPhone(node);
    const byPhone = await found({ code: await phone.livePass() });
    expect(byPhone).toMatchObject({ me: { participantId: phone.participantId } });
    const again = await node.ask('GET', `/api/people/${participantId}`);
    expect((await read(PersonAtCounterSchema, again, 200)).passes).toEqual(byCode.passes);
  });

  test('a photographed code, a forged one, numbers of nobody', async () => {
    const phone = await joinWithPhone(node);
    const old = await phone.livePass(Date.now() - 2 * MINUTE_MS);
    const stale = await problemIn(await lookUp({ code: old }));
    expect(stale).toMatchObject({ code: 'code-stale', serverTime: expect.any(String) });
    const thief = phoneOf(node, phone.person, await newPhoneKey());
    expect(await codeOf(await lookUp({ code: await thief.livePass() }))).toBe('code-forged');
    for (const number of ['99999999', '4294967295', '0', '9999999999']) {
      expect(await codeOf(await lookUp({ number }))).toBe('pass-unknown');
    }
    for (const body of [{}, { number: '12a' }, { number: '1', code: 'x' }, { code: '' }, []]) {
      expect(await codeOf(await lookUp(body))).toBe('request-malformed');
    }
    expect(await codeOf(await lookUp({ code: 'https://example.com' }))).toBe('code-unreadable');
    expect(await codeOf(await node.ask('GET', `/api/people/${UNKNOWN_ID}`))).toBe(
      'participant-unknown',
    );
  });

  test('staff alone may ask', async () => {
    const { participantId, number } = await cardWith(0);
    for (const [method, path, body] of [
      ['POST', '/api/people/lookup', { number }],
      ['GET', `/api/people/${participantId}`, undefined],
      ['GET', `/api/people/${participantId}/entries`, undefined],
      ['POST', `/api/people/${participantId}/card`, undefined],
      ['DELETE', `/api/people/${participantId}`, undefined],
      ['POST', '/api/passes', { nickname: 'だれか' }],
      ['DELETE', `/api/passes/${number}`, undefined],
    ] as const) {
      expect(await codeOf(await node.askPublic(method, path, body))).toBe('not-logged-in');
    }
  });
});

describe('with a card one has the same rights as with a phone', () => {
  test('PT5 coupons and tickets, exchanged by staff for the person', async () => {
    const { offer } = await makeShop(node);
    const card = await cardWith(400);
    const path = `/api/people/${card.participantId}`;
    const key = randomUUID();
    const { offerId } = offer;
    const first = await spendAtCounter(node, `${path}/coupons`, { offerId }, key);
    const exchanged = await read(ExchangedCouponSchema, first, 201);
    expect(exchanged).toMatchObject({ balance: 300, replayed: false });
    const again = await spendAtCounter(node, `${path}/coupons`, { offerId }, key);
    expect(await read(ExchangedCouponSchema, again, 201)).toEqual({ ...exchanged, replayed: true });
    // The key is the staff member's: for somebody else it is something else.
    const other = await cardWith(100);
    const elsewhere = `/api/people/${other.participantId}/coupons`;
    expect(await codeOf(await spendAtCounter(node, elsewhere, { offerId }, key))).toBe(
      'idempotency-key-reused',
    );
    const bought = await spendAtCounter(node, `${path}/tickets`, { count: 3 });
    expect(await read(BoughtTicketsSchema, bought, 201)).toMatchObject({ balance: 0, count: 3 });
    expect(await codeOf(await spendAtCounter(node, `${path}/tickets`, { count: 1 }))).toBe(
      'balance-insufficient',
    );
    const person = await found({ code: card.pass });
    expect(person.me).toMatchObject({ balance: 0, coupons: 1, tickets: 3 });
    expect(person.coupons).toHaveLength(1);
    const history = await node.ask('GET', `${path}/entries`);
    const { entries } = await read(EntryListSchema, history, 200);
    expect(entries.map(({ kind }) => kind)).toEqual([
      'ticket-purchase',
      'coupon-exchange',
      'award',
    ]);
  });

  test('PG2 counts that are none or too many, people who are not there', async () => {
    const card = await cardWith(100);
    const tickets = (count: unknown, participantId = card.participantId) =>
      spendAtCounter(node, `/api/people/${participantId}/tickets`, { count });
    for (const count of [0, -5, 1.5, 1e15, '3']) {
      expect(await codeOf(await tickets(count))).toBe('request-malformed');
    }
    expect(await problemIn(await tickets(51))).toMatchObject({
      code: 'rule-broken',
      rule: 'ticket.perRequestMax',
      limit: 50,
      asked: 51,
    });
    expect(await codeOf(await tickets(1, UNKNOWN_ID))).toBe('participant-unknown');
    const path = `/api/people/${card.participantId}/tickets`;
    expect(await codeOf(await node.ask('POST', path, { count: 1 }))).toBe(
      'idempotency-key-missing',
    );
  });
});

describe('cards', () => {
  test('a new card ends the old one at once, at the door too, and leaves the phone alone', async () => {
    const phone = await joinWithPhone(node);
    const path = `/api/people/${phone.participantId}/card`;
    const first = await read(IssuedCardSchema, await node.ask('POST', path), 201);
    const door = await openDoor();
    expect(await said(door, first.pass)).toBe('admitted');
    const second = await read(IssuedCardSchema, await node.ask('POST', path), 201);
    expect(await codeOf(await lookUp({ code: first.pass }))).toBe('pass-revoked');
    expect(await said(await openDoor(), first.pass)).toBe('pass-revoked');
    expect(await said(await openDoor(), second.pass)).toBe('admitted');
    expect(await said(await openDoor(), await phone.livePass())).toBe('admitted');
    // By its number the old card still tells whose it was: whoever lost one asks for another.
    const person = await found({ number: first.number });
    expect(person.me.participantId).toBe(phone.participantId);
    expect(person.passes.map(({ kind, revoked }) => `${kind} ${revoked}`)).toEqual([
      'card false',
      'card true',
      'phone false',
    ]);
  });

  test('a lost card is ended and no longer printed', async () => {
    const card = await cardWith(0, 'はなこ');
    const printed = async () => {
      const after = String(Number(card.number) - 1);
      const list = await node.ask('GET', `/api/passes?after=${after}`);
      return (await read(PassListSchema, list, 200)).passes.map(({ number }) => number);
    };
    expect(await printed()).toContain(card.number);
    expect((await node.ask('DELETE', `/api/passes/${card.number}`)).status).toBe(204);
    expect((await node.ask('DELETE', `/api/passes/${card.number}`)).status).toBe(204);
    expect(await printed()).not.toContain(card.number);
    expect(await codeOf(await lookUp({ code: card.pass }))).toBe('pass-revoked');
    expect(await codeOf(await node.ask('DELETE', '/api/passes/99999999'))).toBe('pass-unknown');
  });

  test('a card holder comes to a phone by a code of the counter, and keeps the card', async () => {
    const card = await cardWith(100, 'つばめ');
    const path = `/api/people/${card.participantId}/transfer-code`;
    const { code } = await read(TransferCodeSchema, await node.ask('POST', path), 201);
    const key = await newPhoneKey();
    const body = { code, devicePublicKeyHex: key.publicKeyHex };
    const answer = await node.askPublic('POST', '/api/participants/transfer', body);
    const phone = phoneOf(node, await read(CreatedParticipantSchema, answer, 201), key);
    expect(await phone.me()).toMatchObject({ nickname: 'つばめ', balance: 100, passKind: 'phone' });
    expect(await said(await openDoor(), await phone.livePass())).toBe('admitted');
    expect(await said(await openDoor(), card.pass)).toBe('admitted');
    const nobody = `/api/people/${UNKNOWN_ID}/transfer-code`;
    expect(await codeOf(await node.ask('POST', nobody))).toBe('participant-unknown');
    expect(await codeOf(await node.askPublic('POST', path))).toBe('not-logged-in');
  });

  test('a lost phone is cut off with its pass, and another takes its place', async () => {
    const lost = await joinWithPhone(node);
    await award(ledger, lost.participantId, 100);
    const socket = lost.socket();
    const ended: unknown[] = [];
    socket.on('pass:ended', (message) => ended.push(message));
    // One that ends before the phone was greeted is cut without a word, and told when it comes back.
    const greeted = new Promise((resolve) => {
      socket.once('me:snapshot', resolve);
    });
    socket.connect();
    await greeted;
    // By the number that its own page says.
    const person = await found({ number: passNumberOf(lost.person.pass) });
    const [pass] = person.passes;
    expect((await node.ask('DELETE', `/api/passes/${pass?.number}`)).status).toBe(204);
    await eventually('the phone is cut', () => !socket.connected && ended.length > 0);
    expect(ended).toEqual([{ because: 'stopped' }]);
    expect(await codeOf(await lost.ask('GET', '/api/me'))).toBe('token-unknown');
    expect(await codeOf(await lost.ask('POST', '/api/me/transfer-code'))).toBe('token-unknown');
    const path = `/api/people/${lost.participantId}/transfer-code`;
    const { code } = await read(TransferCodeSchema, await node.ask('POST', path), 201);
    const moved = await node.askPublic('POST', '/api/participants/transfer', { code });
    const next = await read(CreatedParticipantSchema, moved, 201);
    const me = await phoneOf(node, next, await newPhoneKey()).me();
    expect(me).toMatchObject({ balance: 100, passKind: 'card' });
    // For people it is a phone, whatever its pass is made of.
    const after = await found({ number: pass?.number });
    expect(after.passes.map(({ kind, revoked }) => `${kind} ${revoked}`)).toEqual([
      'phone false',
      'phone true',
    ]);
  });

  test('a phone without a live pass is given its own pass again, not the printed one', async () => {
    const answer = await node.askPublic('POST', '/api/participants', { nickname: 'けやき' });
    const phone = await read(CreatedParticipantSchema, answer, 201);
    const path = `/api/people/${phone.participantId}/card`;
    const card = await read(IssuedCardSchema, await node.ask('POST', path), 201);
    const asking = phoneOf(node, phone, await newPhoneKey());
    const shown = await asking.ask('GET', '/api/me/pass');
    expect(await read(PassAnswerSchema, shown, 200)).toMatchObject({ pass: phone.pass });
    expect(card.pass).not.toBe(phone.pass);
  });

  test('PP1 erased at the counter: no card opens anything, the sums stay', async () => {
    const card = await cardWith(100);
    const path = `/api/people/${card.participantId}`;
    expect((await node.ask('DELETE', path)).status).toBe(204);
    expect(await codeOf(await node.ask('GET', path))).toBe('participant-unknown');
    expect(await codeOf(await lookUp({ code: card.pass }))).toBe('pass-revoked');
    expect(await codeOf(await lookUp({ number: card.number }))).toBe('participant-unknown');
    expect(await codeOf(await node.ask('POST', `${path}/card`))).toBe('participant-unknown');
    expect(await said(await openDoor(), card.pass)).not.toBe('admitted');
    expect(await ledger.wrongBalances(10)).toEqual([]);
  });
});

async function openDoor() {
  const { activityId } = await node.makeActivity();
  const { token } = await node.enrollKiosk(activityId);
  const door = node.kioskSocket(token);
  await eventually('the door is connected', () => door.connected);
  return door;
}

async function said(door: Awaited<ReturnType<typeof openDoor>>, pass: string): Promise<string> {
  const answer = await door.timeout(10_000).emitWithAck('scan:submit', scanOf(pass));
  if ('failure' in answer) return answer.failure;
  return answer.outcome === 'refused' ? answer.reason : answer.outcome;
}
