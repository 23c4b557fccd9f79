import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CertificateContent } from '#domain/certificate.ts';
import { ledgerDatabases } from '../../tests/ledger-database.ts';
import type { LedgerDatabase } from '../../tests/ledger-database.ts';
import {
  addActivity,
  addPeople,
  addPerson,
  admittedLine,
  departedLine,
} from '../../tests/ledger-samples.ts';
import { createLedger } from './create-ledger.ts';
import type { Ledger } from './ledger.ts';
import { ledgerLimits } from './limits.ts';
import { migrateLedger } from './migrate.ts';

const onTheDay = (time: string) => `2026-11-22T${time}.000Z`;

function contentOf(certificateId: string, issuedAt: string): CertificateContent {
  return {
    certificateId,
    name: '熊本 花子',
    fiscalYear: 2026,
    participations: 2,
    minutes: 90,
    rankName: '新芽',
    activities: [
      { date: '2026-05-01', name: '清掃 "朝"', organizer: '課', venue: '川\\岸', minutes: 90 },
      { date: '2026-06-01', name: '祭り🏮', organizer: '課', venue: '城', minutes: null },
    ],
    issuedAt,
  };
}

describe.each(ledgerDatabases)('certificates on $name', ({ start }) => {
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

  /** An activity of 01:00 to 04:00 to which they came and from which they went at these times. */
  async function takePart(personId: string, arrived: string, ...departed: string[]): Promise<void> {
    const activityId = await addActivity(ledger);
    await ledger.postOutcomes(activityId, [
      admittedLine(personId, 1, { scannedAt: onTheDay(arrived) }),
      ...departed.map((time, index) =>
        departedLine(personId, index + 2, { scannedAt: onTheDay(time) }),
      ),
    ]);
  }

  describe('what there is to certify', () => {
    test.each<[string, string, string[], number | null]>([
      ['to the departure', '01:00:00', ['03:30:59'], 150],
      ['to the last departure', '01:00:00', ['02:00:00', '03:00:00', '02:30:00'], 120],
      ['no longer than the activity', '01:00:00', ['09:00:00'], 180],
      ['not at all without a departure', '01:00:00', [], null],
      ['not at all by a departure before the arrival', '02:00:00', ['01:30:00'], null],
      ['never less than 0', '04:10:00', ['04:20:00'], 0],
    ])('the time runs %s', async (_, arrived, departed, minutes) => {
      const personId = await addPerson(ledger);
      await takePart(personId, arrived, ...departed);
      expect(await ledger.certifiedActivities(personId, 2026)).toEqual([
        {
          date: '2026-11-22',
          name: '白川清掃',
          organizer: '市民協働課',
          venue: '白川河川敷',
          minutes,
        },
      ]);
    });

    test('a departure of somebody else, or elsewhere, is not theirs', async () => {
      const [personId, other] = await addPeople(ledger, 2);
      await takePart(personId!, '01:00:00');
      await takePart(personId!, '01:00:00', '02:00:00');
      await takePart(other!, '01:00:00', '03:00:00');
      const certified = await ledger.certifiedActivities(personId!, 2026);
      expect(certified).toHaveLength(2);
      expect(new Set(certified.map(({ minutes }) => minutes))).toEqual(new Set([60, null]));
    });

    test('RK1 years are those of the activity’s date in Tokyo; practice is none', async () => {
      const personId = await addPerson(ledger);
      const endsAt = '2027-03-31T16:00:00.000Z';
      const days = {
        '2027-03-31T14:59:00.000Z': false,
        '2027-03-31T15:00:00.000Z': false,
        '2027-03-31T15:01:00.000Z': true,
        '2026-04-30T00:00:00.000Z': false,
      };
      for (const [startsAt, practice] of Object.entries(days)) {
        const activityId = await addActivity(ledger, { startsAt, endsAt, practice });
        await ledger.postOutcomes(activityId, [
          admittedLine(personId, 1, { scannedAt: startsAt }),
          ...(startsAt.startsWith('2027-03-31T14')
            ? [departedLine(personId, 2, { scannedAt: '2027-03-31T15:30:00.000Z' })]
            : []),
        ]);
      }
      const dates = async (year: number) =>
        (await ledger.certifiedActivities(personId, year)).map(({ date }) => date);
      expect(await dates(2026)).toEqual(['2026-04-30', '2027-03-31']);
      expect(await dates(2027)).toEqual(['2027-04-01']);
      expect(await dates(2025)).toEqual([]);
      expect(await ledger.certifiableYears(personId)).toEqual([
        { fiscalYear: 2027, participations: 1, minutes: 0 },
        { fiscalYear: 2026, participations: 2, minutes: 31 },
      ]);
      expect(await ledger.certifiableYears(randomUUID())).toEqual([]);
    });

    test('RK1 people are counted by their participations, from none', async () => {
      const before = await ledger.participationCounts(2041);
      expect([...before.keys()]).toEqual([0]);
      const [twice, once, , erased] = await addPeople(ledger, 4);
      const startsAt = '2041-05-01T01:00:00.000Z';
      const endsAt = '2041-05-01T02:00:00.000Z';
      for (const people of [[twice!, once!, erased!], [twice!]]) {
        const activityId = await addActivity(ledger, { startsAt, endsAt });
        await ledger.postOutcomes(
          activityId,
          people.map((personId, index) => admittedLine(personId, index + 1)),
        );
      }
      await ledger.eraseParticipant(erased!, startsAt);
      expect(await ledger.participationCounts(2041)).toEqual(
        new Map([
          [0, before.get(0)! + 1],
          [1, 1],
          [2, 1],
        ]),
      );
    });
  });

  describe('certificates', () => {
    test('what was signed comes back to the letter', async () => {
      const personId = await addPerson(ledger);
      const content = contentOf(randomUUID(), '2026-11-22T10:00:00.000+09:00');
      const signed = { content, keyId: 255, signatureHex: '0f'.repeat(64) };
      await ledger.addCertificate(personId, signed);
      const second = contentOf(randomUUID(), '2026-11-23T01:00:00.000Z');
      await ledger.addCertificate(personId, { ...signed, content: second });
      expect(await ledger.certificate(content.certificateId)).toEqual({
        ...signed,
        revokedAt: null,
        participantId: personId,
      });
      const listed = await ledger.certificatesOf(personId);
      expect(listed.map(({ certificateId }) => certificateId).toSorted()).toEqual(
        [content.certificateId, second.certificateId].toSorted(),
      );
      const { name, fiscalYear, participations, minutes } = content;
      expect(listed).toContainEqual({
        certificateId: content.certificateId,
        name,
        fiscalYear,
        participations,
        minutes,
        issuedAt: content.issuedAt,
        revokedAt: null,
      });
      expect(await ledger.certificate(randomUUID())).toBeNull();
      // Nobody of that id, nothing kept.
      const nobodys = { ...signed, content: contentOf(randomUUID(), content.issuedAt) };
      await ledger.addCertificate(randomUUID(), nobodys);
      expect(await ledger.certificate(nobodys.content.certificateId)).toBeNull();
    });

    test('the newest are listed, however many somebody had made', async () => {
      const personId = await addPerson(ledger);
      const ids = Array.from({ length: ledgerLimits.certificatesListed + 1 }, () => randomUUID());
      for (const certificateId of ids) {
        const content = contentOf(certificateId, '2026-11-22T01:00:00.000Z');
        await ledger.addCertificate(personId, { content, keyId: 1, signatureHex: '0f'.repeat(64) });
      }
      const listed = (await ledger.certificatesOf(personId)).map((each) => each.certificateId);
      expect(listed).toHaveLength(ledgerLimits.certificatesListed);
      expect(listed).toContain(ids.at(-1));
    });

    test('revoking keeps its first time', async () => {
      const personId = await addPerson(ledger);
      const content = contentOf(randomUUID(), '2026-11-22T01:00:00.000Z');
      await ledger.addCertificate(personId, { content, keyId: 1, signatureHex: '0f'.repeat(64) });
      const at = '2026-11-23T01:00:00.000Z';
      expect(await ledger.revokeCertificate(content.certificateId, at)).toBe(true);
      expect(
        await ledger.revokeCertificate(content.certificateId, '2026-11-24T01:00:00.000Z'),
      ).toBe(true);
      expect(await ledger.certificate(content.certificateId)).toMatchObject({ revokedAt: at });
      expect(await ledger.revokeCertificate(randomUUID(), at)).toBe(false);
    });
  });
});
