/**
 * The code that stands on the pass screen at this second: signed anew at each step by the corrected
 * clock, with or without the network. A card pass is the same code all the time.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { showLivePass, STEP_SECONDS, stepAt } from '#domain/pass.ts';
import { untilTickMs } from '#ui/controllers/clock-controller.ts';
import { qrCode, type QrCode } from '#ui/qr.ts';
import type { PhoneSession } from './phone-session.ts';

/** Seconds of the present step that are left, from STEP_SECONDS down to 1. */
export function secondsLeftAt(atMs: number): number {
  return STEP_SECONDS - (Math.floor(atMs / 1000) % STEP_SECONDS);
}

export class LivePassController implements ReactiveController {
  readonly #host: ReactiveControllerHost & { readonly session: PhoneSession };
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stop: (() => void) | undefined;
  /** What `code` was made of: pass and step. */
  #shown = '';
  /** A phone that sleeps must not show the code of an hour ago when it wakes. */
  #codeStep: number | null = null;
  #code: QrCode | null = null;
  readonly #turn = () => void this.#tick();

  constructor(host: ReactiveControllerHost & { readonly session: PhoneSession }) {
    this.#host = host;
    host.addController(this);
  }

  /** `null`: not made yet, or it cannot be made (a key that is missing). */
  get code(): QrCode | null {
    const isOld = this.#codeStep !== null && this.#codeStep !== stepAt(this.#host.session.nowMs());
    return isOld ? null : this.#code;
  }

  get secondsLeft(): number {
    return secondsLeftAt(this.#host.session.nowMs());
  }

  hostConnected(): void {
    this.#stop = this.#host.session.on('changed', this.#turn);
    document.addEventListener('visibilitychange', this.#turn);
    this.#turn();
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#stop?.();
    document.removeEventListener('visibilitychange', this.#turn);
  }

  async #tick(): Promise<void> {
    clearTimeout(this.#timer);
    // Nobody sees it: it is made when the page is looked at again.
    if (document.hidden) return;
    const { session } = this.#host;
    this.#timer = setTimeout(this.#turn, untilTickMs(session.nowMs(), 1_000));
    await this.#make();
    this.#host.requestUpdate();
  }

  async #make(): Promise<void> {
    const { pass, passKind, signWithDevice, nowMs } = this.#source();
    const step = passKind === 'phone' ? stepAt(nowMs) : null;
    const wanted = `${pass} ${step}`;
    if (pass === null || wanted === this.#shown) return;
    const text =
      step === null ? pass : signWithDevice && (await showLivePass(pass, step, signWithDevice));
    if (text === null) {
      this.#code = null;
      return;
    }
    this.#shown = wanted;
    this.#codeStep = step;
    this.#code = qrCode(text, passKind === 'phone' ? 'L' : 'M');
  }

  #source() {
    const { session } = this.#host;
    const { pass, passKind, signWithDevice } = session;
    return { pass, passKind, signWithDevice, nowMs: session.nowMs() };
  }
}
