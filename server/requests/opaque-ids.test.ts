/** What leaves the house in codes, papers and logs says nothing about anybody. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CertificateInListSchema } from '#domain/contract/certificates.ts';
import { ExchangedCouponSchema } from '#domain/contract/coupons.ts';
import { BoughtTicketsSchema } from '#domain/contract/tickets.ts';
import { readPass } from '#domain/pass.ts';
import { createLedger } from '#stores/ledger/create-ledger.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import { addShop, award } from '../../tests/economy-samples.ts';
import { runSql } from '../../tests/ledger-database.ts';
import { joinWithPhone, problemIn } from '../../tests/phone-client.ts';
import { read, startSystem } from '../../tests/running-system.ts';
import type { RunningSystem, SystemNode } from '../../tests/running-system.ts';

const RANDOM_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

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

test('PP2 ids in codes, papers and public files are random: no time, no order', async () => {
  const phone = await joinWithPhone(node);
  await award(ledger, phone.participantId, 300);
  const { offerId } = await addShop(ledger);
  const exchanged = await phone.spend('/api/me/coupons', { offerId });
  const { coupon } = await read(ExchangedCouponSchema, exchanged, 201);
  const bought = await phone.spend('/api/me/tickets', { count: 2 });
  const { tickets } = await read(BoughtTicketsSchema, bought, 201);
  const issued = await phone.ask('POST', '/api/me/certificates', { fiscalYear: 2026 });
  const { certificateId } = await read(CertificateInListSchema, issued, 201);
  const ids = [
    readPass(await phone.livePass())?.participantId,
    coupon.couponId,
    ...tickets.map(({ ticketId }) => ticketId),
    certificateId,
  ];
  expect(ids).toHaveLength(5);
  for (const id of ids) expect(id).toMatch(RANDOM_ID);
});

test('PP2 lines about trouble hold no name, no id and no secret', async () => {
  const phone = await joinWithPhone(node, 'ななしのごんべ');
  const { participantId } = phone;
  const card = `/api/people/${participantId}/card`;
  const before = system.lines.length;
  await runSql(system.databaseUrl, 'alter table passes rename to passes_elsewhere');
  try {
    const answers = [await phone.ask('GET', '/api/me/pass'), await node.ask('POST', card)];
    for (const answer of answers) expect((await problemIn(answer)).code).toBe('internal');
  } finally {
    await runSql(system.databaseUrl, 'alter table passes_elsewhere rename to passes');
  }
  const lines = system.lines.slice(before);
  expect(lines.some((line) => line.startsWith('GET /api/me/pass: '))).toBe(true);
  expect(lines.some((line) => line.startsWith('POST /api/people/:participantId/card: '))).toBe(
    true,
  );
  const { token, pass } = phone.person;
  for (const said of ['ななしのごんべ', participantId, token, pass, node.cookie]) {
    expect(said.length).toBeGreaterThan(5);
    for (const line of lines) expect(line).not.toContain(said);
  }
});
