/** Pieces of a verification that are done side by side, and give the same wherever they are done. */
import { rankSerials, type RangeBest } from '#domain/draw/ranking.ts';
import { verifyEd25519 } from '#domain/draw/receipt.ts';
import { RankCounter } from './ticket-ranks.ts';

/** Scores the serials `[from, to]` of a prize, each once. */
export interface RangeTask {
  readonly name: 'range';
  readonly seed: string;
  readonly from: number;
  readonly to: number;
  /** How many of the lowest scores are told. */
  readonly keep: number;
  /** Serials of the prize, in this range or not, whose ranks are asked after. */
  readonly asked: readonly number[];
}

/** A signature over a long file: it is hashed once more for it. */
export interface SignatureTask {
  readonly name: 'signature';
  readonly fileName: string;
  readonly signature: string;
  /** Hex. */
  readonly key: string;
  readonly bytes: Uint8Array;
}
export type CrewTask = RangeTask | SignatureTask;

export interface RangeDone extends RangeBest {
  readonly name: 'range';
  readonly seed: string;
  /** As `RankCounter` counts. */
  readonly before: Uint32Array;
}

export interface SignatureDone extends Pick<SignatureTask, 'fileName' | 'signature' | 'key'> {
  readonly name: 'signature';
  readonly isRight: boolean;
}
export type CrewDone = RangeDone | SignatureDone;

const NOBODY: ReadonlySet<string> = new Set();

export function doTask(task: CrewTask): CrewDone {
  if (task.name === 'signature') {
    const { fileName, signature, key, bytes } = task;
    const isRight = verifyEd25519(signature, bytes, key);
    return { name: 'signature', fileName, signature, key, isRight };
  }
  const { seed, from, to, keep, asked } = task;
  const counter = new RankCounter(seed, asked);
  const best = rankSerials(seed, { from, to }, () => '', {
    places: keep,
    onePerOwner: false,
    excluded: NOBODY,
    ...(asked.length === 0 ? {} : { onScore: (serial, score) => counter.count(serial, score) }),
  });
  return { name: 'range', seed, from, to, best, before: counter.before };
}

/** How much work a task is, in hashes. */
export function weightOf(task: CrewTask): number {
  return task.name === 'range' ? task.to - task.from + 1 : task.bytes.length / BYTES_A_HASH;
}
/** SHA-512 in numbers of 32 bits takes as long as so many bytes' share of a score. */
export const BYTES_A_HASH = 64;
