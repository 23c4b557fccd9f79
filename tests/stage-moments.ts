/** Every moment of the stage as the hall is told of it, for tests and pictures alike. */
import { digestOfBytes } from '#domain/draw/digest.ts';
import {
  FIREWORKS,
  filesUntil,
  instant,
  revealedOf,
  type SampleHall,
  type snapshotOf,
} from './stage-samples.ts';

export type Told = NonNullable<Parameters<typeof snapshotOf>[1]>;

/** Places of the fireworks. */
export const EVERYBODY = { wins: 10, alternates: 3 };

/** By name: the moment's own, and after a comma what is particular about it. */
export function stageMoments(sample: SampleHall): Readonly<Record<string, Told>> {
  const finalHash = digestOfBytes(sample.bundle.get('final.txt') ?? new Uint8Array());
  const open60 = { state: 'open', files: filesUntil(sample, 'open.txt'), drawnAt: null } as const;
  const gathering = { state: 'gathering', files: filesUntil(sample, 'entries.tsv') } as const;
  const voices = {
    count: 12,
    people: 9,
    latest: Array.from({ length: 12 }, (_, index) => ({
      seq: 12 - index,
      word: index === 3 ? null : `とてもうれしいです${index}`,
    })),
  };
  return {
    waiting: { lottery: { ...open60, closesAt: instant(3_600_000) } },
    closing: { lottery: { ...open60, closesAt: instant(50_000) } },
    closed: { lottery: { state: 'closed', files: filesUntil(sample, 'entries.tsv') } },
    'closed, still being listed': {
      lottery: {
        state: 'closed',
        files: filesUntil(sample, 'open.txt'),
        ordered: { to: 'frozen', at: instant(600_000) },
      },
    },
    gathering: { lottery: gathering, voices },
    'gathering, until a set time': {
      lottery: { ...gathering, ordered: { to: 'frozen', at: instant(45_000) } },
      voices,
    },
    freezing: { lottery: { ...gathering, ordered: { to: 'frozen', at: instant(-1_000) } }, voices },
    dice: {
      lottery: { state: 'frozen', files: filesUntil(sample, 'freeze.txt') },
      prizeIndex: FIREWORKS,
      dice: '2718281',
    },
    countdown: {
      lottery: { state: 'final', mode: 'drand', files: filesUntil(sample, 'final.txt') },
      prizeIndex: FIREWORKS,
      finalHash,
      beacons: [{ prizeId: 'fireworks', round: 1_234_567, at: instant(100_000), signature: null }],
    },
    'beacon-late': {
      lottery: { state: 'final', mode: 'drand', files: filesUntil(sample, 'final.txt') },
      prizeIndex: FIREWORKS,
      finalHash,
      beacons: [{ prizeId: 'fireworks', round: 1_234_567, at: instant(-1), signature: null }],
    },
    sealed: {
      lottery: { state: 'final', files: filesUntil(sample, 'final.txt') },
      prizeIndex: FIREWORKS,
      finalHash,
    },
    ready: { prizeIndex: FIREWORKS, finalHash },
    reveal: {
      prizeIndex: FIREWORKS,
      places: EVERYBODY,
      finalHash,
      agreeing: 412,
      revealed: revealedOf(sample, FIREWORKS, 4, -17_000),
    },
    'prize-done': {
      prizeIndex: FIREWORKS,
      places: EVERYBODY,
      finalHash,
      revealed: revealedOf(sample, FIREWORKS, 13, -100_000),
    },
    'all-drawn': {
      prizeIndex: 9,
      finalHash,
      revealed: sample.lottery.prizes.flatMap((_, index) => revealedOf(sample, index, 99, -9e6)),
    },
    void: { lottery: { state: 'void', voidReason: '停電のため' } },
  };
}
