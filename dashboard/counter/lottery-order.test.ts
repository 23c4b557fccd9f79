import { describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { LotteryEntryListSchema } from '#domain/contract/lotteries.ts';
import type { Lottery, LotteryEntry } from '#domain/contract/lotteries.ts';
import type { ResultRow } from '#domain/draw/tables.ts';
import {
  bestPlace,
  countMax,
  followAddress,
  inFours,
  lastSerial,
  oddsOf,
  openLotteries,
  ownTickets,
  prizesForPeople,
  quickCounts,
  type Odds,
} from './lottery-order.ts';

const NOW = '2027-03-19T08:00:00.000Z';
const TAG = 'ab'.repeat(16);

const lottery = (changes: Partial<Lottery> = {}): Lottery => ({
  lotteryId: '019a0000-0000-7000-8000-000000000001',
  draw: 'spring-2027',
  rehearsal: false,
  name: '大抽選会',
  nameEn: null,
  nameEasy: null,
  fiscalYear: 2026,
  state: 'open',
  mode: 'sealed',
  limit: 'none',
  closesAt: '2027-03-19T09:00:00.000Z',
  ordered: null,
  prizes: [],
  files: [],
  voidReason: null,
  drawnAt: null,
  ...changes,
});
const nothing = { entries: [], ownerTag: null, nonceHex: null };
const entry = (changes: Partial<LotteryEntry> = {}): LotteryEntry => ({
  entryId: 'e0000001',
  prizeId: 'keep',
  ownerTag: TAG,
  first: 840,
  count: 3,
  signature: '0f'.repeat(64),
  enteredAt: NOW,
  ...changes,
});

const row = (changes: Partial<ResultRow>): ResultRow => ({
  prizeId: 'keep',
  kind: 'win',
  place: 1,
  serial: 841,
  entryId: 'e0000001',
  ownerTag: TAG,
  score: '00'.repeat(32),
  ...changes,
});

describe('what can be entered', () => {
  test('open before the time of closing, and rehearsals last', () => {
    const given = [
      lottery({ draw: 'rehearsal-2', rehearsal: true }),
      lottery({ draw: 'closed', state: 'closed' }),
      lottery({ draw: 'late', closesAt: NOW }),
      lottery(),
    ].map((each) => ({ lottery: each, held: nothing }));
    const open = openLotteries(given, Date.parse(NOW));
    expect(open.map(({ lottery: { draw } }) => draw)).toEqual(['spring-2027', 'rehearsal-2']);
  });

  test('LT4 a rehearsal asks for no tickets; the real draw takes those that are held', () => {
    expect(countMax({ rehearsal: false }, 5)).toBe(5);
    expect(countMax({ rehearsal: true }, 0)).toBeGreaterThan(0);
  });

  test.each([
    [1, []],
    [2, [1]],
    [6, [1, 5]],
    [10, [1, 5]],
    [11, [1, 5, 10]],
  ])('of %i tickets, quickly %j, or all', (most, counts) => {
    expect(quickCounts(most)).toEqual(counts);
  });

  test('the grand prize, drawn last, stands first', () => {
    const prize = { name: '', nameEn: null, nameEasy: null, quantity: 1, alternates: 0 };
    const prizes = ['tea', 'keep'].map((prizeId) => ({ ...prize, prizeId, tickets: 0, people: 0 }));
    expect(prizesForPeople({ prizes }).map(({ prizeId }) => prizeId)).toEqual(['keep', 'tea']);
  });
});

describe('odds', () => {
  const cases: [tickets: number, quantity: number, odds: Odds][] = [
    [0, 1, { kind: 'nobody' }],
    [10, 10, { kind: 'all-win' }],
    // Never "1 in 1" where somebody goes without.
    [11, 10, { kind: 'one-in', tickets: 2 }],
    [236, 4, { kind: 'one-in', tickets: 59 }],
    [1_842, 10, { kind: 'one-in', tickets: 184 }],
  ];
  test.each(cases)('%i tickets for %i', (tickets, quantity, odds) => {
    expect(oddsOf({ tickets, quantity })).toEqual(odds);
  });

  test('own tickets are those of the prize, over all entries', () => {
    const entries = [entry(), entry({ first: 1, count: 2 }), entry({ prizeId: 'tea', count: 40 })];
    expect(ownTickets({ ...nothing, entries }, 'keep')).toBe(5);
  });
});

describe('what came of it', () => {
  test('the best place is a win before a place to stand by, and the first of them', () => {
    const alternate = row({ kind: 'alt', place: 1 });
    const [second, third] = [row({ place: 2, serial: 842 }), row({ place: 3 })];
    expect(bestPlace(entry(), [alternate, third, second])).toBe(second);
    expect(bestPlace(entry(), [alternate])).toBe(alternate);
  });

  test('entry ids of another prize are of another entry', () => {
    expect(bestPlace(entry(), [row({ prizeId: 'tea' }), row({ entryId: 'e0000002' })])).toBeNull();
  });
});

describe('the slip', () => {
  test('serials from and to', () => {
    expect(lastSerial(entry())).toBe(842);
    expect(lastSerial(entry({ count: 1 }))).toBe(840);
  });

  test('groups of four, eight a line', () => {
    expect(inFours('0123456789')).toBe('0123 4567 89');
    expect(inFours('ab'.repeat(17)).split('\n')).toEqual(['abab '.repeat(8).trim(), 'ab']);
  });

  test('the code leads to the stage with this entry, its tag and what proves it', () => {
    const held = {
      entries: [entry(), entry({ first: 1 })],
      ownerTag: TAG,
      nonceHex: '3e'.repeat(32),
    };
    const { lotteryId } = lottery();
    const address = new URL(followAddress('https://city.example', lotteryId, held, entry()));
    expect(address.pathname).toBe(`/stage/${lotteryId}`);
    // Nothing of it reaches a server.
    expect(address.search).toBe('');
    const text = address.hash.replace('#entries=', '');
    expect(text).toMatch(/^[\w-]+$/);
    const list = v.parse(
      LotteryEntryListSchema,
      JSON.parse(Buffer.from(text, 'base64url').toString('utf8')),
    );
    expect(list).toEqual({ ...held, entries: [entry()] });
  });
});
