/**
 * Data to try the system with: five activities of today, one of them open now, a dozen people with
 * cards and what they did in the last weeks, three shops, a lottery that takes entries. Their ids
 * follow from their place in these lists (and the day), so that making them again makes nothing
 * twice.
 */
import type { NewActivity } from '#domain/contract/activities.ts';
import { tokyoDateOf, tokyoDayBounds } from '#domain/fiscal-year.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import type { ActivityDesk } from '../activities/activity-desk.ts';
import { demoId } from './demo-ids.ts';
import { makeLottery, makePastLottery } from './demo-lottery.ts';
import { makePast } from './demo-past.ts';
import { makeCoupons, makeShops } from './demo-shops.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Times are on the quarter of an hour. */
const STEP_MS = 15 * MINUTE_MS;
const DOOR_BEFORE_MS = 30 * MINUTE_MS;
const CARD_VALID_MS = 3 * 366 * 24 * HOUR_MS;

const NICKNAMES = [
  'みずたま',
  '庭の人',
  'はなこ',
  'そらまめ',
  'さくら',
  'けやき',
  'ゆうひ',
  'つばめ',
  'いずみ',
  'たいこ',
  'あおぞら',
  '木もれび',
];

interface DemoActivity {
  readonly name: string;
  readonly nameEn: string;
  readonly nameEasy: string;
  readonly venue: string;
  /** From the start of the present quarter of an hour, in hours. */
  readonly startsInHours: number;
  readonly lastsHours: number;
  readonly expected: number;
  readonly capacity: number | null;
}

/** Around now: two behind us or under way, one whose door has just opened, two to come. */
const ACTIVITIES: readonly DemoActivity[] = [
  {
    name: '花と緑の植えつけ',
    nameEn: 'Planting flowers',
    nameEasy: '花と みどりを うえる 会',
    venue: '中央公園 花壇前',
    startsInHours: -4,
    lastsHours: 2,
    expected: 60,
    capacity: null,
  },
  {
    name: '市主催イベントボランティア',
    nameEn: 'City event crew',
    nameEasy: 'イベントを てつだう 会',
    venue: '市民広場',
    startsInHours: -2,
    lastsHours: 6,
    expected: 100,
    capacity: null,
  },
  {
    name: 'スマホお悩み相談室',
    nameEn: 'Smartphone help desk',
    nameEasy: 'スマホの そうだん 会',
    venue: '大江交流室',
    startsInHours: 0.25,
    lastsHours: 2,
    expected: 40,
    capacity: 60,
  },
  {
    name: '図書館ボランティア',
    nameEn: 'Library volunteers',
    nameEasy: 'としょかんを てつだう 会',
    venue: '市立図書館 1階',
    startsInHours: 2,
    lastsHours: 3,
    expected: 15,
    capacity: null,
  },
  {
    name: 'まちあるきワークショップ',
    nameEn: 'Barrier-free town walk',
    nameEasy: 'まちを あるいて しらべる 会',
    venue: '駅前交流センター',
    startsInHours: 3,
    lastsHours: 2,
    expected: 25,
    capacity: 30,
  },
];

export interface DemoReport {
  /** Those that were not there yet. */
  readonly activityIds: readonly string[];
  readonly people: number;
  readonly shops: number;
  readonly lotteries: number;
}

/**
 * Makes what is missing.
 * @param nowMs the day in Tokyo and the hours around which the activities lie
 */
export async function makeDemoData({
  ledger,
  activities,
  keyId,
  verifierCode,
  nowMs,
}: {
  readonly ledger: Ledger;
  readonly activities: ActivityDesk;
  readonly keyId: number;
  /** SHA-256 of the published verifier. */
  readonly verifierCode: () => string;
  readonly nowMs: number;
}): Promise<DemoReport> {
  const activityIds = await makeActivities(ledger, activities, nowMs);
  const people = await makePeople(ledger, keyId, nowMs);
  const shops = await makeShops(ledger);
  const ids = NICKNAMES.map((_, index) => demoId('person', index));
  const held = await Promise.all(ids.map((id) => ledger.person(id)));
  let lotteries = 0;
  // Somebody of the examples may have been erased since, to try that too.
  if (held.every((person) => person !== null)) {
    await makePast(ledger, ids, nowMs);
    await makeCoupons(ledger, ids, nowMs);
    const parts = { ledger, people: ids, code: verifierCode, nowMs };
    lotteries = (await makeLottery(parts)) + (await makePastLottery(parts));
  }
  return { activityIds, people, shops, lotteries };
}

/** Whether examples were made here before: then each new day gets its own on the next start. */
export async function hasDemoData(ledger: Ledger): Promise<boolean> {
  return (await ledger.person(demoId('person', 0))) !== null;
}

async function makeActivities(
  ledger: Ledger,
  activities: ActivityDesk,
  nowMs: number,
): Promise<string[]> {
  const date = tokyoDateOf(nowMs);
  const made: string[] = [];
  for (const [index, plan] of ACTIVITIES.entries()) {
    const activityId = demoId(`activity ${date}`, index);
    if ((await ledger.activity(activityId)) !== null) continue;
    const activity = await ledger.createActivity(activityId, activityOf(plan, nowMs));
    await activities.bring(activity);
    made.push(activityId);
  }
  return made;
}

function activityOf(
  { startsInHours, lastsHours, ...plan }: DemoActivity,
  nowMs: number,
): NewActivity & { opensAt: string; closesAt: string } {
  const { startMs, endMs } = tokyoDayBounds(nowMs);
  const nowStepMs = Math.floor(nowMs / STEP_MS) * STEP_MS;
  const lastsMs = lastsHours * HOUR_MS;
  // Near midnight the times are pushed into the day, so that all five are today's.
  const latestMs = endMs - lastsMs;
  const startsAtMs = clamp(nowStepMs + startsInHours * HOUR_MS, startMs + DOOR_BEFORE_MS, latestMs);
  const endsAt = new Date(startsAtMs + lastsMs).toISOString();
  return {
    ...plan,
    organizer: '市民協働課',
    kind: 'volunteering',
    startsAt: new Date(startsAtMs).toISOString(),
    endsAt,
    opensAt: new Date(startsAtMs - DOOR_BEFORE_MS).toISOString(),
    closesAt: endsAt,
    practice: false,
    takesCards: true,
  };
}

async function makePeople(ledger: Ledger, keyId: number, nowMs: number): Promise<number> {
  const validUntilS = Math.floor((nowMs + CARD_VALID_MS) / 1_000);
  let made = 0;
  for (const [index, nickname] of NICKNAMES.entries()) {
    const participantId = demoId('person', index);
    if ((await ledger.person(participantId)) !== null) continue;
    const pass = { kind: 'card', keyId, validUntilS, devicePublicKeyHex: null } as const;
    await ledger.createParticipant({ participantId, nickname, tokenHash: null, pass });
    made += 1;
  }
  return made;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
