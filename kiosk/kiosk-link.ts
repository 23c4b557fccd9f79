/** The tablet's line to the server: one Socket.IO connection, its state, and what is said over it. */
import * as v from 'valibot';
import {
  ActivityChangedSchema,
  ScansSettledSchema,
  type ActivityChanged,
  type KioskToServer,
  type ServerToKiosk,
} from '#domain/contract/kiosk-channel.ts';
import {
  KioskSettingsSchema,
  type KioskSettings,
  type KioskStatus,
} from '#domain/contract/kiosks.ts';
import { LIMITS } from '#domain/contract/limits.ts';
import { FailureSchema } from '#domain/contract/problem.ts';
import { NAMESPACES } from '#domain/contract/protocol.ts';
import {
  BatchAnswerSchema,
  ScanAnswerSchema,
  type BatchAnswer,
  type Scan,
  type ScanAnswer,
} from '#domain/contract/scan.ts';
import { InstantSchema } from '#domain/contract/values.ts';
import {
  SocketConnection,
  type ConnectionState,
  type ScreenSocket,
} from '#ui/controllers/socket-connection.ts';
import { KIOSK_LIMITS } from './kiosk-limits.ts';

/** doubtful: the socket is open, and the last question got no answer. */
export type LinkState = 'connecting' | 'online' | 'doubtful' | 'offline';

/** The server will not have this kiosk any more. */
export type LinkEnd = 'revoked' | 'token-unknown' | 'outdated';

export interface LinkListeners {
  stateChanged(state: LinkState): void;
  ended(end: LinkEnd): void;
  settingsChanged(settings: KioskSettings): void;
  activityChanged(change: ActivityChanged): void;
  settled(scanIds: readonly string[]): void;
}

const StatusAnswerSchema = v.union([v.object({ at: InstantSchema }), FailureSchema]);

export class KioskLink {
  readonly #connection: SocketConnection<ServerToKiosk, KioskToServer>;
  readonly #listeners: LinkListeners;
  #state: LinkState = 'connecting';
  #closed = false;

  constructor(token: string, listeners: LinkListeners) {
    this.#listeners = listeners;
    this.#connection = new SocketConnection<ServerToKiosk, KioskToServer>({
      namespace: NAMESPACES.kiosk,
      token: () => token,
      listen: (socket) => this.#listen(socket),
      changed: (state) => this.#follow(state),
    });
    this.#connection.reconnect();
  }

  get state(): LinkState {
    return this.#state;
  }

  /** `null`: no answer in time; the scan may or may not have been decided. */
  async submit(scan: Scan): Promise<ScanAnswer | null> {
    const timeoutMs =
      this.#state === 'doubtful' ? KIOSK_LIMITS.ackTimeoutDoubtfulMs : LIMITS.ackTimeoutMs;
    return this.#ask(ScanAnswerSchema, () =>
      this.#connection.socket.timeout(timeoutMs).emitWithAck('scan:submit', scan),
    );
  }

  async submitBatch(scans: readonly Scan[]): Promise<BatchAnswer | null> {
    return this.#ask(BatchAnswerSchema, () =>
      this.#connection.socket
        .timeout(KIOSK_LIMITS.batchAckTimeoutMs)
        .emitWithAck('scan:submit-batch', { scans }),
    );
  }

  /** @returns the server's time, milliseconds since the epoch; `null`: not told */
  async reportStatus(status: KioskStatus): Promise<number | null> {
    const answer = await this.#ask(StatusAnswerSchema, () =>
      this.#connection.socket
        .timeout(KIOSK_LIMITS.statusAckTimeoutMs)
        .emitWithAck('kiosk:status', status),
    );
    return answer !== null && 'at' in answer ? Date.parse(answer.at) : null;
  }

  close(): void {
    this.#closed = true;
    this.#connection.close();
  }

  async #ask<Schema extends v.GenericSchema>(
    schema: Schema,
    send: () => Promise<unknown>,
  ): Promise<v.InferOutput<Schema> | null> {
    if (!this.#connection.socket.connected) return null;
    try {
      const answer = v.safeParse(schema, await send());
      if (this.#connection.socket.connected) this.#become('online');
      return answer.success ? answer.output : null;
    } catch {
      this.#doubt();
      return null;
    }
  }

  /** A second silence in a row: the line is dead, though nobody has said so. A new one is made. */
  #doubt(): void {
    if (this.#closed || !this.#connection.socket.connected) return;
    if (this.#state === 'doubtful') this.#connection.reconnect();
    else this.#become('doubtful');
  }

  #listen(socket: ScreenSocket<ServerToKiosk, KioskToServer>): void {
    socket.on('kiosk:revoked', () => this.#end('revoked'));
    socket.on('kiosk:settings', (message) => {
      const parsed = v.safeParse(KioskSettingsSchema, message);
      if (parsed.success) this.#listeners.settingsChanged(parsed.output);
    });
    socket.on('activity:changed', (message) => {
      const parsed = v.safeParse(ActivityChangedSchema, message);
      if (parsed.success) this.#listeners.activityChanged(parsed.output);
    });
    socket.on('scan:settled', (message) => {
      const parsed = v.safeParse(ScansSettledSchema, message);
      if (parsed.success) this.#listeners.settled(parsed.output.scanIds);
    });
  }

  #follow(state: ConnectionState): void {
    switch (state.name) {
      case 'outdated':
        this.#end('outdated');
        return;
      case 'refused':
        if (state.code === 'kiosk-revoked') this.#end('revoked');
        else if (state.code === 'token-unknown') this.#end('token-unknown');
        else this.#become('offline');
        return;
      case 'connecting':
        // Between two lines the kiosk answers by itself; only the very first one is waited for.
        if (this.#state !== 'connecting') this.#become('offline');
        return;
      case 'online':
      case 'offline':
        this.#become(state.name);
    }
  }

  #end(end: LinkEnd): void {
    if (this.#closed) return;
    this.close();
    this.#listeners.ended(end);
  }

  #become(state: LinkState): void {
    if (this.#closed || state === this.#state) return;
    this.#state = state;
    this.#listeners.stateChanged(state);
  }
}
