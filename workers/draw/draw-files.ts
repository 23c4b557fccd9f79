/** The files of draws as the workers read them: from the books, into memory that threads share. */
import { DRAW_FILES } from '#domain/lottery.ts';
import type { DrawFileName } from '#domain/lottery.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import type { DrawSource } from './draw-task.ts';

/** A draw that nobody asks for any more is forgotten. */
const KEPT_MS = 30_000;

/** A file that must be there in this state. */
export async function fileOf(
  ledger: Pick<Ledger, 'lotteryFile'>,
  lotteryId: string,
  name: DrawFileName,
): Promise<Uint8Array> {
  const bytes = await ledger.lotteryFile(lotteryId, name);
  if (bytes === null) throw new Error(`${name} of ${lotteryId} is missing`);
  return bytes;
}

export function sharedCopy(bytes: Uint8Array): Uint8Array {
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
  shared.set(bytes);
  return shared;
}

export interface DrawSources {
  /** All files before the result, read once for all who ask at the same time. Its randomness must be there. */
  of(lotteryId: string): Promise<DrawSource>;
}

export function createDrawSources(ledger: Pick<Ledger, 'lotteryFile'>): DrawSources {
  let latest: { readonly lotteryId: string; readonly source: Promise<DrawSource> } | null = null;
  let timer: NodeJS.Timeout | undefined;
  const forget = () => {
    latest = null;
  };

  async function read(lotteryId: string): Promise<DrawSource> {
    const files = new Map<DrawFileName, Uint8Array>();
    for (const name of DRAW_FILES) {
      if (name === 'result.tsv' || name === 'signatures.tsv') continue;
      const bytes = await ledger.lotteryFile(lotteryId, name);
      if (bytes !== null) files.set(name, sharedCopy(bytes));
    }
    return { lotteryId, files };
  }

  return {
    of(lotteryId) {
      clearTimeout(timer);
      timer = setTimeout(forget, KEPT_MS).unref();
      if (latest?.lotteryId === lotteryId) return latest.source;
      const source = read(lotteryId);
      const mine = { lotteryId, source };
      latest = mine;
      // What failed is read anew by the next one.
      source.catch(() => {
        if (latest === mine) latest = null;
      });
      return source;
    },
  };
}
