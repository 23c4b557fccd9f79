/** What the page says of a certificate, with real keys and without a server. */
import { beforeAll, describe, expect, test } from 'vitest';
import { signCertificate, type CertificateContent } from '#domain/certificate.ts';
import type { ConfirmedCertificate } from '#domain/contract/certificates.ts';
import { createSigner, hexFromBytes } from '#domain/signing.ts';
import type { RequestAnswer } from '#ui/problem.ts';
import { judge, readCertificateAddress } from './confirmation.ts';

const CERTIFICATE_ID = '01938d2e-5b4a-7c3d-8e9f-0a1b2c3d4e5f';
const content: CertificateContent = {
  certificateId: CERTIFICATE_ID,
  name: '山田 花子',
  fiscalYear: 2026,
  participations: 2,
  minutes: 215,
  rankName: '新芽',
  issuedAt: '2026-11-22T04:00:00.000Z',
  activities: [
    {
      date: '2026-11-15',
      name: '花と緑の植えつけ',
      organizer: '緑政課',
      venue: '大江公園',
      minutes: null,
    },
  ],
};

let signatureHex: string;
let publicKeyHex: string;

beforeAll(async () => {
  const { subtle } = crypto;
  const pair = await subtle.generateKey('Ed25519', true, ['sign', 'verify']);
  publicKeyHex = hexFromBytes(new Uint8Array(await subtle.exportKey('raw', pair.publicKey)));
  signatureHex = await signCertificate(content, createSigner(subtle, pair.privateKey));
});

function answered(changes: Partial<CertificateContent> = {}): RequestAnswer<ConfirmedCertificate> {
  const changed = { ...content, ...changes };
  const value = {
    content: { ...changed, activities: [...changed.activities] },
    keyId: 1,
    signatureHex,
    publicKeyHex,
  };
  return { ok: true, status: 200, value };
}
const address = () => ({ certificateId: CERTIFICATE_ID, signatureHex });

describe('a certificate', () => {
  test('as it was issued is confirmed, by this browser too', async () => {
    const confirmation = await judge(address(), answered(), crypto.subtle);
    expect(confirmation).toMatchObject({ state: 'confirmed', checkedHere: true });
  });

  test.each([
    ['its name changed by one letter', { name: '山田 花字' }],
    ['an hour more', { minutes: 275 }],
    ['an activity less', { activities: [] }],
    ['another number', { certificateId: '01938d2e-5b4a-7c3d-8e9f-0a1b2c3d4e50' }],
  ])('with %s is not, whatever the server says', async (_name, changes) => {
    const confirmation = await judge(address(), answered(changes), crypto.subtle);
    expect(confirmation).toEqual({ state: 'forged' });
  });

  test("is judged by the paper's signature, not by the answer's", async () => {
    const other = { certificateId: CERTIFICATE_ID, signatureHex: '0'.repeat(128) };
    expect(await judge(other, answered(), crypto.subtle)).toEqual({ state: 'forged' });
  });

  test("without this browser's help it is the server's word, and says so", async () => {
    const confirmation = await judge(address(), answered(), null);
    expect(confirmation).toMatchObject({ state: 'confirmed', checkedHere: false });
  });

  test.each([
    ['certificate-forged', 'forged'],
    ['certificate-unknown', 'unknown'],
    ['certificate-revoked', 'revoked'],
    ['rate-limited', 'busy'],
    ['request-malformed', 'incomplete'],
    ['network-unreachable', 'offline'],
    ['unavailable', 'offline'],
  ] as const)('%s is shown as %s', async (code, state) => {
    const answer = { ok: false, code, status: 0 } as const;
    expect(await judge(address(), answer, crypto.subtle)).toEqual({ state });
  });
});

describe('the address of the paper', () => {
  const hex = 'ab'.repeat(64);

  test.each([
    [`/certificate/${CERTIFICATE_ID}`, `#${hex}`],
    [`/certificate/${CERTIFICATE_ID}/`, `#${hex}`],
    [`/certificate/${CERTIFICATE_ID.toUpperCase()}`, `#${hex.toUpperCase()}`],
  ])('%s%s is read', (pathname, hash) => {
    expect(readCertificateAddress({ pathname, hash })).toEqual({
      certificateId: CERTIFICATE_ID,
      signatureHex: hex,
    });
  });

  test.each([
    [`/certificate/${CERTIFICATE_ID}`, ''],
    [`/certificate/${CERTIFICATE_ID}`, `#${hex.slice(1)}`],
    [`/certificate/`, `#${hex}`],
    ['/certificate/12', `#${hex}`],
  ])('%s%s is not whole', (pathname, hash) => {
    expect(readCertificateAddress({ pathname, hash })).toBeNull();
  });
});
