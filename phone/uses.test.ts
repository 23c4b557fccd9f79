/** What can be done with a coupon, shop codes, orders of tickets, the calendar by day: as tables. */
import { describe, expect, test } from 'vitest';
import type { PublicActivity } from '#domain/contract/activities.ts';
import type { Coupon } from '#domain/contract/coupons.ts';
import type { RequestProblem } from '#ui/problem.ts';
import { formatsFor } from '#ui/language/formats.ts';
import { LANGUAGES } from '#ui/language/language.ts';
import { byDay, calendarPath, isFoundBy } from './calendar-search.ts';
import { couponStanding, minutesAndSeconds, shareCoupons } from './coupon-standing.ts';
import { messages, problemText } from './languages/uses/index.ts';
import { counterCodeIn } from './shop-visits.ts';
import { orderCount, orderMax, shapesFor } from './ticket-figures.ts';

const NOW_MS = Date.parse('2026-11-22T04:00:00.000Z');
const at = (secondsFromNow: number) => new Date(NOW_MS + secondsFromNow * 1_000).toISOString();

function coupon(number: string, changes: Partial<Coupon> = {}): Coupon {
  return {
    couponId: '01938d2e-5b4a-7c3d-8e9f-0a1b2c3d4e5f',
    number,
    state: 'held',
    points: 100,
    offer: {
      offerId: '01938d2e-5b4a-7c3d-8e9f-0a1b2c3d4e60',
      name: 'コーヒー1杯',
      nameEn: null,
      nameEasy: null,
      yen: 200,
    },
    shop: {
      shopId: '01938d2e-5b4a-7c3d-8e9f-0a1b2c3d4e61',
      name: '喫茶 しらかわ',
      nameEn: null,
      nameEasy: null,
      area: '新町',
    },
    exchangedAt: at(-600),
    reservedUntil: null,
    redeemedAt: null,
    ...changes,
  };
}

function activity(name: string, startsAt: string): PublicActivity {
  return {
    activityId: '01938d2e-5b4a-7c3d-8e9f-0a1b2c3d4e5f',
    name,
    nameEn: 'Smartphone help desk',
    nameEasy: null,
    venue: '大江交流室',
    organizer: '市民協働課',
    kind: 'volunteering',
    startsAt,
    endsAt: startsAt,
    cancelledAt: null,
    takesCards: true,
    points: 100,
  };
}

const problem = (facts: Partial<RequestProblem> & Pick<RequestProblem, 'code'>) =>
  ({ ok: false, status: 409, ...facts }) as const;

const said = (facts: Parameters<typeof problem>[0]) =>
  problemText(messages.ja, formatsFor('ja'), problem(facts));

describe('a coupon', () => {
  test.each([
    ['held', {}, 'usable'],
    ['reserved', { state: 'reserved', reservedUntil: at(1) }, 'reserved'],
    ['reserved until now: it has returned', { state: 'reserved', reservedUntil: at(0) }, 'usable'],
    ['used', { state: 'redeemed', redeemedAt: at(-60) }, 'used'],
    ['taken back', { state: 'taken-back' }, 'taken-back'],
  ] as const)('%s', (_name, changes, standing) => {
    expect(couponStanding(coupon('K7-204-918', changes), NOW_MS)).toBe(standing);
  });

  test('the one that a shop is waiting for comes first, used ones lie apart', () => {
    const shares = shareCoupons(
      [
        coupon('A', { state: 'redeemed', redeemedAt: at(-60) }),
        coupon('B'),
        coupon('C', { state: 'reserved', reservedUntil: at(60) }),
        coupon('D', { state: 'taken-back' }),
      ],
      NOW_MS,
    );
    expect(shares.usable.map(({ number }) => number)).toEqual(['C', 'B']);
    expect(shares.used.map(({ number }) => number)).toEqual(['A', 'D']);
  });

  test.each([
    [300_000, '5:00'],
    [299_001, '5:00'],
    [60_000, '1:00'],
    [59_000, '0:59'],
    [0, '0:00'],
    [-5, '0:00'],
  ])('%i ms are left as %s', (leftMs, shown) => {
    expect(minutesAndSeconds(leftMs)).toBe(shown);
  });
});

describe("a shop's printed code", () => {
  const code = 'kN3v_8aLq2ZxT0p-W5';

  test.each([
    [`https://tsudoi.example/phone/shop/${code}`, code],
    [`http://127.0.0.1:8080/phone/shop/${code}/`, code],
    [`https://tsudoi.example/phone/shop/${code}?from=poster`, code],
    [`https://tsudoi.example/phone/shop/short`, null],
    [`https://tsudoi.example/phone/coupons`, null],
    [`TC1:ABCDEF`, null],
    [code, null],
    ['', null],
  ])('%s', (text, found) => {
    expect(counterCodeIn(text)).toBe(found);
  });

  test('is read by phones that are too old for a live pass', () => {
    const kept = URL.canParse.bind(URL);
    Reflect.deleteProperty(URL, 'canParse');
    try {
      expect(counterCodeIn(`https://tsudoi.example/phone/shop/${code}`)).toBe(code);
      expect(counterCodeIn('TC1:ABCDEF')).toBeNull();
    } finally {
      Object.assign(URL, { canParse: kept });
    }
  });
});

describe('an order of tickets', () => {
  test.each([
    [{ balance: 1_300, price: 100, perRequestMax: 50 }, 13],
    [{ balance: 99, price: 100, perRequestMax: 50 }, 0],
    [{ balance: 1_000_000, price: 100, perRequestMax: 50 }, 50],
  ])('%o can be at most %i', (limits, max) => {
    expect(orderMax(limits)).toBe(max);
  });

  test('the count follows the balance down, and is never less than one', () => {
    const limits = { balance: 250, price: 100, perRequestMax: 50 };
    expect([0, 1, 2, 3, 1_000_000].map((wanted) => orderCount(wanted, limits))).toEqual([
      1, 1, 2, 2, 2,
    ]);
  });

  test('fifty tickets are a figure, not fifty shapes', () => {
    expect([0, 1, 49, 50, 5_000].map(shapesFor)).toEqual([0, 1, 49, 0, 0]);
  });
});

describe('the calendar', () => {
  test('its days are those of the city: 23:30 and 00:30 in Tokyo are two', () => {
    const list = [
      activity('夜', '2026-11-22T14:30:00.000Z'),
      activity('深夜', '2026-11-22T15:30:00.000Z'),
      activity('朝', '2026-11-22T23:30:00.000Z'),
    ];
    const days = byDay(list, formatsFor('ja').dateWithYear);
    expect(days.map((day) => day.activities.map(({ name }) => name))).toEqual([
      ['夜'],
      ['深夜', '朝'],
    ]);
  });

  test.each([
    ['スマホ', true],
    ['ｽﾏﾎ 大江', true],
    ['HELP  desk', true],
    ['市民協働課', true],
    ['スマホ 図書館', false],
    ['', true],
  ])('without the network, %s is searched in what the phone has: %s', (words, found) => {
    expect(isFoundBy(activity('スマホお悩み相談室', at(0)), words)).toBe(found);
  });

  test('asks with what was typed, and for the next page with both', () => {
    expect(calendarPath('', null)).toBe('/api/calendar');
    expect(calendarPath('花 & 緑', 'x=1')).toBe(
      '/api/calendar?search=%E8%8A%B1+%26+%E7%B7%91&after=x%3D1',
    );
  });
});

describe('refusals in words', () => {
  test('PT3 too few points: how many are missing', () => {
    expect(said({ code: 'balance-insufficient', balance: 60, needed: 1_100 })).toContain('1,040');
  });

  test('PG2 too many tickets: the limit', () => {
    expect(said({ code: 'rule-broken', rule: 'ticket.perRequestMax', limit: 50 })).toContain(
      '50枚',
    );
  });

  test('a coupon a second time: when it was used first', () => {
    const words = said({ code: 'coupon-used', firstAt: '2026-11-22T04:05:00.000Z' });
    expect(words).toContain('11月22日（日） 13:05');
  });

  test('PT5 no answer: pressing again takes nothing twice', () => {
    expect(said({ code: 'network-unreachable', status: 0 })).toBe(messages.ja.problem.unreachable);
  });

  test.each(LANGUAGES)('%s has a sentence for a code that nobody expected', (language) => {
    const text = messages[language];
    expect(problemText(text, formatsFor(language), problem({ code: 'email-taken' }))).toBe(
      text.problem.other,
    );
  });
});
