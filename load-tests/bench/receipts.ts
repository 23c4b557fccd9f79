/** Whether everybody who was told so stands in the file, and nobody else. */
import type { LotteryEntry } from '#domain/contract/lotteries.ts';
import { EntryTable } from '#domain/draw/tables.ts';
import type { EntryRow } from '#domain/draw/tables.ts';

/** Strictly read: its serials tile without holes and without being given twice. @returns what is wrong */
export function findEntryFaults(
  entriesFile: Uint8Array,
  receipts: readonly LotteryEntry[],
): string[] {
  const table = new EntryTable(entriesFile);
  const told = new Set(receipts.map(lineOf));
  const faults: string[] = [];
  if (told.size !== receipts.length) faults.push(`${receipts.length - told.size} receipts twice`);
  let unknown = 0;
  for (let row = 0; row < table.rows; row += 1) {
    if (!told.delete(lineOf(table.row(row)))) unknown += 1;
  }
  if (unknown > 0) faults.push(`${unknown} rows that nobody has a receipt of`);
  if (told.size > 0) faults.push(`${told.size} receipts without their row`);
  return faults;
}

function lineOf({ prizeId, entryId, ownerTag, first, count }: EntryRow): string {
  return [prizeId, entryId, ownerTag, first, count].join(' ');
}
