import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyCertificate } from '#domain/certificate.ts';
import {
  CertificateInListSchema,
  CertificateListSchema,
  ConfirmedCertificateSchema,
} from '#domain/contract/certificates.ts';
import type { CertificateInList } from '#domain/contract/certificates.ts';
import { createVerifier } from '#domain/signing.ts';
import { createLedger } from '#stores/ledger/create-ledger.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import { runSql } from '../../tests/ledger-database.ts';
import { addActivity, admittedLine, departedLine } from '../../tests/ledger-samples.ts';
import { readPdf } from '../../tests/pdf-text.ts';
import { joinWithPhone, problemIn } from '../../tests/phone-client.ts';
import type { PhoneClient } from '../../tests/phone-client.ts';
import { read, startSystem } from '../../tests/running-system.ts';
import type { RunningSystem, SystemNode } from '../../tests/running-system.ts';

const UNKNOWN_ID = '01900000-0000-7000-8000-000000000000';
const MINUTE_MS = 60_000;

let system: RunningSystem;
let node: SystemNode;
let ledger: Ledger;

beforeAll(async () => {
  system = await startSystem();
  node = system.node;
  ledger = createLedger({ databaseUrl: system.databaseUrl });
});

afterAll(async () => {
  await ledger?.close();
  await system?.stop();
});

const codeOf = async (answer: Response) => (await problemIn(answer)).code;

/** @param minutes from arrival to departure; `null`: nobody checked out */
async function tookPart(
  participantId: string,
  startsAt: string,
  minutes: number | null,
  name = '白川清掃',
): Promise<void> {
  const startsAtMs = Date.parse(startsAt);
  const endsAt = new Date(startsAtMs + 3 * 60 * MINUTE_MS).toISOString();
  const times = { startsAt, endsAt, opensAt: startsAt, closesAt: endsAt };
  const activityId = await addActivity(ledger, { ...times, name });
  const lines = [admittedLine(participantId, 1, { scannedAt: startsAt })];
  if (minutes !== null) {
    const scannedAt = new Date(startsAtMs + minutes * MINUTE_MS).toISOString();
    lines.push(departedLine(participantId, 2, { scannedAt }));
  }
  await ledger.postOutcomes(activityId, lines);
}

async function helper(nickname?: string): Promise<PhoneClient> {
  const phone = await joinWithPhone(node, nickname);
  await tookPart(phone.participantId, '2026-06-07T01:00:00.000Z', 95);
  await tookPart(phone.participantId, '2026-07-12T01:00:00.000Z', null, '図書館ボランティア');
  return phone;
}

async function issue(phone: PhoneClient, body: unknown = { fiscalYear: 2026 }) {
  const answer = await phone.ask('POST', '/api/me/certificates', body);
  return read(CertificateInListSchema, answer, 201);
}

const documentOf = (phone: PhoneClient, certificateId: string) =>
  phone.ask('GET', `/api/me/certificates/${certificateId}/document`);

/** What the paper says, and where its QR code leads (its text stands beside it for screen readers). */
async function paper(phone: PhoneClient, { certificateId }: CertificateInList) {
  const answer = await documentOf(phone, certificateId);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/pdf');
  expect(answer.headers.get('content-disposition')).toMatch(/^inline; filename="certificate-\d+/);
  const { pages, objects } = readPdf(new Uint8Array(await answer.arrayBuffer()));
  const address = /\/Alt \((https?:[^)]*)\)/.exec(objects)?.[1] ?? '';
  return { text: pages.join('\n'), address: new URL(address) };
}

const confirm = (certificateId: string, signature: string) =>
  node.askPublic('GET', `/api/certificates/${certificateId}?signature=${signature}`);

test('a certificate is made, printed, and confirmed by what its QR code says', async () => {
  const phone = await helper('みずたま');
  const issued = await issue(phone, { fiscalYear: 2026, name: '髙﨑 花子' });
  expect(issued).toMatchObject({ name: '髙﨑 花子', participations: 2, minutes: 95 });
  const { text, address } = await paper(phone, issued);
  for (const said of ['2回', '1時間35分', '白川清掃', '図書館ボランティア', '令和8年度']) {
    expect(text).toContain(said);
  }
  expect(text.replaceAll('\n', '')).toContain('髙﨑 花子');
  expect(text).not.toContain('みずたま');
  expect(address.origin).toBe(node.base);
  expect(address.pathname).toBe(`/certificate/${issued.certificateId}`);
  const signature = address.hash.slice(1);
  const answer = await confirm(issued.certificateId, signature);
  const confirmed = await read(ConfirmedCertificateSchema, answer, 200);
  expect(confirmed.content).toMatchObject({
    certificateId: issued.certificateId,
    name: '髙﨑 花子',
    rankName: '新芽',
    activities: [{ date: '2026-06-07', minutes: 95 }, { minutes: null }],
  });
  // No more than the paper says: nothing that names the person in the books.
  expect(JSON.stringify(confirmed)).not.toContain(phone.participantId);
  // Whoever knows the programme's key need not trust the answer's word.
  const publicKeys = await ledger.publicKeys();
  expect(confirmed.publicKeyHex).toBe(publicKeys[0]!.publicKeyHex);
  const verify = createVerifier<CryptoKey>(globalThis.crypto.subtle, publicKeys);
  expect(await verifyCertificate(confirmed.content, confirmed, verify)).toBe(true);
  const list = await phone.ask('GET', '/api/me/certificates');
  expect(await read(CertificateListSchema, list, 200)).toEqual({
    certificates: [issued],
    years: [{ fiscalYear: 2026, participations: 2, minutes: 95 }],
  });
});

const changed = (text: string, at: number) =>
  text.slice(0, at) + (text[at] === '0' ? '1' : '0') + text.slice(at + 1);

test('one letter changed, in the id, the signature or the content', async () => {
  const phone = await helper();
  const issued = await issue(phone);
  const { certificateId } = issued;
  const signature = (await paper(phone, issued)).address.hash.slice(1);
  for (const at of [0, 64, 127]) {
    expect(await codeOf(await confirm(certificateId, changed(signature, at)))).toBe(
      'certificate-forged',
    );
  }
  for (const wrong of ['', 'x', signature.slice(1), `${signature}0`, signature.toUpperCase()]) {
    expect(await codeOf(await confirm(certificateId, wrong))).toBe('certificate-forged');
  }
  for (const at of [0, 35]) {
    expect(await codeOf(await confirm(changed(certificateId, at), signature))).toBe(
      'certificate-unknown',
    );
  }
  for (const id of ['nonsense', `${certificateId}x`, certificateId.toUpperCase()]) {
    expect(await codeOf(await confirm(id, signature))).toBe('certificate-unknown');
  }
  const missing = await node.askPublic('GET', `/api/certificates/${certificateId}`);
  expect(await codeOf(missing)).toBe('request-malformed');
  const other = await issue(phone);
  expect(await codeOf(await confirm(other.certificateId, signature))).toBe('certificate-forged');
  expect((await confirm(certificateId, signature)).status).toBe(200);
  await runSql(
    system.databaseUrl,
    `update certificates set content = jsonb_set(content, '{participations}', '3')
     where certificate_id = '${certificateId}'`,
  );
  expect(await codeOf(await confirm(certificateId, signature))).toBe('certificate-forged');
});

test('revoked: neither confirmed nor written any more', async () => {
  const phone = await helper();
  const issued = await issue(phone);
  const { certificateId } = issued;
  const signature = (await paper(phone, issued)).address.hash.slice(1);
  const path = `/api/certificates/${certificateId}`;
  expect(await codeOf(await node.askPublic('DELETE', path))).toBe('not-logged-in');
  expect((await node.ask('DELETE', path)).status).toBe(204);
  expect(await codeOf(await confirm(certificateId, signature))).toBe('certificate-revoked');
  expect(await codeOf(await documentOf(phone, certificateId))).toBe('certificate-revoked');
  // Without the signature nobody learns even that.
  expect(await codeOf(await confirm(certificateId, '0'.repeat(128)))).toBe('certificate-forged');
  const unknown = await node.ask('DELETE', `/api/certificates/${UNKNOWN_ID}`);
  expect(await codeOf(unknown)).toBe('certificate-unknown');
});

test("nobody has another one's certificate; at the counter staff write it", async () => {
  const [phone, other] = [await helper(), await helper('けやき')];
  const { certificateId } = await issue(phone);
  expect(await codeOf(await documentOf(other, certificateId))).toBe('certificate-unknown');
  const document = (participantId: string) =>
    `/api/people/${participantId}/certificates/${certificateId}/document`;
  expect((await node.ask('GET', document(phone.participantId))).status).toBe(200);
  expect(await codeOf(await node.ask('GET', document(other.participantId)))).toBe(
    'certificate-unknown',
  );
  expect(await codeOf(await node.askPublic('GET', document(phone.participantId)))).toBe(
    'not-logged-in',
  );
  const path = `/api/people/${other.participantId}/certificates`;
  const made = await node.ask('POST', path, { fiscalYear: 2026 });
  expect((await read(CertificateInListSchema, made, 201)).name).toBe('けやき');
});

test('RK1 an activity counts in the fiscal year of its own date', async () => {
  const phone = await joinWithPhone(node);
  await tookPart(phone.participantId, '2026-03-31T01:00:00.000Z', 60, '年度末の会');
  await tookPart(phone.participantId, '2026-04-01T01:00:00.000Z', 30, '年度始めの会');
  const before = await issue(phone, { fiscalYear: 2025 });
  expect(before).toMatchObject({ participations: 1, minutes: 60 });
  const { text } = await paper(phone, before);
  expect(text).toContain('年度末の会');
  expect(text).not.toContain('年度始めの会');
  expect(await issue(phone)).toMatchObject({ participations: 1, minutes: 30 });
});

test('a year without anything, and what is no year or no name', async () => {
  const phone = await helper();
  const ask = (body: unknown) => phone.ask('POST', '/api/me/certificates', body);
  expect(await codeOf(await ask({ fiscalYear: 2024 }))).toBe('certificate-empty');
  expect(await codeOf(await ask({ fiscalYear: 2199 }))).toBe('certificate-empty');
  for (const body of [
    {},
    { fiscalYear: '2026' },
    { fiscalYear: -1 },
    { fiscalYear: 2026, name: '' },
    { fiscalYear: 2026, name: 'あ'.repeat(41) },
    { fiscalYear: 2026, name: 'a\u202Eb' },
  ]) {
    expect(await codeOf(await ask(body))).toBe('request-malformed');
  }
  const nobody = `/api/people/${randomUUID()}/certificates`;
  expect(await codeOf(await node.ask('POST', nobody, { fiscalYear: 2026 }))).toBe(
    'participant-unknown',
  );
});

test('PP1 with the person the certificate goes', async () => {
  const phone = await helper();
  const issued = await issue(phone);
  const signature = (await paper(phone, issued)).address.hash.slice(1);
  expect((await phone.ask('DELETE', '/api/me')).status).toBe(204);
  expect(await codeOf(await confirm(issued.certificateId, signature))).toBe('certificate-unknown');
});

test('somebody who asks for one paper after the other waits', async () => {
  const phone = await helper();
  const { certificateId } = await issue(phone);
  const answers = await Promise.all(
    Array.from({ length: 25 }, () => documentOf(phone, certificateId)),
  );
  const refused = answers.filter(({ status }) => status !== 200);
  expect(refused.length).toBeGreaterThan(0);
  expect(await codeOf(refused[0]!)).toBe('rate-limited');
});
