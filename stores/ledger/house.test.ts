import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FIRST_PROGRAM_VERSION } from '#domain/program.ts';
import { ledgerDatabases, runSql } from '../../tests/ledger-database.ts';
import type { LedgerDatabase } from '../../tests/ledger-database.ts';
import { addActivity, addKiosk } from '../../tests/ledger-samples.ts';
import { createLedger } from './create-ledger.ts';
import type { Ledger } from './ledger.ts';
import { migrateLedger } from './migrate.ts';

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
const newHash = () => hashOf(randomUUID());

describe.each(ledgerDatabases)('kiosks, staff and programme on $name', ({ start }) => {
  let database: LedgerDatabase;
  let ledger: Ledger;

  beforeAll(async () => {
    database = await start();
    // Several processes start at once, on an empty database and on one that is up to date.
    await Promise.all([1, 2, 3].map(() => migrateLedger({ databaseUrl: database.url })));
    await migrateLedger({ databaseUrl: database.url });
    ledger = createLedger({ databaseUrl: database.url, poolSize: 4 });
  });

  afterAll(async () => {
    await ledger?.close();
    await database?.stop();
  });

  test('migrating several times at once migrates once and begins the programme once', async () => {
    const rows = await runSql(database.url, 'select name from kysely_migration order by name');
    expect(rows.map((row) => row['name'])).toEqual([
      '0001-people',
      '0002-outcomes',
      '0003-double-entry',
      '0004-unbookable-lines',
      '0005-records',
      '0006-economy',
      '0007-chain',
      '0008-lotteries',
      '0009-orders',
      '0010-giving-back',
      '0011-brakes',
      '0012-dice',
      '0013-last-entered',
    ]);
    expect(await ledger.programVersions()).toEqual([FIRST_PROGRAM_VERSION]);
  });

  describe('kiosks', () => {
    const expiresAt = '2026-11-22T01:15:00.000Z';
    const inTime = '2026-11-22T01:14:59.999Z';

    async function addKioskWithCode(): Promise<{ kioskId: string; code: string }> {
      const kioskId = await addKiosk(ledger, await addActivity(ledger), '受付');
      const code = newHash();
      await ledger.putEnrollmentCode(kioskId, code, expiresAt);
      return { kioskId, code };
    }

    test('a code enrolls one kiosk, once', async () => {
      const { kioskId, code } = await addKioskWithCode();
      const tokens = [newHash(), newHash(), newHash()];
      const results = await Promise.all(
        tokens.map((token) => ledger.enrollKiosk(code, token, inTime)),
      );
      const winners = tokens.filter((_, index) => results[index]!.ok);
      expect(winners).toHaveLength(1);
      expect(results.filter((result) => !result.ok)).toEqual([
        { ok: false, code: 'enrollment-code-used' },
        { ok: false, code: 'enrollment-code-used' },
      ]);
      const kiosk = await ledger.kiosk(kioskId);
      expect(kiosk).toMatchObject({ name: '受付', enrolledAt: inTime, revokedAt: null });
      for (const token of tokens) {
        expect(await ledger.kioskByToken(token)).toEqual(winners.includes(token) ? kiosk : null);
      }
    });

    test('an unknown, an expired and a replaced code enroll nobody', async () => {
      const { kioskId, code } = await addKioskWithCode();
      expect(await ledger.enrollKiosk(newHash(), newHash(), inTime)).toEqual({
        ok: false,
        code: 'enrollment-code-unknown',
      });
      expect(await ledger.enrollKiosk(code, newHash(), expiresAt)).toEqual({
        ok: false,
        code: 'enrollment-code-expired',
      });
      const next = newHash();
      await ledger.putEnrollmentCode(kioskId, next, expiresAt);
      expect(await ledger.enrollKiosk(code, newHash(), inTime)).toMatchObject({
        code: 'enrollment-code-unknown',
      });
      expect(await ledger.enrollKiosk(next, newHash(), inTime)).toMatchObject({ ok: true });
      expect((await ledger.kiosk(kioskId))?.enrolledAt).toBe(inTime);
    });

    test('enrolling again by a new code ends the older token', async () => {
      const { kioskId, code } = await addKioskWithCode();
      const [older, newer] = [newHash(), newHash()];
      await ledger.enrollKiosk(code, older, inTime);
      const next = newHash();
      await ledger.putEnrollmentCode(kioskId, next, expiresAt);
      await ledger.enrollKiosk(next, newer, inTime);
      expect(await ledger.kioskByToken(older)).toBeNull();
      expect((await ledger.kioskByToken(newer))?.kioskId).toBe(kioskId);
    });

    test('KS3 revoking is final, and the same when done twice', async () => {
      const { kioskId, code } = await addKioskWithCode();
      const token = newHash();
      const first = await ledger.revokeKiosk(kioskId, '2026-11-22T01:00:00.000Z');
      expect(first?.revokedAt).toBe('2026-11-22T01:00:00.000Z');
      expect(await ledger.revokeKiosk(kioskId, '2026-11-22T02:00:00.000Z')).toEqual(first);
      expect(await ledger.enrollKiosk(code, token, inTime)).toEqual({
        ok: false,
        code: 'kiosk-revoked',
      });
      expect(await ledger.kioskByToken(token)).toBeNull();
      expect(await ledger.revokeKiosk(randomUUID(), inTime)).toBeNull();
    });

    test('a revoked kiosk is still found by its token, to be told so', async () => {
      const { kioskId, code } = await addKioskWithCode();
      const token = newHash();
      await ledger.enrollKiosk(code, token, inTime);
      const revoked = await ledger.revokeKiosk(kioskId, inTime);
      expect(await ledger.kioskByToken(token)).toEqual(revoked);
    });

    test('an activity’s kiosks are listed in the order of their making', async () => {
      const activityId = await addActivity(ledger);
      const ids: string[] = [];
      for (const name of ['一', '二', '三']) {
        ids.push(await addKiosk(ledger, activityId, name));
        // The embedded database tells the time in milliseconds.
        await delay(2);
      }
      const kiosks = await ledger.kiosksOf(activityId);
      expect(kiosks.map((kiosk) => kiosk.kioskId)).toEqual(ids);
    });
  });

  describe('staff', () => {
    const staff = {
      staffId: randomUUID(),
      email: 'Staff@Example.jp',
      displayName: '市民協働課',
      passwordHash: 'scrypt$…',
      role: 'staff',
    } as const;

    test('an e-mail has one account, however it is written', async () => {
      const before = await ledger.staffCount();
      const same = { ...staff, staffId: randomUUID(), email: 'staff@example.jp' };
      const made = await Promise.all([ledger.createStaff(staff), ledger.createStaff(same)]);
      expect(made.filter(Boolean)).toHaveLength(1);
      expect(await ledger.staffCount()).toBe(before + 1);
      const kept = await ledger.staffByEmail('STAFF@example.jp');
      expect(kept).toMatchObject({ email: 'staff@example.jp', displayName: '市民協働課' });
      expect(await ledger.staffByEmail('nobody@example.jp')).toBeNull();
    });

    test('a session ends when its time is over, or when it is ended', async () => {
      const own = { ...staff, staffId: randomUUID(), email: `${randomUUID()}@example.jp` };
      await ledger.createStaff(own);
      const expiresAt = '2126-11-22T12:00:00.000Z';
      const session = { tokenHash: newHash(), staffId: own.staffId, expiresAt };
      await ledger.createStaffSession(session);
      const before = '2126-11-22T11:59:59.999Z';
      expect(await ledger.staffBySession(session.tokenHash, before)).toEqual(own);
      expect(await ledger.staffBySession(session.tokenHash, expiresAt)).toBeNull();
      expect(await ledger.staffBySession(newHash(), before)).toBeNull();
      await ledger.endStaffSession(session.tokenHash);
      expect(await ledger.staffBySession(session.tokenHash, before)).toBeNull();
    });

    test('a log-in sweeps out the person’s sessions that are over, and no others', async () => {
      const own = { ...staff, staffId: randomUUID(), email: `${randomUUID()}@example.jp` };
      await ledger.createStaff(own);
      for (const expiresAt of ['2020-01-01T00:00:00Z', '2126-01-01T00:00:00Z']) {
        await ledger.createStaffSession({ tokenHash: newHash(), staffId: own.staffId, expiresAt });
      }
      const tokenHash = newHash();
      const last = { tokenHash, staffId: own.staffId, expiresAt: '2126-01-02T00:00:00Z' };
      await ledger.createStaffSession(last);
      const [row] = await runSql(
        database.url,
        'select count(*)::int as count from staff_sessions where staff_id = $1',
        [own.staffId],
      );
      expect(row?.['count']).toBe(2);
    });
  });

  describe('programme', () => {
    test('of several that make the first signing key, one wins and all use it', async () => {
      let made = 0;
      // Nobody has made a key before all four have found none.
      const allAreMaking = Promise.withResolvers<void>();
      const make = async () => {
        made += 1;
        const mark = made;
        if (mark === 4) allAreMaking.resolve();
        await allAreMaking.promise;
        return {
          publicKeyHex: mark.toString(16).padStart(64, '0'),
          privateKeyPkcs8: Uint8Array.of(48, mark),
        };
      };
      const keys = await Promise.all([1, 2, 3, 4].map(() => ledger.signingKey(make)));
      expect(made).toBe(4);
      expect(new Set(keys.map((key) => key.publicKeyHex)).size).toBe(1);
      const [key] = keys;
      expect(Number.parseInt(key!.publicKeyHex, 16)).toBe(key!.privateKeyPkcs8[1]);
      expect(await ledger.publicKeys()).toEqual([
        { keyId: key!.keyId, publicKeyHex: key!.publicKeyHex },
      ]);
      expect(await ledger.signingKey(make)).toEqual(key);
      expect(made).toBe(4);
    });

    test('PG1 a version from before there were coupons says what they cost', async () => {
      const { validFrom, points, ranks } = FIRST_PROGRAM_VERSION;
      await runSql(
        database.url,
        `update program_versions set criteria = $1 where valid_from = $2`,
        [JSON.stringify({ validFrom, points, ranks }), validFrom],
      );
      expect(await ledger.programVersions()).toEqual([FIRST_PROGRAM_VERSION]);
    });

    test('PG1 a version of the same day is replaced, others stay', async () => {
      const later = { ...FIRST_PROGRAM_VERSION, validFrom: '2030-04-01' };
      await ledger.putProgramVersion({ ...later, points: { volunteering: 1, attendance: 1 } });
      await ledger.putProgramVersion(later);
      expect(await ledger.programVersions()).toEqual([FIRST_PROGRAM_VERSION, later]);
    });
  });
});
