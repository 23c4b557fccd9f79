/** What keeps the tree easy to find one's way in. */
import { describe, expect, test } from 'vitest';
import { LIMITS } from '#domain/contract/limits.ts';
import { projectFiles, readProjectFile, sourceFiles } from './source-files.ts';

const FILE_LINES_MAX = 350;
/** Data, not logic: long by nature. */
const LONG_BY_NATURE = [/^.+\/languages\//, /^ui\/icons\//];

describe('the tree', () => {
  test('has no file that wants to be two', () => {
    const long = sourceFiles()
      .filter((file) => !LONG_BY_NATURE.some((pattern) => pattern.test(file)))
      .map((file) => ({ file, lines: readProjectFile(file).split('\n').length }))
      .filter(({ lines }) => lines > FILE_LINES_MAX);
    expect(long).toEqual([]);
  });

  test('has no drawer for odds and ends', () => {
    const drawers = /(^|\/)(utils?|helpers?|common|misc|shared)(\/|\.[a-z]+$)/i;
    expect(projectFiles().filter((file) => drawers.test(file))).toEqual([]);
  });

  test('leaves nothing to be done later, and silences no tool', () => {
    // Looked for everywhere but here, where they are named.
    const marks = ['TODO', 'FIXME', '@ts-ignore', '@ts-expect-error', 'lint-disable'];
    const found = projectFiles()
      .filter((file) => /\.(ts|mjs|css|html|lua|yml)$/.test(file))
      .filter((file) => file !== 'tests/tidiness.test.ts')
      .filter((file) => marks.some((mark) => readProjectFile(file).includes(mark)));
    expect(found).toEqual([]);
  });

  test('names no limit that limits nothing', () => {
    const source = sourceFiles().map(readProjectFile).join('\n');
    const unused = Object.keys(LIMITS).filter((name) => !source.includes(`LIMITS.${name}`));
    expect(unused).toEqual([]);
  });

  test('skips no test and runs none alone', () => {
    const found = projectFiles()
      .filter((file) => file.endsWith('.test.ts') && file !== 'tests/tidiness.test.ts')
      .filter((file) => /\b(test|it|describe)\.(only|skip|todo)\b/.test(readProjectFile(file)));
    expect(found).toEqual([]);
  });
});
