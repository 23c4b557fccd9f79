/**
 * One lottery for a view: its figures while they change, one's own entries with what was proved of
 * them, and the order that has no answer yet.
 */
import type { ReactiveController } from 'lit';
import {
  LotteryEntryListSchema,
  LotteryListSchema,
  LotterySchema,
  type Lottery,
  type LotteryEntryList,
} from '#domain/contract/lotteries.ts';
import type { OpenFile } from '#domain/draw/files.ts';
import { KeptList, type SessionHost } from './kept-list.ts';
import { askPending, enterTickets, type Entering, type Order } from './lottery-entering.ts';
import { ownPlaces, proveReceipts } from './lottery-proof.ts';
import {
  LotteryReceipts,
  NO_ENTRIES,
  type OwnPlaces,
  type PendingEntry,
} from './lottery-receipts.ts';
import { ownStandings, type OwnStanding } from './own-standings.ts';

const FIGURES_EVERY_MS = 20_000;
/** A whole hall is told at once: its phones do not all ask in the same moment. */
const SPREAD_MS = 800;
/** An order without an answer is asked for again. */
const PENDING_EVERY_MS = 4_000;
/** So long an entry may be on its way into the list that was asked for before it. */
const STRAY_AFTER_MS = 60_000;

const NONE: readonly Lottery[] = [];

export const LOTTERIES_PATH = '/api/lotteries';

export class LotteryController implements ReactiveController {
  readonly list: KeptList<typeof LotteryListSchema>;
  entries: LotteryEntryList = NO_ENTRIES;
  /** Receipts that were looked at: signed by the draw, or not. */
  verdicts: ReadonlyMap<string, boolean> = new Map();
  /** The draw's open.txt; `null`: not here yet. */
  openFile: OpenFile | null = null;
  /** Receipts that the server does not list. */
  strays: ReadonlySet<string> = new Set();
  /** Own places of the result; `null`: not drawn, or not heard yet. */
  places: OwnPlaces | null = null;
  /** One's own in every lottery of the list, by lotteryId. */
  standings: ReadonlyMap<string, OwnStanding> = new Map();
  pending: PendingEntry | null = null;
  /** How an order that was asked for again ended. */
  resolved: Entering | null = null;

  readonly #host: SessionHost;
  #lotteryId: string | null = null;
  #stops: (() => void)[] = [];
  #timer: ReturnType<typeof setInterval> | undefined;
  #spread: ReturnType<typeof setTimeout> | undefined;
  #pendingTimer: ReturnType<typeof setTimeout> | undefined;
  /** An order is being asked for: never twice at once. */
  #asking = false;
  #wasOnline = false;
  /** What the proofs were made of; they are made anew when it changes. */
  #proved = '';
  /** The list that `standings` were read for. */
  #stood: readonly Lottery[] = NONE;

  constructor(host: SessionHost) {
    this.#host = host;
    host.addController(this);
    this.list = new KeptList(host, LotteryListSchema, LOTTERIES_PATH);
  }

  /** `null` where the browser keeps nothing (any more). */
  get receipts(): LotteryReceipts | null {
    const { session } = this.#host;
    return session.store === null ? null : LotteryReceipts.of(session.store, () => session.nowMs());
  }

  get lotteries(): readonly Lottery[] {
    return this.list.value?.lotteries ?? NONE;
  }

  get shown(): Lottery | null {
    return this.lotteries.find(({ lotteryId }) => lotteryId === this.#lotteryId) ?? null;
  }

  hostConnected(): void {
    const { session } = this.#host;
    this.#stops = [
      session.on('lottery:changed', () => this.#askSpread()),
      session.on('ticket:changed', () => void this.#loadEntries()),
      session.on('changed', () => this.#listen()),
    ];
    this.#wasOnline = session.connection === 'online';
    this.#timer = setInterval(() => {
      if (!document.hidden) void this.#loadShown();
    }, FIGURES_EVERY_MS);
    void this.#askPending();
  }

  hostDisconnected(): void {
    for (const stop of this.#stops) stop();
    clearInterval(this.#timer);
    clearTimeout(this.#spread);
    clearTimeout(this.#pendingTimer);
  }

  hostUpdated(): void {
    void this.#prove();
    void this.#readStandings();
  }

  /** Which one is looked at; from then on its entries are known. */
  follow(lotteryId: string | null): void {
    if (lotteryId === this.#lotteryId) return;
    this.#lotteryId = lotteryId;
    this.entries = NO_ENTRIES;
    this.places = null;
    this.openFile = null;
    this.verdicts = new Map();
    this.strays = new Set();
    this.#proved = '';
    void this.#loadEntries();
  }

  /** @returns `null`: an earlier order comes first, or nothing can be kept on this phone */
  async enter(order: Order): Promise<Entering | null> {
    const { receipts } = this;
    if (receipts === null || this.#asking) return null;
    this.#asking = true;
    this.resolved = null;
    const entering = await enterTickets(this.#host.session, receipts, order).catch(() => null);
    await this.#readKept(receipts);
    this.#asking = false;
    this.#askLater();
    void this.#loadShown();
    // The secret that proves the tag comes with the list.
    void this.#loadEntries();
    return entering;
  }

  #listen(): void {
    const isOnline = this.#host.session.connection === 'online';
    const cameBack = isOnline && !this.#wasOnline;
    this.#wasOnline = isOnline;
    if (!cameBack) return;
    void this.#askPending();
    void this.#loadEntries();
    if (this.list.problem === null) this.#askSpread();
  }

  #askSpread(): void {
    clearTimeout(this.#spread);
    this.#spread = setTimeout(() => {
      void this.list.load();
      void this.#loadEntries();
    }, Math.random() * SPREAD_MS);
  }

  async #askPending(): Promise<void> {
    const { receipts } = this;
    if (receipts === null || this.#asking) return;
    this.#asking = true;
    await this.#readKept(receipts);
    if (this.pending !== null) {
      const entering = await askPending(this.#host.session, receipts).catch(() => null);
      await this.#readKept(receipts);
      if (entering !== null && this.pending === null) this.resolved = entering;
      void this.#loadShown();
    }
    this.#asking = false;
    this.#askLater();
    this.#host.requestUpdate();
  }

  #askLater(): void {
    clearTimeout(this.#pendingTimer);
    if (this.pending === null) return;
    this.#pendingTimer = setTimeout(() => void this.#askPending(), PENDING_EVERY_MS);
  }

  /** What is on the phone now. */
  async #readKept(receipts: LotteryReceipts): Promise<void> {
    this.pending = await receipts.pending().catch(() => null);
    const lotteryId = this.#lotteryId;
    if (lotteryId === null) return;
    const entries = await receipts.entries(lotteryId).catch(() => NO_ENTRIES);
    if (lotteryId !== this.#lotteryId) return;
    this.entries = entries;
    this.#host.requestUpdate();
  }

  async #loadEntries(): Promise<void> {
    const { receipts } = this;
    const lotteryId = this.#lotteryId;
    if (receipts === null || lotteryId === null) return;
    await this.#readKept(receipts);
    const askedMs = this.#host.session.nowMs();
    const path = `/api/me/lottery-entries/${lotteryId}`;
    const answer = await this.#host.session.request(LotteryEntryListSchema, path);
    if (!answer.ok) return;
    const merged = await receipts.keep(lotteryId, answer.value).catch(() => answer.value);
    if (lotteryId !== this.#lotteryId) return;
    this.entries = merged;
    const heard = new Set(answer.value.entries.map(({ entryId }) => entryId));
    const isStray = ({ entryId, enteredAt }: (typeof merged.entries)[number]) =>
      !heard.has(entryId) && askedMs - Date.parse(enteredAt) > STRAY_AFTER_MS;
    this.strays = new Set(merged.entries.filter(isStray).map(({ entryId }) => entryId));
    this.#host.requestUpdate();
  }

  async #loadShown(): Promise<void> {
    const { shown } = this;
    if (shown === null) return;
    const path = `${LOTTERIES_PATH}/${shown.lotteryId}`;
    const answer = await this.#host.session.request(LotterySchema, path);
    const { value } = this.list;
    if (!answer.ok || value === null) {
      // So that it is told how old the figures are.
      void this.list.load();
      return;
    }
    const fresh = answer.value;
    this.list.take({
      lotteries: value.lotteries.map((each) => (each.lotteryId === fresh.lotteryId ? fresh : each)),
    });
  }

  /** Once for what is known now; again when more is. */
  async #prove(): Promise<void> {
    const { shown, receipts, entries } = this;
    if (shown === null || receipts === null) return;
    const parts = [shown.lotteryId, shown.state, shown.files.length, entries.ownerTag];
    const key = `${parts.join(' ')} ${entries.entries.length} ${this.#wasOnline}`;
    if (key === this.#proved) return;
    this.#proved = key;
    const proof = await proveReceipts(shown, receipts, entries).catch(() => null);
    const places = await ownPlaces(shown, receipts, entries).catch(() => null);
    if (shown.lotteryId !== this.#lotteryId) return;
    if (proof !== null) {
      this.openFile = proof.open;
      this.verdicts = proof.verdicts;
    }
    this.places = places ?? this.places;
    this.#host.requestUpdate();
  }

  async #readStandings(): Promise<void> {
    const { receipts, lotteries } = this;
    if (receipts === null || lotteries === this.#stood) return;
    this.#stood = lotteries;
    const nowMs = this.#host.session.nowMs();
    const standings = await ownStandings(lotteries, receipts, nowMs).catch(() => null);
    if (standings === null || lotteries !== this.#stood) return;
    this.standings = standings;
    this.#host.requestUpdate();
  }
}
