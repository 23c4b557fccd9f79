import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OutboxLine } from '#domain/contract/outbox.ts';
import { ledgerDatabases, runSql } from '../../tests/ledger-database.ts';
import type { LedgerDatabase } from '../../tests/ledger-database.ts';
import {
  addActivity,
  addKiosk,
  addPeople,
  addPerson,
  admittedLine,
  refusedLine,
  sampleFacts,
} from '../../tests/ledger-samples.ts';
import { createLedger } from './create-ledger.ts';
import type { Ledger } from './ledger.ts';
import { UnbookableLines } from './ledger.ts';
import { migrateLedger } from './migrate.ts';

describe.each(ledgerDatabases)('posting on $name', ({ start }) => {
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

  const countOf = async (table: string, activityId: string): Promise<unknown> =>
    (
      await runSql(
        database.url,
        `select count(*)::int as count from ${table} where activity_id = $1`,
        [activityId],
      )
    )[0]?.['count'];

  async function bookedLines(activityId: string): Promise<OutboxLine[]> {
    const lines: OutboxLine[] = [];
    for await (const page of ledger.outcomesOf(activityId)) lines.push(...page);
    return lines;
  }

  test('PT1 a batch awards each check-in once, however often it comes', async () => {
    const activityId = await addActivity(ledger);
    const people = await addPeople(ledger, 5);
    const lines = people.map((personId, index) => admittedLine(personId, index + 1));
    const report = await ledger.postOutcomes(activityId, lines);
    expect(report).toMatchObject({ posted: 5, awarded: 5, conflicts: [], fiscalYear: 2026 });
    expect(report.participations).toHaveLength(5);
    const awards = lines.map(({ facts }) => ({
      participantId: facts.participantId,
      transactionId: facts.outcomeId,
      transactionKind: 'award',
      amount: 100,
    }));
    expect(byTransaction(report.awards)).toEqual(byTransaction(awards));

    const again = await ledger.postOutcomes(activityId, lines);
    expect(again).toMatchObject({ posted: 0, awarded: 0, conflicts: [] });
    // Whoever posts the batch again after a crash still learns the figures.
    expect(again.participations).toEqual(report.participations);
    expect(byTransaction(again.awards)).toEqual(byTransaction(awards));
    for (const personId of people) {
      expect(await ledger.balance(personId)).toMatchObject({ balance: 100, earned: 100 });
    }
    expect(await countOf('transactions', activityId)).toBe(5);
  });

  test('PT1 overlapping batches, posted at the same moment in any order, award once', async () => {
    const activityId = await addActivity(ledger);
    const people = await addPeople(ledger, 30);
    const lines = people.map((personId, index) => admittedLine(personId, index + 1));
    const batches = [
      lines,
      lines.slice(10),
      lines.slice(0, 20).toReversed(),
      lines.slice(5, 25),
      lines,
    ];
    const reports = await Promise.all(
      batches.map((batch) => ledger.postOutcomes(activityId, batch)),
    );
    expect(reports.reduce((sum, report) => sum + report.awarded, 0)).toBe(30);
    expect(await countOf('check_ins', activityId)).toBe(30);
    expect(await countOf('transactions', activityId)).toBe(30);
    for (const personId of people) expect((await ledger.balance(personId)).balance).toBe(100);
  });

  test('batches of different activities with the same people do not block each other for good', async () => {
    const people = await addPeople(ledger, 40);
    const activities = await Promise.all([1, 2, 3, 4].map(() => addActivity(ledger)));
    const reports = await Promise.all(
      activities.map((activityId, at) =>
        ledger.postOutcomes(
          activityId,
          (at % 2 === 0 ? people : people.toReversed()).map((personId, index) =>
            admittedLine(personId, index + 1),
          ),
        ),
      ),
    );
    expect(reports.map((report) => report.awarded)).toEqual([40, 40, 40, 40]);
    for (const personId of people) expect((await ledger.balance(personId)).balance).toBe(400);
  });

  test('CI3 one person admitted under two ids: one award, the second becomes a conflict', async () => {
    const activityId = await addActivity(ledger);
    const east = await addKiosk(ledger, activityId, '東口');
    const west = await addKiosk(ledger, activityId, '西口');
    const personId = await addPerson(ledger, 'あさひ');
    const first = admittedLine(personId, 1, { kioskId: east });
    const second = admittedLine(personId, 2, {
      kioskId: west,
      scannedAt: '2026-11-22T01:30:00.000Z',
    });
    await ledger.postOutcomes(activityId, [first]);
    const report = await ledger.postOutcomes(activityId, [second]);
    expect(report).toMatchObject({ posted: 1, awarded: 0 });
    expect(report.conflicts).toEqual([
      {
        conflictId: second.facts.outcomeId,
        activityId,
        nickname: 'あさひ',
        first: { at: first.facts.scannedAt, kiosk: '東口' },
        second: { at: second.facts.scannedAt, kiosk: '西口' },
        resolvedAt: null,
      },
    ]);
    expect((await ledger.balance(personId)).balance).toBe(100);
    // The live state that is rebuilt from the books answers the second scan as the books decided.
    expect((await bookedLines(activityId)).at(-1)).toMatchObject({
      outcome: 'already-admitted',
      facts: second.facts,
      firstAt: first.facts.scannedAt,
      firstKioskId: east,
    });
    expect(await ledger.postOutcomes(activityId, [second])).toMatchObject({
      posted: 0,
      conflicts: report.conflicts,
    });
    expect(await ledger.conflictsOf(activityId)).toEqual(report.conflicts);
  });

  test('CI1 the same scan decided twice under two ids is one check-in and no conflict', async () => {
    const activityId = await addActivity(ledger);
    const personId = await addPerson(ledger);
    const first = admittedLine(personId, 1);
    const second = admittedLine(personId, 2, { ...first.facts, outcomeId: randomUUID() });
    const report = await ledger.postOutcomes(activityId, [first, second]);
    expect(report).toMatchObject({ posted: 1, awarded: 1, conflicts: [] });
    expect(await countOf('check_ins', activityId)).toBe(1);
    expect(await countOf('scan_outcomes', activityId)).toBe(0);
  });

  test('an id that is in the books with other content is an error, and nothing of the batch stays', async () => {
    const activityId = await addActivity(ledger);
    const [one, two] = await addPeople(ledger, 2);
    const line = admittedLine(one!, 1);
    await ledger.postOutcomes(activityId, [line]);
    const forged = admittedLine(two!, 3, { ...line.facts, participantId: two! });
    await expect(
      ledger.postOutcomes(activityId, [refusedLine('pass-forged', 2), forged]),
    ).rejects.toThrow(/somebody else/);
    const other = admittedLine(one!, 4, { ...line.facts, contentHash: 'ff' });
    await expect(ledger.postOutcomes(activityId, [other])).rejects.toThrow(/other content/);
    expect(await bookedLines(activityId)).toEqual([line]);
  });

  test('CI6 every refusal is kept, with its reason and the shortened code', async () => {
    const activityId = await addActivity(ledger);
    const scan = randomUUID();
    const lines = [
      refusedLine('pass-unreadable', 1, { codeHint: 'https://exa…', via: null }),
      refusedLine('activity-full', 2, { participantId: randomUUID(), scanId: scan }),
      // Another scan under the id of the one before: both stay.
      refusedLine('scan-conflict', 3, { scanId: scan }),
      refusedLine('scan-conflict', 4, { scanId: scan }),
      refusedLine('not-checked-in', 5, { direction: 'out', participantId: randomUUID() }),
    ];
    expect(await ledger.postOutcomes(activityId, lines)).toMatchObject({
      posted: 5,
      awarded: 0,
      participations: [],
    });
    expect(await ledger.postOutcomes(activityId, lines)).toMatchObject({ posted: 0 });
    // A refusal decided again under another id says nothing new.
    const again = refusedLine('activity-full', 6, { scanId: scan });
    expect(await ledger.postOutcomes(activityId, [again])).toMatchObject({ posted: 0 });
    expect(await bookedLines(activityId)).toEqual(lines);
  });

  test('everything booked comes back as the lines that it was, in order, in pages', async () => {
    const activityId = await addActivity(ledger);
    const people = await addPeople(ledger, 8);
    const kioskId = randomUUID();
    const lines: OutboxLine[] = [];
    for (let index = 0; index < 2_400; index += 1) {
      const seq = index + 1;
      const personId = people[index];
      if (personId !== undefined) lines.push(admittedLine(personId, seq, { via: 'phone' }));
      else if (index % 3 === 0) lines.push(refusedLine('pass-expired', seq));
      else {
        lines.push({
          outcome: 'departed',
          seq,
          facts: sampleFacts({ participantId: people[0]!, direction: 'out', kioskId }),
        });
      }
    }
    lines.push({
      outcome: 'already-admitted',
      seq: 2_401,
      facts: sampleFacts({ participantId: people[1]!, kioskId }),
      firstAt: '2026-11-22T01:02:03.004Z',
      firstKioskId: kioskId,
    });
    await ledger.postOutcomes(activityId, lines.slice(1_000));
    await ledger.postOutcomes(activityId, lines.slice(0, 1_000));
    const pages: OutboxLine[][] = [];
    for await (const page of ledger.outcomesOf(activityId)) pages.push([...page]);
    expect(pages.length).toBeGreaterThan(1);
    expect(pages.flat()).toEqual(lines);
    expect(await bookedLines(randomUUID())).toEqual([]);
  });

  test('a repeat that another kiosk recorded without the network is a conflict, kept once', async () => {
    const activityId = await addActivity(ledger);
    const personId = await addPerson(ledger, 'みどり');
    const east = await addKiosk(ledger, activityId, '東口');
    const repeat = (seq: number, kioskId: string, recordedOffline: boolean): OutboxLine => ({
      outcome: 'already-admitted',
      seq,
      facts: sampleFacts({ participantId: personId, kioskId, recordedOffline }),
      firstAt: '2026-11-22T01:00:00.000Z',
      firstKioskId: east,
    });
    const unknownKiosk = randomUUID();
    const lines = [
      admittedLine(personId, 1, { kioskId: east }),
      repeat(2, unknownKiosk, true),
      repeat(3, unknownKiosk, false),
      repeat(4, east, true),
    ];
    const report = await ledger.postOutcomes(activityId, lines);
    expect(report.posted).toBe(4);
    expect(report.conflicts.map((conflict) => conflict.conflictId)).toEqual([
      lines[1]!.facts.outcomeId,
    ]);
    expect(report.conflicts[0]!.second.kiosk).toBe(unknownKiosk);
    // Whoever posts the batch again after a crash still learns of it; the books hold it once.
    expect((await ledger.postOutcomes(activityId, lines)).conflicts).toEqual(report.conflicts);
    expect(await ledger.conflictsOf(activityId)).toEqual(report.conflicts);
    // The same scan decided anew under another id, after a loss, makes no second conflict.
    const anew: OutboxLine = {
      ...lines[1]!,
      facts: { ...lines[1]!.facts, outcomeId: randomUUID() },
    };
    expect((await ledger.postOutcomes(activityId, [anew])).conflicts).toEqual([]);
    expect(await ledger.conflictsOf(activityId)).toEqual(report.conflicts);

    const conflictId = lines[1]!.facts.outcomeId;
    const resolved = await ledger.resolveConflict(conflictId, '2026-11-22T05:00:00.000Z');
    expect(resolved?.resolvedAt).toBe('2026-11-22T05:00:00.000Z');
    const resolvedAgain = await ledger.resolveConflict(conflictId, '2026-11-23T05:00:00.000Z');
    expect(resolvedAgain).toEqual(resolved);
    expect(await ledger.resolveConflict(randomUUID(), '2026-11-23T05:00:00.000Z')).toBeNull();
  });

  test('a practice activity earns nothing and counts for no rank', async () => {
    const activityId = await addActivity(ledger, { practice: true });
    const personId = await addPerson(ledger);
    const report = await ledger.postOutcomes(activityId, [admittedLine(personId, 1, {}, 100)]);
    expect(report).toMatchObject({ posted: 1, awarded: 0, participations: [] });
    expect(await ledger.balance(personId)).toMatchObject({ balance: 0, earned: 0 });
    expect((await ledger.person(personId))?.participationsByYear).toEqual({});
  });

  test('what the books do not know is refused whole: the activity, the person', async () => {
    const activityId = await addActivity(ledger);
    const known = admittedLine(await addPerson(ledger), 1);
    await expect(ledger.postOutcomes(randomUUID(), [known])).rejects.toThrow(/not in the books/);
    const stranger = admittedLine(randomUUID(), 2);
    await expect(ledger.postOutcomes(activityId, [known, stranger])).rejects.toThrow(/accounts/);
    expect(await bookedLines(activityId)).toEqual([]);
    expect(await ledger.postOutcomes(activityId, [])).toMatchObject({ posted: 0, awarded: 0 });
  });

  test('a line that cannot be booked is told from other failures, and is set aside once', async () => {
    const activityId = await addActivity(ledger);
    // JSON as the database has it could not hold this text.
    const line = refusedLine('pass-unreadable', 7, { codeHint: 'ab\0cd' });
    await expect(ledger.postOutcomes(activityId, [line])).rejects.toThrow(UnbookableLines);
    expect(await ledger.setAside(activityId, line, 'a reason')).toBe(true);
    expect(await ledger.setAside(activityId, line, 'another')).toBe(false);
    const rows = await runSql(
      database.url,
      `select line, reason, outbox_positions.seq::int as booked_seq
       from unbookable_lines join outbox_positions using (activity_id) where activity_id = $1`,
      [activityId],
    );
    expect(rows).toEqual([{ line: JSON.stringify(line), reason: 'a reason', booked_seq: 7 }]);
    expect(await bookedLines(activityId)).toEqual([]);

    const unknown = ledger.postOutcomes(randomUUID(), [line]);
    await expect(unknown).rejects.not.toThrow(UnbookableLines);
    await expect(ledger.setAside(randomUUID(), line, 'a reason')).rejects.toThrow(
      /not in the books/,
    );
  });
});

function byTransaction<One extends { readonly transactionId: string }>(all: readonly One[]): One[] {
  return all.toSorted((one, other) => one.transactionId.localeCompare(other.transactionId));
}
