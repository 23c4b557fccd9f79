import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ledgerDatabases, runSql } from '../../tests/ledger-database.ts';
import type { LedgerDatabase } from '../../tests/ledger-database.ts';
import { SAMPLE_CARD, addPerson } from '../../tests/ledger-samples.ts';
import { createLedger } from './create-ledger.ts';
import type { Ledger } from './ledger.ts';
import { migrateLedger } from './migrate.ts';

const AT = '2026-11-22T01:00:00.000Z';
const EXPIRES_AT = '2026-11-22T01:10:00.000Z';
const TOO_LATE = EXPIRES_AT;

const newHex = () => randomBytes(32).toString('hex');
const newPhone = () => ({ ...SAMPLE_CARD, kind: 'phone', devicePublicKeyHex: newHex() }) as const;

describe.each(ledgerDatabases)('passes and phones on $name', ({ start }) => {
  let database: LedgerDatabase;
  let ledger: Ledger;

  beforeAll(async () => {
    database = await start();
    await migrateLedger({ databaseUrl: database.url });
    ledger = createLedger({ databaseUrl: database.url, poolSize: 4 });
  });

  afterAll(async () => {
    await ledger?.close();
    await database?.stop();
  });

  async function addPhone(): Promise<{ participantId: string; tokenHash: string; serial: number }> {
    const [participantId, tokenHash] = [randomUUID(), newHex()];
    const { serial } = await ledger.createParticipant({
      participantId,
      nickname: '楠の木',
      tokenHash,
      pass: newPhone(),
    });
    return { participantId, tokenHash, serial };
  }

  const goodPasses = async (participantId: string) =>
    (await ledger.person(participantId))?.passes
      .filter(({ revoked }) => !revoked)
      .map(({ serial }) => serial);

  const take = (codeHash: string, at = AT, tokenHash = newHex()) =>
    ledger.takeTransferCode({ codeHash, tokenHash, pass: newPhone(), at });

  describe('cards', () => {
    test('a new card can end the cards before it, or every pass, or none', async () => {
      const { participantId, serial: phone } = await addPhone();
      const add = (revoke: 'none' | 'cards' | 'all') =>
        ledger.addPass(participantId, SAMPLE_CARD, { revoke, at: AT });
      const first = await add('none');
      expect(first).toMatchObject({ participantId, kind: 'card', revoked: false });
      expect(await goodPasses(participantId)).toEqual([phone, first?.serial]);
      const second = await add('cards');
      expect(await goodPasses(participantId)).toEqual([phone, second?.serial]);
      const third = await add('all');
      expect(await goodPasses(participantId)).toEqual([third?.serial]);
      expect(await ledger.addPass(randomUUID(), SAMPLE_CARD, { revoke: 'all', at: AT })).toBeNull();
    });

    test('of several cards made at once, each ending the others, one is good', async () => {
      const participantId = await addPerson(ledger);
      await Promise.all(
        [1, 2, 3, 4].map(() =>
          ledger.addPass(participantId, SAMPLE_CARD, { revoke: 'cards', at: AT }),
        ),
      );
      expect(await goodPasses(participantId)).toHaveLength(1);
    });

    test('a card is revoked by its number, and the same when done twice', async () => {
      const [pass] = (await ledger.person(await addPerson(ledger)))!.passes;
      const revoked = await ledger.revokePass(pass!.serial, AT);
      expect(revoked).toEqual({ ...pass, revoked: true });
      expect(await ledger.revokePass(pass!.serial, '2026-11-23T00:00:00.000Z')).toEqual(revoked);
      expect(await ledger.passBySerial(pass!.serial)).toEqual(revoked);
      for (const serial of [99_999_999, 4_294_967_295]) {
        expect(await ledger.passBySerial(serial)).toBeNull();
        expect(await ledger.revokePass(serial, AT)).toBeNull();
      }
    });

    test('with the pass of a lost phone its token and its code for moving end', async () => {
      const { participantId, tokenHash, serial } = await addPhone();
      const card = await ledger.addPass(participantId, SAMPLE_CARD, { revoke: 'none', at: AT });
      const code = newHex();
      await ledger.putTransferCode(participantId, code, EXPIRES_AT);
      await ledger.revokePass(card!.serial, AT);
      expect(await ledger.participantByToken(tokenHash)).toMatchObject({ state: 'good' });
      await ledger.addPass(participantId, newPhone(), { revoke: 'none', at: AT });
      await ledger.revokePass(serial, AT);
      expect(await goodPasses(participantId)).toEqual([]);
      expect(await ledger.participantByToken(tokenHash)).toBeNull();
      expect(await take(code)).toEqual({ ok: false, code: 'transfer-code-unknown' });

      // The phone that comes after it is its own: stopping the lost one again does it no harm.
      const [next, token] = [newHex(), newHex()];
      await ledger.putTransferCode(participantId, next, EXPIRES_AT);
      expect(await take(next, AT, token)).toMatchObject({ ok: true });
      await ledger.revokePass(serial, AT);
      expect(await ledger.participantByToken(token)).toMatchObject({ state: 'good' });
    });

    test('a card has no phone’s key', async () => {
      const participantId = await addPerson(ledger);
      const wrong = { ...SAMPLE_CARD, devicePublicKeyHex: newHex() };
      await expect(
        ledger.addPass(participantId, wrong, { revoke: 'none', at: AT }),
      ).rejects.toMatchObject({ constraint: 'passes_device_key' });
    });
  });

  describe('moving to another phone', () => {
    test('the code works once; the old phone is told, and printed cards stay good', async () => {
      const { participantId, tokenHash: oldToken } = await addPhone();
      const card = await ledger.addPass(participantId, SAMPLE_CARD, { revoke: 'none', at: AT });
      const code = newHex();
      await ledger.putTransferCode(participantId, code, EXPIRES_AT);
      const tokens = [newHex(), newHex(), newHex(), newHex()];
      // All connections stand already, so that they begin in the same moment.
      await Promise.all(tokens.map(() => ledger.ping()));
      const answers = await Promise.all(tokens.map((token) => take(code, AT, token)));
      const winners = answers.filter((answer) => answer.ok);
      expect(winners).toEqual([
        { ok: true, participantId, pass: expect.objectContaining({ kind: 'phone' }) },
      ]);
      expect(answers.filter((answer) => !answer.ok)).toEqual(
        [1, 2, 3].map(() => ({ ok: false, code: 'transfer-code-unknown' })),
      );
      const newToken = tokens[answers.findIndex((answer) => answer.ok)]!;
      expect(await ledger.participantByToken(newToken)).toEqual({ state: 'good', participantId });
      expect(await ledger.participantByToken(oldToken)).toEqual({ state: 'moved' });
      expect(await goodPasses(participantId)).toEqual([card?.serial, winners[0]?.pass.serial]);
    });

    test('a phone without a live pass moves too, and is no card to print or replace', async () => {
      const [participantId, code] = [randomUUID(), newHex()];
      const shown = await ledger.createParticipant({
        participantId,
        nickname: '欅',
        tokenHash: newHex(),
        pass: SAMPLE_CARD,
      });
      const printed = await ledger.addPass(participantId, SAMPLE_CARD, { revoke: 'cards', at: AT });
      expect(await goodPasses(participantId)).toEqual([shown.serial, printed?.serial]);
      const cards = await ledger.cardPasses({ afterSerial: shown.serial - 1, limit: 10 });
      expect(cards).toEqual([{ ...printed, nickname: '欅' }]);
      await ledger.putTransferCode(participantId, code, EXPIRES_AT);
      const moved = await ledger.takeTransferCode({
        codeHash: code,
        tokenHash: newHex(),
        pass: SAMPLE_CARD,
        at: AT,
      });
      expect(moved).toMatchObject({ ok: true, pass: { kind: 'card' } });
      const serial = moved.ok ? moved.pass.serial : null;
      expect(await goodPasses(participantId)).toEqual([printed?.serial, serial]);
    });

    test('an unknown, an expired and a replaced code move nobody', async () => {
      const { participantId, tokenHash, serial } = await addPhone();
      const unknown = { ok: false, code: 'transfer-code-unknown' };
      expect(await take(newHex())).toEqual(unknown);
      const [first, second] = [newHex(), newHex()];
      await ledger.putTransferCode(participantId, first, EXPIRES_AT);
      expect(await take(first, TOO_LATE)).toEqual({ ok: false, code: 'transfer-code-expired' });
      await ledger.putTransferCode(participantId, second, EXPIRES_AT);
      expect(await take(first)).toEqual(unknown);
      expect(await ledger.participantByToken(tokenHash)).toEqual({ state: 'good', participantId });
      expect(await goodPasses(participantId)).toEqual([serial]);
      expect(await take(second)).toMatchObject({ ok: true });
    });

    test('a phone that moved twice ends both tokens before', async () => {
      const { participantId, tokenHash } = await addPhone();
      const tokens = [tokenHash];
      for (const token of [newHex(), newHex()]) {
        const code = newHex();
        await ledger.putTransferCode(participantId, code, EXPIRES_AT);
        await take(code, AT, token);
        tokens.push(token);
      }
      const states = await Promise.all(tokens.map((token) => ledger.participantByToken(token)));
      expect(states.map((holder) => holder?.state)).toEqual(['moved', 'moved', 'good']);
    });
  });

  test('PP1 erasing leaves no name, no token, no code, no certificate and no phone’s key', async () => {
    const { participantId, tokenHash: oldToken } = await addPhone();
    const moved = newHex();
    await ledger.putTransferCode(participantId, moved, EXPIRES_AT);
    const newToken = newHex();
    await ledger.takeTransferCode({
      codeHash: moved,
      tokenHash: newToken,
      pass: newPhone(),
      at: AT,
    });
    const code = newHex();
    await ledger.putTransferCode(participantId, code, EXPIRES_AT);
    const certificateId = randomUUID();
    await ledger.addCertificate(participantId, {
      content: {
        certificateId,
        name: '熊本 花子',
        fiscalYear: 2026,
        participations: 0,
        minutes: 0,
        rankName: '種',
        activities: [],
        issuedAt: AT,
      },
      keyId: 1,
      signatureHex: 'ab'.repeat(64),
    });
    expect(await ledger.eraseParticipant(participantId, AT)).toBe(true);

    expect(await ledger.participantByToken(oldToken)).toBeNull();
    expect(await ledger.participantByToken(newToken)).toBeNull();
    expect(await ledger.certificate(certificateId)).toBeNull();
    expect(await ledger.certificatesOf(participantId)).toEqual([]);
    await ledger.putTransferCode(participantId, newHex(), EXPIRES_AT);
    expect(
      await ledger.takeTransferCode({
        codeHash: code,
        tokenHash: newHex(),
        pass: newPhone(),
        at: AT,
      }),
    ).toEqual({ ok: false, code: 'transfer-code-unknown' });
    expect(await ledger.addPass(participantId, SAMPLE_CARD, { revoke: 'none', at: AT })).toBeNull();
    const passes = await runSql(
      database.url,
      'select revoked_at, device_public_key_hex from passes where participant_id = $1',
      [participantId],
    );
    expect(passes).toEqual(
      [1, 2].map(() => ({ revoked_at: new Date(AT), device_public_key_hex: null })),
    );
    for (const table of ['participant_tokens', 'transfer_codes', 'certificates']) {
      const rows = await runSql(database.url, `select * from ${table} where participant_id = $1`, [
        participantId,
      ]);
      expect(rows, table).toEqual([]);
    }
    const names = await runSql(database.url, 'select name from certificate_names');
    expect(JSON.stringify(names)).not.toContain('花子');
  });
});
