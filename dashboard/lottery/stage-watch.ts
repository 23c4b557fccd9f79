/**
 * A draw as the hall sees it, for whoever leads it: public snapshots, and the server's clock. The
 * server's word alone counts; the page adds nothing up.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import * as v from 'valibot';
import { NAMESPACES } from '#domain/contract/protocol.ts';
import {
  StageFailureSchema,
  StageNewsSchema,
  StageSnapshotSchema,
  type ServerToStage,
  type StageSnapshot,
  type StageToServer,
} from '#domain/contract/stage-channel.ts';
import { snapshotFrom } from '#domain/stage-news.ts';
import { clockSample } from '#ui/controllers/clock-offset.ts';
import { SocketConnection, type ConnectionState } from '#ui/controllers/socket-connection.ts';
import { newerSnapshot } from './showing.ts';

const ANSWER_TIMEOUT_MS = 8_000;
/** A watch that the server could not answer is asked again. */
const WATCH_AGAIN_MS = 3_000;

const AnswerSchema = v.union([StageSnapshotSchema, StageFailureSchema]);

export class StageWatch implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #heard: (snapshot: StageSnapshot) => void;
  #connection: SocketConnection<ServerToStage, StageToServer> | undefined;
  #lotteryId: string | null = null;
  #snapshot: StageSnapshot | null = null;
  #isAsking = false;
  #offsetMs = 0;
  #heardMs: number | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param heard  after each snapshot that is newer */
  constructor(host: ReactiveControllerHost, heard: (snapshot: StageSnapshot) => void) {
    this.#host = host;
    this.#heard = heard;
    host.addController(this);
  }

  /** `null`: nothing heard yet. */
  get snapshot(): StageSnapshot | null {
    return this.#snapshot;
  }

  get connection(): ConnectionState['name'] {
    return this.#connection?.state.name ?? 'connecting';
  }

  /** Now by the server's clock, epoch ms. */
  get nowMs(): number {
    return Date.now() + this.#offsetMs;
  }

  /** When the last snapshot came, by the server's clock; `null`: none did. */
  get heardMs(): number | null {
    return this.#heardMs;
  }

  /** @param lotteryId  `null`: nothing is watched; drafts cannot be */
  watch(lotteryId: string | null): void {
    if (lotteryId === this.#lotteryId) return;
    this.#stop();
    this.#lotteryId = lotteryId;
    if (lotteryId === null) return;
    this.#connection = new SocketConnection<ServerToStage, StageToServer>({
      namespace: NAMESPACES.stage,
      listen: (socket) => {
        socket.on('lottery:changed', (message: unknown) => this.#hear(lotteryId, message));
      },
      connected: () => void this.#ask(lotteryId),
      changed: () => this.#host.requestUpdate(),
    });
    this.#connection.reconnect();
  }

  hostDisconnected(): void {
    this.#stop();
    this.#lotteryId = null;
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#connection?.close();
    this.#connection = undefined;
    this.#isAsking = false;
    this.#snapshot = null;
    this.#heardMs = null;
  }

  async #ask(lotteryId: string): Promise<void> {
    clearTimeout(this.#timer);
    const connection = this.#connection;
    if (connection === undefined) return;
    const sentMs = Date.now();
    this.#isAsking = true;
    const answer = await connection.socket
      .timeout(ANSWER_TIMEOUT_MS)
      .emitWithAck('lottery:watch', { lotteryId, as: 'desk' })
      .then((heard: unknown) => v.parse(AnswerSchema, heard))
      .catch(() => null);
    if (connection !== this.#connection) return;
    this.#isAsking = false;
    if (answer !== null && !('failure' in answer)) {
      const sample = clockSample({ sentMs, receivedMs: Date.now(), serverAt: answer.at });
      this.#offsetMs = sample?.offsetMs ?? this.#offsetMs;
      this.#take(answer);
    } else if (connection.online) {
      this.#timer = setTimeout(() => void this.#ask(lotteryId), WATCH_AGAIN_MS);
    }
  }

  /** Places that were missed are asked for, once. */
  #hear(lotteryId: string, message: unknown): void {
    const parsed = v.safeParse(StageNewsSchema, message);
    if (!parsed.success) return;
    const snapshot = snapshotFrom(this.#snapshot, parsed.output);
    if (snapshot !== null) this.#take(snapshot);
    else if (!this.#isAsking) void this.#ask(lotteryId);
  }

  #take(heard: StageSnapshot): void {
    if (heard.lottery.lotteryId !== this.#lotteryId) return;
    this.#heardMs = this.nowMs;
    const newer = newerSnapshot(this.#snapshot, heard);
    if (newer === this.#snapshot) return;
    this.#snapshot = newer;
    this.#heard(newer);
    this.#host.requestUpdate();
  }
}
