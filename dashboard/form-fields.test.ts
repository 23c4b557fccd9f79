import { describe, expect, test } from 'vitest';
import { NewShopSchema, NewOfferSchema } from '#domain/contract/shops.ts';
import { formatsFor } from '#ui/language/formats.ts';
import type { RequestProblem } from '#ui/problem.ts';
import { parseFields, wholeNumber } from './form-fields.ts';
import { EMPTY_GRANT, parseGrant, withoutPerson, withPerson } from './grants/grant-form.ts';
import { messages } from './languages/index.ts';
import { problemSentence } from './languages/problem-sentence.ts';
import { railLinks } from './rail-links.ts';
import { counterAddress, isOwnMachine } from './shops/shop-sign.ts';

describe('whole numbers as people type them', () => {
  test.each([
    ['200', 200],
    ['２００', 200],
    ['1,000', 1000],
    ['-50', -50],
    ['−50', -50],
    ['ー５０', -50],
    ['', Number.NaN],
    ['1.5', Number.NaN],
    ['百', Number.NaN],
    ['9999999999', Number.NaN],
  ])('%s', (typed, value) => {
    expect(wholeNumber(typed)).toBe(value);
  });
});

describe('the contract’s findings by field', () => {
  test.each([
    [{ name: '', area: '新町' }, { name: 'missing' }],
    [{ name: 'あ'.repeat(41), area: '新町' }, { name: 'too-long' }],
    [
      { name: 'あ\u202Eい', area: '' },
      { name: 'not-plain', area: 'missing' },
    ],
  ])('%o', (typed, faults) => {
    expect(parseFields(NewShopSchema, typed, typed)).toEqual({ ok: false, faults });
  });

  test('what is right comes back as the contract takes it', () => {
    const typed = { name: ' 喫茶 しらかわ ', area: '新町' };
    expect(parseFields(NewShopSchema, typed, typed)).toEqual({
      ok: true,
      value: { name: '喫茶 しらかわ', area: '新町', nameEn: null, nameEasy: null },
    });
  });

  test.each([
    ['', 'missing'],
    ['abc', 'not-a-number'],
    ['0', 'not-a-number'],
  ])('a price of "%s" is %s', (yen, fault) => {
    const typed = { name: 'コーヒー', yen };
    const given = { ...typed, yen: wholeNumber(yen) };
    expect(parseFields(NewOfferSchema, given, typed)).toEqual({
      ok: false,
      faults: { yen: fault },
    });
  });
});

describe('a proposal of special points', () => {
  const sakura = { participantId: '0197e1c4-0000-7000-8000-000000000001', nickname: 'さくら' };
  const whole = { ...EMPTY_GRANT, points: '５０', reason: '秋まつり', people: [sakura] };

  test('is what the contract takes', () => {
    expect(parseGrant(whole)).toEqual({
      ok: true,
      value: {
        kind: 'campaign',
        points: 50,
        reason: '秋まつり',
        participantIds: [sakura.participantId],
      },
    });
  });

  test.each([
    ['nothing at all', EMPTY_GRANT, ['participantIds', 'points', 'reason']],
    ['nobody', { ...whole, people: [] }, ['participantIds']],
    ['no points', { ...whole, points: '0' }, ['points']],
    ['a campaign that takes away', { ...whole, points: '-50' }, ['points']],
  ])('with %s is not', (_name, form, fields) => {
    const parsed = parseGrant(form);
    expect(parsed.ok ? [] : Object.keys(parsed.faults).toSorted()).toEqual(fields);
  });

  test('a correction may take away', () => {
    expect(parseGrant({ ...whole, kind: 'correction', points: '−50' }).ok).toBe(true);
  });

  test('names nobody twice, and lets people go again', () => {
    const form = withPerson(EMPTY_GRANT, sakura);
    expect(form?.people).toEqual([sakura]);
    expect(withPerson(form ?? EMPTY_GRANT, sakura)).toBeNull();
    expect(withoutPerson(form ?? EMPTY_GRANT, sakura.participantId).people).toEqual([]);
  });
});

const said = (problem: Partial<RequestProblem> & Pick<RequestProblem, 'code'>) =>
  problemSentence(messages.ja, formatsFor('ja'), { ok: false, status: 422, ...problem });

describe('PG2 a refusal in words', () => {
  test('names the rule, its figure and the one that was asked', () => {
    const offer = said({ code: 'rule-broken', rule: 'coupon.yenMax', limit: 200, asked: 201 });
    expect(offer).toMatch(/税込200円まで.*201円.*景品表示法/);
    expect(
      said({ code: 'rule-broken', rule: 'grant.pointsMax', limit: 1000, asked: 5000 }),
    ).toMatch(/1,000ポイント.*5,000ポイント/);
  });

  test('says how many points there are and how many it takes', () => {
    expect(said({ code: 'balance-insufficient', balance: 30, needed: 100 })).toMatch(
      /100ポイント.*30ポイント/,
    );
  });

  test('says when a coupon was used', () => {
    const firstAt = '2026-11-22T04:31:00.000Z';
    expect(said({ code: 'coupon-used', firstAt })).toContain('11月22日（日） 13:31');
  });

  test('without figures says what it knows', () => {
    expect(said({ code: 'rule-broken' })).toBe(messages.ja.problem['rule-broken']);
    expect(said({ code: 'email-taken' })).toBe(messages.ja.problem['email-taken']);
  });
});

const names = (role: 'administrator' | 'staff') => railLinks(role).map(({ name }) => name);

test('the staff list is for administrators alone', () => {
  expect(names('administrator')).toContain('staff');
  expect(names('staff')).toEqual(['counter', 'passes', 'shops', 'grants', 'lotteries', 'reports']);
});

test('a sign leads to the shop’s page, and knows an address that no phone can open', () => {
  expect(counterAddress('https://tsudoi.example', 'abcDEF_-0123456789')).toBe(
    'https://tsudoi.example/phone/shop/abcDEF_-0123456789',
  );
  expect(['localhost', '127.0.0.1', '[::1]'].every(isOwnMachine)).toBe(true);
  expect(isOwnMachine('192.0.2.7')).toBe(false);
});
