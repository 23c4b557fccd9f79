import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GrantListSchema, GrantSchema, ReversalSchema } from '#domain/contract/grants.ts';
import type { Grant } from '#domain/contract/grants.ts';
import { StaffListSchema } from '#domain/contract/staff.ts';
import { BooksSchema } from '#domain/contract/books.ts';
import { LIMITS } from '#domain/contract/limits.ts';
import { createLedger } from '#stores/ledger/create-ledger.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import { addPersonWith, award } from '../../tests/economy-samples.ts';
import { joinWithPhone, problemIn } from '../../tests/phone-client.ts';
import { STAFF, eventually, read, startSystem } from '../../tests/running-system.ts';
import type { RunningSystem, SystemNode } from '../../tests/running-system.ts';
import { joinStaff, spendAtCounter } from '../../tests/staff-client.ts';
import type { StaffClient } from '../../tests/staff-client.ts';

const UNKNOWN_ID = '01900000-0000-7000-8000-000000000000';

let system: RunningSystem;
let node: SystemNode;
let ledger: Ledger;
let second: StaffClient;

beforeAll(async () => {
  system = await startSystem();
  node = system.node;
  ledger = createLedger({ databaseUrl: system.databaseUrl });
  second = await joinStaff(node, '経理');
});

afterAll(async () => {
  await ledger?.close();
  await system?.stop();
});

const codeOf = async (answer: Response) => (await problemIn(answer)).code;
const balanceOf = async (person: string) => (await ledger.balance(person)).balance;

const proposalOf = (participantIds: readonly string[], changes: Record<string, unknown> = {}) => ({
  kind: 'campaign',
  points: 300,
  reason: '市制施行記念',
  participantIds,
  ...changes,
});

async function propose(participantIds: readonly string[], changes = {}): Promise<Grant> {
  const answer = await node.ask('POST', '/api/grants', proposalOf(participantIds, changes));
  return read(GrantSchema, answer, 201);
}

const reverse = (transactionId: string, reason = '名前ちがい') =>
  node.ask('POST', `/api/transactions/${transactionId}/reversal`, { reason });
const books = async () => read(BooksSchema, await node.askPublic('GET', '/api/books'), 200);

describe('grants', () => {
  test('what one proposes another approves; it is booked once', async () => {
    const phone = await joinWithPhone(node);
    const { participantId } = phone;
    const socket = phone.socket();
    const told: string[] = [];
    socket.on('points:posted', ({ kind, amount }) => told.push(`${kind} ${amount}`));
    socket.connect();
    await eventually('the phone is connected', () => socket.connected);
    const { grantId, state } = await propose([participantId]);
    expect([state, await balanceOf(participantId)]).toEqual(['proposed', 0]);
    const path = `/api/grants/${grantId}/decision`;
    expect(await codeOf(await node.ask('POST', path, { approve: true }))).toBe(
      'approval-by-proposer',
    );
    const decisions = await Promise.all(
      Array.from({ length: 5 }, () => second.ask('POST', path, { approve: true })),
    );
    for (const decision of decisions) {
      expect((await read(GrantSchema, decision, 200)).decidedBy?.displayName).toBe('経理');
    }
    expect(await balanceOf(participantId)).toBe(300);
    await eventually('the phone hears of it', () => told.length > 0);
    socket.disconnect();
    expect(told).toEqual(['campaign 300']);
    expect(await codeOf(await second.ask('POST', path, { approve: false }))).toBe('grant-decided');
  });

  test('the proposer may take it back; then it is decided', async () => {
    const person = await addPersonWith(ledger, 100);
    const { grantId } = await propose([person]);
    const path = `/api/grants/${grantId}/decision`;
    const rejected = await read(GrantSchema, await node.ask('POST', path, { approve: false }), 200);
    expect(rejected.state).toBe('rejected');
    expect(await codeOf(await second.ask('POST', path, { approve: true }))).toBe('grant-decided');
    expect(await balanceOf(person)).toBe(100);
    const list = await read(GrantListSchema, await node.ask('GET', '/api/grants'), 200);
    expect(list.grants.find((grant) => grant.grantId === grantId)?.state).toBe('rejected');
  });

  test('PT3 a correction that one of them cannot bear is booked for nobody', async () => {
    const rich = await addPersonWith(ledger, 500);
    const poor = await addPersonWith(ledger, 100);
    const { grantId } = await propose([rich, poor], { kind: 'correction', points: -200 });
    const answer = await second.ask('POST', `/api/grants/${grantId}/decision`, { approve: true });
    const refused = await problemIn(answer);
    expect(refused.code).toBe('balance-insufficient');
    expect(refused.detail).toContain(poor);
    expect(refused.detail).not.toContain(rich);
    expect([await balanceOf(rich), await balanceOf(poor)]).toEqual([500, 100]);
  });

  test('PG2 too many points, and what is no grant', async () => {
    const person = await addPersonWith(ledger, 100);
    const ask = (changes: Record<string, unknown>) =>
      node.ask('POST', '/api/grants', proposalOf([person], changes));
    expect(await problemIn(await ask({ points: 1_001 }))).toMatchObject({
      code: 'rule-broken',
      rule: 'grant.pointsMax',
      limit: 1_000,
      asked: 1_001,
    });
    expect((await problemIn(await ask({ kind: 'correction', points: -1_001 }))).rule).toBe(
      'grant.pointsMax',
    );
    for (const changes of [
      { points: 0 },
      { points: -1 },
      { points: 1e300 },
      { reason: '' },
      { participantIds: [] },
      { participantIds: [person, person] },
      { kind: 'gift' },
    ]) {
      expect(await codeOf(await ask(changes))).toBe('request-malformed');
    }
    expect(await codeOf(await ask({ participantIds: [UNKNOWN_ID] }))).toBe('participant-unknown');
    const nobody = `/api/grants/${UNKNOWN_ID}/decision`;
    expect(await codeOf(await node.ask('POST', nobody, { approve: true }))).toBe('grant-unknown');
  });
});

describe('reversals', () => {
  test('PT4 an award is taken back once, with its reason', async () => {
    const person = await addPersonWith(ledger, 100);
    const checkIn = await award(ledger, person, 100);
    const reversal = await read(ReversalSchema, await reverse(checkIn), 201);
    expect(reversal.reverses).toBe(checkIn);
    expect(await balanceOf(person)).toBe(100);
    expect(await codeOf(await reverse(checkIn))).toBe('transaction-reversed');
    expect(await codeOf(await reverse(reversal.transactionId))).toBe('transaction-not-reversible');
    const { entries } = await ledger.entries(person, { before: null, limit: 10 });
    expect(entries[0]).toMatchObject({ kind: 'reversal', reason: '名前ちがい', amount: -100 });
  });

  test('PT3 what was spent meanwhile cannot be taken back', async () => {
    const person = await addPersonWith(ledger, 0);
    const checkIn = await award(ledger, person, 100);
    await spendAtCounter(node, `/api/people/${person}/tickets`, { count: 1 });
    expect(await problemIn(await reverse(checkIn))).toMatchObject({
      code: 'balance-insufficient',
      balance: 0,
      needed: 100,
    });
    expect(await codeOf(await reverse(UNKNOWN_ID))).toBe('transaction-unknown');
    expect(await codeOf(await reverse(checkIn, ' '))).toBe('request-malformed');
  });
});

describe('accounts of the staff', () => {
  test('administrators make and end them; the password is told once', async () => {
    const third = await joinStaff(node);
    const { staffId, email, role, password } = third.member;
    expect(role).toBe('staff');
    expect(password).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/);
    const listed = await node.ask('GET', '/api/staff');
    expect(await listed.clone().text()).not.toContain(password);
    const { staff } = await read(StaffListSchema, listed, 200);
    expect(staff.map((member) => member.email)).toContain(email);
    const taken = await node.ask('POST', '/api/staff', { email, displayName: 'だれか' });
    expect(await codeOf(taken)).toBe('email-taken');
    for (const [method, path, body] of [
      ['GET', '/api/staff', undefined],
      ['POST', '/api/staff', { email: 'x@tsudoi.example', displayName: 'x' }],
      ['DELETE', `/api/staff/${staffId}`, undefined],
    ] as const) {
      expect(await codeOf(await third.ask(method, path, body))).toBe('not-allowed');
    }
    expect((await node.ask('DELETE', `/api/staff/${staffId}`)).status).toBe(204);
    expect(await codeOf(await third.ask('GET', '/api/session'))).toBe('not-logged-in');
    const login = await node.askPublic('POST', '/api/session', { email, password });
    expect(await codeOf(login)).toBe('login-failed');
    expect(await codeOf(await node.ask('DELETE', `/api/staff/${staffId}`))).toBe('not-found');
  });

  test('the last administrator stays', async () => {
    const { staff } = await read(StaffListSchema, await node.ask('GET', '/api/staff'), 200);
    const first = staff.find((member) => member.email === STAFF.email);
    expect(await codeOf(await node.ask('DELETE', `/api/staff/${first?.staffId}`))).toBe(
      'not-allowed',
    );
    expect((await node.ask('GET', '/api/session')).status).toBe(200);
  });
});

test('PT6 the report on the books is for everybody', async () => {
  expect(await books()).toEqual({ latest: null, late: false, earlier: [] });
  const { chained, headHex } = await ledger.extendChain();
  const totals = await ledger.booksTotals();
  const wrong = (await ledger.wrongBalances(10)).length;
  for (const at of ['2026-11-21T18:00:00.000Z', '2026-11-22T18:00:00.000Z']) {
    await ledger.addBooksReport({ ...totals, at, wrong, chained, headHex, tookMs: 5 });
  }
  const { latest, earlier } = await books();
  expect(latest).toMatchObject({ at: '2026-11-22T18:00:00.000Z', wrong: 0, headHex });
  expect(earlier.map(({ at }) => at)).toEqual(['2026-11-21T18:00:00.000Z']);
  for (const [ago, late] of [
    [LIMITS.booksLateMs + 60_000, true],
    [LIMITS.booksLateMs - 60_000, false],
  ] as const) {
    const at = new Date(Date.now() - ago).toISOString();
    await ledger.addBooksReport({ ...totals, at, wrong, chained, headHex, tookMs: 5 });
    expect(await books()).toMatchObject({ latest: { at }, late });
  }
});
