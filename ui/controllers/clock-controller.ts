/** The time of day for its host, drawn again when the second or the minute turns. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

export const TICK_MS = { second: 1_000, minute: 60_000 } as const;

/** Until the next full second or minute, a little more, so that it has surely turned. */
export function untilTickMs(nowMs: number, everyMs: number): number {
  return everyMs - (nowMs % everyMs) + 5;
}

export class ClockController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #everyMs: number;
  readonly #offsetMs: () => number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param offsetMs the measured clock offset, when the server's time is to be shown */
  constructor(
    host: ReactiveControllerHost,
    every: keyof typeof TICK_MS = 'minute',
    offsetMs: () => number = () => 0,
  ) {
    this.#host = host;
    this.#everyMs = TICK_MS[every];
    this.#offsetMs = offsetMs;
    host.addController(this);
  }

  /** Epoch ms. */
  get nowMs(): number {
    return Date.now() + this.#offsetMs();
  }

  hostConnected(): void {
    this.#wait();
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }

  #wait(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => {
        this.#host.requestUpdate();
        this.#wait();
      },
      untilTickMs(this.nowMs, this.#everyMs),
    );
  }
}
