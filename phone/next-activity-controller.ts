/** The next activity, for one line on the pass screen. Without the network there is simply none. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { CalendarSchema, type PublicActivity } from '#domain/contract/activities.ts';
import { requestJson } from '#ui/problem.ts';

const REFRESH_INTERVAL_MS = 10 * 60_000;

export class NextActivityController implements ReactiveController {
  activity: PublicActivity | null = null;
  readonly #host: ReactiveControllerHost;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    void this.#read();
    this.#timer = setInterval(() => {
      if (!document.hidden) void this.#read();
    }, REFRESH_INTERVAL_MS);
  }

  hostDisconnected(): void {
    clearInterval(this.#timer);
  }

  async #read(): Promise<void> {
    const answer = await requestJson(CalendarSchema, '/api/calendar');
    if (!answer.ok) return;
    this.activity = answer.value.activities.find(({ cancelledAt }) => cancelledAt === null) ?? null;
    this.#host.requestUpdate();
  }
}
