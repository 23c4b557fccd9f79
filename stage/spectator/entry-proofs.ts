/** Were my tickets in? The receipt under the draw's key, the row, its way to the root, its neighbours. */
import { readFreeze, readOpen } from '#domain/draw/files.ts';
import { FileFault, compareBytewise } from '#domain/draw/lines.ts';
import { verifyInclusion } from '#domain/draw/merkle.ts';
import { verifyReceipt } from '#domain/draw/receipt.ts';
import { EntryTable, type EntryRow } from '#domain/draw/tables.ts';
import type { Bundle } from '#domain/draw/verify.ts';
import type { HeldTickets } from './held-tickets.ts';

export interface EntryProof {
  readonly tickets: HeldTickets;
  /** `none`: there is no receipt; the number was typed in. */
  readonly receipt: 'right' | 'wrong' | 'none';
  /** `missing`: entries.tsv has no such row, or another one for these numbers. */
  readonly row: 'included' | 'missing';
  /** Where it stands in the file, from 1, and how many rows there are. */
  readonly place: { readonly row: number; readonly rows: number } | null;
  /** Hashes from the row to the root. */
  readonly steps: number;
  /** Of the tree, lower-case hex. */
  readonly root: string;
  /** Does freeze.txt say the same root? `null`: it does not exist yet. */
  readonly isFrozen: boolean | null;
  /** Whose numbers come right before and after, by their entries. */
  readonly before: EntryRow | null;
  readonly after: EntryRow | null;
}

/** @param read entries.tsv of the bundle, if it was read already @returns `null` where the files are not there or cannot be read; the verifier says why */
export function proveEntries(
  bundle: Bundle,
  held: readonly HeldTickets[],
  read?: EntryTable,
): readonly EntryProof[] | null {
  const [openFile, entriesFile] = [bundle.get('open.txt'), bundle.get('entries.tsv')];
  if (openFile === undefined || entriesFile === undefined) return null;
  try {
    const { key } = readOpen(openFile);
    const table = read ?? new EntryTable(entriesFile);
    const freezeFile = bundle.get('freeze.txt');
    const frozen = freezeFile === undefined ? null : readFreeze(freezeFile).entries.root;
    return held.map((tickets) => prove(tickets, { table, key, root: table.leaves.root(), frozen }));
  } catch (error) {
    if (error instanceof FileFault) return null;
    throw error;
  }
}

interface Known {
  readonly table: EntryTable;
  readonly key: string;
  readonly root: string;
  readonly frozen: string | null;
}

function prove(tickets: HeldTickets, { table, key, root, frozen }: Known): EntryProof {
  const { prizeId, first, count, receipt } = tickets;
  const prize = table.prize(prizeId);
  const at = (serial: number) =>
    serial >= 1 && serial <= prize.serials ? prize.rowOf(serial) : null;
  const row = at(first);
  const isSame = receipt === null ? at(first + count - 1) !== null : isRowOf(tickets, row);
  const place = row === null ? null : { index: indexOf(table, row), size: table.rows };
  const path = place === null ? [] : table.leaves.inclusionPath(place.index, place.size);
  const isIncluded =
    place !== null && verifyInclusion(table.lineAt(place.index), place, path, frozen ?? root);
  return {
    tickets,
    receipt:
      receipt === null
        ? 'none'
        : verifyReceipt(
              { row: { prizeId, first, count, ...receipt }, signature: receipt.signature },
              key,
            )
          ? 'right'
          : 'wrong',
    row: isSame && isIncluded ? 'included' : 'missing',
    place: place === null ? null : { row: place.index + 1, rows: place.size },
    steps: path.length,
    root,
    isFrozen: frozen === null ? null : frozen === root,
    before: row === null ? null : at(row.first - 1),
    after: row === null ? null : at(row.first + row.count),
  };
}

/** Typed numbers may be those of several entries; a receipt is the row itself. */
function isRowOf({ first, count, receipt }: HeldTickets, row: EntryRow | null): boolean {
  return (
    row?.entryId === receipt?.entryId &&
    row?.ownerTag === receipt?.ownerTag &&
    row?.first === first &&
    row.count === count
  );
}

/** Rows are sorted by (prizeId, entryId). */
function indexOf(table: EntryTable, wanted: EntryRow): number {
  let [low, high] = [0, table.rows - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    const row = table.row(middle);
    const order =
      compareBytewise(row.prizeId, wanted.prizeId) || compareBytewise(row.entryId, wanted.entryId);
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
