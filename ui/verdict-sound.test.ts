import { expect, test } from 'vitest';
import { schedule, VERDICT_TONES } from './verdict-sound.ts';

test.each([
  ['admitted', [784, 1047], [0, 90], 270],
  ['already', [659, 659], [0, 140], 220],
  ['refused', [330, 247], [0, 160], 440],
  ['stored', [523, 784], [0, 90], 330],
  ['departed', [1047, 784], [0, 90], 270],
] as const)('%s sounds as designed', (name, frequencies, startsMs, endMs) => {
  const tones = VERDICT_TONES[name];
  expect(tones.map((tone) => tone.frequencyHz)).toEqual(frequencies);
  expect(schedule(tones)).toEqual({ startsMs, endMs });
});
