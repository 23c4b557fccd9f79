/** Holds the dashboard's connection and the live attendance of the activity that is looked at. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import * as v from 'valibot';
import {
  AttendanceChangeSchema,
  AttendanceSchema,
  ConflictSchema,
} from '#domain/contract/attendance.ts';
import {
  ActivityTouchedSchema,
  CheckInsRecordedSchema,
  type DashboardToServer,
  type ServerToDashboard,
} from '#domain/contract/dashboard-channel.ts';
import { KioskSchema } from '#domain/contract/kiosks.ts';
import { FailureSchema, type ProblemCode } from '#domain/contract/problem.ts';
import { NAMESPACES } from '#domain/contract/protocol.ts';
import { clockSample } from '#ui/controllers/clock-offset.ts';
import {
  SocketConnection,
  type ConnectionState,
  type ScreenSocket,
} from '#ui/controllers/socket-connection.ts';
import {
  reduceAttendance,
  watchFrom,
  type AttendanceEvent,
  type AttendanceState,
} from './attendance-state.ts';

const ANSWER_TIMEOUT_MS = 5_000;
const RETRY_DELAY_MS = 2_000;
/** The server speaks at least every 25 s; silence beyond this means that the figures may be old. */
const SILENCE_MAX_MS = 35_000;

const AnswerSchema = v.union([AttendanceSchema, FailureSchema]);
type DashboardSocket = ScreenSocket<ServerToDashboard, DashboardToServer>;

export interface AttendanceWatchOptions {
  /** An activity was made or changed. */
  activityTouched: (activityId: string) => void;
  /** The server does not take this session (any more). */
  refused: (code: ProblemCode) => void;
}

export class AttendanceWatch implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #options: AttendanceWatchOptions;
  #connection: SocketConnection<ServerToDashboard, DashboardToServer> | undefined;
  #state: AttendanceState | null = null;
  #heardMs: number | null = null;
  #offsetMs = 0;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost, options: AttendanceWatchOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  /** Of the activity that is watched; `null` when none is. */
  get state(): AttendanceState | null {
    return this.#state;
  }

  get connection(): ConnectionState {
    return this.#connection?.state ?? { name: 'connecting' };
  }

  /** When the server was last heard, by its own clock, epoch ms. */
  get heardMs(): number | null {
    return this.#heardMs === null ? null : this.#heardMs + this.#offsetMs;
  }

  /** Now by the server's clock, epoch ms. */
  get nowMs(): number {
    return Date.now() + this.#offsetMs;
  }

  /** Whether the figures shown are those of now. */
  get fresh(): boolean {
    return (
      this.connection.name === 'online' &&
      this.#heardMs !== null &&
      Date.now() - this.#heardMs < SILENCE_MAX_MS
    );
  }

  /** After log-in. */
  start(): void {
    this.#connection ??= new SocketConnection<ServerToDashboard, DashboardToServer>({
      namespace: NAMESPACES.dashboard,
      listen: (socket) => this.#listen(socket),
      connected: (socket) => this.#connected(socket),
      changed: (state) => this.#changed(state),
    });
    this.#connection.reconnect();
  }

  /** After log-out: nothing is heard, nothing is kept. */
  stop(): void {
    clearTimeout(this.#retryTimer);
    this.#connection?.close();
    this.#connection = undefined;
    this.#state = null;
    this.#heardMs = null;
  }

  watch(activityId: string | null): void {
    if (activityId === (this.#state?.activityId ?? null)) return;
    this.#state = activityId === null ? null : watchFrom(activityId);
    if (this.#connection?.online === true) this.#take({ type: 'connected' });
    this.#host.requestUpdate();
  }

  /** The page knows that something changed before the server says so. */
  take(event: AttendanceEvent): void {
    this.#take(event);
  }

  hostDisconnected(): void {
    this.stop();
  }

  #listen(socket: DashboardSocket): void {
    const on = <Schema extends v.GenericSchema>(
      schema: Schema,
      take: (value: v.InferOutput<Schema>) => void,
    ) => {
      return (message: unknown) => {
        const parsed = v.safeParse(schema, message);
        // What cannot be read is a gap like any other.
        if (parsed.success) take(parsed.output);
        else this.#take({ type: 'ask-again' });
      };
    };
    socket.on(
      'attendance:changed',
      on(AttendanceChangeSchema, (change) => this.#take({ type: 'changed', change })),
    );
    socket.on(
      'check-in:recorded',
      on(CheckInsRecordedSchema, (recorded) => this.#take({ type: 'recorded', recorded })),
    );
    socket.on(
      'kiosk:changed',
      on(KioskSchema, (kiosk) => this.#take({ type: 'kiosk-changed', kiosk })),
    );
    socket.on(
      'conflict:found',
      on(ConflictSchema, (conflict) => this.#take({ type: 'conflict-found', conflict })),
    );
    socket.on(
      'activity:changed',
      on(ActivityTouchedSchema, ({ activityId }) => {
        this.#options.activityTouched(activityId);
        if (activityId === this.#state?.activityId) this.#take({ type: 'ask-again' });
      }),
    );
  }

  #connected(socket: DashboardSocket): void {
    this.#heard();
    // Pings count too: they say that nothing was missed.
    socket.io.engine.on('packet', () => this.#heard());
    this.#take({ type: 'connected' });
  }

  #changed(state: ConnectionState): void {
    if (state.name === 'refused') this.#options.refused(state.code);
    if (state.name !== 'online') this.#take({ type: 'disconnected' });
    this.#host.requestUpdate();
  }

  #heard(): void {
    this.#heardMs = Date.now();
  }

  #take(event: AttendanceEvent): void {
    if (this.#state === null) return;
    const next = reduceAttendance(this.#state, event);
    if (next === this.#state) return;
    this.#state = next;
    if (next.wantsSnapshot && !next.awaiting) void this.#ask(next.activityId);
    this.#host.requestUpdate();
  }

  async #ask(activityId: string): Promise<void> {
    const socket = this.#connection?.socket;
    if (socket === undefined) return;
    clearTimeout(this.#retryTimer);
    this.#take({ type: 'asked' });
    const sentMs = Date.now();
    const answer = await socket
      .timeout(ANSWER_TIMEOUT_MS)
      .emitWithAck('attendance:watch', { activityId })
      .then((answer: unknown) => v.parse(AnswerSchema, answer))
      .catch(() => ({ failure: 'unavailable' as const }));
    if (this.#state?.activityId !== activityId || !socket.connected) return;
    if ('failure' in answer) {
      this.#take({ type: 'failed', failure: answer.failure });
      this.#retryLater(answer.failure === 'activity-unknown');
      return;
    }
    this.#offsetMs =
      clockSample({ sentMs, receivedMs: Date.now(), serverAt: answer.at })?.offsetMs ?? 0;
    this.#take({ type: 'snapshot', attendance: answer });
  }

  /** An unknown activity stays unknown; anything else passes. */
  #retryLater(final: boolean): void {
    if (final) return;
    const delayMs = RETRY_DELAY_MS * (1 + Math.random());
    this.#retryTimer = setTimeout(() => this.#take({ type: 'ask-again' }), delayMs);
  }
}
