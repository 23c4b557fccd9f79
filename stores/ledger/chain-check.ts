/** Recomputing the chain from the entries: what was changed, removed or slipped in is found. */
import type { ChainedEntry } from '#domain/book-chain.ts';
import { CHAIN_BEGINNING, chainHead, nextHash, readEntries } from './chain.ts';
import type { ChainPlace } from './chain.ts';
import type { Books } from './connection.ts';
import { ledgerLimits } from './limits.ts';
import type { ChainFault } from './records.ts';

export type ChainCheck = { readonly chained: number; readonly headHex: string } & (
  | { readonly ok: true }
  | { readonly ok: false; readonly fault: ChainFault }
);

/** Heads that were published, by how many entries they cover. */
type PublishedHeads = ReadonlyMap<number, string>;

/**
 * Everything that the chain covers at the time of asking, and every head that was published. Memory
 * is that of two pages, whatever the size of the books.
 * @param onProgress after every page
 * @returns `chained` and `headHex` as they are kept; a fault is the first one
 */
export async function verifyChain(
  books: Books,
  onProgress: (looked: number, total: number) => void = () => undefined,
): Promise<ChainCheck> {
  const published = await publishedHeads(books);
  const head = await chainHead(books);
  const kept = { chained: head.place, headHex: head.hash.toString('hex') };
  let at = CHAIN_BEGINNING;
  while (at.entryNumber < head.entryNumber) {
    const { places, entries } = await readPage(books, at, head);
    const result = comparePage(at, places, entries, published);
    if ('because' in result) return { ...kept, ok: false, fault: result };
    at = result;
    onProgress(at.place, head.place);
  }
  const longest = Math.max(0, ...published.keys());
  if (longest > at.place) {
    // The end of the chain is gone, and with it, for all that is known, the entries.
    return { ...kept, ok: false, fault: missingAfter(at) };
  }
  return { ...kept, ok: true };
}

async function publishedHeads(books: Books): Promise<PublishedHeads> {
  const rows = await books
    .selectFrom('books_reports')
    .select(['chained', 'head_hex'])
    .distinct()
    .execute();
  return new Map(rows.map((row) => [row.chained, row.head_hex]));
}

async function readPage(
  books: Books,
  at: ChainPlace,
  head: ChainPlace,
): Promise<{ places: ChainPlace[]; entries: ChainedEntry[] }> {
  return books.transaction().execute(async (trx) => {
    const places = await trx
      .selectFrom('entry_chain')
      .select(['entry_number as entryNumber', 'place', 'hash'])
      .where('entry_number', '>', at.entryNumber)
      .where('entry_number', '<=', head.entryNumber)
      .orderBy('entry_number')
      .limit(ledgerLimits.chainPageEntries)
      .execute();
    const entries = await readEntries(trx, {
      after: at.entryNumber,
      upTo: places.at(-1)?.entryNumber ?? head.entryNumber,
      // One more than there should be: it is enough to see that one was slipped in.
      limit: places.length + 1,
    });
    return { places, entries };
  });
}

/** @returns the last place of the page, or the first fault */
function comparePage(
  before: ChainPlace,
  places: readonly ChainPlace[],
  entries: readonly ChainedEntry[],
  published: PublishedHeads,
): ChainPlace | ChainFault {
  let at = before;
  for (const [index, place] of places.entries()) {
    const entry = entries[index];
    if (entry === undefined || entry.entryNumber > place.entryNumber) {
      return { entryNumber: place.entryNumber, ...NOTHING_LEFT, because: 'missing' };
    }
    if (entry.entryNumber < place.entryNumber) return faultOf(entry, 'added');
    if (place.place !== at.place + 1) return missingAfter(at);
    if (!nextHash(at.hash, entry).equals(place.hash)) return faultOf(entry, 'changed');
    // The chain agrees with itself, and not with what everybody could read: it was made anew.
    const head = published.get(place.place);
    if (head !== undefined && head !== place.hash.toString('hex')) return faultOf(entry, 'changed');
    at = place;
  }
  const next = entries[places.length];
  return next === undefined ? at : faultOf(next, 'added');
}

const NOTHING_LEFT = { transactionId: null, line: null } as const;

/** Entry and hash are both gone: the number is the first that it can have been. */
function missingAfter(at: ChainPlace): ChainFault {
  return { entryNumber: Math.max(at.entryNumber, 0) + 1, ...NOTHING_LEFT, because: 'missing' };
}

function faultOf(entry: ChainedEntry, because: ChainFault['because']): ChainFault {
  const { entryNumber, transactionId, line } = entry;
  return { entryNumber, transactionId, line, because };
}
