/**
 * The kiosks that are connected to this node, and the ones that must not decide any more (KS3).
 *
 * A revocation holds here from the moment when this node hears of it: at once for a request that
 * this node answered, with the feed for others. Scans of one turn of the event loop go to Redis
 * together at its end, so that one which was looked at before the revocation in the same turn may
 * still follow it by that turn, and no more. `DELETE /api/kiosks/:id` answers after the feed
 * has the message, and it went the same way to Redis as this node's decisions, so that behind the
 * answer this node decides nothing more. On other nodes what remains is the feed's own delay, a few
 * milliseconds; while Redis is away nobody decides anything, and afterwards every connected kiosk
 * is checked against the books again.
 */
import type { KioskRow } from '#stores/ledger/ledger.ts';
import type { ScanningKiosk } from '../scan-desk.ts';

/** What the register does with a kiosk's socket. */
export interface KioskLine {
  /** Tells the kiosk that it was revoked and cuts the connection for good. */
  tellRevoked(): void;
  /** Cuts the connection so that the kiosk comes back by itself and sends its outbox again. */
  drop(): void;
  tellSettled(scanIds: string[]): void;
}

/** One connected socket of a kiosk. */
export class ConnectedKiosk implements ScanningKiosk {
  readonly kioskId: string;
  readonly activityId: string;
  readonly tokenHash: string;
  readonly line: KioskLine;
  revoked = false;

  constructor(row: KioskRow, tokenHash: string, line: KioskLine) {
    this.kioskId = row.kioskId;
    this.activityId = row.activityId;
    this.tokenHash = tokenHash;
    this.line = line;
  }
}

export class KioskRegister {
  readonly #connected = new Map<string, Set<ConnectedKiosk>>();
  readonly #revoked = new Set<string>();

  isRevoked(kioskId: string): boolean {
    return this.#revoked.has(kioskId);
  }

  /** @returns false for a kiosk that was revoked meanwhile */
  add(kiosk: ConnectedKiosk): boolean {
    if (this.#revoked.has(kiosk.kioskId)) return false;
    const sockets = this.#connected.get(kiosk.kioskId) ?? new Set();
    sockets.add(kiosk);
    this.#connected.set(kiosk.kioskId, sockets);
    return true;
  }

  /** @returns true when it was the kiosk's last socket here */
  remove(kiosk: ConnectedKiosk): boolean {
    const sockets = this.#connected.get(kiosk.kioskId);
    if (sockets === undefined) return false;
    sockets.delete(kiosk);
    if (sockets.size > 0) return false;
    this.#connected.delete(kiosk.kioskId);
    return true;
  }

  /** KS3: from here on no scan of it is decided here; its sockets are cut. */
  revoke(kioskId: string): void {
    this.#revoked.add(kioskId);
    for (const kiosk of this.of(kioskId)) {
      kiosk.revoked = true;
      kiosk.line.tellRevoked();
    }
  }

  /** A new token was given out: sockets with an older one are another tablet's. */
  keepOnly(kioskId: string, isCurrent: (tokenHash: string) => boolean): void {
    for (const kiosk of this.of(kioskId)) {
      if (isCurrent(kiosk.tokenHash)) continue;
      kiosk.revoked = true;
      kiosk.line.tellRevoked();
    }
  }

  settled(kioskId: string, scanIds: string[]): void {
    for (const kiosk of this.of(kioskId)) kiosk.line.tellSettled(scanIds);
  }

  /** A copy: cutting a socket takes it out. */
  of(kioskId: string): ConnectedKiosk[] {
    return [...(this.#connected.get(kioskId) ?? [])];
  }

  all(): ConnectedKiosk[] {
    return [...this.#connected.values()].flatMap((sockets) => [...sockets]);
  }

  get size(): number {
    let size = 0;
    for (const sockets of this.#connected.values()) size += sockets.size;
    return size;
  }
}
