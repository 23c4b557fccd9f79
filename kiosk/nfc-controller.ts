/** A card tapped on the tablet: an NDEF text record with the pass. Only some devices have Web NFC. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

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
}
declare const NDEFReader: { new (): TagReader } | undefined;

/** Chromium knows this permission; the library of types does not. */
type NfcQuery = (descriptor: { name: 'nfc' }) => Promise<PermissionStatus>;

/** absent: no such device; waiting: a touch of the screen is needed first. */
export type NfcState = 'absent' | 'waiting' | 'running' | 'blocked' | 'failed';

export class NfcController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #onText: (text: string) => void;
  #state: NfcState;
  #end: AbortController | null = null;
  readonly #touched = () => void this.#scan();

  constructor(host: ReactiveControllerHost, onText: (text: string) => void) {
    this.#host = host;
    this.#onText = onText;
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
    reader.addEventListener('reading', (event) => this.#read(event), { signal: end.signal });
    try {
      await reader.scan({ signal: end.signal });
      this.#become('running');
    } catch (error) {
      const isDenied = error instanceof DOMException && error.name === 'NotAllowedError';
      this.#become(isDenied ? 'blocked' : 'failed');
    }
  }

  #read(event: TagEvent): void {
    for (const record of event.message.records) {
      if (record.recordType !== 'text' || record.data === undefined) continue;
      const text = new TextDecoder(record.encoding ?? 'utf-8').decode(record.data);
      if (text !== '') this.#onText(text);
      return;
    }
  }

  #become(state: NfcState): void {
    this.#state = state;
    this.#host.requestUpdate();
  }
}
