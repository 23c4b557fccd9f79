import { webcrypto } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeBase45 } from './base45.ts';
import type { PassBody } from './pass.ts';
import {
  LIVE_PASS_TEXT_LENGTH,
  PASS_PREFIX,
  PASS_TEXT_LENGTH,
  checkPass,
  issueCredential,
  passNumberOf,
  writePassNumber,
  issuePass,
  readPass,
  shortenCode,
  showLivePass,
  stepAt,
} from './pass.ts';
import { createPassVerifiers, createSigner, hexFromBytes } from './signing.ts';

const keyPair = await makeKeyPair();
const publicKeyHex = hexFromBytes(
  new Uint8Array(await webcrypto.subtle.exportKey('raw', keyPair.publicKey)),
);
const sign = createSigner(webcrypto.subtle, keyPair.privateKey);
const verifiers = createPassVerifiers<webcrypto.CryptoKey>(webcrypto.subtle, [
  { keyId: 1, publicKeyHex },
]);

const validUntilS = Date.parse('2027-03-31T15:00:00Z') / 1000;
const body: PassBody = {
  keyId: 1,
  participantId: '6f9619ff-8b86-4d01-b42d-00cf4fc964ff',
  serial: 20_417_713,
  validUntilS,
  kind: 'card',
};
const aScan = Date.parse('2026-11-22T04:31:00Z');

const bodies = fc.record({
  keyId: fc.integer({ min: 0, max: 255 }),
  participantId: fc.uuid({ version: 4 }),
  serial: fc.integer({ min: 0, max: 0xffff_ffff }),
  validUntilS: fc.integer({ min: 0, max: 0xffff_ffff }),
  kind: fc.constant('card' as const),
});

describe('the text of a pass', () => {
  test('is 141 characters of the alphanumeric mode, as a card carries it', async () => {
    const text = await issuePass(body, sign);
    expect(text).toHaveLength(PASS_TEXT_LENGTH);
    expect(text).toMatch(/^TS1:[0-9A-Z $%*+\-./:]+$/);
  });

  test('lays its fields out big-endian, in the order that is written down', async () => {
    const pass = readPass(await issuePass(body, sign));
    expect(hexFromBytes(pass!.signedBytes)).toBe(
      '01' +
        '01' +
        '6f9619ff8b864d01b42d00cf4fc964ff' +
        '01378cb1' +
        validUntilS.toString(16) +
        '00',
    );
  });

  test('any body survives the way there and back', async () => {
    await fc.assert(
      fc.asyncProperty(bodies, async (any) => {
        expect(readPass(await issuePass(any, sign))).toMatchObject(any);
      }),
      { numRuns: 50 },
    );
  });

  test('the same body gives the same text', async () => {
    expect(await issuePass(body, sign)).toBe(await issuePass(body, sign));
  });
});

const of = (bytes: Uint8Array) => PASS_PREFIX + encodeBase45(bytes);

describe('what is not a code of ours is unreadable', () => {
  test.each([
    ['nothing', ''],
    ['a web address', 'https://example.jp/'],
    ['the prefix alone', PASS_PREFIX],
    ['a byte too few', of(new Uint8Array(90).fill(1))],
    ['a byte too many', of(new Uint8Array(92).fill(1))],
    ['another version', of(new Uint8Array(91).fill(2))],
    ['an unknown kind', of(new Uint8Array(91).fill(1).fill(7, 26, 27))],
    ['another prefix', `TS2:${'0'.repeat(137)}`],
    ['characters outside the alphabet', PASS_PREFIX + 'あ'.repeat(137)],
  ])('%s', async (_name, text) => {
    expect(readPass(text)).toBeNull();
    expect(await checkPass(text, aScan, verifiers)).toEqual({
      ok: false,
      reason: 'pass-unreadable',
    });
  });
});

describe('checking without the network', () => {
  test('a pass of ours is believed', async () => {
    const check = await checkPass(await issuePass(body, sign), aScan, verifiers);
    expect(check).toMatchObject({ ok: true, pass: { participantId: body.participantId } });
  });

  test('any changed byte of body or signature is a forgery, or no code of ours', async () => {
    const { signedBytes, signature } = readPass(await issuePass(body, sign))!;
    const whole = new Uint8Array([...signedBytes, ...signature]);
    for (let at = 0; at < whole.length; at += 1) {
      const forged = whole.slice();
      forged[at]! ^= 0x01;
      const check = await checkPass(PASS_PREFIX + encodeBase45(forged), aScan, verifiers);
      expect(check.ok, `byte ${at}`).toBe(false);
    }
  });

  test('a signature under a key that is not the programme’s is a forgery', async () => {
    const stranger = await makeKeyPair();
    const text = await issuePass(body, createSigner(webcrypto.subtle, stranger.privateKey));
    expect(await checkPass(text, aScan, verifiers)).toEqual({ ok: false, reason: 'pass-forged' });
    const otherKeyId = await issuePass({ ...body, keyId: 2 }, sign);
    expect(await checkPass(otherKeyId, aScan, verifiers)).toEqual({
      ok: false,
      reason: 'pass-forged',
    });
  });

  test('validUntil is the first second in which the pass no longer holds', async () => {
    const text = await issuePass(body, sign);
    expect((await checkPass(text, validUntilS * 1000 - 1, verifiers)).ok).toBe(true);
    expect(await checkPass(text, validUntilS * 1000, verifiers)).toEqual({
      ok: false,
      reason: 'pass-expired',
    });
  });
});

describe('a live pass', async () => {
  const phone: PassBody = { ...body, kind: 'phone' };
  const device = await makeKeyPair();
  const deviceKey = await rawKey(device.publicKey);
  const signWithDevice = createSigner(webcrypto.subtle, device.privateKey);
  const credential = await issueCredential(phone, deviceKey, sign);
  const show = async (step: number) => (await showLivePass(credential, step, signWithDevice))!;
  const step = stepAt(aScan);

  test('is 291 characters of the alphanumeric mode, and another text in each step', async () => {
    const text = await show(step);
    expect(text).toHaveLength(LIVE_PASS_TEXT_LENGTH);
    expect(text).toMatch(/^TS1:[0-9A-Z $%*+\-./:]+$/);
    expect(await show(step + 1)).not.toBe(text);
  });

  test('lays its fields out as written down', async () => {
    const pass = readPass(await show(step))!;
    expect(pass).toMatchObject(phone);
    expect(pass.signedBytes).toHaveLength(59);
    expect(pass.constantBytes).toHaveLength(123);
    expect(hexFromBytes(pass.device!.publicKey)).toBe(hexFromBytes(deviceKey));
    expect(pass.device!.step).toBe(step);
    expect(pass.device!.signedBytes).toHaveLength(127);
    expect(hexFromBytes(pass.device!.signedBytes.subarray(123))).toBe(
      step.toString(16).padStart(8, '0'),
    );
  });

  test.each([
    ['two steps ago: a photo of a minute before', -2, false],
    ['the step before', -1, true],
    ['the present step', 0, true],
    ['the step after', 1, true],
    ['two steps ahead: a clock that is wrong', 2, false],
    ['an hour ahead', 120, false],
  ])('of %s', async (_name, aside, ok) => {
    const check = await checkPass(await show(step + aside), aScan, verifiers);
    if (ok) expect(check).toMatchObject({ ok, pass: { kind: 'phone' } });
    else expect(check).toEqual({ ok: false, reason: 'pass-stale' });
  });

  test('the credential alone opens nothing', async () => {
    expect(readPass(credential)).toBeNull();
    expect(await showLivePass('TS1:NONE', step, signWithDevice)).toBeNull();
    expect(await showLivePass(await issuePass(body, sign), step, signWithDevice)).toBeNull();
  });

  test('its number for people stands in what the phone keeps, as in a card', async () => {
    const number = String(phone.serial).padStart(8, '0');
    expect(passNumberOf(credential)).toBe(number);
    expect(passNumberOf(await issuePass(body, sign))).toBe(writePassNumber(body.serial));
    expect(passNumberOf(await show(step))).toBeNull();
    expect(passNumberOf('TS1:NONE')).toBeNull();
  });

  test('another phone’s signature over it is a forgery', async () => {
    const stranger = await makeKeyPair();
    const signed = createSigner(webcrypto.subtle, stranger.privateKey);
    const text = (await showLivePass(credential, step, signed))!;
    expect(await checkPass(text, aScan, verifiers)).toEqual({ ok: false, reason: 'pass-forged' });
  });

  test('another phone’s key put into it is a forgery, though the phone signs for it', async () => {
    const stranger = await makeKeyPair();
    const { constantBytes } = readPass(await show(step))!;
    const swapped = constantBytes.slice();
    swapped.set(await rawKey(stranger.publicKey), 27);
    const signed = createSigner(webcrypto.subtle, stranger.privateKey);
    const text = (await showLivePass(PASS_PREFIX + encodeBase45(swapped), step, signed))!;
    expect(await checkPass(text, aScan, verifiers)).toEqual({ ok: false, reason: 'pass-forged' });
  });

  test('any changed byte is a forgery, stale, or no code of ours', async () => {
    const { signedBytes, signature } = readPass(await show(step))!.device!;
    const whole = new Uint8Array([...signedBytes, ...signature]);
    for (let at = 0; at < whole.length; at += 1) {
      const forged = whole.slice();
      forged[at]! ^= 0x01;
      const check = await checkPass(PASS_PREFIX + encodeBase45(forged), aScan, verifiers);
      expect(check.ok, `byte ${at}`).toBe(false);
    }
  });

  test('a phone pass that never changes is none', async () => {
    expect(readPass(await issuePass(phone, sign))).toBeNull();
  });

  test('expires as a card does', async () => {
    const atMs = validUntilS * 1000;
    const check = await checkPass(await show(stepAt(atMs)), atMs, verifiers);
    expect(check).toEqual({ ok: false, reason: 'pass-expired' });
  });
});

test('CI6 an unknown code is kept shortened: recognisable, not usable', async () => {
  const text = await issuePass(body, sign);
  expect(shortenCode(text)).toHaveLength(12);
  expect(text.startsWith(shortenCode(text).slice(0, -1))).toBe(true);
  expect(shortenCode('short')).toBe('short');
  expect(shortenCode('行\u0007行')).toBe('???');
});

async function makeKeyPair(): Promise<webcrypto.CryptoKeyPair> {
  const made = await webcrypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']);
  if (!('privateKey' in made)) throw new Error('Ed25519 makes pairs');
  return made;
}

async function rawKey(key: webcrypto.CryptoKey): Promise<Uint8Array> {
  return new Uint8Array(await webcrypto.subtle.exportKey('raw', key));
}
