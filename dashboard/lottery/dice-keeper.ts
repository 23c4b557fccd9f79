/** The throws as they are typed: shown at once, sent to the stage in order, the latest state only. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { DICE_THROWS } from '#domain/draw/files.ts';
import type { RequestAnswer } from '#ui/problem.ts';

const SEND_AGAIN_MS = 1_500;

export class DiceKeeper implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #send: (dice: string) => Promise<RequestAnswer<unknown>>;
  /** `null`: nothing was typed here; the stage's word holds. */
  #typed: string | null = null;
  #isSending = false;
  #isUnsent = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    host: ReactiveControllerHost,
    send: (dice: string) => Promise<RequestAnswer<unknown>>,
  ) {
    this.#host = host;
    this.#send = send;
    host.addController(this);
  }

  /** @param onStage  as the last snapshot says */
  throws(onStage: string): string {
    return this.#typed ?? onStage;
  }

  /** The stage has not heard the last of them, after it was tried. */
  get isUnsent(): boolean {
    return this.#isUnsent;
  }

  hostDisconnected(): void {
    this.forget();
  }

  /** Somebody else leads, or the throws are fixed. */
  forget(): void {
    clearTimeout(this.#timer);
    this.#typed = null;
    this.#isUnsent = false;
  }

  /** @param digit  0–9 */
  add(digit: string, onStage: string): void {
    const before = this.throws(onStage);
    if (!/^[0-9]$/.test(digit) || before.length >= DICE_THROWS) return;
    this.#become(before + digit);
  }

  undo(onStage: string): void {
    const before = this.throws(onStage);
    if (before !== '') this.#become(before.slice(0, -1));
  }

  #become(typed: string): void {
    this.#typed = typed;
    this.#host.requestUpdate();
    void this.#flush();
  }

  async #flush(): Promise<void> {
    if (this.#isSending || this.#typed === null) return;
    clearTimeout(this.#timer);
    const dice = this.#typed;
    this.#isSending = true;
    const answer = await this.#send(dice);
    this.#isSending = false;
    if (this.#typed === null) return;
    this.#isUnsent = !answer.ok;
    this.#host.requestUpdate();
    if (!answer.ok) this.#timer = setTimeout(() => void this.#flush(), SEND_AGAIN_MS);
    else if (this.#typed !== dice) void this.#flush();
  }
}
