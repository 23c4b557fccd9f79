import { expect, test } from 'vitest';
import { readBenchOptions } from './options.ts';

test('without words the whole bench runs as the issue of its figures says', () => {
  expect(readBenchOptions([], {})).toMatchObject({
    people: 100_000,
    kiosks: 50,
    inFlight: 4,
    only: new Set(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k']),
    spectators: 5_000,
    lastSecond: 10_000,
    entries: [1_000_000, 10_000_000],
    databases: new Set(['pglite', 'postgres']),
    databaseUrl: null,
  });
});

test('words and the database of one’s own are taken', () => {
  const words = ['--people', '5000', '--only', 'b,c', '--databases', 'postgres'];
  expect(readBenchOptions(words, { BENCH_DATABASE_URL: 'postgresql://x' })).toMatchObject({
    people: 5_000,
    only: new Set(['b', 'c']),
    databases: new Set(['postgres']),
    databaseUrl: 'postgresql://x',
  });
});

test.each([
  [['--people', '0'], '--people must be a whole number from 1 to 1000000, not "0"'],
  [['--kiosks', 'many'], '--kiosks must be a whole number from 1 to 1000, not "many"'],
  [['--only', 'a,x'], '--only takes a,b,c,d,e,f,g,h,i,j,k, not "x"'],
  [
    ['--entries', '200000,100000'],
    '--entries takes even numbers from 100000 that ascend, not 200000,100000',
  ],
  [['--nonsense'], "Unknown option '--nonsense'"],
])('%j is refused in one line', (words, line) => {
  expect(readBenchOptions(words, {})).toBe(line);
});
