/**
 * The kiosk's clock against the server's. Each answer to `kiosk:status` is one measurement; the one
 * with the shortest way counts, for it can be wrong by half its round trip at most.
 */
import { KIOSK_LIMITS } from './kiosk-limits.ts';

interface Sample {
  readonly offsetMs: number;
  readonly roundTripMs: number;
}

export class ClockOffset {
  #samples: Sample[] = [];
  #known: number | null;

  /** @param known the offset of an earlier start, until there is a better one */
  constructor(known: number | null) {
    this.#known = known;
  }

  /** The kiosk's clock minus the server's, milliseconds; `null`: not measured yet. */
  get offsetMs(): number | null {
    return this.#known;
  }

  /** All in milliseconds since the epoch; the first and the last by the kiosk's clock. */
  measure(sentAtMs: number, serverAtMs: number, receivedAtMs: number): void {
    const roundTripMs = receivedAtMs - sentAtMs;
    if (roundTripMs < 0 || !Number.isFinite(serverAtMs)) return;
    const offsetMs = Math.round(sentAtMs + roundTripMs / 2 - serverAtMs);
    // A clock that was set makes older measurements worthless.
    if (this.#known !== null && Math.abs(offsetMs - this.#known) > roundTripMs + JUMP_MS) {
      this.#samples = [];
    }
    this.#samples.push({ offsetMs, roundTripMs });
    if (this.#samples.length > KIOSK_LIMITS.clockSamplesMax) this.#samples.shift();
    this.#known = this.#samples.reduce((best, sample) =>
      sample.roundTripMs < best.roundTripMs ? sample : best,
    ).offsetMs;
  }

  /** The server's time for an instant of the kiosk's clock (CI5). */
  correct(atMs: number): number {
    return atMs - (this.#known ?? 0);
  }
}

const JUMP_MS = 1_000;
