/** Listens for a hand scanner that types, wherever the focus is. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { KeyboardWedge } from './keyboard-wedge.ts';
import { KIOSK_LIMITS } from './kiosk-limits.ts';

/** A field that a scan has begun to write into, as it was before. */
interface TouchedField {
  readonly field: HTMLInputElement | HTMLTextAreaElement;
  readonly value: string;
}

export class WedgeController implements ReactiveController {
  readonly #wedge = new KeyboardWedge();
  readonly #onText: (text: string) => void;
  readonly #isActive: () => boolean;
  #lastKeyAtMs = -Infinity;
  #touched: TouchedField | null = null;
  #silence: ReturnType<typeof setTimeout> | undefined;
  #isScanning = false;
  readonly #down = (event: KeyboardEvent) => this.#press(event);
  readonly #up = (event: KeyboardEvent) => {
    // The space bar and Enter press buttons when they are let go.
    if (this.#isScanning) event.preventDefault();
  };

  /** @param options.isActive false where staff type: then every key is theirs */
  constructor(
    host: ReactiveControllerHost,
    options: { readonly onText: (text: string) => void; readonly isActive: () => boolean },
  ) {
    this.#onText = options.onText;
    this.#isActive = options.isActive;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('keydown', this.#down, { capture: true });
    addEventListener('keyup', this.#up, { capture: true });
  }

  hostDisconnected(): void {
    removeEventListener('keydown', this.#down, { capture: true });
    removeEventListener('keyup', this.#up, { capture: true });
    clearTimeout(this.#silence);
  }

  #press(event: KeyboardEvent): void {
    if (event.repeat || !this.#isActive()) return;
    this.#noteField(event);
    const meaning = this.#wedge.press({
      key: event.key,
      code: event.code,
      shift: event.shiftKey,
      modified: event.ctrlKey || event.altKey || event.metaKey,
      atMs: event.timeStamp,
    });
    this.#isScanning = meaning.kind !== 'typing';
    if (meaning.kind === 'typing') return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (meaning.kind === 'scanning') {
      if (meaning.first) this.#takeBack();
      this.#listenForSilence();
      return;
    }
    this.#finish(meaning.text);
  }

  #listenForSilence(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => {
      this.#isScanning = false;
      const heard = this.#wedge.silence(performance.now());
      if (heard?.kind === 'scanned') this.#finish(heard.text);
      else if (heard !== null) this.#giveBack(heard.text);
    }, KIOSK_LIMITS.wedgeSilenceMs + 20);
  }

  #finish(text: string): void {
    clearTimeout(this.#silence);
    this.#touched = null;
    this.#onText(text);
  }

  /** Remembers a field as it was before the first key of what may become a burst. */
  #noteField(event: KeyboardEvent): void {
    const isPause = event.timeStamp - this.#lastKeyAtMs > KIOSK_LIMITS.wedgeGapMs;
    this.#lastKeyAtMs = event.timeStamp;
    if (!isPause) return;
    const field = event.composedPath()[0];
    const isField = field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement;
    this.#touched = isField ? { field, value: field.value } : null;
  }

  /** The first keys of a scan went into a field before anyone could know: they are taken out. */
  #takeBack(): void {
    if (this.#touched === null) return;
    write(this.#touched.field, this.#touched.value);
  }

  /** It was a quick hand after all. */
  #giveBack(text: string): void {
    if (this.#touched === null) return;
    const { field, value } = this.#touched;
    this.#touched = null;
    write(field, value + text);
  }
}

function write(field: TouchedField['field'], value: string): void {
  field.value = value;
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
}
