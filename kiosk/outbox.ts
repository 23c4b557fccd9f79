/**
 * The outbox: a scan is on disk before it is sent, and goes only when the books have it (KS2). Its
 * content is sealed; what is kept in memory says only which scans there are and how they stand.
 */
import * as v from 'valibot';
import { ScanSchema, type Scan } from '#domain/contract/scan.ts';
import type { DeviceDatabase, OutboxRecord, ScanState } from './device-store.ts';
import type { Vault } from './vault.ts';

export interface OutboxCounts {
  /** Not yet acknowledged by the server. */
  readonly waiting: number;
  /** The server has them, the books do not yet. */
  readonly booking: number;
  /** The server could not read them. */
  readonly quarantined: number;
  /** Of activities that this tablet is not enrolled for. */
  readonly elsewhere: number;
}

interface Standing {
  readonly activityId: string;
  state: ScanState;
  /** When it was last sent, by `performance.now()`; `-Infinity`: not in this run. */
  sentAtMs: number;
  /** It is being answered right now and must not be sent twice at once. */
  inFlight: boolean;
}

export class Outbox {
  readonly #database: DeviceDatabase;
  readonly #vault: Vault;
  readonly #standing = new Map<string, Standing>();
  readonly #onChange: () => void;

  private constructor(parts: OutboxParts) {
    this.#database = parts.database;
    this.#vault = parts.vault;
    this.#onChange = parts.onChange;
  }

  static async open(parts: OutboxParts): Promise<Outbox> {
    const outbox = new Outbox(parts);
    for (const { scanId, activityId, state } of await parts.database.getAll('outbox')) {
      const standing = { activityId, state, sentAtMs: -Infinity, inFlight: false };
      outbox.#standing.set(scanId, standing);
    }
    return outbox;
  }

  /** @param activityId the one that the tablet is enrolled for; `null`: none */
  counts(activityId: string | null): OutboxCounts {
    const counts = { waiting: 0, booking: 0, quarantined: 0, elsewhere: 0 };
    for (const standing of this.#standing.values()) {
      if (standing.activityId === activityId) counts[standing.state] += 1;
      else counts.elsewhere += 1;
    }
    return counts;
  }

  /** Resolves when the scan is on the disk. It counts as in flight until `release`. */
  async add(scan: Scan, activityId: string): Promise<void> {
    const sealed = await this.#vault.seal(scan);
    await this.#put({ scanId: scan.scanId, activityId, state: 'waiting', scan: sealed });
    const sentAtMs = performance.now();
    this.#standing.set(scan.scanId, { activityId, state: 'waiting', sentAtMs, inFlight: true });
    this.#onChange();
  }

  /** The scan's own way is over, whatever came of it; from now on the sender may take it. */
  release(scanId: string): void {
    const standing = this.#standing.get(scanId);
    if (standing !== undefined) standing.inFlight = false;
  }

  /** The person was answered without the server: the books will say so. */
  async markRecordedOffline(scanId: string): Promise<void> {
    const record = await this.#database.get('outbox', scanId);
    if (record === undefined) return;
    const scan = v.parse(ScanSchema, await this.#vault.unseal(record.scan));
    const sealed = await this.#vault.seal({ ...scan, recordedOffline: true });
    // Settled in between? Then it stays gone.
    if (this.#standing.has(scanId)) await this.#put({ ...record, scan: sealed });
  }

  async setState(scanId: string, state: ScanState): Promise<void> {
    const standing = this.#standing.get(scanId);
    if (standing === undefined || standing.state === state) return;
    standing.state = state;
    const transaction = this.#database.transaction('outbox', 'readwrite', { durability: 'strict' });
    const record = await transaction.store.get(scanId);
    if (record !== undefined) await transaction.store.put({ ...record, state });
    await transaction.done;
    this.#onChange();
  }

  /** The books have these. */
  async settle(scanIds: readonly string[]): Promise<void> {
    const transaction = this.#database.transaction('outbox', 'readwrite', { durability: 'strict' });
    for (const scanId of scanIds) {
      this.#standing.delete(scanId);
      await transaction.store.delete(scanId);
    }
    await transaction.done;
    this.#onChange();
  }

  /**
   * The next scans to send, oldest first; they are marked as sent now.
   * @param sentBeforeMs a scan that the server already has is taken again if it was last sent before
   */
  async take(activityId: string, sentBeforeMs: number, max: number): Promise<Scan[]> {
    const due = [...this.#standing]
      .filter(([, { inFlight, state, sentAtMs, ...standing }]) => {
        if (inFlight || standing.activityId !== activityId) return false;
        return state === 'waiting' || (state === 'booking' && sentAtMs < sentBeforeMs);
      })
      .map(([scanId]) => scanId)
      .sort()
      .slice(0, max);
    const scans: Scan[] = [];
    for (const scanId of due) {
      const scan = await this.#read(scanId);
      const standing = this.#standing.get(scanId);
      if (standing !== undefined) standing.sentAtMs = performance.now();
      if (scan !== null) scans.push(scan);
    }
    return scans;
  }

  /** A record that cannot be opened any more is kept aside, not lost silently. */
  async #read(scanId: string): Promise<Scan | null> {
    const record = await this.#database.get('outbox', scanId);
    if (record === undefined) return null;
    try {
      return v.parse(ScanSchema, await this.#vault.unseal(record.scan));
    } catch {
      await this.setState(scanId, 'quarantined');
      return null;
    }
  }

  async #put(record: OutboxRecord): Promise<void> {
    const transaction = this.#database.transaction('outbox', 'readwrite', { durability: 'strict' });
    await transaction.store.put(record);
    await transaction.done;
  }
}

interface OutboxParts {
  readonly database: DeviceDatabase;
  readonly vault: Vault;
  /** The counts may have changed. */
  readonly onChange: () => void;
}
