/** The screens as `vite build` makes them, in a temporary folder of their own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { projectRoot } from './source-files.ts';

export interface BuiltScreens {
  /** What the server serves; pages at `<screen>/index.html`. */
  readonly folder: string;
  remove(): void;
}

/** Takes a second or two. */
export async function buildScreens(): Promise<BuiltScreens> {
  const folder = mkdtempSync(join(tmpdir(), 'tsudoi-screens-'));
  // The test runner's environment is no production.
  const before = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  try {
    await build({
      root: projectRoot,
      configFile: join(projectRoot, 'vite.config.ts'),
      mode: 'production',
      logLevel: 'error',
      build: { outDir: folder, emptyOutDir: true },
    });
  } finally {
    if (before === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = before;
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
