import { describe, expect, test } from 'vitest';
import type { Kiosk, KioskStatus } from '#domain/contract/kiosks.ts';
import {
  CLOCK_OFFSET_WARN_MS,
  kioskHealth,
  shortKioskName,
  silentKiosks,
  type KioskHealth,
} from './kiosk-health.ts';

const well: KioskStatus = { waiting: 0, booking: 0, camera: 'running', clockOffsetMs: 12 };
const kiosk = (over: Partial<Kiosk> = {}, status: Partial<KioskStatus> = {}): Kiosk => ({
  kioskId: '00000000-0000-4000-8000-00000000000b',
  activityId: '00000000-0000-4000-8000-00000000000a',
  name: '受付2（2階）',
  state: 'enrolled',
  exitPin: '123456',
  enrolledAt: '2026-11-22T04:00:00.000Z',
  revokedAt: null,
  online: true,
  lastSeenAt: '2026-11-22T04:44:00.000Z',
  status: { ...well, ...status },
  ...over,
});

describe('the gravest thing is said', () => {
  const cases: [health: KioskHealth, kiosk: Kiosk][] = [
    ['fine', kiosk()],
    ['fine', kiosk({ status: null })],
    ['revoked', kiosk({ state: 'revoked', online: false })],
    ['not-enrolled', kiosk({ state: 'waiting', online: false })],
    ['offline', kiosk({ online: false }, { camera: 'missing' })],
    ['camera-lost', kiosk({}, { camera: 'stalled', clockOffsetMs: 90_000 })],
    ['camera-lost', kiosk({}, { camera: 'blocked' })],
    ['clock-wrong', kiosk({}, { clockOffsetMs: -CLOCK_OFFSET_WARN_MS - 1, waiting: 3 })],
    ['fine', kiosk({}, { clockOffsetMs: CLOCK_OFFSET_WARN_MS })],
    ['sending', kiosk({}, { waiting: 3, camera: 'off' })],
    ['camera-off', kiosk({}, { camera: 'off' })],
    ['fine', kiosk({}, { camera: 'starting', clockOffsetMs: null })],
  ];
  test.each(cases)('%s', (health, subject) => expect(kioskHealth(subject)).toBe(health));
});

describe('silence that leaves a gap', () => {
  const silent = kiosk({ online: false }, { waiting: 12 });
  const empty = kiosk({ online: false, name: '受付3', lastSeenAt: '2026-11-22T04:50:00.000Z' });

  test('while the door is open every silent kiosk counts, from the first one on', () => {
    expect(silentKiosks([kiosk(), silent, empty], true)).toEqual({
      sinceMs: Date.parse('2026-11-22T04:44:00.000Z'),
      names: ['受付2（2階）', '受付3'],
      waiting: 12,
    });
  });

  test('after it closed only one with something left to send', () => {
    expect(silentKiosks([empty], false)).toBeNull();
    expect(silentKiosks([silent, empty], false)?.names).toEqual(['受付2（2階）']);
  });

  test('one that was never enrolled, was revoked or never seen leaves none', () => {
    const others = [
      kiosk({ state: 'waiting', online: false, lastSeenAt: null }),
      kiosk({ state: 'revoked', online: false }),
      kiosk({ online: false, lastSeenAt: null }),
    ];
    expect(silentKiosks(others, true)).toBeNull();
  });
});

test('a name is short before its bracket', () => {
  expect(shortKioskName('受付1（入口）')).toBe('受付1');
  expect(shortKioskName('Desk 1 (entrance)')).toBe('Desk 1');
  expect(shortKioskName('（入口）')).toBe('（入口）');
});
