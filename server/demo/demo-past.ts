/** Participations of the last weeks, so that the people of the examples have points, ranks and hours. */
import { hash } from 'node:crypto';
import type { Activity } from '#domain/contract/activities.ts';
import type { OutboxLine, ScanFacts } from '#domain/contract/outbox.ts';
import { tokyoDayBounds } from '#domain/fiscal-year.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import { demoId } from './demo-ids.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const WEEK_MS = 7 * 24 * HOUR_MS;
const STARTS_AT_HOUR = 10;
const LASTS_HOURS = 2;

/** The latest first, a week apart and always in the morning. */
const PAST = [
  { name: '河川敷の清掃', nameEn: 'Riverside clean-up', nameEasy: 'かわを きれいに する 会' },
  {
    name: '子ども食堂の手伝い',
    nameEn: "Children's café crew",
    nameEasy: 'こどもの ごはんを つくる 会',
  },
  { name: 'スマホお悩み相談室', nameEn: 'Smartphone help desk', nameEasy: 'スマホの そうだん 会' },
  { name: '防災訓練', nameEn: 'Disaster drill', nameEasy: 'さいがいの れんしゅう' },
  { name: '公園の落ち葉ひろい', nameEn: 'Leaf raking', nameEasy: 'こうえんの おちばを ひろう 会' },
  {
    name: '図書館ボランティア',
    nameEn: 'Library volunteers',
    nameEasy: 'としょかんを てつだう 会',
  },
] as const;

/** In how many of them, of the latest, the person of that place took part. */
const TAKEN_PART = [6, 5, 3, 2, 1, 1, 4, 3, 3, 2, 2, 3];

/** @param people by their place in the list of examples; those that are new here */
export async function makePast(
  ledger: Ledger,
  people: readonly string[],
  nowMs: number,
): Promise<void> {
  for (const [index, names] of PAST.entries()) {
    const activityId = demoId('past activity', index);
    if ((await ledger.activity(activityId)) !== null) continue;
    const startsAtMs =
      tokyoDayBounds(nowMs - (index + 1) * WEEK_MS).startMs + STARTS_AT_HOUR * HOUR_MS;
    const startsAt = new Date(startsAtMs).toISOString();
    const endsAt = new Date(startsAtMs + LASTS_HOURS * HOUR_MS).toISOString();
    const activity = await ledger.createActivity(activityId, {
      ...names,
      venue: '市民広場',
      organizer: '市民協働課',
      kind: 'volunteering',
      startsAt,
      endsAt,
      opensAt: new Date(startsAtMs - HOUR_MS / 2).toISOString(),
      closesAt: endsAt,
      capacity: null,
      expected: null,
      practice: false,
      takesCards: true,
    });
    await ledger.postOutcomes(activityId, outcomesOf(activity, index, people));
  }
}

/** Who took part arrived before the start; every second activity has departures too. */
function outcomesOf(activity: Activity, index: number, people: readonly string[]): OutboxLine[] {
  const came = people.filter((_, place) => index < (TAKEN_PART[place] ?? 0));
  const startsAtMs = Date.parse(activity.startsAt);
  const lines: OutboxLine[] = came.map((participantId, place) => ({
    outcome: 'admitted',
    seq: place + 1,
    points: activity.points,
    participations: (TAKEN_PART[place] ?? 0) - index,
    facts: factsOf(activity, participantId, 'in', startsAtMs - (place + 1) * MINUTE_MS),
  }));
  if (index % 2 === 1) return lines;
  const left = came.map((participantId, place): OutboxLine => ({
    outcome: 'departed',
    seq: came.length + place + 1,
    facts: factsOf(activity, participantId, 'out', startsAtMs + 90 * MINUTE_MS),
  }));
  return [...lines, ...left];
}

function factsOf(
  { activityId }: Activity,
  participantId: string,
  direction: ScanFacts['direction'],
  atMs: number,
): ScanFacts {
  const name = `${activityId} ${participantId} ${direction}`;
  const at = new Date(atMs).toISOString();
  return {
    outcomeId: demoId(`outcome ${name}`, 0),
    scanId: demoId(`scan ${name}`, 0),
    contentHash: hash('sha256', name, 'hex'),
    kioskId: demoId(`kiosk ${activityId}`, 0),
    participantId,
    via: 'card',
    direction,
    scannedAt: at,
    decidedAt: at,
    recordedOffline: false,
    codeHint: null,
  };
}
