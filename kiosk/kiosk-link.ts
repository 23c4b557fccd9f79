/** The tablet's line to the server: one Socket.IO connection, its state, and what is said over it. */
import { io, type Socket } from 'socket.io-client';
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
import { NAMESPACES, PROTOCOL_VERSION } from '#domain/contract/protocol.ts';
import {
  BatchAnswerSchema,
  ScanAnswerSchema,
  type BatchAnswer,
  type Scan,
  type ScanAnswer,
} from '#domain/contract/scan.ts';
import { InstantSchema } from '#domain/contract/values.ts';
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
  readonly #socket: Socket<ServerToKiosk, KioskToServer>;
  readonly #listeners: LinkListeners;
  #state: LinkState = 'connecting';
  #retry: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(token: string, listeners: LinkListeners) {
    this.#listeners = listeners;
    this.#socket = io(NAMESPACES.kiosk, {
      auth: { token, protocolVersion: PROTOCOL_VERSION },
      transports: ['websocket'],
      forceNew: true,
      reconnectionDelay: KIOSK_LIMITS.reconnectMinMs,
      reconnectionDelayMax: KIOSK_LIMITS.reconnectMaxMs,
      timeout: KIOSK_LIMITS.connectTimeoutMs,
    });
    this.#listen();
  }

  get state(): LinkState {
    return this.#state;
  }

  /** `null`: no answer in time; the scan may or may not have been decided. */
  async submit(scan: Scan): Promise<ScanAnswer | null> {
    const timeoutMs =
      this.#state === 'doubtful' ? KIOSK_LIMITS.ackTimeoutDoubtfulMs : LIMITS.ackTimeoutMs;
    return this.#ask(ScanAnswerSchema, () =>
      this.#socket.timeout(timeoutMs).emitWithAck('scan:submit', scan),
    );
  }

  async submitBatch(scans: readonly Scan[]): Promise<BatchAnswer | null> {
    return this.#ask(BatchAnswerSchema, () =>
      this.#socket
        .timeout(KIOSK_LIMITS.batchAckTimeoutMs)
        .emitWithAck('scan:submit-batch', { scans }),
    );
  }

  /** @returns the server's time, milliseconds since the epoch; `null`: not told */
  async reportStatus(status: KioskStatus): Promise<number | null> {
    const answer = await this.#ask(StatusAnswerSchema, () =>
      this.#socket.timeout(KIOSK_LIMITS.statusAckTimeoutMs).emitWithAck('kiosk:status', status),
    );
    return answer !== null && 'at' in answer ? Date.parse(answer.at) : null;
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#retry);
    this.#socket.disconnect();
  }

  async #ask<Schema extends v.GenericSchema>(
    schema: Schema,
    send: () => Promise<unknown>,
  ): Promise<v.InferOutput<Schema> | null> {
    if (!this.#socket.connected) return null;
    try {
      const answer = v.safeParse(schema, await send());
      if (this.#socket.connected) this.#set('online');
      return answer.success ? answer.output : null;
    } catch {
      this.#doubt();
      return null;
    }
  }

  /** A second silence in a row: the line is dead, though nobody has said so. A new one is made. */
  #doubt(): void {
    if (!this.#socket.connected) return;
    if (this.#state === 'doubtful') {
      this.#set('offline');
      this.#socket.disconnect();
      this.#connectLater(KIOSK_LIMITS.reconnectMinMs);
    } else {
      this.#set('doubtful');
    }
  }

  #listen(): void {
    const socket = this.#socket;
    socket.on('connect', () => this.#set('online'));
    socket.on('disconnect', (reason) => {
      this.#set('offline');
      // Only then the client does not come back by itself.
      if (reason === 'io server disconnect') this.#connectLater(KIOSK_LIMITS.reconnectMinMs);
    });
    socket.on('connect_error', (error) => this.#refused(codeOf(error)));
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

  #refused(code: unknown): void {
    this.#set('offline');
    if (code === 'kiosk-revoked') this.#end('revoked');
    else if (code === 'token-unknown') this.#end('token-unknown');
    else if (code === 'protocol-outdated') this.#end('outdated');
    else if (!this.#socket.active) this.#connectLater(KIOSK_LIMITS.reconnectMaxMs);
  }

  #connectLater(delayMs: number): void {
    if (this.#closed) return;
    clearTimeout(this.#retry);
    // Some spread, so that a hall of tablets does not come back at the same moment.
    this.#retry = setTimeout(() => this.#socket.connect(), delayMs * (0.5 + Math.random()));
  }

  #end(end: LinkEnd): void {
    if (this.#closed) return;
    this.close();
    this.#listeners.ended(end);
  }

  #set(state: LinkState): void {
    if (this.#closed || state === this.#state) return;
    this.#state = state;
    this.#listeners.stateChanged(state);
  }
}

const RefusalSchema = v.object({ data: v.object({ code: v.string() }) });

function codeOf(error: unknown): string | null {
  const parsed = v.safeParse(RefusalSchema, error);
  return parsed.success ? parsed.output.data.code : null;
}
