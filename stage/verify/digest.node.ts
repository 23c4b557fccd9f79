/**
 * The independent verifier as a file, and its hash: `code` of open.txt. The build puts the same bytes
 * at `/stage/verify_vd1.py`, so that what people download is what was published before the first entry.
 */
import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The script's path in the project, and its name beside the built pages. */
export const VERIFIER_FILE = path.join(import.meta.dirname, 'verify_vd1.py');
export const VERIFIER_ADDRESS = 'stage/verify_vd1.py';

/** SHA-256 of the script's bytes, lower-case hex. @param file another copy, such as the built one */
export function verifierDigest(file: string = VERIFIER_FILE): string {
  return hash('sha256', readFileSync(file));
}
