/** Who leads, whichever of the answers comes first. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Lottery } from '#domain/contract/lotteries.ts';
import type { LeadKeeper } from './lead-keeper.ts';

const LOTTERY_ID = '0197e1c4-0000-7000-8000-000000000001';
const TICK_MS = 5_000;
const LOTTERY: Lottery = {
  lotteryId: LOTTERY_ID,
  draw: 'spring-2027',
  rehearsal: false,
  name: '春の大抽選会',
  nameEn: null,
  nameEasy: null,
  fiscalYear: 2026,
  state: 'open',
  mode: 'sealed',
  limit: 'owner-prize',
  closesAt: '2027-03-20T05:00:00.000Z',
  ordered: null,
  prizes: [],
  files: [],
  voidReason: null,
  drawnAt: null,
};

const host: ReactiveControllerHost = {
  updateComplete: Promise.resolve(true),
  addController(_controller: ReactiveController): void {},
  removeController(_controller: ReactiveController): void {},
  requestUpdate(): void {},
};

/** What the server was asked and has not answered yet. */
let asked: { readonly method: string; readonly answer: (body: object | null) => Promise<void> }[];
let deskKnown: PromiseWithResolvers<void>;
let keeper: LeadKeeper;

const settled = () => vi.advanceTimersByTimeAsync(0);
const methods = () => asked.map(({ method }) => method);
const view = (deskId: string | null) => ({
  lottery: LOTTERY,
  lead: deskId === null ? null : { deskId, staff: 'staff@x', since: '2027-03-20T04:00:00.000Z' },
});
const led = () => view(keeper.deskId);

/** The first question of the method that waits for its answer. */
async function answer(method: string, body: object | null): Promise<void> {
  const question = asked.find((each) => each.method === method);
  if (question === undefined) throw new Error(`${method} was not asked`);
  asked.splice(asked.indexOf(question), 1);
  await question.answer(body);
}

async function answerLooks(): Promise<void> {
  while (methods().includes('GET')) await answer('GET', led());
}

beforeEach(async () => {
  // The page's desk is known once for all of it.
  vi.resetModules();
  const fresh = await import('./lead-keeper.ts');
  vi.useFakeTimers();
  asked = [];
  deskKnown = Promise.withResolvers();
  const kept = new Map<string, string>();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  });
  const request = (_name: string, _options: object, hold: () => void) =>
    deskKnown.promise.then(hold);
  vi.stubGlobal('navigator', { locks: { request } });
  vi.stubGlobal('fetch', (_path: string, { method = 'GET' }: RequestInit) => {
    const { promise, resolve } = Promise.withResolvers<Response>();
    const respond = async (body: object | null) => {
      resolve(new Response(body === null ? '' : JSON.stringify(body)));
      await settled();
    };
    asked.push({ method, answer: respond });
    return promise;
  });
  keeper = new fresh.LeadKeeper(host);
  keeper.hostConnected();
});
afterEach(() => {
  keeper.hostDisconnected();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** The page knows which desk it is, and that nobody leads. */
async function watchUnled(): Promise<void> {
  deskKnown.resolve();
  void keeper.watch(LOTTERY_ID);
  await settled();
  await answer('GET', view(null));
}

/** The page leads, and nothing is asked. */
async function lead(): Promise<void> {
  await watchUnled();
  void keeper.take(false);
  await settled();
  await answer('POST', led());
  await answerLooks();
  expect([keeper.leads, methods()]).toEqual([true, []]);
}

test('nothing is known, and nothing is asked, before the page knows which desk it is', async () => {
  void keeper.watch(LOTTERY_ID);
  await keeper.look();
  await vi.advanceTimersByTimeAsync(TICK_MS);
  expect([keeper.view, methods()]).toEqual([null, []]);
  deskKnown.resolve();
  await settled();
  expect(methods()).toEqual(['GET']);
});

test('an answer from before the lead was taken does not hide that it was', async () => {
  await watchUnled();
  void keeper.take(false);
  await settled();
  void keeper.look();
  await answer('POST', led());
  await answer('GET', view(null));
  expect(keeper.leads).toBe(true);
  await answer('GET', led());
  expect(keeper.leads).toBe(true);
});

test.each(['before', 'while'])('given back, it is not taken again: asked %s', async (when) => {
  await lead();
  if (when === 'before') void keeper.look();
  void keeper.giveBack();
  await settled();
  if (when === 'while') void keeper.look();
  await answer('GET', led());
  await answer('DELETE', null);
  await answer('GET', view(null));
  await vi.advanceTimersByTimeAsync(TICK_MS);
  expect([keeper.leads, methods()]).toEqual([false, ['GET']]);
});

test('a lead that is just being renewed is given back afterwards', async () => {
  await lead();
  await vi.advanceTimersByTimeAsync(4 * TICK_MS);
  await answerLooks();
  expect(methods()).toEqual(['POST']);
  void keeper.giveBack();
  await settled();
  expect(methods()).toEqual(['POST']);
  await answer('POST', led());
  expect(methods()).toContain('DELETE');
});

test('a renewal that is due while the lead is given back is left out', async () => {
  await lead();
  await vi.advanceTimersByTimeAsync(3 * TICK_MS);
  await answerLooks();
  void keeper.giveBack();
  await vi.advanceTimersByTimeAsync(TICK_MS);
  expect(methods()).toEqual(['DELETE']);
  await answer('DELETE', null);
  await answer('GET', view(null));
  expect([keeper.leads, methods()]).toEqual([false, []]);
});

test('who leads is known, although it is asked anew before each answer', async () => {
  deskKnown.resolve();
  void keeper.watch(LOTTERY_ID);
  await settled();
  for (let asking = 0; asking < 3; asking += 1) {
    void keeper.look();
    await answer('GET', view(null));
    expect(keeper.view).not.toBeNull();
  }
});

test('an earlier question that is answered later tells nothing', async () => {
  await watchUnled();
  void keeper.look();
  void keeper.look();
  const [earlier, later] = asked.splice(0, 2);
  await later?.answer(led());
  await earlier?.answer(view(null));
  expect(keeper.leads).toBe(true);
});

/** The page leads, and its renewal is on its way. */
async function renew(): Promise<void> {
  await lead();
  await vi.advanceTimersByTimeAsync(4 * TICK_MS);
  await answerLooks();
  expect(methods()).toEqual(['POST']);
}

test('a lead is given back by whoever leaves the page at once, too', async () => {
  await renew();
  void keeper.giveBack();
  keeper.hostDisconnected();
  await answer('POST', led());
  expect(methods()).toEqual(['DELETE']);
});

test('the lead that was asked for is not taken of another draw', async () => {
  await renew();
  void keeper.take(true);
  void keeper.watch('0197e1c4-0000-7000-8000-000000000002');
  await answer('POST', led());
  expect(methods()).toEqual(['GET']);
});

test('it is given back once, although nobody answers who leads then', async () => {
  await lead();
  void keeper.giveBack();
  await settled();
  await answer('DELETE', null);
  await vi.advanceTimersByTimeAsync(5 * TICK_MS);
  expect([keeper.leads, methods().includes('POST')]).toEqual([false, false]);
});

test('renewals do not queue up before what the person wants', async () => {
  await lead();
  // The moment has forgotten who leads.
  void keeper.look();
  await answer('GET', view(null));
  await vi.advanceTimersByTimeAsync(3 * TICK_MS);
  void keeper.giveBack();
  await answer('POST', null);
  expect(methods()).toEqual(['GET', 'DELETE']);
});
