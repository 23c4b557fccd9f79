/**
 * A card tapped on the tablet: an NDEF text record with the pass. Only some devices have Web NFC. A card
 * that gives no text (a train card, one taken away too soon) is told of as well: the person waits.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { KIOSK_LIMITS } from './kiosk-limits.ts';

/** Not in the library of types. */
interface TagRecord {
  readonly recordType: string;
  readonly encoding?: string;
  readonly data?: DataView;
}
interface TagEvent {
  readonly message: { readonly records: readonly TagRecord[] };
}
interface TagReader {
  scan(options: { signal: AbortSignal }): Promise<void>;
  addEventListener(
    type: 'reading',
    listener: (event: TagEvent) => void,
    options: { signal: AbortSignal },
  ): void;
  addEventListener(
    type: 'readingerror',
    listener: () => void,
    options: { signal: AbortSignal },
  ): void;
}
declare const NDEFReader: { new (): TagReader } | undefined;

/** Chromium knows this permission; the library of types does not. */
type NfcQuery = (descriptor: { name: 'nfc' }) => Promise<PermissionStatus>;

/** absent: no such device; waiting: a touch of the screen is needed first. */
export type NfcState = 'absent' | 'waiting' | 'running' | 'blocked' | 'failed';

export interface NfcOptions {
  readonly onText: (text: string) => void;
  /** A card could not be read; told once for as long as it is held there. */
  readonly onUnread: () => void;
}

export class NfcController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #options: NfcOptions;
  #state: NfcState;
  #unreadAtMs = -Infinity;
  #end: AbortController | null = null;
  readonly #touched = () => void this.#scan();

  constructor(host: ReactiveControllerHost, options: NfcOptions) {
    this.#host = host;
    this.#options = options;
    this.#state = typeof NDEFReader === 'undefined' ? 'absent' : 'waiting';
    host.addController(this);
  }

  get state(): NfcState {
    return this.#state;
  }

  hostConnected(): void {
    if (this.#state === 'absent') return;
    addEventListener('pointerup', this.#touched);
    void this.#scanIfGranted();
  }

  hostDisconnected(): void {
    removeEventListener('pointerup', this.#touched);
    this.#end?.abort();
    this.#end = null;
  }

  async #scanIfGranted(): Promise<void> {
    try {
      const permissions: object = navigator.permissions;
      const query: NfcQuery = Reflect.get(permissions, 'query');
      const permission = await query.call(permissions, { name: 'nfc' });
      if (permission.state === 'granted') await this.#scan();
    } catch {
      // Then the first touch asks.
    }
  }

  async #scan(): Promise<void> {
    if (typeof NDEFReader === 'undefined' || this.#state === 'running') return;
    const end = new AbortController();
    this.#end?.abort();
    this.#end = end;
    const reader = new NDEFReader();
    const { signal } = end;
    reader.addEventListener('reading', (event) => this.#read(event), { signal });
    reader.addEventListener('readingerror', () => this.#failToRead(), { signal });
    try {
      await reader.scan({ signal });
      this.#become('running');
    } catch (error) {
      const isDenied = error instanceof DOMException && error.name === 'NotAllowedError';
      this.#become(isDenied ? 'blocked' : 'failed');
    }
  }

  #read(event: TagEvent): void {
    const text = textOn(event.message.records);
    if (text === '') this.#failToRead();
    else this.#options.onText(text);
  }

  /** The reader complains again and again while the card lies there. */
  #failToRead(): void {
    const nowMs = performance.now();
    const isSameCard = nowMs - this.#unreadAtMs < KIOSK_LIMITS.leftViewMs;
    this.#unreadAtMs = nowMs;
    if (!isSameCard) this.#options.onUnread();
  }

  #become(state: NfcState): void {
    this.#state = state;
    this.#host.requestUpdate();
  }
}

/** The first text record; empty when there is none that can be read. */
function textOn(records: readonly TagRecord[]): string {
  const record = records.find(({ recordType }) => recordType === 'text');
  if (record?.data === undefined) return '';
  try {
    return new TextDecoder(record.encoding ?? 'utf-8').decode(record.data);
  } catch {
    // A label of an encoding that does not exist.
    return '';
  }
}
