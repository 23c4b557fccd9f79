import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ledgerDatabases, runSql } from '../../tests/ledger-database.ts';
import type { LedgerDatabase } from '../../tests/ledger-database.ts';
import { createLedger } from './create-ledger.ts';
import type { Ledger, StaffRow } from './ledger.ts';
import { migrateLedger } from './migrate.ts';

const EXPIRES_AT = '2126-11-22T12:00:00.000Z';
const AT = '2126-11-22T11:00:00.000Z';

describe.each(ledgerDatabases)('staff who come and go on $name', ({ start }) => {
  let database: LedgerDatabase;
  let ledger: Ledger;

  // A database each: who is the first, and who the last, is what it is about.
  beforeEach(async () => {
    database = await start();
    await migrateLedger({ databaseUrl: database.url });
    ledger = createLedger({ databaseUrl: database.url, poolSize: 4 });
  });

  afterEach(async () => {
    await ledger?.close();
    await database?.stop();
  });

  async function add(email: string, role: StaffRow['role'] = 'staff'): Promise<string> {
    const staffId = randomUUID();
    const member = { staffId, email, displayName: email, passwordHash: 'scrypt$…', role };
    expect(await ledger.createStaff(member)).toBe(true);
    return staffId;
  }

  test('the first account is the administrator’s, and the last administrator stays', async () => {
    const first = await add('first@example.jp');
    const second = await add('second@example.jp');
    // The embedded database tells the time in milliseconds, and makes both in one.
    await runSql(
      database.url,
      `update staff set created_at = created_at - interval '1 minute' where staff_id = $1`,
      [first],
    );
    expect(await ledger.staff()).toEqual([
      {
        staffId: first,
        email: 'first@example.jp',
        displayName: 'first@example.jp',
        role: 'administrator',
        createdAt: expect.any(String),
      },
      expect.objectContaining({ staffId: second, role: 'staff' }),
    ]);
    expect(await ledger.staffByEmail('first@example.jp')).toMatchObject({ role: 'administrator' });
    expect(await ledger.removeStaff(first)).toBe(false);
    expect(await ledger.removeStaff(randomUUID())).toBe(false);
    expect(await ledger.staffCount()).toBe(2);

    const third = await add('third@example.jp', 'administrator');
    // Both connections stand already, so that the two begin in the same moment.
    await Promise.all([ledger.ping(), ledger.ping()]);
    const removed = await Promise.all([ledger.removeStaff(first), ledger.removeStaff(third)]);
    expect(removed.filter(Boolean)).toHaveLength(1);
    expect((await ledger.staff()).filter(({ role }) => role === 'administrator')).toHaveLength(1);
  });

  test('whoever was removed is logged out, cannot log in, and frees the e-mail', async () => {
    await add('first@example.jp');
    const staffId = await add('gone@example.jp');
    const tokenHash = randomUUID();
    await ledger.createStaffSession({ tokenHash, staffId, expiresAt: EXPIRES_AT });
    expect(await ledger.staffBySession(tokenHash, AT)).toMatchObject({ staffId });
    expect(await ledger.removeStaff(staffId)).toBe(true);
    expect(await ledger.removeStaff(staffId)).toBe(false);
    expect(await ledger.staffBySession(tokenHash, AT)).toBeNull();
    expect(await ledger.staffByEmail('gone@example.jp')).toBeNull();
    expect(await ledger.staffCount()).toBe(1);
    const back = await add('gone@example.jp');
    expect(await ledger.staffByEmail('gone@example.jp')).toMatchObject({ staffId: back });
    // A session that was made in the same moment opens nothing.
    await ledger.createStaffSession({ tokenHash, staffId, expiresAt: EXPIRES_AT });
    expect(await ledger.staffBySession(tokenHash, AT)).toBeNull();
  });

  test('a grant still says who proposed it', async () => {
    await add('first@example.jp');
    const staffId = await add('gone@example.jp');
    const participantId = randomUUID();
    await ledger.createParticipant({
      participantId,
      nickname: 'ことり',
      tokenHash: null,
      pass: { kind: 'card', keyId: 1, validUntilS: 1_900_000_000, devicePublicKeyHex: null },
    });
    const proposed = await ledger.proposeGrant({
      grantId: randomUUID(),
      grant: { kind: 'campaign', points: 10, reason: '記念', participantIds: [participantId] },
      staffId,
      at: AT,
      lapsesAt: EXPIRES_AT,
    });
    expect(proposed).toMatchObject({ ok: true });
    expect(await ledger.removeStaff(staffId)).toBe(true);
    const { grants } = await ledger.grants(10);
    expect(grants[0]?.proposedBy).toEqual({ staffId, displayName: 'gone@example.jp' });
  });
});
