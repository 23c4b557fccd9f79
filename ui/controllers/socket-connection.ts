/**
 * One Socket.IO connection of a screen: WebSocket only, reconnecting by itself with jitter, its state
 * in plain words, the server's clock measured against ours. It holds no messages: what must not be
 * lost lies in its owner's outbox.
 */
import { io, type Socket } from 'socket.io-client';
import * as v from 'valibot';
import { ProblemCodeSchema, type ProblemCode } from '#domain/contract/problem.ts';
import { PROTOCOL_VERSION } from '#domain/contract/protocol.ts';
import { bestSample, clockSample, type ClockSample } from './clock-offset.ts';

export type ConnectionState =
  /** The first attempt is under way. */
  | { name: 'connecting' }
  | { name: 'online' }
  /** No connection; trying again by itself. */
  | { name: 'offline' }
  /** The server speaks a newer protocol: the screen must be loaded anew. */
  | { name: 'outdated' }
  /** The server knows us and says no (revoked, logged out). It tries no more until `reconnect()`. */
  | { name: 'refused'; code: ProblemCode };

/** The contract's interfaces as Socket.IO wants them: with an index signature. */
type EventsOf<Map extends object> = { [Name in keyof Map]: Map[Name] };
export type ScreenSocket<FromServer extends object, ToServer extends object> = Socket<
  EventsOf<FromServer>,
  EventsOf<ToServer>
>;

export interface SocketConnectionOptions<FromServer extends object, ToServer extends object> {
  /** From domain/contract/protocol.ts NAMESPACES. */
  namespace: string;
  /** Asked at each attempt; staff screens leave it out, for their cookie travels by itself. */
  token?: () => string | undefined;
  /** Registers the screen's listeners, once. */
  listen: (socket: ScreenSocket<FromServer, ToServer>) => void;
  /** After every connection, the first included: watch again, drain the outbox. */
  connected?: (socket: ScreenSocket<FromServer, ToServer>) => void;
  /** After each change of `state` or `clockOffsetMs`. */
  changed?: (state: ConnectionState) => void;
  /** Asks the server for its time, an ISO instant; undefined when it gave none. */
  measureClock?: (socket: ScreenSocket<FromServer, ToServer>) => Promise<string | undefined>;
  /** Another origin than the page's, for tests. */
  origin?: string;
}

export const RECONNECT_DELAY_MIN_MS = 500;
export const RECONNECT_DELAY_MAX_MS = 5_000;
const CONNECT_TIMEOUT_MS = 5_000;
const CLOCK_INTERVAL_MS = 60_000;

/** Refusals that pass by themselves; every other one needs a person. */
const PASSING: ReadonlySet<ProblemCode> = new Set(['unavailable', 'rate-limited', 'internal']);

const RefusalSchema = v.object({ code: ProblemCodeSchema });

export class SocketConnection<FromServer extends object, ToServer extends object> {
  readonly socket: ScreenSocket<FromServer, ToServer>;
  readonly #options: SocketConnectionOptions<FromServer, ToServer>;
  #state: ConnectionState = { name: 'connecting' };
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #clockTimer: ReturnType<typeof setInterval> | undefined;
  #samples: ClockSample[] = [];
  #open = false;

  constructor(options: SocketConnectionOptions<FromServer, ToServer>) {
    this.#options = options;
    const socket: Socket = io(`${options.origin ?? ''}${options.namespace}`, {
      transports: ['websocket'],
      autoConnect: false,
      multiplex: false,
      timeout: CONNECT_TIMEOUT_MS,
      reconnectionDelay: RECONNECT_DELAY_MIN_MS,
      reconnectionDelayMax: RECONNECT_DELAY_MAX_MS,
      randomizationFactor: 0.5,
      auth: (answer) => {
        const token = options.token?.();
        answer({ protocolVersion: PROTOCOL_VERSION, ...(token === undefined ? {} : { token }) });
      },
    });
    this.socket = socket;
    this.#follow(socket);
    options.listen(this.socket);
  }

  get state(): ConnectionState {
    return this.#state;
  }

  get online(): boolean {
    return this.#state.name === 'online';
  }

  /** Server time minus our time, ms, from the quickest recent answer; undefined until measured. */
  get clockOffsetMs(): number | undefined {
    return bestSample(this.#samples)?.offsetMs;
  }

  /** Opens the connection, or opens it again with what `token` now gives. */
  reconnect(): void {
    this.#open = true;
    clearTimeout(this.#retryTimer);
    if (this.socket.connected) this.socket.disconnect();
    this.#become({ name: 'connecting' });
    this.socket.connect();
  }

  close(): void {
    this.#open = false;
    clearTimeout(this.#retryTimer);
    clearInterval(this.#clockTimer);
    this.socket.disconnect();
  }

  #follow(socket: Socket): void {
    socket.on('connect', () => this.#connected());
    socket.on('disconnect', () => this.#disconnected());
    socket.on('connect_error', (error: Error & { data?: unknown }) => this.#failed(error.data));
    socket.io.on('reconnect_attempt', () => {
      if (!this.#open) this.socket.disconnect();
    });
  }

  #connected(): void {
    this.#become({ name: 'online' });
    this.#options.connected?.(this.socket);
    if (this.#options.measureClock === undefined) return;
    clearInterval(this.#clockTimer);
    this.#clockTimer = setInterval(() => void this.#measureClock(), CLOCK_INTERVAL_MS);
    void this.#measureClock();
  }

  #disconnected(): void {
    clearInterval(this.#clockTimer);
    if (!this.#open) return;
    this.#become({ name: 'offline' });
    // Socket.IO does not come back after the server closed the connection; we do.
    if (!this.socket.active) this.#retryLater();
  }

  #failed(data: unknown): void {
    if (!this.#open) return;
    const refusal = v.safeParse(RefusalSchema, data);
    if (!refusal.success || PASSING.has(refusal.output.code)) {
      this.#become({ name: 'offline' });
      if (!this.socket.active) this.#retryLater();
      return;
    }
    const { code } = refusal.output;
    this.#become(code === 'protocol-outdated' ? { name: 'outdated' } : { name: 'refused', code });
  }

  #retryLater(): void {
    clearTimeout(this.#retryTimer);
    const delayMs = RECONNECT_DELAY_MIN_MS + Math.random() * RECONNECT_DELAY_MAX_MS;
    this.#retryTimer = setTimeout(() => {
      if (this.#open) this.socket.connect();
    }, delayMs);
  }

  async #measureClock(): Promise<void> {
    const { measureClock } = this.#options;
    if (measureClock === undefined || !this.socket.connected) return;
    const sentMs = Date.now();
    try {
      const serverAt = await measureClock(this.socket);
      const sample = clockSample({ sentMs, receivedMs: Date.now(), serverAt });
      if (sample === undefined) return;
      this.#samples = [...this.#samples, sample].slice(-CLOCK_SAMPLES_MAX);
      this.#options.changed?.(this.#state);
    } catch {
      // No answer in time; the next measurement comes in a minute.
    }
  }

  #become(state: ConnectionState): void {
    this.#state = state;
    this.#options.changed?.(state);
  }
}

const CLOCK_SAMPLES_MAX = 8;
