/** What is this person's in one draw, as far as this browser knows: tickets, receipts, the secret. */
import type { Lottery } from '#domain/contract/lotteries.ts';
import {
  dropHeld,
  isHandedOverFor,
  heldFrom,
  keepHeld,
  mergeHeld,
  readHeld,
  type HandedOver,
  type HeldTickets,
  type Keeper,
} from './held-tickets.ts';
import { NONCE_BYTES, dropNonce, keepNonce, nonceFrom, readNonce } from './own-secret.ts';

export class OwnThings {
  readonly #changed: () => void;
  readonly #keeper: Keeper | null;
  #lotteryId = '';
  #nonceHex: string | null = null;
  #held: readonly HeldTickets[] = [];

  constructor(keeper: Keeper | null, changed: () => void) {
    this.#keeper = keeper;
    this.#changed = changed;
  }

  get held(): readonly HeldTickets[] {
    return this.#held;
  }

  /** Something is kept that could be forgotten. */
  get isKept(): boolean {
    return this.#held.length > 0 || this.#nonceHex !== null;
  }

  open(lotteryId: string): void {
    this.#lotteryId = lotteryId;
    this.#held = readHeld(this.#keeper, lotteryId);
    this.#nonceHex = readNonce(this.#keeper, lotteryId);
  }

  /** What the phone's app handed over; nothing of another draw, nothing that is not one person's. */
  take(handedOver: HandedOver, { draw }: Pick<Lottery, 'draw'>): void {
    if (!isHandedOverFor(draw, handedOver)) return;
    this.#nonceHex = handedOver.nonceHex;
    keepNonce(this.#keeper, this.#lotteryId, handedOver.nonceHex);
    this.hold(mergeHeld(this.#held, handedOver.entries.map(heldFrom)));
  }

  hold(held: readonly HeldTickets[]): void {
    this.#held = held;
    keepHeld(this.#keeper, this.#lotteryId, held);
    this.#changed();
  }

  /** The secret to throw numbers in with; made when it is first needed. @returns hex */
  nonce(): string {
    if (this.#nonceHex === null) {
      this.#nonceHex = nonceFrom(crypto.getRandomValues(new Uint8Array(NONCE_BYTES)));
      keepNonce(this.#keeper, this.#lotteryId, this.#nonceHex);
      this.#changed();
    }
    return this.#nonceHex;
  }

  /** On somebody else's device: nothing of this draw stays in the browser. */
  forget(): void {
    this.#held = [];
    this.#nonceHex = null;
    dropHeld(this.#keeper, this.#lotteryId);
    dropNonce(this.#keeper, this.#lotteryId);
    this.#changed();
  }
}

/** Some browsers forbid it. */
export function browserKeeper(): Keeper | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}
