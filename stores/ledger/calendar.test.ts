import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ledgerDatabases } from '../../tests/ledger-database.ts';
import type { LedgerDatabase } from '../../tests/ledger-database.ts';
import { addActivity, sampleActivity } from '../../tests/ledger-samples.ts';
import { createLedger } from './create-ledger.ts';
import type { Ledger } from './ledger.ts';
import { migrateLedger } from './migrate.ts';

const FROM_MS = Date.parse('2031-05-05T00:00:00Z');
const HOUR_MS = 60 * 60 * 1000;

const times = (fromHour: number, toHour: number) => ({
  startsAt: new Date(FROM_MS + fromHour * HOUR_MS).toISOString(),
  endsAt: new Date(FROM_MS + toHour * HOUR_MS).toISOString(),
});

describe.each(ledgerDatabases)('the calendar on $name', ({ start }) => {
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

  const search = async (text: string) =>
    (
      await ledger.calendar({ fromMs: FROM_MS, search: text, after: null, limit: 100 })
    ).activities.map((activity) => activity.activityId);

  test('what comes is listed by start, without what is over, cancelled or practice', async () => {
    const late = await addActivity(ledger, { ...times(5, 6), name: '並び' });
    const running = await addActivity(ledger, { ...times(-2, 1), name: '並び' });
    await addActivity(ledger, { ...times(-2, 0), name: '並び' });
    await addActivity(ledger, { ...times(2, 3), name: '並び', practice: true });
    const cancelled = await addActivity(ledger, { ...times(2, 3), name: '並び' });
    await ledger.changeActivity(cancelled, { cancelled: true }, '2031-05-01T00:00:00.000Z');
    expect(await search('並び')).toEqual([running, late]);
    const page = await ledger.calendar({ fromMs: FROM_MS, search: '並び', after: null, limit: 1 });
    const { nameEn, nameEasy, venue, organizer, kind, takesCards } = sampleActivity();
    expect(page.activities).toEqual([
      {
        nameEn,
        nameEasy,
        venue,
        organizer,
        kind,
        takesCards,
        ...times(-2, 1),
        name: '並び',
        activityId: running,
        cancelledAt: null,
        points: 100,
      },
    ]);
  });

  test('pages follow each other, also where many begin at one time', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 7; index += 1) {
      ids.push(await addActivity(ledger, { ...times(30 + (index > 4 ? 1 : 0), 40), name: '頁' }));
    }
    const seen: string[] = [];
    let after: string | null = null;
    let pages = 0;
    do {
      const page = await ledger.calendar({ fromMs: FROM_MS, search: '頁', after, limit: 3 });
      seen.push(...page.activities.map((activity) => activity.activityId));
      after = page.after;
      pages += 1;
    } while (after !== null && pages < 10);
    expect(pages).toBe(3);
    expect(seen).toEqual([...ids.slice(0, 5).toSorted(), ...ids.slice(5).toSorted()]);
  });

  test.each(["1' or true", '', 'yesterday_x', '2031-13-45T00:00:00.000Z_x', '2031-05-05'])(
    'a place that nobody gave ends in an empty page: %j',
    async (after) => {
      await addActivity(ledger, times(1, 2));
      expect(await ledger.calendar({ fromMs: FROM_MS, search: '', after, limit: 3 })).toEqual({
        activities: [],
        after: null,
      });
    },
  );

  test('a plain piece of text is found in names, organizer and venue, capital or small', async () => {
    const activityId = await addActivity(ledger, {
      ...times(3, 4),
      name: '100%_まつり',
      nameEn: 'Lantern FEST',
      nameEasy: 'とうろう',
      venue: String.raw`二の丸\広場`,
      organizer: '灯籠実行委員会',
    });
    for (const text of ['0%_ま', 'lantern fest', 'とうろ', String.raw`丸\広`, '灯籠実行']) {
      expect(await search(text), text).toEqual([activityId]);
    }
    for (const text of ['1_0%', '100_まつり', '%とうろう', String.raw`\\`, '灯籠 実行']) {
      expect(await search(text), text).toEqual([]);
    }
    expect(await search('')).toContain(activityId);
  });
});
