/**
 * One Socket.IO connection of a screen: WebSocket only, reconnecting by itself with jitter, its state
 * in plain words. It holds no messages: what must not be lost lies in its owner's outbox.
 */
import { io, type Socket } from 'socket.io-client';
import * as v from 'valibot';
import { ProblemCodeSchema, type ProblemCode } from '#domain/contract/problem.ts';
import { PROTOCOL_VERSION } from '#domain/contract/protocol.ts';

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
  /** After each change of `state`. */
  changed?: (state: ConnectionState) => void;
  /** Another origin than the page's, for tests. */
  origin?: string;
}

export const RECONNECT_DELAY_MIN_MS = 500;
export const RECONNECT_DELAY_MAX_MS = 5_000;
const CONNECT_TIMEOUT_MS = 5_000;

/** Refusals that pass by themselves; every other one needs a person. */
const PASSING: ReadonlySet<ProblemCode> = new Set(['unavailable', 'rate-limited', 'internal']);

const RefusalSchema = v.object({ code: ProblemCodeSchema });

export class SocketConnection<FromServer extends object, ToServer extends object> {
  readonly socket: ScreenSocket<FromServer, ToServer>;
  readonly #options: SocketConnectionOptions<FromServer, ToServer>;
  #state: ConnectionState = { name: 'connecting' };
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
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
  }

  #disconnected(): void {
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

  #become(state: ConnectionState): void {
    this.#state = state;
    this.#options.changed?.(state);
  }
}
