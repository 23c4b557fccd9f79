/** The way of a code at the kiosk, with keys that really sign. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { Activity } from '#domain/contract/activities.ts';
import type { Scan, ScanAnswer } from '#domain/contract/scan.ts';
import {
  issueCredential,
  issuePass,
  showLivePass,
  stepAt,
  type PassVerifiers,
  type Sign,
} from '#domain/pass.ts';
import { createPassVerifiers, createSigner, hexFromBytes } from '#domain/signing.ts';
import { ScanDesk } from './scan-desk.ts';

const NOW_MS = Date.parse('2026-11-22T04:42:00.000Z');
const PERSON = '28509842-c662-49ed-9133-b4246d3c2438';
const activity: Activity = {
  activityId: '01938c6e-7f00-7000-8000-000000000001',
  name: '活動',
  nameEn: null,
  nameEasy: null,
  venue: '会場',
  organizer: '市',
  kind: 'volunteering',
  startsAt: '2026-11-22T04:30:00.000Z',
  endsAt: '2026-11-22T06:30:00.000Z',
  opensAt: '2026-11-22T04:00:00.000Z',
  closesAt: '2026-11-22T06:30:00.000Z',
  capacity: null,
  expected: null,
  cancelledAt: null,
  practice: false,
  takesCards: true,
  points: 100,
};

let pass: string;
let expired: string;
let verifiers: PassVerifiers;
/** What the phone of PERSON shows at a step. */
let live: (step: number, sign?: Sign) => Promise<string>;
let anotherPhone: Sign;

beforeAll(async () => {
  const program = await makeKeys();
  verifiers = createPassVerifiers(crypto.subtle, [
    { keyId: 1, publicKeyHex: hexFromBytes(program.publicKey) },
  ]);
  const body = { keyId: 1, participantId: PERSON, serial: 7, kind: 'card' } as const;
  const validUntilS = NOW_MS / 1000 + 3600;
  pass = await issuePass({ ...body, validUntilS }, program.sign);
  expired = await issuePass({ ...body, validUntilS: NOW_MS / 1000 - 1 }, program.sign);

  const phone = await makeKeys();
  anotherPhone = (await makeKeys()).sign;
  const credential = await issueCredential(
    { ...body, kind: 'phone', validUntilS },
    phone.publicKey,
    program.sign,
  );
  live = async (step, sign = phone.sign) => (await showLivePass(credential, step, sign)) ?? '';
});

async function makeKeys(): Promise<{ publicKey: Uint8Array; sign: Sign }> {
  const keys = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']);
  const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', keys.publicKey));
  return { publicKey, sign: createSigner(crypto.subtle, keys.privateKey) };
}

describe('the desk', () => {
  test('KS2 keeps a scan before it submits it, and keeps it after the verdict', async () => {
    const { desk, log } = deskWith(async ({ scanId }) => verdict(scanId));
    expect(await desk.answer(pass, 'in')).toEqual({
      kind: 'already',
      firstAt: '2026-11-22T04:31:00.000Z',
      kiosk: '受付1',
    });
    expect(log).toEqual(['kept', 'submitted', 'booking', 'released']);
  });

  test('CI4 a silent server: the kiosk answers by itself and says so in the scan', async () => {
    const { desk, log } = deskWith(async () => null);
    expect(await desk.answer(pass, 'in')).toEqual({ kind: 'stored' });
    expect(log).toEqual(['kept', 'submitted', 'recorded-offline', 'released']);
    expect(await desk.answer(pass, 'in')).toEqual({
      kind: 'already',
      firstAt: new Date(NOW_MS).toISOString(),
      kiosk: null,
    });
  });

  test.each([
    ['nothing of ours', (): string => 'HELLO', 'pass-unreadable'],
    [
      'a changed signature',
      () => `${pass.slice(0, -2)}${pass.endsWith('00') ? '10' : '00'}`,
      'pass-forged',
    ],
    ['an old pass', (): string => expired, 'pass-expired'],
  ] as const)('offline, %s: refused', async (_name, text, reason) => {
    const { desk } = deskWith(async () => ({ failure: 'unavailable' }));
    expect(await desk.answer(text(), 'in')).toEqual({ kind: 'refused', reason });
  });

  test.each([
    [0, 'the present step', { kind: 'stored' }],
    [-1, 'a clock one step behind', { kind: 'stored' }],
    [1, 'a clock one step ahead', { kind: 'stored' }],
    [-2, 'a photograph of a minute ago', { kind: 'refused', reason: 'pass-stale' }],
    [2, 'a clock two steps ahead', { kind: 'refused', reason: 'pass-stale' }],
  ] as const)('offline, a live code %i steps aside, %s', async (aside, _name, expected) => {
    const { desk } = deskWith(async () => null);
    expect(await desk.answer(await live(stepAt(NOW_MS) + aside), 'in')).toEqual(expected);
  });

  test('offline, a live code signed by another phone is forged', async () => {
    const { desk } = deskWith(async () => null);
    const text = await live(stepAt(NOW_MS), anotherPhone);
    expect(await desk.answer(text, 'in')).toEqual({ kind: 'refused', reason: 'pass-forged' });
  });

  test('CI3 offline, the same person at the next step, or by card, is already here', async () => {
    const { desk } = deskWith(async () => null);
    expect(await desk.answer(await live(stepAt(NOW_MS)), 'in')).toEqual({ kind: 'stored' });
    expect(await desk.answer(await live(stepAt(NOW_MS) + 1), 'in')).toMatchObject({
      kind: 'already',
    });
    expect(await desk.answer(pass, 'in')).toMatchObject({ kind: 'already' });
  });

  test('offline, an activity that takes no cards: the phone is stored, the card is not', async () => {
    const { desk } = deskWith(async () => null, { takesCards: false });
    expect(await desk.answer(pass, 'in')).toEqual({ kind: 'refused', reason: 'card-not-taken' });
    expect(await desk.answer(await live(stepAt(NOW_MS)), 'in')).toEqual({ kind: 'stored' });
  });

  test('offline, on the way out: stored as a departure', async () => {
    const { desk } = deskWith(async () => null);
    expect(await desk.answer(pass, 'out')).toEqual({ kind: 'departed', offline: true });
  });

  test('CI4 a disk that fails: green by the server only, never by the kiosk', async () => {
    const broken = deskWith(async () => null, { diskFails: true });
    expect(await broken.desk.answer(pass, 'in')).toEqual({ kind: 'unable' });
    const answered = deskWith(async ({ scanId }) => verdict(scanId), { diskFails: true });
    expect(await answered.desk.answer(pass, 'in')).toMatchObject({ kind: 'already' });
  });

  test('KS3 a kiosk that was cut off answers nothing', async () => {
    const { desk } = deskWith(async () => ({ failure: 'kiosk-revoked' }));
    expect(await desk.answer(pass, 'in')).toBeNull();
  });

  test('a code without end is cut to what the server takes', async () => {
    let length = 0;
    const { desk } = deskWith(async (scan) => {
      length = scan.pass.length;
      return null;
    });
    await desk.answer('A'.repeat(5000), 'in');
    expect(length).toBe(400);
  });
});

function verdict(scanId: string): ScanAnswer {
  return {
    scanId,
    replayed: false,
    at: '2026-11-22T04:42:00.100Z',
    outcome: 'already-admitted',
    firstAt: '2026-11-22T04:31:00.000Z',
    kiosk: '受付1',
  };
}

function deskWith(
  submit: (scan: Scan) => Promise<ScanAnswer | null>,
  { diskFails = false, takesCards = true } = {},
) {
  const log: string[] = [];
  const seen = new Map<string, string>();
  const desk = new ScanDesk({
    outbox: {
      async add() {
        if (diskFails) throw new DOMException('', 'QuotaExceededError');
        log.push('kept');
      },
      release: () => log.push('released'),
      async setState(_scanId, state) {
        log.push(state);
      },
      async markRecordedOffline() {
        log.push('recorded-offline');
      },
    },
    seen: {
      firstAt: async (_activity, participantId) => seen.get(participantId) ?? null,
      async mark(_activity, participantId, at) {
        if (!seen.has(participantId)) seen.set(participantId, at);
      },
    },
    async submit(scan) {
      log.push('submitted');
      return submit(scan);
    },
    verifiers: () => verifiers,
    activity: () => ({ ...activity, takesCards }),
    now: () => NOW_MS,
  });
  return { desk, log };
}
