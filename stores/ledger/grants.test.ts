import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { NewGrant } from '#domain/contract/grants.ts';
import { addPersonWith, addStaff } from '../../tests/economy-samples.ts';
import { ledgerDatabases, runSql } from '../../tests/ledger-database.ts';
import type { LedgerDatabase } from '../../tests/ledger-database.ts';
import { addPeople, addPerson } from '../../tests/ledger-samples.ts';
import { createLedger } from './create-ledger.ts';
import type { Ledger } from './ledger.ts';
import { migrateLedger } from './migrate.ts';

const AT = '2026-11-22T01:00:00.000Z';
const LAPSES_AT = '2099-01-01T00:00:00.000Z';

describe.each(ledgerDatabases)('grants on $name', ({ start }) => {
  let database: LedgerDatabase;
  let ledger: Ledger;
  let proposer: string;
  let approver: string;

  beforeAll(async () => {
    database = await start();
    await migrateLedger({ databaseUrl: database.url });
    ledger = createLedger({ databaseUrl: database.url, poolSize: 8 });
    proposer = await addStaff(ledger, '提案係');
    approver = await addStaff(ledger, '承認係');
  });

  afterAll(async () => {
    await ledger?.close();
    await database?.stop();
  });

  async function propose(
    participantIds: string[],
    changes: Partial<NewGrant> = {},
    lapsesAt = LAPSES_AT,
  ): Promise<string> {
    const grantId = randomUUID();
    const grant = {
      kind: 'campaign',
      points: 50,
      reason: '開始一周年',
      participantIds,
      ...changes,
    } as const;
    const answer = await ledger.proposeGrant({
      grantId,
      grant,
      staffId: proposer,
      at: AT,
      lapsesAt,
    });
    expect(answer).toMatchObject({ ok: true, grant: { grantId, state: 'proposed' } });
    return grantId;
  }

  const decide = (grantId: string, approve: boolean, staffId = approver, at = AT) =>
    ledger.decideGrant({ grantId, staffId, approve, at, newTransactionId: randomUUID });

  test('a campaign that a second person approves books one transaction for each', async () => {
    const people = await addPeople(ledger, 3);
    const grantId = await propose(people);
    const answer = await decide(grantId, true);
    expect(answer).toMatchObject({
      ok: true,
      grant: {
        state: 'approved',
        people: people.map((participantId) => ({ participantId, nickname: 'ことり' })),
        proposedBy: { staffId: proposer, displayName: '提案係' },
        decidedBy: { staffId: approver, displayName: '承認係' },
        decidedAt: AT,
      },
      posted: people.map((participantId) => ({
        participantId,
        transactionKind: 'campaign',
        amount: 50,
      })),
    });
    for (const participantId of people) {
      expect(await ledger.balance(participantId)).toMatchObject({ balance: 50, earned: 50 });
      const { entries } = await ledger.entries(participantId, { before: null, limit: 5 });
      expect(entries).toMatchObject([{ kind: 'campaign', amount: 50, reason: '開始一周年' }]);
    }
  });

  test('a grant is reversed for one person', async () => {
    const people = await addPeople(ledger, 2);
    const answer = await decide(await propose(people), true);
    if (!answer.ok) throw new Error(answer.code);
    const reversal = { transactionId: randomUUID(), staffId: approver, reason: '対象外' };
    const reverses = answer.posted[0]!.transactionId;
    expect(await ledger.reverseTransaction({ reverses, ...reversal })).toMatchObject({ ok: true });
    expect(await ledger.balance(people[0]!)).toMatchObject({ balance: 0, earned: 0 });
    expect(await ledger.balance(people[1]!)).toMatchObject({ balance: 50, earned: 50 });
  });

  test('nobody approves what they proposed; they may take it back', async () => {
    const [participantId] = [await addPerson(ledger)];
    const grantId = await propose([participantId]);
    expect(await decide(grantId, true, proposer)).toEqual({
      ok: false,
      code: 'approval-by-proposer',
    });
    expect(await decide(grantId, false, proposer)).toMatchObject({
      ok: true,
      grant: { state: 'rejected' },
      posted: [],
    });
    expect((await ledger.balance(participantId)).balance).toBe(0);
  });

  test('the database itself refuses one person for two', async () => {
    const grantId = await propose([await addPerson(ledger)]);
    await expect(
      runSql(
        database.url,
        `update grants set approved = true, decided_by = proposed_by, decided_at = now()
         where grant_id = $1`,
        [grantId],
      ),
    ).rejects.toMatchObject({ constraint: 'grants_two_people' });
  });

  test('decided once: the same again changes nothing, the other way is refused', async () => {
    const participantId = await addPerson(ledger);
    const grantId = await propose([participantId]);
    const answers = await Promise.all(Array.from({ length: 10 }, () => decide(grantId, true)));
    expect(answers.every((answer) => answer.ok)).toBe(true);
    expect(answers.filter((answer) => answer.ok && answer.posted.length > 0)).toHaveLength(1);
    expect(await decide(grantId, false)).toEqual({ ok: false, code: 'grant-decided' });
    expect((await ledger.balance(participantId)).balance).toBe(50);
  });

  test('a proposal lapses', async () => {
    const grantId = await propose([await addPerson(ledger)], {}, '2026-11-22T02:00:00.000Z');
    const late = '2026-11-22T02:00:00.000Z';
    expect(await decide(grantId, true, approver, late)).toEqual({
      ok: false,
      code: 'grant-lapsed',
    });
    expect(await decide(randomUUID(), true)).toEqual({ ok: false, code: 'grant-unknown' });
  });

  test('a grant for somebody who is not in the books, or not any more, is not proposed', async () => {
    const erased = await addPerson(ledger);
    await ledger.eraseParticipant(erased, AT);
    for (const stranger of [randomUUID(), erased]) {
      const grant = {
        kind: 'campaign',
        points: 50,
        reason: '開始一周年',
        participantIds: [await addPerson(ledger), stranger],
      } as const;
      expect(
        await ledger.proposeGrant({
          grantId: randomUUID(),
          grant: { ...grant, participantIds: [...grant.participantIds] },
          staffId: proposer,
          at: AT,
          lapsesAt: LAPSES_AT,
        }),
      ).toEqual({ ok: false, code: 'participant-unknown' });
    }
  });

  test('whoever is erased between proposal and approval is left out', async () => {
    const [stays, goes] = [await addPerson(ledger), await addPerson(ledger)];
    const grantId = await propose([stays, goes]);
    await ledger.eraseParticipant(goes, AT);
    expect(await decide(grantId, true)).toMatchObject({ posted: [{ participantId: stays }] });
    expect((await ledger.balance(goes)).balance).toBe(0);
  });

  test('PT3 a correction that somebody cannot give stops all of it, and says who', async () => {
    const rich = await addPersonWith(ledger, 100);
    const poor = await addPersonWith(ledger, 30);
    const grantId = await propose([rich, poor], { kind: 'correction', points: -50 });
    expect(await decide(grantId, true)).toEqual({
      ok: false,
      code: 'balance-insufficient',
      balance: 30,
      needed: 50,
      participantIds: [poor],
    });
    expect(await ledger.balance(rich)).toMatchObject({ balance: 100, earned: 100 });
    const less = await propose([rich, poor], { kind: 'correction', points: -30 });
    expect(await decide(less, true)).toMatchObject({ ok: true });
    expect(await ledger.balance(rich)).toMatchObject({ balance: 70, earned: 70 });
    expect(await ledger.balance(poor)).toMatchObject({ balance: 0, earned: 0 });
  });

  test('grants for the same people at once, with check-ins between, wait in no circle', async () => {
    const people = await addPeople(ledger, 20);
    const grants = await Promise.all(
      [people, people.toReversed(), people].map((named, index) =>
        propose(named, index === 1 ? { kind: 'correction', points: 10 } : {}),
      ),
    );
    const answers = await Promise.all(grants.map((grantId) => decide(grantId, true)));
    expect(answers.every((answer) => answer.ok)).toBe(true);
    expect((await ledger.balance(people[7]!)).balance).toBe(110);
  });

  test('open proposals stand before decided ones, newest first', async () => {
    const participantId = await addPerson(ledger);
    const decided = await propose([participantId]);
    await decide(decided, false);
    const open = await propose([participantId]);
    const { grants, openCount } = await ledger.grants(1_000);
    const states = grants.map(({ state }) => state);
    expect(states.lastIndexOf('proposed')).toBe(openCount - 1);
    const places = [open, decided].map((id) => grants.findIndex(({ grantId }) => grantId === id));
    expect(places[0]).toBeLessThan(openCount);
    expect(places[1]).toBeGreaterThanOrEqual(openCount);
  });
});
