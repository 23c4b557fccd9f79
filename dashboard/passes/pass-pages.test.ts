import { describe, expect, test } from 'vitest';
import { CARDS_PER_PRINT, passesFor, printParts, sheetsOf } from './pass-pages.ts';

const pass = (nickname: string, number: string) => ({
  participantId: '00000000-0000-4000-8000-00000000000a',
  nickname,
  number,
  pass: 'TS1:',
});
const many = (count: number) =>
  Array.from({ length: count }, (_, index) => pass(`人${index}`, String(index).padStart(8, '0')));

describe('sheets', () => {
  test.each([
    [0, []],
    [1, [1]],
    [10, [10]],
    [11, [10, 1]],
    [25, [10, 10, 5]],
  ])('%i people', (count, sizes) => {
    expect(sheetsOf(many(count)).map(({ length }) => length)).toEqual(sizes);
  });

  test('a long print is cut into parts that hold everybody once', () => {
    const parts = printParts(10_000);
    expect(parts.reduce((sum, { from, to }) => sum + to - from, 0)).toBe(10_000);
    expect(parts.every(({ from, to }) => to - from <= CARDS_PER_PRINT)).toBe(true);
    expect(printParts(0)).toEqual([]);
  });
});

describe('search', () => {
  const passes = [
    pass('さくら', '00002041'),
    pass('庭の人', '00002178'),
    pass('Maria', '00003000'),
  ];
  test.each([
    ['', 3],
    ['さく', 1],
    ['サクラ', 1],
    ['ｍａｒｉａ', 1],
    ['庭', 1],
    ['0000 2178', 1],
    ['2', 2],
    ['いない', 0],
  ])('%s', (search, found) => expect(passesFor(passes, search)).toHaveLength(found));
});
