/** The phone's line to the server: what it is told by itself, parsed, and the server's clock. */
import * as v from 'valibot';
import {
  CouponChangedSchema,
  PassEndedSchema,
  PhoneLotteryChangedSchema,
  PointsPostedSchema,
  TicketChangedSchema,
  type CouponChanged,
  type PassEnded,
  type PhoneLotteryChanged,
  type PhoneToServer,
  type PointsPosted,
  type ServerToPhone,
  type TicketChanged,
} from '#domain/contract/phone-channel.ts';
import { MeSchema, type Me } from '#domain/contract/people.ts';
import type { ProblemCode } from '#domain/contract/problem.ts';
import { NAMESPACES } from '#domain/contract/protocol.ts';
import { InstantSchema } from '#domain/contract/values.ts';
import {
  SocketConnection,
  type ConnectionState,
  type ScreenSocket,
} from '#ui/controllers/socket-connection.ts';

const CLOCK_TIMEOUT_MS = 5_000;

const SnapshotSchema = v.object({ me: MeSchema });
const ClockAnswerSchema = v.object({ at: InstantSchema });

export interface PhoneLinkListeners {
  stateChanged(state: ConnectionState['name']): void;
  /** The server knows this phone no more; `token-moved`, `token-unknown`, or another reason. */
  refused(code: ProblemCode): void;
  snapshot(me: Me): void;
  pointsPosted(posted: PointsPosted): void;
  couponChanged(changed: CouponChanged): void;
  ticketChanged(changed: TicketChanged): void;
  lotteryChanged(changed: PhoneLotteryChanged): void;
  passEnded(ended: PassEnded): void;
  /** The times are the phone's own, milliseconds since the epoch. */
  clockRead(heard: { sentMs: number; receivedMs: number; serverAt: string }): void;
}

export class PhoneLink {
  readonly #connection: SocketConnection<ServerToPhone, PhoneToServer>;
  readonly #listeners: PhoneLinkListeners;
  #closed = false;

  constructor(token: string, listeners: PhoneLinkListeners) {
    this.#listeners = listeners;
    this.#connection = new SocketConnection<ServerToPhone, PhoneToServer>({
      namespace: NAMESPACES.phone,
      token: () => token,
      listen: (socket) => this.#listen(socket),
      connected: () => void this.readClock(),
      changed: (state) => this.#follow(state),
    });
    this.#connection.reconnect();
  }

  get online(): boolean {
    return this.#connection.online;
  }

  /** Asks for the server's time. Silence measures nothing; the next asking may. */
  async readClock(): Promise<void> {
    const { socket } = this.#connection;
    if (!socket.connected) return;
    const sentMs = Date.now();
    try {
      const answer = v.safeParse(
        ClockAnswerSchema,
        await socket.timeout(CLOCK_TIMEOUT_MS).emitWithAck('clock:read'),
      );
      if (this.#closed || !answer.success) return;
      const heard = { sentMs, receivedMs: Date.now(), serverAt: answer.output.at };
      this.#listeners.clockRead(heard);
    } catch {
      // The line is slow or gone; its state says so.
    }
  }

  close(): void {
    this.#closed = true;
    this.#connection.close();
  }

  #listen(socket: ScreenSocket<ServerToPhone, PhoneToServer>): void {
    const on = <Schema extends v.GenericSchema>(
      schema: Schema,
      take: (message: v.InferOutput<Schema>) => void,
    ) => {
      return (message: unknown) => {
        const parsed = v.safeParse(schema, message);
        if (parsed.success && !this.#closed) take(parsed.output);
      };
    };
    const listeners = this.#listeners;
    socket.on(
      'me:snapshot',
      on(SnapshotSchema, ({ me }) => listeners.snapshot(me)),
    );
    socket.on(
      'points:posted',
      on(PointsPostedSchema, (posted) => listeners.pointsPosted(posted)),
    );
    socket.on(
      'coupon:changed',
      on(CouponChangedSchema, (changed) => listeners.couponChanged(changed)),
    );
    socket.on(
      'ticket:changed',
      on(TicketChangedSchema, (changed) => listeners.ticketChanged(changed)),
    );
    socket.on(
      'lottery:changed',
      on(PhoneLotteryChangedSchema, (changed) => listeners.lotteryChanged(changed)),
    );
    socket.on(
      'pass:ended',
      on(PassEndedSchema, (ended) => listeners.passEnded(ended)),
    );
  }

  #follow(state: ConnectionState): void {
    if (this.#closed) return;
    this.#listeners.stateChanged(state.name);
    if (state.name === 'refused') this.#listeners.refused(state.code);
  }
}
