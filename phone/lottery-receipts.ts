/**
 * What the phone keeps of the lotteries that its person entered: the receipts, so that they are there
 * without the network and after the server; the order that has no answer yet, with its key; and the
 * places that were drawn. Written before anything is shown; it goes with the person.
 */
import * as v from 'valibot';
import {
  LotteryEntryListSchema,
  NewLotteryEntrySchema,
  PrizeIdSchema,
  type LotteryEntry,
  type LotteryEntryList,
} from '#domain/contract/lotteries.ts';
import type { DeviceStore } from './device-store.ts';

/** An order under its idempotency key: nobody knows yet whether it came to be. */
export const PendingEntrySchema = v.object({ order: NewLotteryEntrySchema, key: v.string() });
export type PendingEntry = v.InferOutput<typeof PendingEntrySchema>;

/** One's own places in the result; `null`: not drawn, or not heard yet. */
export const OwnPlacesSchema = v.array(
  v.object({
    prizeId: PrizeIdSchema,
    kind: v.picklist(['win', 'alt']),
    place: v.number(),
    serial: v.number(),
  }),
);
export type OwnPlaces = v.InferOutput<typeof OwnPlacesSchema>;

export const NO_ENTRIES: LotteryEntryList = { entries: [], ownerTag: null, nonceHex: null };
const PENDING = 'lottery-pending';
const entriesName = (lotteryId: string) => `/api/me/lottery-entries/${lotteryId}`;
const openName = (lotteryId: string) => `lottery-open:${lotteryId}`;
const placesName = (lotteryId: string) => `lottery-places:${lotteryId}`;
const seenName = (lotteryId: string, kind: string) => `lottery-seen:${kind}:${lotteryId}`;

type Store = Pick<DeviceStore, 'keptList' | 'setKeptList'>;

const byStore = new WeakMap<Store, LotteryReceipts>();

export class LotteryReceipts {
  readonly #store: Store;
  readonly #nowMs: () => number;
  /** Read, add, write: one after the other. */
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(store: Store, nowMs: () => number) {
    this.#store = store;
    this.#nowMs = nowMs;
  }

  /**
   * The one of a store, so that what writes takes its turn.
   * @param nowMs by the server's clock
   */
  static of(store: Store, nowMs: () => number): LotteryReceipts {
    const known = byStore.get(store);
    if (known !== undefined) return known;
    const receipts = new LotteryReceipts(store, nowMs);
    byStore.set(store, receipts);
    return receipts;
  }

  async entries(lotteryId: string): Promise<LotteryEntryList> {
    return this.#read(entriesName(lotteryId), LotteryEntryListSchema, NO_ENTRIES);
  }

  /** A receipt that was given is never dropped, whatever the server lists later. */
  async keep(lotteryId: string, heard: LotteryEntryList): Promise<LotteryEntryList> {
    const kept = this.#turn.then(async () => {
      const merged = mergeEntries(await this.entries(lotteryId), heard);
      await this.#write(entriesName(lotteryId), merged);
      return merged;
    });
    this.#turn = kept.catch(() => undefined);
    return kept;
  }

  async pending(): Promise<PendingEntry | null> {
    return this.#read(PENDING, v.nullable(PendingEntrySchema), null);
  }

  async setPending(pending: PendingEntry | null): Promise<void> {
    await this.#write(PENDING, pending);
  }

  /** The text of open.txt, which has the key that receipts are signed under. */
  async openText(lotteryId: string): Promise<string | null> {
    return this.#read(openName(lotteryId), v.nullable(v.string()), null);
  }

  async setOpenText(lotteryId: string, text: string): Promise<void> {
    await this.#write(openName(lotteryId), text);
  }

  async places(lotteryId: string): Promise<OwnPlaces | null> {
    return this.#read(placesName(lotteryId), v.nullable(OwnPlacesSchema), null);
  }

  async setPlaces(lotteryId: string, places: OwnPlaces): Promise<void> {
    await this.#write(placesName(lotteryId), places);
  }

  /** This news of it was looked at here. */
  async isSeen(lotteryId: string, kind: string): Promise<boolean> {
    return this.#read(seenName(lotteryId, kind), v.boolean(), false);
  }

  async setSeen(lotteryId: string, kind: string): Promise<void> {
    await this.#write(seenName(lotteryId, kind), true);
  }

  async #read<Schema extends v.GenericSchema>(
    name: string,
    schema: Schema,
    otherwise: v.InferOutput<Schema>,
  ): Promise<v.InferOutput<Schema>> {
    const kept = await this.#store.keptList(name);
    const parsed = v.safeParse(schema, kept?.value);
    return parsed.success ? parsed.output : otherwise;
  }

  async #write(name: string, value: unknown): Promise<void> {
    await this.#store.setKeptList(name, { value, atMs: this.#nowMs() });
  }
}

/** Each entry once, by when it was entered; what was heard now stands for what was kept. */
export function mergeEntries(kept: LotteryEntryList, heard: LotteryEntryList): LotteryEntryList {
  const heardIds = new Set(heard.entries.map(({ entryId }) => entryId));
  const left = kept.entries.filter(({ entryId }) => !heardIds.has(entryId));
  return {
    entries: [...left, ...heard.entries].toSorted(byTime),
    ownerTag: heard.ownerTag ?? kept.ownerTag,
    nonceHex: heard.nonceHex ?? kept.nonceHex,
  };
}

function byTime(a: LotteryEntry, b: LotteryEntry): number {
  return Date.parse(a.enteredAt) - Date.parse(b.enteredAt);
}
