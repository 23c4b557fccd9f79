/**
 * The files of draws, for everybody in the hall at once: what exists never changes, so the latest
 * that were asked for are kept in memory, up to a bound, and read once for all who wait.
 */
import { hash } from 'node:crypto';
import type { Lottery } from '#domain/contract/lotteries.ts';
import type { DrawFileName } from '#domain/lottery.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import type { PackBundle } from './bundle-thread.ts';
import { singly } from '../renewals.ts';

const KEPT_BYTES_MAX = 192 * 1024 * 1024;

export interface DrawShelf {
  /** `null`: there is no such file (yet). */
  file(lotteryId: string, name: DrawFileName): Promise<Uint8Array | null>;
  /** The files so far as a zip, and its ETag: the same files give the same bytes. */
  bundle(lottery: Lottery): Promise<{ readonly bytes: Uint8Array; readonly etag: string }>;
}

export function createDrawShelf({
  ledger,
  packBundle,
}: {
  readonly ledger: Pick<Ledger, 'lotteryFile'>;
  readonly packBundle: PackBundle;
}): DrawShelf {
  const reading = new Map<string, Promise<Uint8Array | null>>();
  /** The longest unasked first. */
  const kept = new Map<string, Uint8Array>();
  let keptBytes = 0;

  function keep(key: string, bytes: Uint8Array): void {
    if (bytes.length > KEPT_BYTES_MAX) return;
    kept.set(key, bytes);
    keptBytes += bytes.length;
    for (const [oldest, given] of kept) {
      if (keptBytes <= KEPT_BYTES_MAX) return;
      kept.delete(oldest);
      keptBytes -= given.length;
    }
  }

  function read(key: string, work: () => Promise<Uint8Array | null>): Promise<Uint8Array | null> {
    const known = kept.get(key);
    if (known !== undefined) {
      kept.delete(key);
      kept.set(key, known);
      return Promise.resolve(known);
    }
    return singly(reading, key, async () => {
      const bytes = await work();
      if (bytes !== null) keep(key, bytes);
      return bytes;
    });
  }

  const file = (lotteryId: string, name: DrawFileName) =>
    read(`${lotteryId} ${name}`, () => ledger.lotteryFile(lotteryId, name));

  return {
    file,
    async bundle({ lotteryId, files: told }) {
      const etag = hash('sha256', told.map(({ name, sha256 }) => `${name} ${sha256}`).join('\n'));
      const bytes = await read(`${lotteryId} ${etag}`, async () => {
        const files = new Map<DrawFileName, Uint8Array>();
        for (const { name } of told) {
          const each = await file(lotteryId, name);
          if (each === null) throw new Error(`${name} of ${lotteryId} was told and is missing`);
          files.set(name, each);
        }
        return packBundle(files);
      });
      if (bytes === null) throw new Error('a bundle is always there');
      return { bytes, etag };
    },
  };
}
