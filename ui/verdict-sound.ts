/** The sound of a verdict: a sine with a soft octave, made by Web Audio. There are no sound files. */

export type VerdictSoundName = 'admitted' | 'already' | 'refused' | 'stored' | 'departed';

export interface Tone {
  /** Silence before it, ms. */
  afterMs: number;
  frequencyHz: number;
  lengthMs: number;
}

const G5 = 784;
const C6 = 1047;
const E5 = 659;
const E4 = 330;
const B3 = 247;
const C5 = 523;

/** Rising: in. The same twice: nothing new. Falling: not yet, or good-bye. */
export const VERDICT_TONES: Readonly<Record<VerdictSoundName, readonly Tone[]>> = {
  admitted: [
    { afterMs: 0, frequencyHz: G5, lengthMs: 90 },
    { afterMs: 0, frequencyHz: C6, lengthMs: 180 },
  ],
  already: [
    { afterMs: 0, frequencyHz: E5, lengthMs: 80 },
    { afterMs: 60, frequencyHz: E5, lengthMs: 80 },
  ],
  refused: [
    { afterMs: 0, frequencyHz: E4, lengthMs: 160 },
    { afterMs: 0, frequencyHz: B3, lengthMs: 280 },
  ],
  stored: [
    { afterMs: 0, frequencyHz: C5, lengthMs: 90 },
    { afterMs: 0, frequencyHz: G5, lengthMs: 240 },
  ],
  departed: [
    { afterMs: 0, frequencyHz: C6, lengthMs: 90 },
    { afterMs: 0, frequencyHz: G5, lengthMs: 180 },
  ],
};

const ATTACK_MS = 5;
const RELEASE_MS = 25;
const OCTAVE_GAIN = 0.18;
const VOLUME = 0.5;

/** Start of each tone and the end of the last, ms from the beginning. */
export function schedule(tones: readonly Tone[]): { startsMs: number[]; endMs: number } {
  let nowMs = 0;
  const startsMs = tones.map((tone) => {
    const startMs = nowMs + tone.afterMs;
    nowMs = startMs + tone.lengthMs;
    return startMs;
  });
  return { startsMs, endMs: nowMs };
}

/** A verdict heard later than this would be taken for the next person's. */
const LATE_MS = 300;

/** One for the page. A screen that cannot make sound works on in silence. */
export class VerdictSound {
  #context: AudioContext | undefined;

  /**
   * Call it in the first tap or key press: browsers keep audio shut until then.
   * @returns whether sound can be heard
   */
  async unlock(): Promise<boolean> {
    try {
      this.#context ??= new AudioContext({ latencyHint: 'interactive' });
      if (this.#context.state !== 'running') await this.#context.resume();
      return this.#context.state === 'running';
    } catch {
      // No audio on this device; colour, icon and word remain.
      return false;
    }
  }

  /** Plays at once or not at all. @returns whether it was played */
  play(name: VerdictSoundName): Promise<boolean> {
    return this.playTones(VERDICT_TONES[name], name === 'stored');
  }

  /**
   * Other tones than a verdict's, as the stage has them.
   * @param fadesLast whether the last one fades
   */
  async playTones(tones: readonly Tone[], fadesLast = false): Promise<boolean> {
    const askedMs = performance.now();
    // While audio is shut, `unlock` waits for the first tap: by then the verdict is stale.
    if (!(await this.unlock()) || performance.now() - askedMs > LATE_MS) return false;
    const context = this.#context;
    if (context === undefined) return false;
    try {
      const { startsMs } = schedule(tones);
      const beginS = context.currentTime + 0.01;
      for (const [index, tone] of tones.entries()) {
        const fades = fadesLast && index === tones.length - 1;
        playTone(context, tone, beginS + (startsMs[index] ?? 0) / 1000, fades);
      }
      return true;
    } catch {
      return false;
    }
  }

  async close(): Promise<void> {
    const context = this.#context;
    this.#context = undefined;
    await context?.close().catch(() => undefined);
  }
}

function playTone(context: AudioContext, tone: Tone, startS: number, fades: boolean): void {
  const endS = startS + tone.lengthMs / 1000;
  const envelope = context.createGain();
  envelope.connect(context.destination);
  envelope.gain.setValueAtTime(0, startS);
  envelope.gain.linearRampToValueAtTime(VOLUME, startS + ATTACK_MS / 1000);
  if (!fades) envelope.gain.setValueAtTime(VOLUME, endS - RELEASE_MS / 1000);
  envelope.gain.linearRampToValueAtTime(0, endS);
  for (const [multiple, gain] of [
    [1, 1],
    [2, OCTAVE_GAIN],
  ] as const) {
    const oscillator = context.createOscillator();
    oscillator.type = 'sine';
    oscillator.frequency.value = tone.frequencyHz * multiple;
    const level = context.createGain();
    level.gain.value = gain;
    oscillator.connect(level).connect(envelope);
    oscillator.start(startS);
    oscillator.stop(endS);
    oscillator.addEventListener('ended', () => level.disconnect());
  }
}
