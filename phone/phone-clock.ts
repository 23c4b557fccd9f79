/**
 * The phone's clock against the server's. A live code is worth something for a minute only, so a
 * phone whose clock is wrong shows the codes of the right time, and is told.
 */
import { clockSample, type ClockSample } from '#ui/controllers/clock-offset.ts';

/** A clock that is wrong by less needs no words: its codes would be taken too. */
export const CLOCK_WRONG_MS = 15_000;
const SAMPLES_MAX = 8;
/** Beyond what the round trip explains: one of the clocks was set. */
const JUMP_MS = 1_000;

export class PhoneClock {
  readonly #now: () => number;
  #samples: ClockSample[] = [];
  #offsetMs: number | null;
  #measured = false;

  /**
   * @param now     the phone's own clock, milliseconds since the epoch
   * @param knownMs the offset of an earlier visit, until there is a better one
   */
  constructor(now: () => number, knownMs: number | null = null) {
    this.#now = now;
    this.#offsetMs = knownMs;
  }

  /** The server's clock minus the phone's, milliseconds; `null`: never measured. */
  get offsetMs(): number | null {
    return this.#offsetMs;
  }

  /** The server's time as far as it is known, else the phone's own; milliseconds since the epoch. */
  nowMs(): number {
    return this.#now() + (this.#offsetMs ?? 0);
  }

  /**
   * By how much the phone's clock is ahead (negative: behind), milliseconds. `null`: right enough, or
   * not measured on this visit, and then nothing is said that might have become false.
   */
  get wrongByMs(): number | null {
    if (!this.#measured || this.#offsetMs === null) return null;
    return Math.abs(this.#offsetMs) > CLOCK_WRONG_MS ? -this.#offsetMs : null;
  }

  /** @returns whether the offset is another now */
  measure(heard: { sentMs: number; receivedMs: number; serverAt: string | undefined }): boolean {
    const sample = clockSample(heard);
    if (sample === undefined) return false;
    const before = this.#offsetMs;
    const wasMeasured = this.#measured;
    if (before !== null && Math.abs(sample.offsetMs - before) > sample.roundTripMs + JUMP_MS) {
      this.#samples = [];
    }
    this.#samples = [...this.#samples, sample].slice(-SAMPLES_MAX);
    this.#measured = true;
    // The shortest way counts: it can be wrong by half its round trip at most.
    this.#offsetMs = this.#samples.reduce((best, each) =>
      each.roundTripMs < best.roundTripMs ? each : best,
    ).offsetMs;
    return !wasMeasured || this.#offsetMs !== before;
  }
}
