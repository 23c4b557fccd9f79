/**
 * Whom this tablet has seen arrive, so that it can say "already here" without the network: digests and
 * times only, and only until the activity is over.
 */
import type { Activity } from '#domain/contract/activities.ts';
import type { DeviceDatabase } from './device-store.ts';
import type { Vault } from './vault.ts';

export class SeenList {
  readonly #database: DeviceDatabase;
  readonly #vault: Vault;

  constructor(parts: { readonly database: DeviceDatabase; readonly vault: Vault }) {
    this.#database = parts.database;
    this.#vault = parts.vault;
  }

  /** When the person was first seen at the activity, ISO 8601; `null`: not here. */
  async firstAt(activity: Activity, participantId: string): Promise<string | null> {
    const digest = await this.#digestOf(activity, participantId);
    return (await this.#database.get('seen', digest))?.firstAt ?? null;
  }

  /** The earliest time stays. */
  async mark(activity: Activity, participantId: string, at: string): Promise<void> {
    const digest = await this.#digestOf(activity, participantId);
    const transaction = this.#database.transaction('seen', 'readwrite', { durability: 'strict' });
    const before = await transaction.store.get(digest);
    const firstAt = before !== undefined && before.firstAt < at ? before.firstAt : at;
    await transaction.store.put({ digest, firstAt, until: activity.closesAt });
    await transaction.done;
  }

  /** Drops what belongs to activities that are over. @param atMs milliseconds since the epoch */
  async dropEnded(atMs: number): Promise<void> {
    const transaction = this.#database.transaction('seen', 'readwrite');
    for await (const cursor of transaction.store) {
      if (Date.parse(cursor.value.until) <= atMs) await cursor.delete();
    }
    await transaction.done;
  }

  async clear(): Promise<void> {
    await this.#database.clear('seen');
  }

  async #digestOf(activity: Activity, participantId: string): Promise<string> {
    return this.#vault.digest(`${activity.activityId}:${participantId}`);
  }
}
