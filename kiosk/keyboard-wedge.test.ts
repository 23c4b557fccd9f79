import { describe, expect, test } from 'vitest';
import { showCouponCode } from '#domain/coupon-code.ts';
import { issueCredential, issuePass, LIVE_PASS_TEXT_LENGTH, showLivePass } from '#domain/pass.ts';
import { JAPANESE_KEYS, US_KEYS, type KeyTable } from './key-tables.ts';
import { KeyboardWedge, type KeyMeaning, type KeyPress } from './keyboard-wedge.ts';

const PERSON = '01938c6e-7f00-7000-8000-00000000abcd';
/** A pass whose text holds every punctuation mark of base45 that a layout can change. */
const PASS = await passWith(['$', '%', '*', '+', ':', '/', '.', '-', ' ']);

describe('a hand scanner', () => {
  test('types a pass and Enter', () => {
    expect(scan(typed(PASS, US_KEYS))).toBe(PASS);
  });

  test('set to US on a Japanese tablet: the places of the keys tell', () => {
    const presses = typed(PASS, US_KEYS).map((press) => meaningOn(JAPANESE_KEYS, press));
    expect(presses.map(({ key }) => key).join('')).not.toBe(PASS);
    expect(scan(presses)).toBe(PASS);
  });

  test('set to Japanese on a US tablet', () => {
    const presses = typed(PASS, JAPANESE_KEYS).map((press) => meaningOn(US_KEYS, press));
    expect(presses.map(({ key }) => key).join('')).not.toBe(PASS);
    expect(scan(presses)).toBe(PASS);
  });

  test('behind an input method that swallows the signs', () => {
    expect(scan(typed(PASS, US_KEYS).map((press) => ({ ...press, key: 'Process' })))).toBe(PASS);
  });

  test('with the capitals lock on', () => {
    const swapped = typed(PASS, US_KEYS).map((press) => ({
      ...press,
      key: press.key.toLowerCase(),
    }));
    expect(scan(swapped)).toBe(PASS);
  });

  test('types the longest code, a live pass, as slowly as scanners do', async () => {
    const live = await livePass();
    expect(live).toHaveLength(LIVE_PASS_TEXT_LENGTH);
    const presses = typed(live, US_KEYS).map((press, index) => ({
      ...press,
      atMs: 1000 + index * 35,
    }));
    expect(scan(presses)).toBe(live);
    expect(scan(presses.map((press) => meaningOn(JAPANESE_KEYS, press)))).toBe(live);
  });

  test('types a coupon’s code, on a tablet of the other layout too', async () => {
    const code = await couponCodeWith(['$', '%', '*', '+', ':', '/', '.', '-', ' ']);
    expect(scan(typed(code, US_KEYS).map((press) => meaningOn(JAPANESE_KEYS, press)))).toBe(code);
    const wedge = new KeyboardWedge();
    for (const press of typed(code, US_KEYS)) wedge.press(press);
    expect(wedge.silence(10_000)).toEqual({ kind: 'scanned', text: code });
  });

  test('any other code as it is', () => {
    const url = 'https://example.jp/kiosk/#code=ABCD2345';
    expect(scan(typed(url, US_KEYS))).toBe(url);
  });

  test('that ends with silence is heard when it was a pass', () => {
    const wedge = new KeyboardWedge();
    const presses = typed(PASS, US_KEYS);
    for (const press of presses) wedge.press(press);
    const lastAtMs = presses.at(-1)?.atMs ?? 0;
    expect(wedge.silence(lastAtMs + 50)).toBeNull();
    expect(wedge.silence(lastAtMs + 350)).toEqual({ kind: 'scanned', text: PASS });
    expect(wedge.silence(lastAtMs + 700)).toBeNull();
  });

  test('is not broken in two by a tablet that stutters', () => {
    const presses = typed(PASS, US_KEYS).map((press, index) => ({
      ...press,
      atMs: press.atMs + (index > 60 ? 200 : 0),
    }));
    expect(scan(presses)).toBe(PASS);
  });

  test('is recognised at the fourth key, and that is told once', () => {
    const wedge = new KeyboardWedge();
    const kinds = typed('ABCDEF', US_KEYS).map((press) => wedge.press(press));
    expect(kinds.map(short)).toEqual([
      'typing',
      'typing',
      'typing',
      'first',
      'scanning',
      'scanning',
    ]);
  });
});

describe('a hand', () => {
  test.each([
    ['slow keys', slow('ABCDEFGH', 120)],
    ['a short burst and Enter', typed('12345', US_KEYS)],
    ['a shortcut', typed('ABCDEFGH', US_KEYS).map((press) => ({ ...press, modified: true }))],
    ['arrow keys', typed('ABCDEFGH', US_KEYS).map((press) => ({ ...press, key: 'ArrowDown' }))],
  ])('%s is not a scan', (_name, presses) => {
    expect(scan(presses)).toBeNull();
  });

  test('that was very quick gets its signs back', () => {
    const wedge = new KeyboardWedge();
    for (const press of typed('BCDF', US_KEYS)) wedge.press(press);
    expect(wedge.silence(2000)).toEqual({ kind: 'typed', text: 'BCDF' });
  });

  test('that typed before does not spoil the scan that follows', () => {
    const wedge = new KeyboardWedge();
    for (const press of slow('ABC', 300)) wedge.press(press);
    const presses = typed(PASS, US_KEYS).map((press) => ({ ...press, atMs: press.atMs + 5000 }));
    expect(scan(presses, wedge)).toBe(PASS);
  });

  test('that leans on a key fills nothing without end', () => {
    const wedge = new KeyboardWedge();
    const text = scan(typed('A'.repeat(5000), US_KEYS), wedge);
    expect(text?.length).toBe(400);
  });
});

function scan(presses: readonly KeyPress[], wedge = new KeyboardWedge()): string | null {
  for (const press of presses) wedge.press(press);
  const atMs = (presses.at(-1)?.atMs ?? 0) + 10;
  const end = wedge.press({ key: 'Enter', code: 'Enter', shift: false, modified: false, atMs });
  return end.kind === 'scanned' ? end.text : null;
}

function typed(text: string, table: KeyTable): KeyPress[] {
  return Array.from(text).map((sign, index) => {
    const place = Object.entries(table).find(([, signs]) => signs.includes(sign));
    if (place === undefined) throw new Error(`no key for ${sign}`);
    const [code, [plain]] = place;
    return { key: sign, code, shift: plain !== sign, modified: false, atMs: 1000 + index * 12 };
  });
}

function slow(text: string, gapMs: number): KeyPress[] {
  return typed(text, US_KEYS).map((press, index) => ({ ...press, atMs: index * gapMs }));
}

function meaningOn(table: KeyTable, press: KeyPress): KeyPress {
  return { ...press, key: table[press.code]?.[press.shift ? 1 : 0] ?? 'Unidentified' };
}

function short(meaning: KeyMeaning): string {
  return meaning.kind === 'scanning' && meaning.first ? 'first' : meaning.kind;
}

async function livePass(): Promise<string> {
  const signature = new Uint8Array(64).map((_, index) => (index * 151) & 0xff);
  const sign = async () => signature;
  const key = new Uint8Array(32).map((_, index) => (index * 83) & 0xff);
  const body = { keyId: 1, participantId: PERSON, serial: 1, validUntilS: 2_000_000_000 } as const;
  const credential = await issueCredential({ ...body, kind: 'phone' }, key, sign);
  return (await showLivePass(credential, 60_000_000, sign)) ?? '';
}

/** As `passWith`, by steps. */
async function couponCodeWith(signs: readonly string[]): Promise<string> {
  for (let step = 0; step < 50_000; step += 1) {
    const signature = new Uint8Array(64).map((_, index) => (index * 151 + step * 37) & 0xff);
    const text = await showCouponCode(PERSON, step, async () => signature);
    if (signs.every((sign) => text.includes(sign))) return text;
  }
  throw new Error('no step gives all signs');
}

/** Tries serial numbers until the text has all the signs; it takes a few hundred. */
async function passWith(signs: readonly string[]): Promise<string> {
  for (let serial = 0; serial < 50_000; serial += 1) {
    const signature = new Uint8Array(64).map((_, index) => (index * 151 + serial * 37) & 0xff);
    const text = await issuePass(
      {
        keyId: 1,
        participantId: PERSON,
        serial,
        validUntilS: 2_000_000_000,
        kind: 'card',
      },
      async () => signature,
    );
    if (signs.every((sign) => text.includes(sign))) return text;
  }
  throw new Error('no serial gives all signs');
}
