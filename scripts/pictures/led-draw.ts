/** A draw for the pictures of those who prepare and lead it: people, tickets, voices, led by request. */
import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import type { Lottery, LotteryDeskView, TransitionOrder } from '#domain/contract/lotteries.ts';
import { NAMESPACES, PROTOCOL_VERSION } from '#domain/contract/protocol.ts';
import { createLedger } from '#stores/ledger/create-ledger.ts';
import { award } from '../../tests/economy-samples.ts';
import type { Venue } from '../../tests/venue.ts';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
const TICKETS = 4;
/** A ticket's price, with room. */
const POINTS = 2_000;
const TRIES = 100;
const TRY_MS = 200;
export const DICE = '31415926535897932384';

const PRIZES = [
  {
    prizeId: 'tea',
    name: '熊本県産茶の詰め合わせ',
    nameEn: 'A box of Kumamoto tea',
    nameEasy: 'くまもとの おちゃ',
    quantity: 3,
    alternates: 1,
  },
  {
    prizeId: 'seat',
    name: '花火大会 桟敷席（ペア）',
    nameEn: 'Fireworks: box seats for two',
    nameEasy: 'はなびの とくべつな せき（2人）',
    quantity: 2,
    alternates: 1,
  },
  {
    prizeId: 'keep',
    name: '天守閣を好きな色に灯す',
    nameEn: 'Light the castle keep in your colour',
    nameEasy: 'おしろを すきな いろで てらす',
    quantity: 1,
    alternates: 1,
  },
] as const;

const PEOPLE = ['あさがお', 'こまち', 'たいこ', '庭の人', 'ケン', 'ゆうひ', 'ナオ', 'すずめ'];
const WORDS = ['わくわく', '花火！', 'がんばれ', 'お茶がいいな'];

export interface Participant {
  readonly participantId: string;
  readonly token: string;
}

/** A draft, with its prizes in three languages. */
export function draftOf(venue: Venue, more: object = {}): Promise<Lottery> {
  return venue.request('POST', '/api/lotteries', {
    draw: `autumn-${randomBytes(3).toString('hex')}`,
    name: '秋のくまもと大抽選会',
    nameEn: 'Kumamoto autumn draw',
    nameEasy: 'あきの だいちゅうせんかい',
    mode: 'sealed',
    closesAt: new Date(Math.ceil((Date.now() + DAY_MS) / HOUR_MS) * HOUR_MS).toISOString(),
    prizes: PRIZES,
    ...more,
  });
}

/** Open, and entered by eight people, some of them for two prizes. */
export async function openDraw(venue: Venue, more: object = {}): Promise<Lottery> {
  const { lotteryId } = await draftOf(venue, more);
  await move(venue, lotteryId, { to: 'open' });
  for (const [index, nickname] of PEOPLE.entries()) {
    const person = await venue.join(nickname);
    await enter(venue, person, lotteryId, { tea: 1 + (index % 3), seat: index % 2 });
  }
  return lotteryOf(venue, lotteryId);
}

/** Tickets for somebody, entered at once. */
export async function enter(
  venue: Venue,
  { participantId, token }: Participant,
  lotteryId: string,
  counts: Readonly<Record<string, number>>,
): Promise<void> {
  const ledger = createLedger({ databaseUrl: venue.databaseUrl, poolSize: 1 });
  try {
    await award(ledger, participantId, POINTS);
  } finally {
    await ledger.close();
  }
  const spend = async (path: string, body: object) => {
    const answer = await fetch(venue.address + path, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
      },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`POST ${path}: ${await answer.text()}`);
  };
  await spend('/api/me/tickets', { count: TICKETS });
  for (const [prizeId, count] of Object.entries(counts)) {
    if (count > 0) await spend('/api/me/lottery-entries', { lotteryId, prizeId, count });
  }
}

/** On to a state, step by step. */
export async function leadTo(
  venue: Venue,
  lotteryId: string,
  ...steps: readonly ('closed' | 'gathering' | 'frozen' | 'final' | 'drawn')[]
): Promise<void> {
  for (const to of steps) {
    await move(venue, lotteryId, to === 'final' ? { to, dice: DICE } : { to });
    await reached(venue, lotteryId, to);
  }
}

async function move(venue: Venue, lotteryId: string, order: TransitionOrder): Promise<void> {
  await venue.request('POST', `/api/lotteries/${lotteryId}/transitions`, order);
}

async function reached(venue: Venue, lotteryId: string, state: Lottery['state']): Promise<void> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    if ((await lotteryOf(venue, lotteryId)).state === state) return;
    await wait(TRY_MS);
  }
  throw new Error(`The draw does not become ${state}.`);
}

async function lotteryOf(venue: Venue, lotteryId: string): Promise<Lottery> {
  const view = await venue.request<LotteryDeskView>('GET', `/api/lottery-desk/${lotteryId}`);
  return view.lottery;
}

/** Phones in the hall, each with a number and some with a word; they stay until they are closed. */
export async function fillHall(venue: Venue, lotteryId: string): Promise<{ close(): void }> {
  const sockets: Socket[] = [];
  for (const [index] of PEOPLE.entries()) {
    const socket: Socket = io(venue.address + NAMESPACES.stage, {
      transports: ['websocket'],
      forceNew: true,
      auth: { protocolVersion: PROTOCOL_VERSION },
    });
    sockets.push(socket);
    await socket.timeout(5_000).emitWithAck('lottery:watch', { lotteryId });
    const word = WORDS[index];
    await socket.timeout(5_000).emitWithAck('lottery:contribute', {
      lotteryId,
      nonceHex: randomBytes(32).toString('hex'),
      randomHex: randomBytes(16).toString('hex'),
      ...(word === undefined ? {} : { word }),
    });
  }
  return { close: () => sockets.forEach((socket) => socket.close()) };
}
