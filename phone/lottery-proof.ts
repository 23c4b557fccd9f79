/** What the phone proves by itself: that a receipt is signed by the draw, and which places are its own. */
import type { Lottery, LotteryEntry, LotteryEntryList } from '#domain/contract/lotteries.ts';
import { digestOfBytes, ownerTagOf } from '#domain/draw/digest.ts';
import { readOpen, type OpenFile } from '#domain/draw/files.ts';
import { verifyReceipt } from '#domain/draw/receipt.ts';
import { readResult } from '#domain/draw/tables.ts';
import type { DrawFileName } from '#domain/lottery.ts';
import { REQUEST_TIMEOUT_MS } from '#ui/problem.ts';
import type { LotteryReceipts, OwnPlaces } from './lottery-receipts.ts';

/**
 * A file of the draw with the bytes that the lottery's list tells of.
 * @returns `null`: not published yet, not to be had, or other bytes
 */
export async function drawFile(lottery: Lottery, name: DrawFileName): Promise<Uint8Array | null> {
  const told = lottery.files.find((file) => file.name === name);
  if (told === undefined) return null;
  try {
    const signal = AbortSignal.timeout(REQUEST_TIMEOUT_MS);
    const path = `/api/lotteries/${lottery.lotteryId}/files/${name}`;
    const answer = await fetch(path, { signal });
    if (!answer.ok) return null;
    const bytes = new Uint8Array(await answer.arrayBuffer());
    return digestOfBytes(bytes) === told.sha256 ? bytes : null;
  } catch {
    return null;
  }
}

/** @returns `null`: that is no open.txt of this draw */
export function openFileOf(text: string, draw: string): OpenFile | null {
  try {
    const open = readOpen(new TextEncoder().encode(text));
    return open.draw === draw ? open : null;
  } catch {
    return null;
  }
}

/** Signed under the draw's key, and under the tag that this person's secret gives. */
export function isReceiptGood(
  entry: LotteryEntry,
  open: OpenFile,
  nonceHex: string | null,
): boolean {
  if (nonceHex !== null && ownerTagOf(open.draw, nonceHex) !== entry.ownerTag) return false;
  const { prizeId, entryId, ownerTag, first, count, signature } = entry;
  return verifyReceipt({ row: { prizeId, entryId, ownerTag, first, count }, signature }, open.key);
}

/** @throws FileFault when that is no result.tsv */
export function ownPlacesIn(result: Uint8Array, ownerTag: string): OwnPlaces {
  return readResult(result)
    .filter((row) => row.ownerTag === ownerTag)
    .map(({ prizeId, kind, place, serial }) => ({ prizeId, kind, place, serial }));
}

export interface ReceiptProof {
  readonly open: OpenFile;
  /** By entryId. */
  readonly verdicts: ReadonlyMap<string, boolean>;
}

/** With the key that this phone took from the draw first. @returns `null`: the key is not here yet */
export async function proveReceipts(
  lottery: Lottery,
  receipts: LotteryReceipts,
  { entries, nonceHex }: LotteryEntryList,
): Promise<ReceiptProof | null> {
  const { lotteryId, draw } = lottery;
  let text = await receipts.openText(lotteryId);
  if (text === null) {
    const bytes = await drawFile(lottery, 'open.txt');
    if (bytes === null) return null;
    text = new TextDecoder().decode(bytes);
    await receipts.setOpenText(lotteryId, text);
  }
  const open = openFileOf(text, draw);
  if (open === null) return null;
  const verdictOf = (entry: LotteryEntry) =>
    [entry.entryId, isReceiptGood(entry, open, nonceHex)] as const;
  return { open, verdicts: new Map(entries.map(verdictOf)) };
}

/** @returns `null`: not drawn, nothing entered, or not to be had now */
export async function ownPlaces(
  lottery: Lottery,
  receipts: LotteryReceipts,
  { ownerTag }: LotteryEntryList,
): Promise<OwnPlaces | null> {
  const { lotteryId, state } = lottery;
  if (state !== 'drawn' || ownerTag === null) return null;
  const kept = await receipts.places(lotteryId);
  if (kept !== null) return kept;
  const bytes = await drawFile(lottery, 'result.tsv');
  if (bytes === null) return null;
  const places = ownPlacesIn(bytes, ownerTag);
  await receipts.setPlaces(lotteryId, places);
  return places;
}
