/** A code that is held before the camera while its answer is on the way, at the door and in a shop. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { EnrolledShopDevice } from '#domain/contract/shops.ts';
import { CodeIntake } from './code-intake.ts';
import { DoorDesk } from './door-desk.ts';
import { KIOSK_LIMITS } from './kiosk-limits.ts';
import { nextState, type KioskAnswer, type KioskState } from './kiosk-state.ts';
import { ShopSession } from './shop-session.ts';

const CODE = 'TS1:HELD STILL';
/** Slower than a code needs to have left the view. */
const SLOW_MS = 2 * KIOSK_LIMITS.leftViewMs;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** As the camera's decoder tells of what is held before it. */
async function hold(take: (text: string) => void, forMs: number): Promise<void> {
  for (let atMs = 0; atMs < forMs; atMs += KIOSK_LIMITS.frameIntervalMs) {
    take(CODE);
    await vi.advanceTimersByTimeAsync(KIOSK_LIMITS.frameIntervalMs);
  }
}

test('CI1 at a door a slow answer is no second showing: nobody is told that they were here', async () => {
  const answer = Promise.withResolvers<KioskAnswer>();
  let state: KioskState = { screen: 'attract' };
  let asked = 0;
  const session = {
    answer() {
      asked += 1;
      return answer.promise;
    },
  };
  const intake = new CodeIntake();
  intake.start();
  const desk = new DoorDesk({
    intake,
    session: () => session,
    state: () => state,
    direction: () => 'in',
    dispatch: (event) => (state = nextState(state, event)),
    play: () => undefined,
    onRevoked: async () => undefined,
  });
  const take = (text: string) => desk.take(text, 'camera');
  await hold(take, SLOW_MS);
  answer.resolve({ kind: 'stored' });
  await hold(take, KIOSK_LIMITS.returnMs);
  expect(asked).toBe(1);
  // Lifted and shown again, it is meant.
  await vi.advanceTimersByTimeAsync(SLOW_MS);
  take(CODE);
  expect(asked).toBe(2);
  intake.stop();
});

test('PT5 in a shop a slow answer is no second showing: nobody is told that it was used', async () => {
  const answer = Promise.withResolvers<Response>();
  let asked = 0;
  vi.stubGlobal('navigator', { onLine: true });
  vi.stubGlobal('fetch', (path: string) => {
    if (!path.endsWith('/readings')) return Promise.reject(new TypeError('nothing to check here'));
    asked += 1;
    return answer.promise;
  });
  const session = new ShopSession({
    enrollment: ENROLLMENT,
    play: () => undefined,
    onChange: () => undefined,
    onEnd: () => undefined,
  });
  const take = (text: string) => session.take(text);
  await hold(take, SLOW_MS);
  expect(session.state.screen).toBe('reading');
  answer.resolve(new Response('{}', { status: 500 }));
  await hold(take, KIOSK_LIMITS.returnMs);
  expect(session.state.screen).toBe('answer');
  expect(asked).toBe(1);
  session.close();
});

const ENROLLMENT: EnrolledShopDevice = {
  deviceId: '01938c6e-7f00-7000-8000-0000000000d1',
  name: 'レジ横',
  token: 'a-token',
  shop: {
    shopId: '01938c6e-7f00-7000-8000-0000000000b1',
    name: '喫茶 しらかわ',
    area: '新町',
  },
};
