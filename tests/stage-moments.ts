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

const WORDS = [
  'わくわく',
  '花火が見たいです',
  'がんばれ大江校区',
  null,
  'お城まで届け',
  'みんなで集まろう',
  'ことしこそ',
  'ありがとう図書館',
  '孫と行きたい',
  'いい天気ですね',
  'よろしくお願いします',
  'とてもうれしいです！',
];

/**
 * By name: the moment's own, and after a comma what is particular about it.
 * @param nowMs  when they are told, by the hall's clock: what is counted down is counted from then
 */
export function stageMoments(sample: SampleHall, nowMs = 0): Readonly<Record<string, Told>> {
  const after = (ms: number) => instant(nowMs + ms);
  const finalHash = digestOfBytes(sample.bundle.get('final.txt') ?? new Uint8Array());
  const open60 = { state: 'open', files: filesUntil(sample, 'open.txt'), drawnAt: null } as const;
  const gathering = { state: 'gathering', files: filesUntil(sample, 'entries.tsv') } as const;
  const voices = {
    count: 131,
    people: 118,
    latest: WORDS.map((word, index) => ({ seq: WORDS.length - index, word })),
  };
  const frozen = { voices: { ...voices, count: 471, people: 412 } };
  const thrown = { ...frozen, dice: '31415926535897932384' };
  return {
    waiting: { lottery: { ...open60, closesAt: after(3_600_000) } },
    closing: { lottery: { ...open60, closesAt: after(50_000) } },
    closed: { lottery: { state: 'closed', files: filesUntil(sample, 'entries.tsv') } },
    'closed, still being listed': {
      lottery: {
        state: 'closed',
        files: filesUntil(sample, 'open.txt'),
        ordered: { to: 'frozen', at: after(600_000) },
      },
    },
    gathering: { lottery: gathering, voices },
    'gathering, until a set time': {
      lottery: { ...gathering, ordered: { to: 'frozen', at: after(45_000) } },
      voices,
    },
    freezing: { lottery: { ...gathering, ordered: { to: 'frozen', at: after(-1_000) } }, voices },
    dice: {
      lottery: { state: 'frozen', files: filesUntil(sample, 'freeze.txt') },
      prizeIndex: FIREWORKS,
      ...frozen,
      dice: '314159265',
    },
    countdown: {
      lottery: { state: 'final', mode: 'drand', files: filesUntil(sample, 'final.txt') },
      prizeIndex: FIREWORKS,
      ...thrown,
      finalHash,
      beacons: [{ prizeId: 'fireworks', round: 1_234_567, at: after(100_000), signature: null }],
    },
    'beacon-late': {
      lottery: { state: 'final', mode: 'drand', files: filesUntil(sample, 'final.txt') },
      prizeIndex: FIREWORKS,
      ...thrown,
      finalHash,
      beacons: [{ prizeId: 'fireworks', round: 1_234_567, at: after(-1), signature: null }],
    },
    sealed: {
      lottery: { state: 'final', files: filesUntil(sample, 'final.txt') },
      prizeIndex: FIREWORKS,
      ...thrown,
      finalHash,
    },
    ready: { prizeIndex: FIREWORKS, ...thrown, finalHash, agreeing: 209 },
    reveal: {
      prizeIndex: FIREWORKS,
      ...thrown,
      places: EVERYBODY,
      finalHash,
      agreeing: 412,
      revealed: revealedOf(sample, FIREWORKS, 4, nowMs - 17_000),
    },
    'prize-done': {
      prizeIndex: FIREWORKS,
      ...thrown,
      places: EVERYBODY,
      finalHash,
      agreeing: 427,
      revealed: revealedOf(sample, FIREWORKS, 13, nowMs - 100_000),
    },
    'all-drawn': {
      prizeIndex: 9,
      ...thrown,
      finalHash,
      agreeing: 431,
      revealed: sample.lottery.prizes.flatMap((_, index) =>
        revealedOf(sample, index, 99, nowMs - 9e6),
      ),
    },
    void: {
      lottery: {
        state: 'void',
        voidReason: '停電のため',
        files: filesUntil(sample, 'audience.tsv'),
        drawnAt: null,
      },
    },
  };
}
