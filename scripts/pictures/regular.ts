/** A regular of the programme, for the phone's pictures: two years of helping, made in the books. */
import { randomUUID } from 'node:crypto';
import type { OfferList } from '#domain/contract/shops.ts';
import { fiscalYearBounds, fiscalYearOf } from '#domain/fiscal-year.ts';
import { createLedger } from '#stores/ledger/create-ledger.ts';
import type { Venue } from '../../tests/venue.ts';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
const BEFORE_THIS_YEAR = 14;
const IN_THIS_YEAR = 7;
const TICKETS = 5;
/** One stays in hand. */
const COUPONS = 3;

const DONE = [
  ['花と緑の植えつけ', '大江公園', '公園課'],
  ['スマホお悩み相談室', '大江交流室', '市民協働課'],
  ['図書館ボランティア', '市立図書館', '図書館'],
  ['まちあるきワークショップ', '新町通り', '市民協働課'],
] as const;

export interface Regular {
  readonly participantId: string;
  readonly token: string;
}

/** 2,100 points earned, 1,300 left; seven participations in this fiscal year. */
export async function makeRegular(venue: Venue, person: Regular): Promise<void> {
  const ledger = createLedger({ databaseUrl: venue.databaseUrl });
  const thisYear = fiscalYearBounds(fiscalYearOf(Date.now())).startMs;
  try {
    for (let index = 0; index < BEFORE_THIS_YEAR + IN_THIS_YEAR; index += 1) {
      const isBefore = index < BEFORE_THIS_YEAR;
      const days = isBefore ? index - BEFORE_THIS_YEAR - 5 : 3 + (index - BEFORE_THIS_YEAR) * 2;
      await takePart(ledger, person.participantId, index, thisYear + days * DAY_MS + HOUR_MS);
    }
  } finally {
    await ledger.close();
  }
  const offers: OfferList = await (await fetch(`${venue.address}/api/offers`)).json();
  const ids = offers.shops.flatMap((shop) => shop.offers.map(({ offerId }) => offerId));
  for (let index = 0; index < COUPONS; index += 1) {
    await spend(venue, person, '/api/me/coupons', { offerId: ids[index % ids.length] });
  }
  await spend(venue, person, '/api/me/tickets', { count: TICKETS });
}

async function takePart(
  ledger: ReturnType<typeof createLedger>,
  participantId: string,
  index: number,
  startMs: number,
): Promise<void> {
  const [name, venue, organizer] = DONE[index % DONE.length]!;
  const activityId = randomUUID();
  const at = (ms: number) => new Date(startMs + ms).toISOString();
  await ledger.createActivity(activityId, {
    name,
    nameEn: null,
    nameEasy: null,
    venue,
    organizer,
    kind: 'volunteering',
    startsAt: at(0),
    endsAt: at(2 * HOUR_MS),
    opensAt: at(-HOUR_MS / 2),
    closesAt: at(2 * HOUR_MS),
    capacity: null,
    expected: null,
    practice: false,
    takesCards: true,
  });
  const facts = {
    contentHash: 'as made',
    kioskId: randomUUID(),
    participantId,
    via: 'phone',
    recordedOffline: false,
    codeHint: null,
  } as const;
  const scan = (direction: 'in' | 'out', ms: number) => ({
    ...facts,
    outcomeId: randomUUID(),
    scanId: randomUUID(),
    direction,
    scannedAt: at(ms),
    decidedAt: at(ms),
  });
  await ledger.postOutcomes(activityId, [
    { outcome: 'admitted', facts: scan('in', 0), seq: 1, points: 100, participations: 1 },
    { outcome: 'departed', facts: scan('out', 2 * HOUR_MS), seq: 2 },
  ]);
}

async function spend(venue: Venue, { token }: Regular, path: string, body: object): Promise<void> {
  const answer = await fetch(venue.address + path, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`POST ${path}: ${answer.status} ${await answer.text()}`);
}
