/** One draw, watched: the snapshot that holds, the server's clock, and whether the line is there. */
import type { StageSnapshot, WatchingAs } from '#domain/contract/stage-channel.ts';
import type { ConnectionState } from '#ui/controllers/socket-connection.ts';
import { StageLink } from './stage-link.ts';
import { newerSnapshot, stageAt } from './stage-state.ts';

/** Longer than any timer may be asked to wait. */
const WAKE_MAX_MS = 60 * 60_000;
/** After the moment, so that it has surely come. */
const WAKE_AFTER_MS = 5;

export class StageSession extends EventTarget {
  readonly lotteryId: string;
  readonly link: StageLink;
  #snapshot: StageSnapshot | null = null;
  #connection: ConnectionState['name'] = 'connecting';
  #isUnknown = false;
  #offsetMs = 0;
  /** The offset is right to within half of this. */
  #roundTripMs = Number.POSITIVE_INFINITY;
  #heardMs = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param as  what it is watched on */
  constructor(lotteryId: string, as: () => WatchingAs) {
    super();
    this.lotteryId = lotteryId;
    this.link = new StageLink(lotteryId, {
      as,
      stateChanged: (name) => {
        this.#connection = name;
        this.#changed();
      },
      snapshot: (snapshot) => this.#take(snapshot),
      clockRead: ({ offsetMs, roundTripMs }) => {
        // The shortest way counts.
        if (roundTripMs > this.#roundTripMs) return;
        this.#offsetMs = offsetMs;
        this.#roundTripMs = roundTripMs;
      },
      unknown: () => {
        this.#isUnknown = true;
        this.#changed();
      },
    });
  }

  /** `null`: nothing heard yet. */
  get snapshot(): StageSnapshot | null {
    return this.#snapshot;
  }

  get connection(): ConnectionState['name'] {
    return this.#connection;
  }

  /** There is no such draw. */
  get isUnknown(): boolean {
    return this.#isUnknown;
  }

  /** The server's clock, epoch ms. */
  get nowMs(): number {
    return Date.now() + this.#offsetMs;
  }

  /** When the snapshot came, by the server's clock. */
  get heardMs(): number {
    return this.#heardMs;
  }

  close(): void {
    clearTimeout(this.#timer);
    this.link.close();
  }

  #take(heard: StageSnapshot): void {
    this.#heardMs = this.nowMs;
    this.#snapshot = newerSnapshot(this.#snapshot, heard);
    this.#changed();
  }

  /** Says that the picture may be another, and wakes when time alone makes it one. */
  #changed(): void {
    clearTimeout(this.#timer);
    if (this.#snapshot !== null) {
      const { untilMs } = stageAt(this.#snapshot, this.nowMs);
      if (untilMs !== null) {
        const waitMs = Math.max(0, untilMs - this.nowMs) + WAKE_AFTER_MS;
        this.#timer = setTimeout(() => this.#changed(), Math.min(WAKE_MAX_MS, waitMs));
      }
    }
    this.dispatchEvent(new Event('changed'));
  }
}
