import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually, startSystem } from '../../tests/running-system.ts';
import type {
  DashboardSocket,
  KioskSocket,
  RunningSystem,
  SystemNode,
} from '../../tests/running-system.ts';
import { ProblemError } from '../errors.ts';
import { TokenChecks } from './token-checks.ts';

const BURST = 30;
const AT_ONCE_MAX = 200;

/** What is asked of the books: nobody knows these tokens. */
function stranger() {
  const asked = { times: 0 };
  const look = async (): Promise<string | null> => {
    asked.times += 1;
    return null;
  };
  return { asked, look };
}

async function away(): Promise<null> {
  throw new Error('away');
}

/** `retryAfterMs` of the refusal; `null`: it was asked for. */
async function waitOf(finding: Promise<unknown>): Promise<number | null> {
  try {
    await finding;
    return null;
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'rate-limited') {
      return error.details.retryAfterMs ?? 0;
    }
    throw error;
  }
}

test('wrong tokens of one address are asked for with measure, right ones without', async () => {
  let now = 0;
  const checks = new TokenChecks({ nowMs: () => now });
  const { asked, look } = stranger();
  const right = { address: 'hall', tokenHash: 'right' };
  for (let times = 0; times < 1_000; times += 1) {
    expect(await checks.find({ ...right, tokenHash: `right ${times}` }, async () => 'in')).toBe(
      'in',
    );
  }
  expect(await checks.find(right, async () => 'in')).toBe('in');
  for (let times = 0; times < 100; times += 1) {
    await waitOf(checks.find({ address: 'hall', tokenHash: `wrong ${times}` }, look));
  }
  expect(asked.times).toBe(BURST);
  const wrong = { address: 'hall', tokenHash: 'wrong' };
  expect(await waitOf(checks.find(wrong, look))).toBe(500);
  // Who was right before, or got a token just now, is not held up by the others of the hall.
  expect(await checks.find(right, async () => 'in')).toBe('in');
  checks.learn('fresh');
  expect(await checks.find({ address: 'hall', tokenHash: 'fresh' }, async () => 'in')).toBe('in');
  expect(await waitOf(checks.find({ address: 'elsewhere', tokenHash: 'x' }, look))).toBeNull();
  now += 500;
  expect(await waitOf(checks.find(wrong, look))).toBeNull();
  expect(await waitOf(checks.find(wrong, look))).toBe(500);
});

test('a token that is right no longer counts like any other', async () => {
  const checks = new TokenChecks({ nowMs: () => 0 });
  const { asked, look } = stranger();
  const ended = { address: 'hall', tokenHash: 'ended' };
  await checks.find(ended, async () => 'in');
  for (let times = 0; times < 100; times += 1) await waitOf(checks.find(ended, look));
  expect(asked.times).toBe(BURST);
  const other = { address: 'other hall', tokenHash: 'revoked' };
  let revokedAsked = 0;
  for (let times = 0; times < 100; times += 1) {
    const look = async () => {
      revokedAsked += 1;
      return 'revoked';
    };
    await waitOf(checks.find(other, look, (found) => found !== 'revoked'));
  }
  expect(revokedAsked).toBe(BURST);
});

test('an outage says nothing about a token; many at once are no way around', async () => {
  const checks = new TokenChecks({ nowMs: () => 0 });
  for (let times = 0; times < 100; times += 1) {
    const finding = checks.find({ address: 'hall', tokenHash: `${times}` }, away);
    await expect(finding).rejects.toThrow('away');
  }
  const { asked, look } = stranger();
  const slow = async () => {
    const found = await look();
    await new Promise(setImmediate);
    return found;
  };
  const waits = await Promise.all(
    Array.from({ length: 1_000 }, (_, index) =>
      waitOf(checks.find({ address: 'hall', tokenHash: `${index}` }, slow)),
    ),
  );
  expect(asked.times).toBe(AT_ONCE_MAX);
  expect(waits.filter((wait) => wait !== null)).toHaveLength(1_000 - AT_ONCE_MAX);
});

let system: RunningSystem;
let node: SystemNode;

beforeAll(async () => {
  // Its clock stands: however slowly a flood goes, nothing is filled up meanwhile.
  const atMs = Date.now();
  system = await startSystem({ trustProxy: true, nowMs: () => atMs });
  node = system.node;
});

afterAll(() => system?.stop());

/** The `data` of the refusal to connect. */
function refusalOf(socket: KioskSocket | DashboardSocket): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const at: { once(event: string, listener: (error: Error) => void): unknown } = socket;
    at.once('connect_error', (error) => {
      socket.disconnect();
      resolve('data' in error ? error.data : error.message);
    });
    at.once('connect', () => reject(new Error('connected')));
  });
}

const LIMITED = { code: 'rate-limited', retryAfterMs: expect.any(Number) };

test('a flood of unknown kiosk tokens is answered without the books; the kiosks of the hall work on', async () => {
  const { token } = await node.enrollKiosk((await node.makeActivity()).activityId);
  const refusals: unknown[] = [];
  for (let times = 0; times < BURST + 20; times += 1) {
    const stranger = 'x'.repeat(40) + String(times).padStart(3, '0');
    refusals.push(await refusalOf(node.kioskSocket(stranger)));
  }
  expect(refusals[0]).toEqual({ code: 'token-unknown' });
  expect(refusals).toContainEqual(LIMITED);
  const kiosk = node.kioskSocket(token);
  await eventually('the kiosk connects', () => kiosk.connected);
  // One limit for all that may be tried; staff who are logged in notice nothing of it either.
  for (let times = 0; times < BURST; times += 1) {
    await refusalOf(node.dashboardSocket({ cookie: `tsudoi_session=nobody${times}` }));
  }
  expect(await refusalOf(node.dashboardSocket({ cookie: 'tsudoi_session=nobody' }))).toEqual(
    LIMITED,
  );
  const dashboard = node.dashboardSocket();
  await eventually('the dashboard connects', () => dashboard.connected);
});

test.each([
  ['session cookies', '192.0.2.7', '/api/session', { cookie: 'tsudoi_session=nobody' }, 401],
  ['bearer tokens', '192.0.2.8', '/api/me', { authorization: 'Bearer nobody' }, 401],
  ['no token at all, which costs nothing', '192.0.2.9', '/api/me', {}, 401],
] as const)('a flood of unknown %s by HTTP', async (what, address, path, headers, status) => {
  const ask = () =>
    fetch(node.base + path, { headers: { ...headers, 'x-forwarded-for': address } });
  expect((await ask()).status).toBe(status);
  const answers: Response[] = [];
  for (let times = 0; times < BURST + 20; times += 1) answers.push(await ask());
  const limited = answers.filter((answer) => answer.status === 429);
  if (what.startsWith('no token')) {
    expect(limited).toEqual([]);
    return;
  }
  expect(limited.length).toBeGreaterThan(0);
  expect(Number(limited[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await limited[0]?.json()).toMatchObject({
    code: 'rate-limited',
    retryAfterMs: expect.any(Number),
  });
});
