/** Plays the moment's sound once, and holds its caption for a while. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { VerdictSound } from '#ui/verdict-sound.ts';
import { STAGE_TONES, soundBetween, type StageSoundName } from '../stage-sound.ts';
import type { Moment } from '../stage-state.ts';

const CAPTION_MS = 1_800;
/** A browser that gives sound without a tap does so at once. */
const UNLOCK_WAIT_MS = 600;

export class SoundController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #sound = new VerdictSound();
  #last: Moment | null = null;
  #caption: StageSoundName | 'silent' | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #unlock = () => void this.#open();

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** What is heard, or that nothing can be. */
  get caption(): StageSoundName | 'silent' | null {
    return this.#caption;
  }

  hostConnected(): void {
    globalThis.addEventListener('pointerdown', this.#unlock);
    globalThis.addEventListener('keydown', this.#unlock);
    void this.#open();
    this.#timer = setTimeout(() => this.#show(this.#isOpen ? null : 'silent'), UNLOCK_WAIT_MS);
  }

  hostDisconnected(): void {
    globalThis.removeEventListener('pointerdown', this.#unlock);
    globalThis.removeEventListener('keydown', this.#unlock);
    clearTimeout(this.#timer);
    void this.#sound.close();
  }

  #isOpen = false;

  async #open(): Promise<void> {
    if (this.#isOpen || !(await this.#sound.unlock())) return;
    this.#isOpen = true;
    if (this.#caption === 'silent') this.#show(null);
  }

  /** The moment that is shown; the same one again says nothing. */
  follow(moment: Moment): void {
    const before = this.#last;
    this.#last = moment;
    const name = before === null ? null : soundBetween(before, moment);
    if (name === null) return;
    if (this.#isOpen) void this.#sound.playTones(STAGE_TONES[name], name === 'place');
    clearTimeout(this.#timer);
    this.#show(name);
    this.#timer = setTimeout(() => this.#show(this.#isOpen ? null : 'silent'), CAPTION_MS);
  }

  #show(caption: StageSoundName | 'silent' | null): void {
    this.#caption = caption;
    this.#host.requestUpdate();
  }
}
