/** What the pictures show: an afternoon at the smartphone help desk, made through the real system. */
import { randomFillSync } from 'node:crypto';
import type { Socket } from 'socket.io-client';
import { io } from 'socket.io-client';
import type { Activity, ActivityList } from '#domain/contract/activities.ts';
import type { EnrolledKiosk } from '#domain/contract/kiosks.ts';
import type { PassList } from '#domain/contract/people.ts';
import { NAMESPACES, PROTOCOL_VERSION } from '#domain/contract/protocol.ts';
import type { Scan } from '#domain/contract/scan.ts';
import { uuidv7 } from '#domain/ids.ts';
import { issuePass } from '#domain/pass.ts';
import { createLedger } from '#stores/ledger/create-ledger.ts';
import { loadProgramKey } from '../../server/program-key.ts';
import type { Venue } from '../../tests/venue.ts';

const MINUTE_MS = 60_000;
const QUARTER_MS = 15 * MINUTE_MS;
const SHOWN = 'スマホお悩み相談室';

/** Minutes before now at which people came; most around the beginning. */
const ARRIVALS = [
  44, 42, 40, 40, 39, 39, 38, 38, 37, 37, 37, 36, 36, 36, 36, 35, 35, 35, 35, 34, 34, 33, 33, 31,
  28, 24, 20, 18, 9,
];

export interface Stage {
  readonly venue: Venue;
  readonly activity: Activity;
  /** Passes of people who have not come yet. */
  readonly newcomers: readonly string[];
  /** The card of somebody who came before. */
  readonly knownPass: string;
  readonly expiredPass: string;
  makeKiosk(name: string): Promise<{ readonly enrollmentCode: string; readonly exitPin: string }>;
  close(): void;
}

export async function setStage(venue: Venue): Promise<Stage> {
  const now = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
  const list = await venue.request<ActivityList>('GET', '/api/activities');
  const shown = [...list.activities, ...list.upcoming].find(({ name }) => name === SHOWN);
  if (shown === undefined) throw new Error(`The example data has no ${SHOWN}.`);
  // On the quarter of an hour next to the rush of arrivals.
  const start = Math.round((now - 36 * MINUTE_MS) / QUARTER_MS) * QUARTER_MS;
  const activity = await venue.request<Activity>('PATCH', `/api/activities/${shown.activityId}`, {
    opensAt: instantOf(start - 2 * QUARTER_MS),
    startsAt: instantOf(start),
    endsAt: instantOf(start + 120 * MINUTE_MS),
    closesAt: instantOf(start + 120 * MINUTE_MS),
  });
  const { passes } = await venue.request<PassList>('GET', '/api/passes');
  const cards = passes.map(({ pass }) => pass);
  const guests = await Promise.all(
    Array.from({ length: 24 }, async (_, index) => (await venue.join(GUESTS[index]!)).pass),
  );
  const newcomers = await Promise.all(
    NEWCOMERS.map(async (nickname) => (await venue.join(nickname)).pass),
  );
  const [entrance, upstairs, east] = [
    await openKiosk(venue, activity, '受付1（入口）'),
    await openKiosk(venue, activity, '受付2（2階）'),
    await openKiosk(venue, activity, '受付3（東口）'),
  ];
  const people = [...guests, ...cards.slice(0, 5)];
  for (const [index, minutes] of ARRIVALS.entries()) {
    const kiosk = index % 3 === 0 ? east : entrance;
    await kiosk.scan(people[index]!, now - minutes * MINUTE_MS + (index % 5) * 9_000);
  }
  await setIncidents({
    now,
    people,
    entrance,
    upstairs,
    east,
    expired: await expiredPass(venue),
    latecomer: cards[5]!,
  });
  return {
    venue,
    activity,
    newcomers,
    knownPass: people[3]!,
    expiredPass: await expiredPass(venue),
    async makeKiosk(name) {
      const { kioskId, enrollmentCode } = await venue.makeKiosk(activity.activityId, name);
      return { enrollmentCode, exitPin: (await venue.kiosk(kioskId)).exitPin };
    },
    close() {
      for (const kiosk of [entrance, east]) kiosk.close();
    },
  };
}

/** Some left, some came twice, some codes were of no use, and one kiosk fell silent. */
async function setIncidents(scene: {
  readonly now: number;
  readonly people: readonly string[];
  readonly entrance: StageKiosk;
  readonly upstairs: StageKiosk;
  readonly east: StageKiosk;
  readonly expired: string;
  readonly latecomer: string;
}): Promise<void> {
  const { now, people, entrance, upstairs, east, expired, latecomer } = scene;
  const ago = (minutes: number) => now - minutes * MINUTE_MS;
  for (const [index, minutes] of [8, 7, 5, 4].entries()) {
    await east.scan(people[index + 2]!, ago(minutes), { direction: 'out' });
  }
  for (const minutes of [30, 22, 15, 3]) await entrance.scan(expired, ago(minutes));
  for (const minutes of [29, 12]) await east.scan(`TS1:${'0'.repeat(137)}`, ago(minutes));
  await entrance.scan('https://example.jp/', ago(11));
  await entrance.scan(people[9]!, ago(6));
  await upstairs.scan(people[12]!, ago(26), { recordedOffline: true });
  await upstairs.report({ waiting: 12, booking: 0, camera: 'running', clockOffsetMs: 180 });
  upstairs.close();
  for (const kiosk of [entrance, east]) {
    await kiosk.report({ waiting: 0, booking: 0, camera: 'running', clockOffsetMs: -40 });
  }
  await entrance.scan(people[28]!, ago(2), { direction: 'out' });
  await entrance.scan(latecomer, now - 20_000);
}

interface StageKiosk {
  scan(pass: string, atMs: number, changes?: Partial<Scan>): Promise<void>;
  report(status: object): Promise<void>;
  close(): void;
}

async function openKiosk(venue: Venue, activity: Activity, name: string): Promise<StageKiosk> {
  const { enrollmentCode } = await venue.makeKiosk(activity.activityId, name);
  const { token } = await venue.request<EnrolledKiosk>('POST', '/api/kiosks/enroll', {
    enrollmentCode,
  });
  const socket: Socket = io(venue.address + NAMESPACES.kiosk, {
    transports: ['websocket'],
    forceNew: true,
    auth: { token, protocolVersion: PROTOCOL_VERSION },
  });
  return {
    async scan(pass, atMs, changes = {}) {
      await socket.timeout(5_000).emitWithAck('scan:submit', {
        scanId: uuidv7(atMs, randomFillSync(new Uint8Array(10))),
        pass,
        direction: 'in',
        scannedAt: instantOf(atMs),
        ...changes,
      });
    },
    async report(status) {
      await socket.timeout(5_000).emitWithAck('kiosk:status', status);
    },
    close: () => socket.close(),
  };
}

/** Signed by the programme, and out of date. */
async function expiredPass(venue: Venue): Promise<string> {
  const ledger = createLedger({ databaseUrl: venue.databaseUrl, poolSize: 1 });
  try {
    const { keyId, sign } = await loadProgramKey(ledger);
    const [card] = await ledger.cardPasses({ afterSerial: 0, limit: 1 });
    if (card === undefined) throw new Error('The example data has no cards.');
    return await issuePass({ ...card, keyId, validUntilS: 1_600_000_000 }, sign);
  } finally {
    await ledger.close();
  }
}

function instantOf(atMs: number): string {
  return new Date(atMs).toISOString();
}

const NEWCOMERS = [
  'みずたま',
  'つばめ',
  'あおぞら',
  '木もれび',
  'たいこ',
  'いずみ',
  'ゆうひ',
  'けやき',
  'さくらんぼ',
  'そらまめ',
];

const GUESTS = [
  'あさがお',
  'こまち',
  'ひまわり',
  'きんもくせい',
  'すずめ',
  'ことり',
  'まつかぜ',
  'はるか',
  'ほたる',
  'ゆきの',
  'かえで',
  'すみれ',
  'なぎさ',
  'こはる',
  'たんぽぽ',
  'あおい',
  'つくし',
  'もみじ',
  'しらかば',
  'よもぎ',
  'なでしこ',
  'みかん',
  'うぐいす',
  'そよかぜ',
];
