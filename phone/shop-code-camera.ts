/** The phone's camera, looking for a shop's printed code. It is opened for that and closed after. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

export type ShopCameraState = 'off' | 'starting' | 'running' | 'blocked';

const PICTURE_INTERVAL_MS = 150;
/** A worker that says nothing for so long is replaced. */
const ANSWER_MS = 5_000;

export class ShopCodeCamera implements ReactiveController {
  /** Shows what the camera sees; put it where the viewfinder is. */
  readonly video: HTMLVideoElement;
  state: ShopCameraState = 'off';
  readonly #host: ReactiveControllerHost;
  readonly #onText: (text: string) => void;
  #worker: Worker | null = null;
  #stream: MediaStream | null = null;
  /** Counts the openings: what an earlier one still brings is thrown away. */
  #opening = 0;

  constructor(host: ReactiveControllerHost, onText: (text: string) => void) {
    this.#host = host;
    this.#onText = onText;
    this.video = document.createElement('video');
    this.video.muted = true;
    this.video.playsInline = true;
    this.video.setAttribute('aria-hidden', 'true');
    host.addController(this);
  }

  hostDisconnected(): void {
    this.stop();
  }

  async start(): Promise<void> {
    this.stop();
    const opening = this.#opening;
    this.#become('starting');
    const stream = await openCamera();
    if (opening !== this.#opening) {
      for (const track of stream?.getTracks() ?? []) track.stop();
      return;
    }
    if (stream === null) {
      this.#become('blocked');
      return;
    }
    this.#stream = stream;
    this.video.srcObject = stream;
    await this.video.play().catch(() => undefined);
    this.#become('running');
    void this.#look(opening);
  }

  stop(): void {
    this.#opening += 1;
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    this.#stream = null;
    this.video.srcObject = null;
    this.#worker?.terminate();
    this.#worker = null;
    this.#become('off');
  }

  async #look(opening: number): Promise<void> {
    while (opening === this.#opening) {
      const text = await this.#readPicture();
      if (opening !== this.#opening) return;
      if (text !== null) this.#onText(text);
      await new Promise((resolve) => setTimeout(resolve, PICTURE_INTERVAL_MS));
    }
  }

  async #readPicture(): Promise<string | null> {
    if (this.video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return null;
    const picture = await createImageBitmap(this.video).catch(() => null);
    if (picture === null) return null;
    this.#worker ??= new Worker(new URL('./shop-code.worker.ts', import.meta.url), {
      type: 'module',
    });
    const worker = this.#worker;
    const answered = new AbortController();
    return new Promise<string | null>((resolve) => {
      const { signal } = answered;
      const end = (text: string | null) => {
        clearTimeout(timer);
        answered.abort();
        resolve(text);
      };
      const timer = setTimeout(() => {
        worker.terminate();
        if (this.#worker === worker) this.#worker = null;
        end(null);
      }, ANSWER_MS);
      worker.addEventListener('message', (event: MessageEvent<string | null>) => end(event.data), {
        signal,
      });
      worker.addEventListener('error', () => end(null), { signal });
      worker.postMessage(picture, [picture]);
    });
  }

  #become(state: ShopCameraState): void {
    if (state === this.state) return;
    this.state = state;
    this.#host.requestUpdate();
  }
}

/** The camera that looks away from the person; `null`: none, or it is not allowed. */
async function openCamera(): Promise<MediaStream | null> {
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: { facingMode: { ideal: 'environment' }, width: { ideal: 1280 } },
    });
  } catch {
    return null;
  }
}
