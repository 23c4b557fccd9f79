import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { formatsFor } from './formats.ts';
import { isLanguage, LANGUAGES } from './language.ts';
import { PageLanguage } from './page-language.ts';

const run = promisify(execFile);
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Compiles a catalogue whose English is `english`; resolves to what the compiler says. */
async function compile(english: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tsudoi-language-'));
  try {
    const file = join(folder, 'messages.ts');
    await writeFile(
      file,
      `import type { Widened } from ${JSON.stringify(here('./language.ts'))};
       export const ja = { greeting: 'こんにちは', verdict: { count: (people: number) => \`\${people}人\` } };
       export type Messages = Widened<typeof ja>;
       export const en: Messages = ${english};`,
    );
    const flags = '--ignoreConfig --noEmit --strict --target es2024 --module esnext';
    const more = '--moduleResolution bundler --allowImportingTsExtensions --types'.split(' ');
    const tsc = here('../../node_modules/typescript/bin/tsc');
    await run(process.execPath, [tsc, ...flags.split(' '), ...more, '', file]);
    return '';
  } catch (error) {
    return error instanceof Error && 'stdout' in error ? String(error.stdout) : String(error);
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe('catalogues', () => {
  test('a complete catalogue compiles', async () => {
    const complete = '{ greeting: "Hello", verdict: { count: (people) => `${people} people` } }';
    expect(await compile(complete)).toBe('');
  });

  test.each([
    ['a missing message', '{ greeting: "Hello", verdict: {} }', "'count' is missing"],
    ['an extra message', '{ greeting: "", bye: "", verdict: { count: () => "" } }', "'bye'"],
    [
      'a parameter of another type',
      '{ greeting: "", verdict: { count: (x: string) => x } }',
      '2322',
    ],
  ])('%s does not compile', async (_name, english, complaint) => {
    expect(await compile(english)).toContain(complaint);
  });
});

describe('formats in the time of the city', () => {
  /** 23:30 in Tokyo, and another day in UTC. */
  const at = '2026-11-22T14:30:07.000Z';

  test('clock times are 24 hours and independent of the machine', () => {
    const { time, timeWithSeconds, timeRange } = formatsFor('ja');
    expect(time(at)).toBe('23:30');
    expect(time('2026-11-22T15:05:00.000Z')).toBe('00:05');
    expect(timeWithSeconds(Date.parse(at))).toBe('23:30:07');
    expect(timeRange('2026-11-22T04:30:00.000Z', '2026-11-22T06:30:00.000Z')).toBe('13:30–15:30');
  });

  test.each([
    ['ja', '11月22日（日）', '2026年11月22日（日）', '令和8年11月22日'],
    ['en', 'Sun 22 Nov', 'Sun 22 Nov 2026', '22 Nov 2026'],
    ['ja-easy', '11月22日（日よう日）', '2026年11月22日（日よう日）', '令和8年11月22日'],
  ] as const)('dates in %s', (language, date, withYear, withEra) => {
    const formats = formatsFor(language);
    expect(formats.date(at)).toBe(date);
    expect(formats.dateWithYear(at)).toBe(withYear);
    expect(formats.dateWithEra(at)).toBe(withEra);
    expect(formats.dayOfYear(at)).toBe('11/22');
  });

  test.each([
    ['ja', 2026, '令和8年度'],
    ['ja', 2019, '令和元年度'],
    ['ja-easy', 2018, '平成30年度'],
    ['en', 2026, 'fiscal year 2026'],
  ] as const)('fiscal years in %s', (language, year, name) => {
    expect(formatsFor(language).fiscalYear(year)).toBe(name);
  });

  test('figures', () => {
    const { number, signedNumber } = formatsFor('en');
    expect([number(1842), signedNumber(100), signedNumber(-20)]).toEqual(['1,842', '+100', '−20']);
  });
});

describe('page language', () => {
  test('begins in Japanese, tells its listeners once a change, and forgets those that left', () => {
    const page = new PageLanguage();
    let calls = 0;
    const leave = page.subscribe(() => (calls += 1));
    expect(page.current).toBe('ja');
    page.set('en');
    page.set('en');
    expect([page.current, calls]).toEqual(['en', 1]);
    leave();
    page.set('ja-easy');
    expect(calls).toBe(1);
  });

  test('storage that is forbidden or holds nonsense leaves Japanese', () => {
    const page = new PageLanguage();
    page.remember('tsudoi-language');
    expect(page.current).toBe('ja');
    expect(LANGUAGES.every(isLanguage)).toBe(true);
    expect(isLanguage('fr')).toBe(false);
  });
});
