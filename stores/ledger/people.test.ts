import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FIRST_PROGRAM_VERSION } from '#domain/program.ts';
import { ledgerDatabases, runSql } from '../../tests/ledger-database.ts';
import type { LedgerDatabase } from '../../tests/ledger-database.ts';
import {
  SAMPLE_CARD,
  addActivity,
  addPerson,
  admittedLine,
  sampleActivity,
} from '../../tests/ledger-samples.ts';
import { createLedger } from './create-ledger.ts';
import type { Ledger } from './ledger.ts';
import { migrateLedger } from './migrate.ts';

const NOTHING = { balance: 0, earned: 0, coupons: 0, tickets: 0 };

describe.each(ledgerDatabases)('people and activities on $name', ({ start }) => {
  let database: LedgerDatabase;
  let ledger: Ledger;

  beforeAll(async () => {
    database = await start();
    await migrateLedger({ databaseUrl: database.url });
    ledger = createLedger({ databaseUrl: database.url });
  });

  afterAll(async () => {
    await ledger?.close();
    await database?.stop();
  });

  describe('people', () => {
    test('a person has a name, a pass, a token and an account at 0', async () => {
      const participantId = randomUUID();
      const tokenHash = participantId.replaceAll('-', '');
      const pass = await ledger.createParticipant({
        participantId,
        nickname: '楠の木 🌳',
        tokenHash,
        pass: {
          kind: 'phone',
          keyId: 255,
          validUntilS: 4_294_967_295,
          devicePublicKeyHex: 'a5'.repeat(32),
        },
      });
      expect(pass).toEqual({
        serial: expect.any(Number),
        participantId,
        kind: 'phone',
        keyId: 255,
        validUntilS: 4_294_967_295,
        revoked: false,
        devicePublicKeyHex: 'a5'.repeat(32),
        onPhone: true,
      });
      expect(await ledger.person(participantId)).toEqual({
        participantId,
        nickname: '楠の木 🌳',
        passes: [pass],
        participationsByYear: {},
      });
      expect(await ledger.participantByToken(tokenHash)).toEqual({ state: 'good', participantId });
      expect(await ledger.participantByToken('ff')).toBeNull();
      expect(await ledger.balance(participantId)).toEqual(NOTHING);
      expect(await ledger.person(randomUUID())).toBeNull();
      expect(await ledger.balance(randomUUID())).toEqual(NOTHING);
    });

    test('tokens that are asked for at once are each answered with their own holder', async () => {
      const people = await Promise.all(
        Array.from({ length: 30 }, async (_, place) => {
          const [participantId, tokenHash] = [randomUUID(), randomUUID()];
          const pass = SAMPLE_CARD;
          await ledger.createParticipant({ participantId, nickname: `${place}`, tokenHash, pass });
          return { participantId, tokenHash };
        }),
      );
      const first = ledger.participantByToken(people[0]!.tokenHash);
      await ledger.ping();
      const [nobody, twice, all] = await Promise.all([
        ledger.participantByToken(randomUUID()),
        ledger.participantByToken(people[1]!.tokenHash),
        Promise.all(people.map(({ tokenHash }) => ledger.participantByToken(tokenHash))),
      ]);
      expect(nobody).toBeNull();
      expect(all).toEqual(people.map(({ participantId }) => ({ state: 'good', participantId })));
      expect([await first, twice]).toEqual([all[0], all[1]]);
    });

    test('many who are looked up at once are each answered with themselves', async () => {
      const activityId = await addActivity(ledger);
      const people: string[] = [];
      for (let index = 0; index < 40; index += 1)
        people.push(await addPerson(ledger, `人${index}`));
      const lines = people.map((personId, index) => admittedLine(personId, index + 1));
      await ledger.postOutcomes(activityId, lines.slice(0, 20));
      const strangers = people.map(() => randomUUID());
      const asked = [...people, ...strangers, ...people].toSorted();
      const [early, nobody, found] = await Promise.all([
        ledger.person(people[0]!),
        ledger.person('no uuid'),
        Promise.all(asked.map((personId) => ledger.person(personId))),
      ]);
      expect(early?.participantId).toBe(people[0]);
      for (const [index, personId] of asked.entries()) {
        const at = people.indexOf(personId);
        if (at < 0) expect(found[index]).toBeNull();
        else {
          expect(found[index]).toMatchObject({
            participantId: personId,
            nickname: `人${at}`,
            passes: [{ participantId: personId, kind: 'card' }],
          });
          expect(found[index]?.participationsByYear).toEqual(at < 20 ? { 2026: 1 } : {});
        }
      }
      expect(nobody).toBeNull();
    });

    test('cards are listed by serial, in pages, without phones', async () => {
      const phone = { ...SAMPLE_CARD, kind: 'phone' } as const;
      const first = await ledger.person(await addPerson(ledger, '一'));
      await ledger.createParticipant({
        participantId: randomUUID(),
        nickname: 'phone',
        tokenHash: null,
        pass: phone,
      });
      const second = await ledger.person(await addPerson(ledger, '二'));
      const [one] = first!.passes;
      const page = await ledger.cardPasses({ afterSerial: one!.serial - 1, limit: 10 });
      expect(page).toEqual([
        { ...one, nickname: '一' },
        { ...second!.passes[0], nickname: '二' },
      ]);
      expect(await ledger.cardPasses({ afterSerial: one!.serial - 1, limit: 1 })).toHaveLength(1);
    });

    test('PP1 erasing a person leaves every sum, and nothing that names them', async () => {
      const activityId = await addActivity(ledger);
      const personId = randomUUID();
      const tokenHash = personId.replaceAll('-', '');
      await ledger.createParticipant({
        participantId: personId,
        nickname: '消える人',
        tokenHash,
        pass: SAMPLE_CARD,
      });
      await ledger.postOutcomes(activityId, [admittedLine(personId, 1)]);
      const sums = () =>
        runSql(
          database.url,
          `select (select count(*)::int from entries) as entries,
             (select count(*)::int from check_ins) as check_ins,
             (select sum(balance)::text from accounts where owner = $1) as balance`,
          [personId],
        );
      const before = await sums();
      const at = '2026-12-01T00:00:00.000Z';
      expect(await ledger.eraseParticipant(personId, at)).toBe(true);
      expect(await ledger.eraseParticipant(personId, at)).toBe(true);
      expect(await ledger.eraseParticipant(randomUUID(), at)).toBe(false);
      expect(await sums()).toEqual(before);
      expect(await ledger.person(personId)).toBeNull();
      expect(await ledger.nicknames([personId])).toEqual(new Map());
      expect(await ledger.participantByToken(tokenHash)).toBeNull();
      const passes = await runSql(database.url, 'select * from passes where participant_id = $1', [
        personId,
      ]);
      expect(passes).toMatchObject([{ revoked_at: new Date(at) }]);
      expect(await ledger.balance(personId)).toEqual({ ...NOTHING, balance: 100, earned: 100 });
      const names = await runSql(database.url, 'select * from participant_names');
      expect(JSON.stringify(names)).not.toContain('消える人');
      // The same person's line that was still on its way is booked all the same.
      const other = await addActivity(ledger);
      const report = await ledger.postOutcomes(other, [admittedLine(personId, 1)]);
      expect(report.awarded).toBe(1);
    });

    test('the history turns its pages from the newest to the oldest', async () => {
      const personId = await addPerson(ledger);
      const activities: string[] = [];
      for (let index = 0; index < 5; index += 1) {
        const activityId = await addActivity(ledger, { name: `活動${index}` });
        activities.push(activityId);
        await ledger.postOutcomes(activityId, [admittedLine(personId, 1)]);
      }
      const seen: (string | undefined)[] = [];
      let before: string | null = null;
      let pages = 0;
      do {
        const page = await ledger.entries(personId, { before, limit: 2 });
        expect(page.entries.every((entry) => entry.amount === 100 && entry.kind === 'award')).toBe(
          true,
        );
        seen.push(...page.entries.map((entry) => entry.activity?.activityId));
        before = page.before;
        pages += 1;
      } while (before !== null && pages < 10);
      expect(seen).toEqual(activities.toReversed());
      expect(pages).toBe(3);
      const nothing = await ledger.entries(personId, { before: "1' or true", limit: 2 });
      expect(nothing).toEqual({ entries: [], before: null });
    });
  });

  describe('RK1 the fiscal year is the activity’s, whenever the scan arrives', () => {
    test('31 March 14:59Z belongs to the old year, 15:00Z to the new one', async () => {
      const personId = await addPerson(ledger);
      const march = await addActivity(ledger, {
        startsAt: '2027-03-31T14:59:00.000Z',
        endsAt: '2027-03-31T16:00:00.000Z',
      });
      const april = await addActivity(ledger, {
        startsAt: '2027-03-31T15:00:00.000Z',
        endsAt: '2027-03-31T16:00:00.000Z',
      });
      const practice = await addActivity(ledger, {
        startsAt: '2027-03-31T14:00:00.000Z',
        practice: true,
        endsAt: '2027-03-31T16:00:00.000Z',
      });
      const uploadedLate = { decidedAt: '2027-04-20T01:00:00.000Z', recordedOffline: true };
      await ledger.postOutcomes(practice, [admittedLine(personId, 1, uploadedLate)]);
      const inApril = await ledger.postOutcomes(april, [admittedLine(personId, 1)]);
      const inMarch = await ledger.postOutcomes(march, [admittedLine(personId, 1, uploadedLate)]);
      expect(inApril).toMatchObject({
        fiscalYear: 2027,
        participations: [{ participantId: personId, participations: 1 }],
      });
      expect(inMarch).toMatchObject({
        fiscalYear: 2026,
        participations: [{ participantId: personId, participations: 1 }],
      });
      expect((await ledger.person(personId))?.participationsByYear).toEqual({ 2026: 1, 2027: 1 });
    });

    test('participations are counted, absolute, over all activities of the year', async () => {
      const personId = await addPerson(ledger);
      for (let count = 1; count <= 3; count += 1) {
        const activityId = await addActivity(ledger);
        const report = await ledger.postOutcomes(activityId, [admittedLine(personId, 1)]);
        expect(report.participations).toEqual([{ participantId: personId, participations: count }]);
      }
    });
  });

  describe('activities', () => {
    test('PG1 points follow the criteria that hold on the activity’s date', async () => {
      const kinds = await Promise.all([
        ledger.createActivity(randomUUID(), sampleActivity()),
        ledger.createActivity(randomUUID(), sampleActivity({ kind: 'attendance' })),
        ledger.createActivity(randomUUID(), sampleActivity({ practice: true })),
      ]);
      expect(kinds.map((activity) => activity.points)).toEqual([100, 50, 0]);
      await ledger.putProgramVersion({
        ...FIRST_PROGRAM_VERSION,
        validFrom: '2028-04-01',
        points: { volunteering: 120, attendance: 60 },
      });
      const lastDay = { startsAt: '2028-03-31T14:59:59.000Z', endsAt: '2028-04-01T04:00:00.000Z' };
      const firstDay = { ...lastDay, startsAt: '2028-03-31T15:00:00.000Z' };
      const [before, after] = [
        await ledger.activity(await addActivity(ledger, lastDay)),
        await ledger.activity(await addActivity(ledger, firstDay)),
      ];
      expect([before?.points, after?.points]).toEqual([100, 120]);
    });

    test('lists hold what overlaps, by start', async () => {
      const hour = 60 * 60 * 1000;
      const fromMs = Date.parse('2031-05-05T00:00:00Z');
      const at = (hours: number) => new Date(fromMs + hours * hour).toISOString();
      const add = (from: number, to: number) =>
        addActivity(ledger, { startsAt: at(from), endsAt: at(to) });
      const late = await add(5, 6);
      const early = await add(-2, 1);
      const gone = await add(-2, 0);
      const next = await add(24, 25);
      const listed = await ledger.activitiesBetween(fromMs, fromMs + 24 * hour);
      expect(listed.map((activity) => activity.activityId)).toEqual([early, late]);
      const following = await ledger.activitiesAfter(fromMs + 24 * hour, 20);
      expect(following.map((activity) => activity.activityId)).toEqual([next]);
      expect(await ledger.activity(gone)).not.toBeNull();
    });

    test('a change changes what it names and nothing else', async () => {
      const activityId = await addActivity(ledger);
      const before = await ledger.activity(activityId);
      const at = '2026-11-20T00:00:00.000Z';
      const changed = await ledger.changeActivity(
        activityId,
        {
          name: '新しい名前',
          capacity: 10,
          expected: null,
          closesAt: '2026-11-22T14:00:00+09:00',
          takesCards: false,
        },
        at,
      );
      expect(before?.takesCards).toBe(true);
      expect(changed).toEqual({
        ...before,
        name: '新しい名前',
        capacity: 10,
        expected: null,
        closesAt: '2026-11-22T05:00:00.000Z',
        takesCards: false,
      });
    });

    test('a cancellation keeps its first time and can be taken back', async () => {
      const activityId = await addActivity(ledger);
      const cancel = (cancelled: boolean, at: string) =>
        ledger.changeActivity(activityId, { cancelled }, at);
      const first = await cancel(true, '2026-11-20T00:00:00.000Z');
      expect(first?.cancelledAt).toBe('2026-11-20T00:00:00.000Z');
      expect(await cancel(true, '2026-11-21T00:00:00.000Z')).toEqual(first);
      expect((await cancel(false, '2026-11-21T00:00:00.000Z'))?.cancelledAt).toBeNull();
      expect(await ledger.activity(activityId)).toMatchObject({ cancelledAt: null });
      expect(await ledger.changeActivity(randomUUID(), {}, '2026-11-21T00:00:00Z')).toBeNull();
    });
  });
});
