/** The rules of what points are for: criteria, codes, certificates, expiry, the chain's lines. */
import { webcrypto } from 'node:crypto';
import * as fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { chainLine } from './book-chain.ts';
import type { ChainedEntry } from './book-chain.ts';
import { certificateBytes, signCertificate, verifyCertificate } from './certificate.ts';
import type { CertificateContent } from './certificate.ts';
import { COUPON_CODE_TEXT_LENGTH, readCouponCode, showCouponCode } from './coupon-code.ts';
import { ruleAgainstGrant, ruleAgainstOffer, ruleAgainstTickets } from './criteria.ts';
import { expiringPoints, lastExpiredYear } from './expiry.ts';
import { stepAt } from './pass.ts';
import { previewProgram } from './program-preview.ts';
import { FIRST_PROGRAM_VERSION, ProgramVersionSchema } from './program.ts';
import { createKeyVerifier, createSigner, createVerifier, hexFromBytes } from './signing.ts';

const { subtle } = webcrypto;
const pair = await makePair();
const publicKey = new Uint8Array(await subtle.exportKey('raw', pair.publicKey));
const sign = createSigner(subtle, pair.privateKey);

describe('PG2 a refusal names its rule', () => {
  const program = FIRST_PROGRAM_VERSION;
  test('an offer of ¥200 may be made, one of ¥201 breaks coupon.yenMax', () => {
    expect(ruleAgainstOffer(program, 200)).toBeNull();
    expect(ruleAgainstOffer(program, 201)).toEqual({
      rule: 'coupon.yenMax',
      limit: 200,
      asked: 201,
    });
  });
  test('tickets in one request', () => {
    expect(ruleAgainstTickets(program, 50)).toBeNull();
    expect(ruleAgainstTickets(program, 51)).toMatchObject({ rule: 'ticket.perRequestMax' });
  });
  test('grants, corrections below 0 too', () => {
    expect(ruleAgainstGrant(program, { points: 1_000, people: 200 })).toBeNull();
    expect(ruleAgainstGrant(program, { points: -1_001, people: 1 })).toEqual({
      rule: 'grant.pointsMax',
      limit: 1_000,
      asked: 1_001,
    });
    expect(ruleAgainstGrant(program, { points: 1, people: 201 })).toMatchObject({
      rule: 'grant.peopleMax',
    });
  });
});

describe('PG1 criteria that came later', () => {
  test('a version that was made before them holds their defaults', () => {
    const { validFrom, points, ranks } = FIRST_PROGRAM_VERSION;
    expect(v.parse(ProgramVersionSchema, { validFrom, points, ranks })).toEqual(
      FIRST_PROGRAM_VERSION,
    );
  });
  test.each([
    ['a free coupon', { coupon: { points: 0, yenMax: 200 } }],
    ['half a ticket', { ticket: { points: 100, perRequestMax: 0.5 } }],
    ['an unknown criterion', { bonus: 1 }],
  ])('%s is refused', (_name, change) => {
    expect(v.safeParse(ProgramVersionSchema, { ...FIRST_PROGRAM_VERSION, ...change }).success).toBe(
      false,
    );
  });
});

describe('points that run out', () => {
  test.each([
    ['nothing was spent', 300, 0, 300],
    ['a part was spent: the oldest first', 300, 120, 180],
    ['all of the old ones were spent', 300, 300, 0],
    ['newer ones were spent too', 300, 450, 0],
    ['nothing was earned', 0, 0, 0],
  ])('%s', (_name, earned, used, expiring) => {
    expect(expiringPoints(earned, used)).toBe(expiring);
  });
  test('the last year that has run out', () => {
    expect(lastExpiredYear(2027, 0)).toBe(2026);
    expect(lastExpiredYear(2027, 1)).toBe(2025);
  });
});

describe('the live code of a coupon', () => {
  const couponId = '017f22e2-79b0-7cc3-98c4-dc0c0c07398f';
  const step = stepAt(Date.parse('2026-11-22T04:31:00Z'));

  test('is read back, and the phone’s signature verifies', async () => {
    const text = await showCouponCode(couponId, step, sign);
    expect(text).toHaveLength(COUPON_CODE_TEXT_LENGTH);
    const read = readCouponCode(text)!;
    expect(read).toMatchObject({ couponId, step });
    const verify = createKeyVerifier<webcrypto.CryptoKey>(subtle);
    expect(await verify(publicKey, read.signature, read.signedBytes)).toBe(true);
    const stranger = new Uint8Array(await subtle.exportKey('raw', (await makePair()).publicKey));
    expect(await verify(stranger, read.signature, read.signedBytes)).toBe(false);
    // No point of the curve: nobody's key.
    expect(await verify(new Uint8Array(32).fill(0xff), read.signature, read.signedBytes)).toBe(
      false,
    );
  });

  test.each([
    ['nothing', ''],
    ['a pass', `TS1:${'0'.repeat(137)}`],
    ['another version', `TC1:${'0'.repeat(128)}`],
    ['too short', 'TC1:00'],
    ['foreign characters', `TC1:${'a'.repeat(128)}`],
  ])('%s is none', (_name, text) => {
    expect(readCouponCode(text)).toBeNull();
  });
});

describe('a certificate', async () => {
  const content: CertificateContent = {
    certificateId: '017f22e2-79b0-7cc3-98c4-dc0c0c07398f',
    name: '水玉 花子',
    fiscalYear: 2026,
    participations: 2,
    minutes: 115,
    rankName: '新芽',
    activities: [
      {
        date: '2026-05-02',
        name: '花と緑の植えつけ',
        organizer: '公園課',
        venue: '大江公園',
        minutes: 115,
      },
      {
        date: '2026-11-22',
        name: 'スマホお悩み相談室',
        organizer: '市民協働課',
        venue: '大江交流室',
        minutes: null,
      },
    ],
    issuedAt: '2026-11-22T04:31:00.000Z',
  };
  const verify = createVerifier(subtle, [{ keyId: 1, publicKeyHex: hexFromBytes(publicKey) }]);
  const signatureHex = await signCertificate(content, sign);
  const holds = (changed: CertificateContent, hex = signatureHex) =>
    verifyCertificate(changed, { keyId: 1, signatureHex: hex }, verify);

  test('is what the programme signed', async () => {
    expect(await holds(content)).toBe(true);
  });

  test('is refused when any letter of its content is another', async () => {
    const text = JSON.stringify(content);
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: text.length - 1 }),
        fc.constantFrom('1', '9', 'x', '水', ' '),
        async (at, letter) => {
          const changed = text.slice(0, at) + letter + text.slice(at + 1);
          fc.pre(changed !== text && isContent(changed));
          expect(await holds(JSON.parse(changed))).toBe(false);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('is refused when a letter of the signature is another, or it is none', async () => {
    for (const at of [0, 63, 64, 127]) {
      const other = signatureHex[at] === '0' ? '1' : '0';
      const changed = signatureHex.slice(0, at) + other + signatureHex.slice(at + 1);
      expect(await holds(content, changed), `letter ${at}`).toBe(false);
    }
    expect(await holds(content, '')).toBe(false);
    expect(await holds(content, signatureHex.toUpperCase())).toBe(false);
  });

  test('no value passes for two: what looks like a line feed is escaped', () => {
    const first = { ...content, name: 'a"\n"b' };
    const second = { ...content, name: 'a' };
    expect(certificateBytes(first)).not.toEqual(certificateBytes(second));
    const lines = new TextDecoder().decode(certificateBytes(content)).split('\n');
    expect(lines).toHaveLength(1 + 8 + 2 * 5);
    expect(lines[2]).toBe('"水玉 花子"');
  });
});

test('the line of an entry has every value, and two entries never the same', () => {
  const entry: ChainedEntry = {
    entryNumber: 7,
    transactionId: '017f22e2-79b0-7cc3-98c4-dc0c0c07398f',
    line: 2,
    owner: '6f9619ff-8b86-4d01-b42d-00cf4fc964ff',
    account: 'participant',
    amount: -100,
    transactionKind: 'coupon-exchange',
    postedAtUs: 1_795_000_000_000_000,
    activityId: null,
    reverses: null,
  };
  expect(chainLine(entry)).toBe(
    '7 017f22e2-79b0-7cc3-98c4-dc0c0c07398f 2 6f9619ff-8b86-4d01-b42d-00cf4fc964ff' +
      ' participant -100 coupon-exchange 1795000000000000 - -',
  );
  const others: Partial<ChainedEntry>[] = [
    { entryNumber: 8 },
    { line: 1 },
    { amount: 100 },
    { postedAtUs: 1 },
    { activityId: entry.owner },
    { reverses: entry.owner },
  ];
  const lines = others.map((other) => chainLine({ ...entry, ...other }));
  expect(new Set([chainLine(entry), ...lines]).size).toBe(others.length + 1);
});

describe('RK1 PG1 what a date will change', () => {
  const people = new Map([
    [1, 40],
    [4, 10],
    [6, 5],
    [12, 2],
  ]);
  const raised = {
    ...FIRST_PROGRAM_VERSION,
    validFrom: '2027-02-01',
    ticket: { points: 50, perRequestMax: 50 },
    ranks: FIRST_PROGRAM_VERSION.ranks.map((rank) =>
      rank.rankId === 'leaf' ? { ...rank, fromParticipations: 4 } : rank,
    ),
  };
  const versions = [FIRST_PROGRAM_VERSION, raised];
  const today = '2026-11-22';

  test('nothing, within the year and under the same criteria', () => {
    const preview = previewProgram(versions, { today, date: '2026-12-31' }, people)!;
    expect(preview).toMatchObject({ newVersion: false, changes: [], moves: [] });
    expect(preview.ranksThen).toEqual(preview.ranksNow);
  });

  test('another threshold moves those whom it concerns', () => {
    const preview = previewProgram(versions, { today, date: '2027-02-01' }, people)!;
    expect(preview.newVersion).toBe(true);
    expect(preview.changes).toEqual([
      { name: 'ticket.points', from: '100', to: '50' },
      { name: 'ranks.leaf', from: '5', to: '4' },
    ]);
    expect(preview.moves).toMatchObject([
      { from: { rankId: 'sprout' }, to: { rankId: 'leaf' }, people: 10 },
    ]);
  });

  test('the turn of the year puts everybody at the beginning', () => {
    const preview = previewProgram(versions, { today, date: '2027-04-01' }, people)!;
    expect([preview.fiscalYearNow, preview.fiscalYearThen]).toEqual([2026, 2027]);
    expect(preview.ranksNow.map(({ people: count }) => count)).toEqual([0, 50, 5, 2, 0]);
    expect(preview.ranksThen.map(({ people: count }) => count)).toEqual([57, 0, 0, 0, 0]);
  });

  test('points that run out by then, where the criteria of that day say so', () => {
    const kept = previewProgram(versions, { today, date: '2027-04-01' }, people)!;
    expect(kept.expiredYear).toBeNull();
    const letting = { ...raised, expiry: { yearsKept: 1 } };
    const onDate = (date: string) =>
      previewProgram([FIRST_PROGRAM_VERSION, letting], { today, date }, people)!.expiredYear;
    expect([onDate('2027-01-31'), onDate('2027-03-31'), onDate('2027-04-01')]).toEqual([
      null,
      2024,
      2025,
    ]);
  });

  test('no preview for days without a programme', () => {
    expect(previewProgram(versions, { today: '2020-01-01', date: today }, people)).toBeNull();
  });
});

function isContent(text: string): boolean {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null && 'activities' in parsed
      ? Object.keys(parsed).length === 8 && Array.isArray(parsed.activities)
      : false;
  } catch {
    return false;
  }
}

async function makePair(): Promise<webcrypto.CryptoKeyPair> {
  const made = await subtle.generateKey('Ed25519', true, ['sign', 'verify']);
  if (!('privateKey' in made)) throw new Error('Ed25519 makes pairs');
  return made;
}
