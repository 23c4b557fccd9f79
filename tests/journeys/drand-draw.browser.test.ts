/**
 * A draw with the public beacon, in real browsers, with rounds of the year 2023 as they were recorded
 * and a clock that stands just before them: the screen counts down to a round that does not exist,
 * the relay is late, and a phone in the hall hands in the round that the relay does not have.
 */
import { randomUUID } from 'node:crypto';
import { unzipSync } from 'fflate';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Lottery } from '#domain/contract/lotteries.ts';
import { QUICKNET, timeOfRound } from '#domain/draw/beacon.ts';
import { readFreeze } from '#domain/draw/files.ts';
import { verifyBundle } from '#domain/draw/verify.ts';
import { createLedger } from '#stores/ledger/create-ledger.ts';
import { launchBrowser, openPage } from '../browser.ts';
import { buildScreens } from '../built-screens.ts';
import type { BuiltScreens } from '../built-screens.ts';
import { award } from '../economy-samples.ts';
import { startDrandRelay } from '../drand-relay.ts';
import type { DrandRelay } from '../drand-relay.ts';
import { ROUNDS } from '../drand-rounds.ts';
import { armAndHold, openOperatorPage, takeLead } from '../operator-page.ts';
import { Venue } from '../venue.ts';

const HALL = { width: 1920, height: 1080 } as const;
const PHONE = { width: 390, height: 844 } as const;
const HOUR_MS = 60 * 60_000;
/** Seconds between the freeze and the first round, rounds between two prizes. */
const PLAN = { lead: 25, gap: 1 } as const;
const [FIRST, LAST] = ROUNDS;
const frozenAtMs = timeOfRound(QUICKNET, FIRST.round) - PLAN.lead * 1_000 - 500;

/** Today, until it stands at the moment of the freeze; let go, it has run on from there for a while. */
const clock = {
  stands: false,
  startedAtMs: Number.POSITIVE_INFINITY,
  nowMs: () =>
    clock.stands
      ? frozenAtMs + Math.max(0, Math.round(performance.now() - clock.startedAtMs))
      : Date.now(),
  letGo(startedAtMs: number) {
    clock.startedAtMs = startedAtMs;
  },
};

let screens: BuiltScreens;
let venue: Venue;
let browser: Browser;
let relay: DrandRelay;

beforeAll(async () => {
  screens = await buildScreens();
  relay = await startDrandRelay(clock.nowMs);
  for (const { round } of [FIRST, LAST]) relay.withheld.add(round);
  venue = await Venue.open(screens.folder, {
    server: { nowMs: clock.nowMs, drandPlan: PLAN },
    worker: { nowMs: clock.nowMs, drandRelays: [relay.base] },
  });
  browser = await launchBrowser({ noCamera: true });
});

afterAll(async () => {
  await browser?.close();
  await venue?.close();
  relay?.stop();
  screens?.remove();
});

const moment = (page: Page, name: string) => page.locator(`main[data-moment="${name}"]`).waitFor();

async function openLottery(): Promise<Lottery> {
  const { lotteryId } = await venue.request<Lottery>('POST', '/api/lotteries', {
    draw: 'summer-2023',
    name: '夏の大抽選会',
    mode: 'drand',
    closesAt: new Date(frozenAtMs + HOUR_MS).toISOString(),
    prizes: [
      { prizeId: 'tea', name: 'お茶の詰め合わせ', quantity: 2, alternates: 0 },
      { prizeId: 'seat', name: '花火の桟敷席', quantity: 1, alternates: 0 },
    ],
  });
  await venue.request('POST', `/api/lotteries/${lotteryId}/transitions`, { to: 'open' });
  return venue.request('GET', `/api/lotteries/${lotteryId}`);
}

/** Somebody who asks, with a ticket, which has its price by the programme of today. */
async function joinWithTicket(nickname: string) {
  const { participantId, token } = await venue.join(nickname);
  const ledger = createLedger({ databaseUrl: venue.databaseUrl });
  await award(ledger, participantId, 100);
  await ledger.close();
  const ask = async (method: string, path: string, body?: object): Promise<string> => {
    const answer = await fetch(venue.address + path, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(await answer.text());
    return answer.text();
  };
  await ask('POST', '/api/me/tickets', { count: 1 });
  return ask;
}

/** @returns where the phone finds the draw, with what it holds */
async function enter(
  { lotteryId }: Lottery,
  ask: Awaited<ReturnType<typeof joinWithTicket>>,
  prizeId: string,
): Promise<string> {
  await ask('POST', '/api/me/lottery-entries', { lotteryId, prizeId, count: 1 });
  const list = await ask('GET', `/api/me/lottery-entries/${lotteryId}`);
  return `/stage/${lotteryId}#entries=${Buffer.from(list).toString('base64url')}`;
}

test('LT1 the round is counted down to, waited for, and handed in by a phone', async () => {
  const [sakura, keyaki] = [await joinWithTicket('さくら'), await joinWithTicket('けやき')];
  clock.stands = true;
  const lottery = await openLottery();
  const { lotteryId } = lottery;
  const addresses = [
    await enter(lottery, sakura, 'tea'),
    await enter(lottery, keyaki, 'seat'),
  ] as const;
  const operator = await openOperatorPage(
    browser,
    `${venue.address}/dashboard/lotteries/${lotteryId}`,
  );
  await takeLead(operator.page);
  await armAndHold(operator.page, '応募を締め切る');
  await armAndHold(operator.page, '会場の声を集める');
  await armAndHold(operator.page, '固定する');
  await operator.page.getByText('ここまでの記録を固定しました').waitFor();
  const frozen = await fetch(`${venue.address}/api/lotteries/${lotteryId}/files/freeze.txt`);
  const { prizes } = readFreeze(new Uint8Array(await frozen.arrayBuffer()));
  expect(prizes.map(({ round }) => round)).toEqual([FIRST.round, LAST.round]);

  // F is on every screen before the round exists, however long they take to open.
  await operator.page.reload();
  await armAndHold(operator.page, 'サイコロを使わずに進む');
  const hall = await openPage(browser, `${venue.address}/stage/${lotteryId}`, HALL);
  await moment(hall.page, 'countdown');
  // The screen counts on by itself since it asked what time it is.
  const countedSinceMs = performance.now();
  await hall.page.getByText('第1,000回').waitFor();
  const phoneOf = (address: string) => openPage(browser, venue.address + address, PHONE);
  const [first, second] = [await phoneOf(addresses[0]), await phoneOf(addresses[1])];
  for (const { page } of [first, second]) {
    await page.getByRole('heading', { name: '大画面と同じ確認ことば' }).waitFor();
  }
  expect(relay.asked, 'no relay is asked before the round’s time').toEqual([]);

  // Its time passes, and the relay has nothing: the same round is waited for.
  clock.letGo(countedSinceMs);
  await moment(hall.page, 'beacon-late');
  await hall.page.getByText('同じ回の数を待ちます').waitFor();
  const isAsked = () => relay.asked.some((path) => path.endsWith('/1000'));
  await expect.poll(isAsked).toBe(true);
  relay.withheld.delete(FIRST.round);
  // The phone's time began when it came: it waits for the round as long again as it came late.
  await second.page.getByText('第1,001回の公開の乱数').waitFor({ timeout: 90_000 });

  // The last round comes by hand: a false one is refused on the phone itself.
  await second.page.getByLabel('表示された文字').fill(FIRST.signature);
  await second.page.getByRole('button', { name: '確かめて届ける' }).click();
  await second.page.getByText('署名が合いません').waitFor();
  await second.page.getByLabel('表示された文字').fill(JSON.stringify(LAST));
  await second.page.getByRole('button', { name: '確かめて届ける' }).click();

  // Drawn by itself; every phone computes it again.
  await moment(hall.page, 'ready');
  for (const { page } of [first, second]) {
    await page.getByText('2台が確認ずみ').waitFor();
    await page.getByText(/この端末には、.+この確認ことばが届いていました/).waitFor();
  }
  const answer = await fetch(`${venue.address}/api/lotteries/${lotteryId}/bundle.zip`);
  const bundle = new Map(Object.entries(unzipSync(new Uint8Array(await answer.arrayBuffer()))));
  expect(verifyBundle(bundle)).toMatchObject({ ok: true, draw: lottery.draw, signed: true });
  expect(new TextDecoder().decode(bundle.get('beacons.tsv'))).toBe(
    [FIRST, LAST].map(({ round, signature }) => `${round}\t${signature}\n`).join(''),
  );
  for (const { faults } of [hall, operator, first, second]) expect(faults).toEqual([]);
}, 300_000);
