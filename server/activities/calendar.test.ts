import { afterAll, beforeAll, expect, test } from 'vitest';
import { CalendarSchema } from '#domain/contract/activities.ts';
import type { Activity } from '#domain/contract/activities.ts';
import { problemIn } from '../../tests/phone-client.ts';
import { read, startSystem } from '../../tests/running-system.ts';
import type { RunningSystem, SystemNode } from '../../tests/running-system.ts';

const HOUR_MS = 3_600_000;
const UNKNOWN_ID = '01900000-0000-7000-8000-000000000000';

let system: RunningSystem;
let node: SystemNode;

beforeAll(async () => {
  system = await startSystem();
  node = system.node;
});

afterAll(() => system?.stop());

/** An activity that begins in so many hours and lasts two. */
function makeIn(hours: number, changes: Record<string, unknown> = {}): Promise<Activity> {
  const startMs = Date.now() + hours * HOUR_MS;
  return node.makeActivity({
    startsAt: new Date(startMs).toISOString(),
    endsAt: new Date(startMs + 2 * HOUR_MS).toISOString(),
    ...changes,
  });
}

async function list(query = '') {
  return read(CalendarSchema, await node.askPublic('GET', `/api/calendar${query}`), 200);
}

test('everybody sees what comes, by start; what is over, cancelled or practice is not there', async () => {
  const later = await makeIn(30, { name: '図書館ボランティア', venue: '市立図書館' });
  const sooner = await makeIn(3, { name: '川辺の清掃', organizer: '100%_の会' });
  const running = await makeIn(-1, { name: 'いま' });
  await makeIn(-5, { name: '終わった' });
  await makeIn(5, { name: '練習', practice: true });
  const cancelled = await makeIn(6, { name: '中止' });
  await node.ask('PATCH', `/api/activities/${cancelled.activityId}`, { cancelled: true });

  const { activities, after } = await list();
  expect(activities.map(({ activityId }) => activityId)).toEqual(
    [running, sooner, later].map(({ activityId }) => activityId),
  );
  expect(after).toBeNull();
  for (const hidden of ['capacity', 'expected', 'practice', 'opensAt', 'admitted']) {
    expect(activities[0]).not.toHaveProperty(hidden);
  }
  const found = async (text: string) =>
    (await list(`?search=${encodeURIComponent(text)}`)).activities.map(({ name }) => name);
  expect(await found('図書館')).toEqual(['図書館ボランティア']);
  expect(await found(' 市立 ')).toEqual(['図書館ボランティア']);
  expect(await found('%_')).toEqual(['川辺の清掃']);
  expect(await found("' or 1=1 --")).toEqual([]);
});

test('pages go on where the one before ended', async () => {
  for (let index = 0; index < 31; index += 1) {
    await makeIn(100 + index, { name: `ページ ${index}` });
  }
  const seen: string[] = [];
  let after: string | null = '';
  for (let pages = 0; pages < 3 && after !== null; pages += 1) {
    const query: string = after === '' ? '' : `&after=${encodeURIComponent(after)}`;
    const page = await list(`?search=${encodeURIComponent('ページ')}${query}`);
    seen.push(...page.activities.map(({ name }) => name));
    after = page.after;
  }
  expect(seen).toEqual(Array.from({ length: 31 }, (_, index) => `ページ ${index}`));
  expect(after).toBeNull();
  expect((await list('?after=nonsense')).activities).toEqual([]);
});

test('too long a search, an id that is none', async () => {
  const long = await node.askPublic('GET', `/api/calendar?search=${'x'.repeat(61)}`);
  expect((await problemIn(long)).code).toBe('request-malformed');
  const odd = await node.askPublic('GET', '/api/calendar/none/event.ics');
  expect((await problemIn(odd)).code).toBe('request-malformed');
});

test('an activity as a calendar entry: times in universal time, text that cannot break out', async () => {
  const activity = await node.makeActivity({
    name: 'お祭り; 音楽, 踊り END:VEVENT',
    nameEn: 'Festival',
    venue: '新町\\2丁目',
    startsAt: '2027-04-01T09:00:00+09:00',
    endsAt: '2027-04-01T11:30:00+09:00',
  });
  const path = `/api/calendar/${activity.activityId}/event.ics`;
  const answer = await node.askPublic('GET', path);
  expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
  expect(answer.headers.get('content-disposition')).toContain('attachment');
  const lines = (await answer.text()).replaceAll('\r\n ', '').split('\r\n');
  expect(lines).toEqual(
    expect.arrayContaining([
      `UID:${activity.activityId}@tsudoi`,
      'DTSTART:20270401T000000Z',
      'DTEND:20270401T023000Z',
      String.raw`SUMMARY:お祭り\; 音楽\, 踊り END:VEVENT`,
      String.raw`LOCATION:新町\\2丁目`,
      'STATUS:CONFIRMED',
    ]),
  );
  expect(lines.filter((line) => line === 'END:VEVENT')).toHaveLength(1);
  const english = await (await node.askPublic('GET', `${path}?language=en`)).text();
  expect(english).toContain('SUMMARY:Festival');

  await node.ask('PATCH', `/api/activities/${activity.activityId}`, { cancelled: true });
  expect(await (await node.askPublic('GET', path)).text()).toContain('STATUS:CANCELLED');
});

test('no calendar entry for what is unknown, or for practice', async () => {
  const practice = await makeIn(1, { practice: true });
  for (const id of [UNKNOWN_ID, practice.activityId]) {
    const answer = await node.askPublic('GET', `/api/calendar/${id}/event.ics`);
    expect((await problemIn(answer)).code).toBe('activity-unknown');
  }
});

test('a flood from one address is slowed', async () => {
  // Its clock stands: however slowly this goes, nothing is filled up meanwhile.
  const atMs = Date.now();
  const flooded = await system.startNode({ nowMs: () => atMs });
  const statuses: number[] = [];
  for (let rounds = 0; rounds < 40 && !statuses.includes(429); rounds += 1) {
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => flooded.askPublic('GET', '/api/offers')),
    );
    statuses.push(...answers.map(({ status }) => status));
  }
  expect(statuses[0]).toBe(200);
  expect(statuses).toContain(429);
});
