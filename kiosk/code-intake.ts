/**
 * Codes on their way in: what is only held still is told from what is shown anew, and what a hand
 * scanner or a card brings while another code is answered waits its turn.
 */
import { KIOSK_LIMITS } from './kiosk-limits.ts';
import { RepeatFilter } from './repeat-filter.ts';

export class CodeIntake {
  readonly #filter: RepeatFilter;
  #waiting: string[] = [];
  #ticks: ReturnType<typeof setInterval> | undefined;

  /** @param heldAgainMs a code that does not leave the view is taken again after this */
  constructor(heldAgainMs?: number) {
    const salt = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
    this.#filter = new RepeatFilter(salt, heldAgainMs);
  }

  /** From here on a code that has left the view is forgotten (KS1). */
  start(): void {
    clearInterval(this.#ticks);
    this.#ticks = setInterval(() => this.#filter.tick(performance.now()), KIOSK_LIMITS.leftViewMs);
  }

  stop(): void {
    clearInterval(this.#ticks);
  }

  /** Is this a new showing? Asked once a reading. */
  isNew(text: string): boolean {
    return this.#filter.isNew(text, performance.now());
  }

  /**
   * Seen while another reading is answered, which takes nothing. A slow answer is no lifting: the code
   * that goes on being held is not shown anew when the answer has come.
   */
  noteHeld(text: string): void {
    this.#filter.noteHeld(text, performance.now());
  }

  /** The last code was a picture of a live one: the live one is to be taken as soon as it comes. */
  noteStale(): void {
    this.#filter.noteStale();
  }

  get hasWaiting(): boolean {
    return this.#waiting.length > 0;
  }

  /** Beyond so many, people look up from their scanner. */
  keep(text: string): void {
    if (this.#waiting.length < KIOSK_LIMITS.readsWaitingMax) this.#waiting.push(text);
  }

  next(): string | undefined {
    return this.#waiting.shift();
  }

  dropWaiting(): void {
    this.#waiting = [];
  }
}
