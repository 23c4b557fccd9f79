/** The lottery's rules on the phone: odds in words, states, which one stands first, what is kept. */
import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Lottery, LotteryEntry } from '#domain/contract/lotteries.ts';
import { ownerTagOf } from '#domain/draw/digest.ts';
import { writeOpen } from '#domain/draw/files.ts';
import { receiptBytes } from '#domain/draw/receipt.ts';
import { writeResult } from '#domain/draw/tables.ts';
import { LOTTERY_STATES } from '#domain/lottery.ts';
import { formatsFor } from '#ui/language/formats.ts';
import { LANGUAGES } from '#ui/language/language.ts';
import type { RequestProblem } from '#ui/problem.ts';
import type { KeptList } from './device-store.ts';
import { hallAddress } from './hall-link.ts';
import { chanceText, entryProblemText, messages } from './languages/lottery/index.ts';
import { newsOf } from './lottery-news.ts';
import { ownChance, ticketChance, withTickets, type Chance } from './lottery-odds.ts';
import { isReceiptGood, openFileOf, ownPlacesIn } from './lottery-proof.ts';
import { LotteryReceipts, mergeEntries, NO_ENTRIES } from './lottery-receipts.ts';
import {
  leadingLottery,
  mayStillBeShown,
  momentOf,
  ownTickets,
  serialSpan,
  shareLotteries,
} from './lottery-standing.ts';
import { standingOf } from './own-standings.ts';
import { receiptText } from './receipt-text.ts';
import { quickCounts } from './ticket-figures.ts';
import { timeLeft } from './time-left.ts';

const NOW = '2026-11-23T03:00:00.000Z';
const NOW_MS = Date.parse(NOW);
const HOUR_MS = 3_600_000;
const at = (hours: number) => new Date(NOW_MS + hours * HOUR_MS).toISOString();

function lottery(changes: Partial<Lottery> = {}): Lottery {
  return {
    lotteryId: '01938d2e-5b4a-7c3d-8e9f-0a1b2c3d4e5f',
    draw: 'grand-r8',
    rehearsal: false,
    name: '大抽選会',
    nameEn: 'Grand lottery',
    nameEasy: null,
    fiscalYear: 2026,
    state: 'open',
    mode: 'sealed',
    limit: 'owner-prize',
    closesAt: at(24),
    ordered: null,
    prizes: [
      {
        prizeId: 'castle',
        name: '天守閣をあなたの色に',
        nameEn: 'The castle keep in your colour',
        nameEasy: null,
        quantity: 1,
        alternates: 1,
        tickets: 1_842,
        people: 700,
      },
    ],
    files: [],
    voidReason: null,
    drawnAt: null,
    ...changes,
  };
}

function entry(changes: Partial<LotteryEntry> = {}): LotteryEntry {
  return {
    entryId: 'e17',
    prizeId: 'castle',
    ownerTag: 'ab'.repeat(16),
    first: 840,
    count: 3,
    signature: '00'.repeat(64),
    enteredAt: NOW,
    ...changes,
  };
}

const said = (language: 'ja' | 'en' | 'ja-easy', chance: Chance, whose: 'ticket' | 'own') =>
  chanceText(messages[language][`${whose}Chance`], chance, formatsFor(language).number);

/** How likely a chance says that it is. */
function size(chance: Chance): number {
  switch (chance.kind) {
    case 'none':
      return 0;
    case 'one-in':
      return 1 / chance.count;
    case 'tenths':
      return chance.tenths / 10;
    case 'sure':
      return 1;
  }
}

describe('odds in plain words', () => {
  test.each([
    [{ quantity: 1, tickets: 1_203 }, '1,203枚に1枚', '1 of 1,203 tickets', '1,203まいに 1まい'],
    [
      { quantity: 10, tickets: 1_842 },
      '約184枚に1枚',
      'About 1 of 184 tickets',
      'だいたい 184まいに 1まい',
    ],
    [{ quantity: 20, tickets: 96 }, '約5枚に1枚', 'About 1 of 5 tickets', 'だいたい 5まいに 1まい'],
    [{ quantity: 10, tickets: 12 }, '10枚に8枚', '8 of 10 tickets', '10まいに 8まい'],
    [
      { quantity: 10, tickets: 10 },
      'いまはすべて当せん',
      'Every ticket wins so far',
      'いまは ぜんぶ あたります',
    ],
    [
      { quantity: 10, tickets: 0 },
      'まだ応募がありません',
      'No entries yet',
      'まだ だれも いません',
    ],
  ])('%o', (figures, ja, en, easy) => {
    const chance = ticketChance({ ...figures, people: 1 });
    expect(said('ja', chance, 'ticket')).toBe(ja);
    expect(said('en', chance, 'ticket')).toBe(en);
    expect(said('ja-easy', chance, 'ticket')).toBe(easy);
  });

  test.each([
    [{ quantity: 10, tickets: 1_842, people: 700 }, 3, '約62回に1回'],
    [{ quantity: 1, tickets: 1_203, people: 700 }, 1, '1,203回に1回'],
    [{ quantity: 1, tickets: 10, people: 5 }, 5, '10回に5回ほど'],
    [{ quantity: 3, tickets: 100, people: 9 }, 97, '10回に9回ほど'],
    [{ quantity: 3, tickets: 100, people: 9 }, 99, 'このままなら当たります'],
    [{ quantity: 3, tickets: 100, people: 3 }, 1, 'このままなら当たります'],
    [{ quantity: 3, tickets: 100, people: 3 }, 0, 'まだ0枚'],
  ])('%o with %i own tickets: %s', (figures, own, words) => {
    expect(said('ja', ownChance(figures, own, 'owner-prize'), 'own')).toBe(words);
  });

  test('with no limit, fewer people than prizes is no promise', () => {
    const figures = { quantity: 3, tickets: 100, people: 3 };
    expect(ownChance(figures, 1, 'none')).toEqual({ kind: 'one-in', count: 33, exact: false });
  });

  test('more tickets never say less, and never more than is so', () => {
    const figures = fc.record({
      quantity: fc.integer({ min: 1, max: 10_000 }),
      tickets: fc.integer({ min: 1, max: 1_000_000 }),
      people: fc.integer({ min: 1, max: 1_000_000 }),
    });
    fc.assert(
      fc.property(figures, fc.integer({ min: 1, max: 2_000 }), (prize, added) => {
        const before = ownChance(prize, 1, 'none');
        const after = ownChance(withTickets(prize, 1, added), 1 + added, 'none');
        // As far as rounding goes: 1 in 4 and 3 of 10 meet.
        expect(size(after)).toBeGreaterThanOrEqual(size(before) * 0.88);
        const expected = (prize.quantity * (1 + added)) / (prize.tickets + added);
        expect(size(after)).toBeLessThanOrEqual(Math.max(expected * 1.25, expected + 0.05));
      }),
    );
  });

  test('the first tickets of somebody make one person more', () => {
    const prize = { quantity: 1, tickets: 10, people: 4 };
    expect(withTickets(prize, 0, 2)).toEqual({ quantity: 1, tickets: 12, people: 5 });
    expect(withTickets(prize, 3, 2)).toEqual({ quantity: 1, tickets: 12, people: 4 });
  });
});

describe('how a lottery stands', () => {
  test.each([
    [{}, 'open'],
    [{ closesAt: at(0) }, 'closing'],
    [{ state: 'closed', closesAt: at(-1) }, 'closed'],
    [{ state: 'gathering' }, 'gathering'],
    [{ state: 'void', voidReason: '停電' }, 'void'],
    [{ state: 'drawn', drawnAt: at(-1) }, 'drawn'],
  ] as const)('%o is %s', (changes, moment) => {
    expect(momentOf(lottery(changes), NOW_MS)).toBe(moment);
  });

  test.each(LANGUAGES)('every state has its sentence and its way into the hall: %s', (language) => {
    const text = messages[language];
    for (const state of LOTTERY_STATES) {
      const moment = momentOf(lottery({ state }), NOW_MS);
      expect(text.hall[moment]).toMatch(/\S/);
      if (moment === 'open') continue;
      expect(text.moments[moment].head).toMatch(/\S/);
      expect(text.moments[moment].hint).toMatch(/\S/);
    }
  });

  test('LT4 the tab opens with the hall, then what is open; a rehearsal only beside nothing real', () => {
    const open = lottery({ lotteryId: 'a' });
    const later = lottery({ lotteryId: 'b', closesAt: at(48) });
    const rehearsal = lottery({ lotteryId: 'c', rehearsal: true, state: 'final' });
    const drawing = lottery({ lotteryId: 'd', state: 'frozen' });
    const past = lottery({ lotteryId: 'e', state: 'drawn', drawnAt: at(-30), closesAt: at(-40) });
    const old = lottery({ lotteryId: 'f', state: 'drawn', drawnAt: at(-999), closesAt: at(-999) });
    const first = (...all: Lottery[]) => leadingLottery(all, NOW_MS)?.lotteryId ?? null;
    expect(first(past, rehearsal, later, open, drawing)).toBe('d');
    expect(first(past, rehearsal, later, open)).toBe('a');
    expect(first(rehearsal, old, past)).toBe('e');
    expect(first(old, rehearsal)).toBe('c');
    expect(first(old)).toBeNull();
    const { present, past: ended } = shareLotteries([rehearsal, open, past, later], 'a', NOW_MS);
    expect(present.map(({ lotteryId }) => lotteryId)).toEqual(['b', 'c']);
    expect(ended.map(({ lotteryId }) => lotteryId)).toEqual(['e']);
  });

  test('while the hall may still be showing winners, a result is told on asking', () => {
    const drawn = (hours: number) => lottery({ state: 'drawn', drawnAt: at(hours) });
    expect(mayStillBeShown(drawn(-1), NOW_MS)).toBe(true);
    expect(mayStillBeShown(drawn(-3), NOW_MS)).toBe(false);
    expect(mayStillBeShown(lottery(), NOW_MS)).toBe(false);
  });

  test.each([
    [{ state: 'drawn', drawnAt: at(-30) }, [], 'missed'],
    [{ state: 'drawn', drawnAt: at(-30) }, null, 'entered'],
    [{ state: 'drawn', drawnAt: at(-1) }, ['win'], 'entered'],
    [{ state: 'drawn', drawnAt: at(-3) }, ['alt', 'win'], 'won'],
    [{ state: 'drawn', drawnAt: at(-3) }, ['alt'], 'alternate'],
    [{ state: 'closed' }, null, 'entered'],
  ] as const)('in a list, %o with %o: %s', (changes, kinds, standing) => {
    const place = { prizeId: 'castle', place: 1, serial: 1 };
    const places = kinds === null ? null : kinds.map((kind) => ({ ...place, kind }));
    expect(standingOf(lottery(changes), places, NOW_MS)).toBe(standing);
  });

  test.each([
    [{}, true, null],
    [{ closesAt: at(-1) }, true, 'closed'],
    [{ state: 'closed' }, false, null],
    [{ state: 'gathering' }, false, 'under-way'],
    [{ state: 'gathering', rehearsal: true }, false, null],
    [{ state: 'gathering', rehearsal: true }, true, 'under-way'],
    [{ state: 'drawn' }, true, 'drawn'],
    [{ state: 'drawn' }, false, null],
    [{ state: 'void' }, true, 'void'],
  ] as const)('news of %o (entered: %s): %s', (changes, hasEntered, kind) => {
    expect(newsOf(lottery(changes), NOW_MS, hasEntered)).toBe(kind);
  });

  test.each([
    [50 * HOUR_MS, 'あと2日'],
    [47 * HOUR_MS, 'あと47時間'],
    [119 * 60_000, 'あと119分'],
    [599_000, 'あと 9:59'],
    [1, 'あと 0:01'],
    [-5, 'あと 0:00'],
  ])('%i ms are left: %s', (leftMs, words) => {
    expect(timeLeft(messages.ja.left, formatsFor('ja'), leftMs)).toBe(words);
  });

  test('serials are written as in the hall', () => {
    expect(serialSpan(entry(), 1_842)).toBe('0840–0842');
    expect(serialSpan(entry({ count: 1 }), 900)).toBe('840');
    expect(ownTickets([entry(), entry({ count: 2 }), entry({ prizeId: 'x' })], 'castle')).toBe(5);
  });

  test('what can be chosen with one press', () => {
    expect([0, 1, 4, 7, 30].map(quickCounts)).toEqual([[], [], [1, 4], [1, 5, 7], [1, 5, 10, 30]]);
  });
});

describe('receipts', () => {
  const secret = new Uint8Array(32).fill(7);
  const nonceHex = '5a'.repeat(32);
  const ownerTag = ownerTagOf('grand-r8', nonceHex);
  const row = { prizeId: 'castle', entryId: 'e17', ownerTag, first: 840, count: 3 };
  const signature = bytesToHex(ed25519.sign(receiptBytes(row), secret));
  const good = entry({ ...row, signature });
  const openText = new TextDecoder().decode(
    writeOpen({
      draw: 'grand-r8',
      rules: '1'.repeat(64),
      code: '2'.repeat(64),
      key: bytesToHex(ed25519.getPublicKey(secret)),
      commit: '3'.repeat(64),
      chain: 'none',
      gap: 0,
      lead: 0,
      limit: 'owner-prize',
    }),
  );

  test('are good under the key of open.txt and the own tag, and under nothing else', () => {
    const open = openFileOf(openText, 'grand-r8')!;
    expect(isReceiptGood(good, open, nonceHex)).toBe(true);
    expect(isReceiptGood(good, open, null)).toBe(true);
    expect(isReceiptGood({ ...good, count: 4 }, open, nonceHex)).toBe(false);
    expect(isReceiptGood(good, open, '5b'.repeat(32))).toBe(false);
    expect(openFileOf(openText, 'another-draw')).toBeNull();
    expect(openFileOf('no file', 'grand-r8')).toBeNull();
  });

  test('stay on the phone when the server forgets them, and come once', () => {
    const other = entry({ entryId: 'e9', enteredAt: at(-1) });
    const kept = { entries: [good], ownerTag, nonceHex: null };
    const merged = mergeEntries(kept, { entries: [other], ownerTag, nonceHex });
    expect(merged.entries.map(({ entryId }) => entryId)).toEqual(['e9', 'e17']);
    expect(merged.nonceHex).toBe(nonceHex);
    expect(mergeEntries(merged, NO_ENTRIES)).toEqual(merged);
    expect(mergeEntries(merged, merged)).toEqual(merged);
  });

  test('LT4 those of a rehearsal and of the draw lie apart; two at once are both kept', async () => {
    const facts = new Map<string, KeptList>();
    const store = {
      keptList: async (name: string) => structuredClone(facts.get(name) ?? null),
      setKeptList: async (name: string, kept: KeptList) => {
        await new Promise((resolve) => setTimeout(resolve, 1));
        facts.set(name, structuredClone(kept));
      },
    };
    const receipts = LotteryReceipts.of(store, () => NOW_MS);
    expect(LotteryReceipts.of(store, () => NOW_MS)).toBe(receipts);
    await Promise.all(
      ['e1', 'e2', 'e3'].map((entryId) =>
        receipts.keep('real', { ...NO_ENTRIES, entries: [entry({ entryId })] }),
      ),
    );
    await receipts.keep('rehearsal', { ...NO_ENTRIES, entries: [entry({ entryId: 'r1' })] });
    const ids = async (lotteryId: string) =>
      (await receipts.entries(lotteryId)).entries.map(({ entryId }) => entryId).sort();
    expect(await ids('real')).toEqual(['e1', 'e2', 'e3']);
    expect(await ids('rehearsal')).toEqual(['r1']);
    expect(await receipts.pending()).toBeNull();
  });

  test.each(LANGUAGES)(
    'as a text they have what a stranger needs to check them: %s',
    (language) => {
      const words = { language, formats: formatsFor(language) };
      const list = { entries: [good], ownerTag, nonceHex };
      const open = openFileOf(openText, 'grand-r8');
      const text = receiptText(messages[language], words, lottery(), list, open);
      expect(text).toContain(`castle\te17\t${ownerTag}\t840\t3`);
      expect(text).toContain(signature);
      expect(text).toContain(open!.key);
      expect(text).toContain('0840–0842');
      // The secret proves the tag: it is not for strangers.
      expect(text).not.toContain(nonceHex);
    },
  );

  test('own places are found in the result by the tag', () => {
    const result = { prizeId: 'castle', kind: 'win', place: 1, serial: 841 } as const;
    const rows = [
      { ...result, serial: 5, entryId: 'e1', ownerTag: 'cd'.repeat(16), score: '0'.repeat(64) },
      { ...result, kind: 'alt' as const, entryId: 'e17', ownerTag, score: '1'.repeat(64) },
    ];
    expect(ownPlacesIn(writeResult(rows), ownerTag)).toEqual([
      { prizeId: 'castle', kind: 'alt', place: 1, serial: 841 },
    ]);
    expect(ownPlacesIn(writeResult(rows), 'ef'.repeat(16))).toEqual([]);
  });

  test('the hall is handed everything behind the #, and nothing before it', () => {
    const list = { entries: [good], ownerTag, nonceHex };
    const [path, fragment = ''] = hallAddress('an-id', list).split('#');
    expect(path).toBe('/stage/an-id');
    const text = fragment.slice('entries='.length);
    expect(text).toMatch(/^[\w-]+$/);
    expect(JSON.parse(Buffer.from(text, 'base64url').toString())).toEqual(list);
    expect(hallAddress('an-id', NO_ENTRIES)).toBe('/stage/an-id');
    expect(hallAddress('an-id', { ...list, nonceHex: null })).toBe('/stage/an-id');
  });
});

const problem = (facts: Partial<RequestProblem> & Pick<RequestProblem, 'code'>) =>
  ({ ok: false, status: 409, ...facts }) as const;

describe('refusals in words', () => {
  test.each([
    [{ code: 'tickets-insufficient', balance: 2, needed: 5 }, 'いま使えるのは2枚です'],
    [{ code: 'tickets-insufficient' }, '抽選券が足りません'],
    [{ code: 'lottery-not-open' }, '抽選券は減っていません'],
    [{ code: 'network-unreachable', status: 0 }, '二重に応募することはありません'],
    [{ code: 'unavailable' }, '二重に応募することはありません'],
    [{ code: 'rate-limited' }, '混み合っています'],
    [{ code: 'email-taken' }, 'うまくいきませんでした'],
  ] as const)('%o', (facts, words) => {
    expect(entryProblemText(messages.ja, formatsFor('ja'), problem(facts))).toContain(words);
  });
});
