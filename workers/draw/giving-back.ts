/** A void lottery gives back the tickets that were entered in it, and their people are told. */
import type { Lottery } from '#domain/contract/lotteries.ts';
import { uuidv7 } from '#domain/ids.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import type { LiveStore } from '#stores/live/live-store.ts';

/** Entries of one database transaction: short, for the door asks the same books. */
const BATCH_ENTRIES_MAX = 200;

export interface GivingBackParts {
  readonly ledger: Pick<Ledger, 'giveTicketsBack'>;
  readonly live: Pick<LiveStore, 'publish'>;
  readonly nowMs: () => number;
}

/**
 * Goes on where somebody was interrupted, and tells again whom that one may not have told.
 * @returns whether there was something to give back
 */
export async function giveTicketsBack(
  { ledger, live, nowMs }: GivingBackParts,
  { lotteryId }: Pick<Lottery, 'lotteryId'>,
): Promise<boolean> {
  let told: string | null = null;
  for (;;) {
    const batch: Awaited<ReturnType<Ledger['giveTicketsBack']>> = await ledger.giveTicketsBack({
      lotteryId,
      told,
      limit: BATCH_ENTRIES_MAX,
      newTransactionId: () => uuidv7(nowMs(), crypto.getRandomValues(new Uint8Array(10))),
    });
    if (batch === null) return told !== null;
    await live.publish({ kind: 'tickets-given-back', participantIds: [...batch.people] });
    told = batch.upTo;
  }
}
