/** Tickets of the sample's people, and a browser's memory, for tests of the spectator's phone. */
import { receiptBytes } from '#domain/draw/receipt.ts';
import { sampleSigner } from '#domain/draw/sample-draw.ts';
import type { EntryTable } from '#domain/draw/tables.ts';
import type { HeldTickets, Keeper } from '../stage/spectator/held-tickets.ts';

export const typed = (first: number, count = 1, prizeId = 'fireworks'): HeldTickets => ({
  prizeId,
  first,
  count,
  receipt: null,
});

export function memory(): Keeper & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

/** A person's row of the sample, with the receipt that the program signed. */
export function receiptIn(entries: EntryTable, serial: number): HeldTickets {
  const row = entries.prize('fireworks').rowOf(serial);
  const { prizeId, first, count, entryId, ownerTag } = row;
  const signature = sampleSigner('hall')(receiptBytes(row));
  return { prizeId, first, count, receipt: { entryId, ownerTag, signature } };
}
