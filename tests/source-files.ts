/** What the project consists of, as git knows it: for tests about the house itself. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const projectRoot = path.resolve(import.meta.dirname, '..');

/** Tracked and new files below the project, ignored ones left out; paths relative, with `/`. */
export function projectFiles(): string[] {
  const list = execFileSync('git', ['ls-files', '-z', '-co', '--exclude-standard'], {
    cwd: projectRoot,
    encoding: 'utf8',
    maxBuffer: 16 * 1024 * 1024,
  });
  return list.split('\0').filter((file) => file !== '' && existsSync(path.join(projectRoot, file)));
}

export function readProjectFile(file: string): string {
  return readFileSync(path.join(projectRoot, file), 'utf8');
}

/** TypeScript that ships or sets up; tests are not in it. */
export function sourceFiles(): string[] {
  return projectFiles().filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
}
