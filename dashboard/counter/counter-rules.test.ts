import { describe, expect, test } from 'vitest';
import type { RequestAnswer, RequestProblemCode } from '#ui/problem.ts';
import { lookupOf, type Lookup } from './shown-text.ts';
import { SpendingIntent } from './spending-intent.ts';

describe('what stands in the field', () => {
  const cases: [name: string, typed: string, lookup: Lookup | null][] = [
    ['a code as it is', 'TS1:AB C$%*+-./:', { code: 'TS1:AB C$%*+-./:' }],
    ['a code that ends with a blank', 'TS1:AB ', { code: 'TS1:AB ' }],
    ['the end of line of a scanner', 'TS1:AB\r', { code: 'TS1:AB' }],
    ['caps lock the wrong way', 'ts1:ab c', { code: 'TS1:AB C' }],
    [
      'wide signs of an input method',
      'ＴＳ１：Ａ　Ｂ＄％＊＋ー。・：',
      { code: 'TS1:A B$%*+-./:' },
    ],
    ['a number', '20417713', { number: '20417713' }],
    ['a number in fours', ' 2041 7713 ', { number: '20417713' }],
    ['wide digits with a hyphen', '２０４１ー７７１３', { number: '20417713' }],
    ['nothing', '  ', null],
    ['a name', 'さくら', null],
    ['another code', 'https://example.jp/', null],
    ['too many digits', '12345678901', null],
  ];
  test.each(cases)('%s', (_name, typed, lookup) => {
    expect(lookupOf(typed)).toEqual(lookup);
  });
});

const answer = (code: RequestProblemCode | 'done'): RequestAnswer<string> =>
  code === 'done' ? { ok: true, status: 201, value: code } : { ok: false, status: 0, code };

const counted = () => {
  let made = 0;
  return new SpendingIntent(() => `key-${(made += 1)}`);
};

const askedWith = async (
  intent: SpendingIntent,
  wish: readonly (string | number)[],
  code: RequestProblemCode | 'done',
) => {
  let used = '';
  await intent.ask(wish, async (key) => {
    used = key;
    return answer(code);
  });
  return used;
};

describe('PT5 one key for one wish', () => {
  test.each(['network-unreachable', 'answer-unreadable', 'unavailable', 'internal'] as const)(
    'after %s the same wish is asked under the same key',
    async (code) => {
      const intent = counted();
      expect(await askedWith(intent, ['a', 'tickets', 2], code)).toBe('key-1');
      expect(await askedWith(intent, ['a', 'tickets', 2], 'done')).toBe('key-1');
      expect(await askedWith(intent, ['a', 'tickets', 2], 'done')).toBe('key-2');
    },
  );

  test('another wish gets another key', async () => {
    const intent = counted();
    expect(await askedWith(intent, ['a', 'tickets', 2], 'unavailable')).toBe('key-1');
    expect(await askedWith(intent, ['a', 'tickets', 3], 'unavailable')).toBe('key-2');
    expect(await askedWith(intent, ['b', 'tickets', 3], 'done')).toBe('key-3');
  });

  test('a refusal ends the wish: the next try is a new one', async () => {
    const intent = counted();
    expect(await askedWith(intent, ['a', 'coupon', 'x'], 'balance-insufficient')).toBe('key-1');
    expect(await askedWith(intent, ['a', 'coupon', 'x'], 'done')).toBe('key-2');
  });

  test('keys of its own are long, printable and not repeated', async () => {
    const keys = new Set<string>();
    for (let index = 0; index < 100; index += 1) {
      keys.add(await askedWith(new SpendingIntent(), ['a'], 'done'));
    }
    expect(keys.size).toBe(100);
    for (const key of keys) expect(key).toMatch(/^[0-9a-f]{32}$/);
  });
});
