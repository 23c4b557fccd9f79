/** `code` of open.txt: SHA-256 of the verifier script that is published beside the screens. */
import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** In the built screens; the project's own where nothing was built. */
const PUBLISHED = 'stage/verify_vd1.py';
const SOURCE = join(import.meta.dirname, '..', '..', 'stage', 'verify', 'verify_vd1.py');

/**
 * Read when a lottery opens, and once.
 * @returns hex; throws when the script is nowhere, since nobody could check what is promised then
 */
export function createVerifierCode(screensFolder: string): () => string {
  let known: string | null = null;
  return () => (known ??= hash('sha256', readScript(join(screensFolder, PUBLISHED))));
}

function readScript(published: string): Buffer {
  try {
    return readFileSync(published);
  } catch {
    return readFileSync(SOURCE);
  }
}
