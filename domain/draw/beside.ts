/** Work of a verification that others may do at the same time. */
import type { RangeBest } from './ranking.ts';
import type { EntryTable } from './tables.ts';

/**
 * What whoever verifies computed beside, from the same bytes, to be sooner. What is not there is
 * computed here, and nothing of it is ever taken from the bundle's author.
 */
export interface ComputedBeside {
  readonly entries?: EntryTable;
  readonly digestOf?: (bytes: Uint8Array) => string;
  /** Of a prize, by its seed. */
  readonly rangesOf?: (seed: string) => readonly RangeBest[] | undefined;
  /** Does the key's signature over a file's bytes verify? */
  readonly isSigned?: (fileName: string, signature: string, key: string) => boolean | undefined;
}
