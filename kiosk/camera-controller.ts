/**
 * The camera: opened, looked through, watched over, and opened again when it stalls, is pulled out or
 * was taken away. The picture goes to the decoder and to nobody else.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { KioskStatus } from '#domain/contract/kiosks.ts';
import { CameraDecoder, type DecoderEngine } from './camera-decoder.ts';
import { KIOSK_LIMITS } from './kiosk-limits.ts';

export type CameraState = KioskStatus['camera'];

export interface CameraChoice {
  readonly cameraId: string;
  readonly label: string;
}

export interface CameraOptions {
  readonly onText: (text: string) => void;
  readonly onState: (state: CameraState) => void;
}

export class CameraController implements ReactiveController {
  /** Shows what the camera sees; put it where the viewfinder is. */
  readonly video: HTMLVideoElement;
  readonly #host: ReactiveControllerHost;
  readonly #options: CameraOptions;
  readonly #decoder = new CameraDecoder();
  #state: CameraState = 'off';
  #wanted = false;
  #cameraId: string | null = null;
  #stream: MediaStream | null = null;
  /** Counts the openings: what an earlier one still brings is thrown away. */
  #opening = 0;
  #retryMs: number = KIOSK_LIMITS.cameraRetryMinMs;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #look: ReturnType<typeof setTimeout> | undefined;
  #lastPicture = { mark: -1, atMs: 0 };
  readonly #wake = () => this.#wakeUp();

  constructor(host: ReactiveControllerHost, options: CameraOptions) {
    this.#host = host;
    this.#options = options;
    this.video = document.createElement('video');
    this.video.muted = true;
    this.video.playsInline = true;
    this.video.disablePictureInPicture = true;
    this.video.setAttribute('aria-hidden', 'true');
    host.addController(this);
  }

  get state(): CameraState {
    return this.#state;
  }

  get engine(): DecoderEngine | null {
    return this.#decoder.engine;
  }

  /** A camera that looks at the person shows a mirror; one that looks away does not. */
  get isMirrored(): boolean {
    const track = this.#stream?.getVideoTracks()[0];
    return track?.getSettings().facingMode !== 'environment';
  }

  /** @param cameraId as in `cameras()`; `null`: the one that looks at the person, or any */
  start(cameraId: string | null): void {
    const isOther = cameraId !== this.#cameraId;
    if (this.#wanted && !isOther) return;
    this.#wanted = true;
    this.#cameraId = cameraId;
    this.#reopen();
  }

  stop(): void {
    this.#wanted = false;
    this.#close();
    this.#become('off');
  }

  async cameras(): Promise<CameraChoice[]> {
    const devices = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? [];
    return devices
      .filter(({ kind, deviceId }) => kind === 'videoinput' && deviceId !== '')
      .map(({ deviceId, label }) => ({ cameraId: deviceId, label }));
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.#wake);
    navigator.mediaDevices?.addEventListener('devicechange', this.#wake);
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#wake);
    navigator.mediaDevices?.removeEventListener('devicechange', this.#wake);
    this.stop();
    this.#decoder.stop();
  }

  /** Something changed that may bring the camera back: no need to wait for the next try. */
  #wakeUp(): void {
    this.#lastPicture.atMs = performance.now();
    if (!this.#wanted || document.hidden || this.#state === 'running') return;
    if (this.#state === 'starting') return;
    this.#retryMs = KIOSK_LIMITS.cameraRetryMinMs;
    this.#reopen();
  }

  #reopen(): void {
    this.#close();
    void this.#open(this.#opening);
  }

  #close(): void {
    this.#opening += 1;
    clearTimeout(this.#retry);
    clearTimeout(this.#look);
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    this.#stream = null;
    this.video.srcObject = null;
  }

  async #open(opening: number): Promise<void> {
    this.#become('starting');
    let stream: MediaStream;
    try {
      if (navigator.mediaDevices === undefined) throw new DOMException('', 'NotFoundError');
      stream = await navigator.mediaDevices.getUserMedia(constraints(this.#cameraId));
    } catch (error) {
      if (opening === this.#opening) this.#lost(stateOfError(error));
      return;
    }
    if (opening !== this.#opening) {
      for (const track of stream.getTracks()) track.stop();
      return;
    }
    this.#stream = stream;
    stream.getVideoTracks()[0]?.addEventListener('ended', () => {
      if (opening === this.#opening) this.#lost('missing');
    });
    this.video.srcObject = stream;
    await this.video.play().catch(() => undefined);
    this.#lastPicture = { mark: -1, atMs: performance.now() };
    if (opening === this.#opening) void this.#lookOnce(opening);
  }

  /** Tries again, less and less often. */
  #lost(state: CameraState): void {
    this.#close();
    this.#become(state);
    this.#retry = setTimeout(() => this.#reopen(), this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, KIOSK_LIMITS.cameraRetryMaxMs);
  }

  async #lookOnce(opening: number): Promise<void> {
    const startedAtMs = performance.now();
    if (this.#hasNewPicture(startedAtMs)) {
      this.#retryMs = KIOSK_LIMITS.cameraRetryMinMs;
      this.#become('running');
      const text = await this.#readPicture();
      if (opening !== this.#opening) return;
      if (text !== null && text !== '') this.#options.onText(text);
    } else if (startedAtMs - this.#lastPicture.atMs > KIOSK_LIMITS.frameStallMs) {
      this.#lost('stalled');
      return;
    }
    const tookMs = performance.now() - startedAtMs;
    const waitMs = Math.max(10, KIOSK_LIMITS.frameIntervalMs - tookMs);
    this.#look = setTimeout(() => void this.#lookOnce(opening), waitMs);
  }

  /** Hidden pages see nothing, and that is no fault of the camera. */
  #hasNewPicture(nowMs: number): boolean {
    if (document.hidden) {
      this.#lastPicture.atMs = nowMs;
      return false;
    }
    const { video } = this;
    if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return false;
    const mark = markOfPicture(video);
    if (mark === this.#lastPicture.mark) return false;
    this.#lastPicture = { mark, atMs: nowMs };
    return true;
  }

  async #readPicture(): Promise<string | null> {
    try {
      const picture = await createImageBitmap(this.video);
      return await this.#decoder.read(picture);
    } catch {
      return null;
    }
  }

  #become(state: CameraState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#options.onState(state);
    this.#host.requestUpdate();
  }
}

function constraints(cameraId: string | null): MediaStreamConstraints {
  const { cameraWidthPx, cameraHeightPx } = KIOSK_LIMITS;
  return {
    audio: false,
    video: {
      width: { ideal: cameraWidthPx },
      height: { ideal: cameraHeightPx },
      frameRate: { ideal: 15, max: 30 },
      ...(cameraId === null
        ? { facingMode: { ideal: 'user' } }
        : { deviceId: { ideal: cameraId } }),
    },
  };
}

/**
 * Another number for another picture. The time of a live stream runs on when its pictures stand still, so
 * pictures are counted; the time is for browsers that do not count those of a stream.
 */
function markOfPicture(video: HTMLVideoElement): number {
  const { totalVideoFrames } = video.getVideoPlaybackQuality();
  return totalVideoFrames > 0 ? totalVideoFrames : video.currentTime;
}

function stateOfError(error: unknown): CameraState {
  const name = error instanceof DOMException ? error.name : '';
  return name === 'NotAllowedError' || name === 'SecurityError' ? 'blocked' : 'missing';
}
