import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';

/** The folder of the project. */
export const projectFolder = resolve(
  import.meta.dirname ?? new URL('.', import.meta.url).pathname,
  '..',
);

/** The Node.js that the project brings itself (the npm package `node`). */
export const projectNode = join(projectFolder, 'node_modules/.bin/node');

/**
 * What a set-up step throws when the machine lacks something that it cannot bring itself:
 * the message is the one line that the person reads.
 */
export class SetUpError extends Error {}

/** Whether the path is a file that may be run. */
export function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** The full path of the first of these programs that is on the PATH, or undefined. */
export function findOnPath(...names) {
  for (const name of names) {
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
      const path = join(folder, name);
      if (folder !== '' && isProgram(path)) return path;
    }
  }
  return undefined;
}
