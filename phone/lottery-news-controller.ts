/** The news of lotteries for the pass: read after it stands, again when a lottery changes. */
import type { ReactiveController } from 'lit';
import type { SessionHost } from './kept-list.ts';
import type { LotteryNews } from './lottery-news.ts';

/** A whole hall is told at once: its phones do not all ask in the same moment. */
const SPREAD_MS = 800;
/** For phones without a line of their own. */
const REFRESH_INTERVAL_MS = 60_000;

export class LotteryNewsController implements ReactiveController {
  news: LotteryNews | null = null;
  readonly #host: SessionHost;
  #stop: (() => void) | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;
  #spread: ReturnType<typeof setTimeout> | undefined;

  constructor(host: SessionHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    void this.#read();
    this.#stop = this.#host.session.on('lottery:changed', () => {
      clearTimeout(this.#spread);
      this.#spread = setTimeout(() => void this.#read(), Math.random() * SPREAD_MS);
    });
    this.#timer = setInterval(() => {
      if (!document.hidden) void this.#read();
    }, REFRESH_INTERVAL_MS);
  }

  hostDisconnected(): void {
    this.#stop?.();
    clearTimeout(this.#spread);
    clearInterval(this.#timer);
  }

  /** Without the network, or the part of the page that knows lotteries, there is no news. */
  async #read(): Promise<void> {
    try {
      const { readLotteryNews } = await import('./lottery-news.ts');
      this.news = await readLotteryNews(this.#host.session);
      this.#host.requestUpdate();
    } catch {
      // The next change, or the next minute, asks again.
    }
  }
}
