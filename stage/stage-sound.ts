/** What is heard on the stage, and when. Each sound has a caption; none is needed to understand. */
import type { Tone } from '#ui/verdict-sound.ts';
import type { Moment } from './stage-state.ts';

export type StageSoundName = 'digit' | 'place' | 'lock' | 'second' | 'voided';

const tone = (frequencyHz: number, lengthMs: number, afterMs = 0): Tone => ({
  afterMs,
  frequencyHz,
  lengthMs,
});

export const STAGE_TONES: Readonly<Record<StageSoundName, readonly Tone[]>> = {
  digit: [tone(523, 90)],
  place: [tone(784, 90), tone(1047, 320)],
  lock: [tone(330, 60), tone(247, 120)],
  second: [tone(659, 40)],
  voided: [tone(247, 400)],
};

/** The last seconds are heard. */
const HEARD_SECONDS = 5;
/** The order of moments in which a lock shuts behind each. */
const SHUTS = [
  'waiting',
  'closing',
  'closed',
  'gathering',
  'freezing',
  'dice',
  'countdown',
  'ready',
];
/** Nothing shuts when these are left: it was heard before. */
const SHUT_BEFORE: ReadonlySet<Moment['name']> = new Set(['closed', 'freezing']);

/** What is heard when one moment becomes the next; the first one that a screen shows is silent. */
export function soundBetween(before: Moment, now: Moment): StageSoundName | null {
  if (now.name === 'void') return before.name === 'void' ? null : 'voided';
  if (now.name === 'reveal') {
    const isSame =
      before.name === 'reveal' &&
      before.place.serial === now.place.serial &&
      before.place.prizeId === now.place.prizeId;
    const had = isSame ? before.digitsOut : 0;
    if (now.digitsOut <= had) return null;
    return now.digitsOut === now.digits ? 'place' : 'digit';
  }
  if ('secondsLeft' in now && now.secondsLeft !== null) {
    const isRunning =
      'secondsLeft' in before && before.name === now.name && before.secondsLeft !== now.secondsLeft;
    return isRunning && now.secondsLeft > 0 && now.secondsLeft <= HEARD_SECONDS ? 'second' : null;
  }
  const [from, to] = [SHUTS.indexOf(before.name), SHUTS.indexOf(now.name)];
  return from >= 0 && to > from && !SHUT_BEFORE.has(before.name) ? 'lock' : null;
}
