/** The screens as `vite build` makes them, in a temporary folder of their own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, type Plugin } from 'vite';
import { projectRoot } from './source-files.ts';

export interface BuiltScreens {
  /** What the server serves; pages at `<screen>/index.html`. */
  readonly folder: string;
  remove(): void;
}

/**
 * Takes a second or two.
 * @param only these screens, as their folders are named; all when not given
 */
export async function buildScreens(only?: readonly string[]): Promise<BuiltScreens> {
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
      plugins: only === undefined ? [] : [narrowedTo(only)],
      build: { outDir: folder, emptyOutDir: true },
    });
  } finally {
    if (before === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = before;
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

function narrowedTo(only: readonly string[]): Plugin {
  return {
    name: 'tsudoi-some-screens',
    configResolved({ build: { rolldownOptions } }) {
      rolldownOptions.input = Object.fromEntries(
        only.map((screen) => [screen, `${screen}/index.html`]),
      );
    },
  };
}
