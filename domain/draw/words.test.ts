import { expect, test } from 'vitest';
import { digestOfText } from './digest.ts';
import { WORD_COUNT, latinWordsOf, wordsOf } from './words.ts';

/** Every byte once, twelve at a time. */
const every = Array.from({ length: 22 }, (_, row) =>
  Array.from({ length: WORD_COUNT }, (_, at) =>
    ((row * WORD_COUNT + at) % 256).toString(16).padStart(2, '0'),
  ).join(''),
);

test('every byte has a word of its own, in hiragana and in plain letters', () => {
  const words = new Set(every.flatMap(wordsOf));
  const latin = new Set(every.flatMap(latinWordsOf));
  expect(words.size).toBe(256);
  expect(latin.size).toBe(256);
  for (const word of words) expect(word).toMatch(/^[\u3041-\u3096]{3,6}$/u);
  for (const word of latin) expect(word).toMatch(/^[a-z]{4,12}$/);
});

test('the same hash gives the same twelve; another hash others', () => {
  const first = wordsOf(digestOfText('one'));
  expect(first).toHaveLength(WORD_COUNT);
  expect(wordsOf(digestOfText('one'))).toEqual(first);
  expect(wordsOf(digestOfText('two'))).not.toEqual(first);
});

test.each([
  ['00', 'あさひ', 'asahi'],
  ['01', 'こだま', 'kodama'],
  ['0b', 'とうげ', 'touge'],
])('byte %s is %s, %s', (byte, word, latin) => {
  expect(wordsOf(byte.repeat(WORD_COUNT))[0]).toBe(word);
  expect(latinWordsOf(byte.repeat(WORD_COUNT))[0]).toBe(latin);
});
