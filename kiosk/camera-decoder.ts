/** The page's side of the decoder: one picture at a time, and a new worker when one goes silent. */
import { KIOSK_LIMITS } from './kiosk-limits.ts';

export interface DecoderRequest {
  readonly picture: ImageBitmap;
}

export type DecoderEngine = 'native' | 'zxing';
export type DecoderAnswer =
  | { readonly kind: 'ready'; readonly engine: DecoderEngine }
  | { readonly kind: 'read'; readonly text: string | null }
  | { readonly kind: 'failed' };

export class CameraDecoder {
  #worker: Worker | null = null;
  #engine: DecoderEngine | null = null;
  #answered: ((text: string | null) => void) | null = null;

  /** What reads the codes; `null`: not known yet. */
  get engine(): DecoderEngine | null {
    return this.#engine;
  }

  /** The text in the picture, or `null`; the picture is given away. */
  async read(picture: ImageBitmap): Promise<string | null> {
    this.#worker ??= this.#start();
    const worker = this.#worker;
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#restart(), KIOSK_LIMITS.decoderAnswerMs);
      this.#answered = (text) => {
        clearTimeout(timer);
        this.#answered = null;
        resolve(text);
      };
      const request: DecoderRequest = { picture };
      worker.postMessage(request, [picture]);
    });
  }

  stop(): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#answered?.(null);
  }

  #start(): Worker {
    const worker = new Worker(new URL('./camera-decoder.worker.ts', import.meta.url), {
      type: 'module',
    });
    worker.addEventListener('message', (event: MessageEvent<DecoderAnswer>) => {
      this.#hear(event.data);
    });
    worker.addEventListener('error', () => this.#restart());
    return worker;
  }

  #hear(answer: DecoderAnswer): void {
    if (answer.kind === 'ready') this.#engine = answer.engine;
    else if (answer.kind === 'read') this.#answered?.(answer.text);
    else this.#restart();
  }

  /** The next picture gets a new worker. */
  #restart(): void {
    this.stop();
  }
}
