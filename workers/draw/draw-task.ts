/** What the threads of a draw are asked, and what they answer. */
import type { FrozenTable } from '#domain/draw/files.ts';
import type { DrawFileName } from '#domain/lottery.ts';

export type DrawFiles = ReadonlyMap<DrawFileName, Uint8Array>;

/** The files that a draw is computed from; their bytes are shared with the threads, not copied. */
export interface DrawSource {
  readonly lotteryId: string;
  /** open, entries, freeze, final, and reveal.txt or beacons.tsv, besides others. */
  readonly files: DrawFiles;
}

/** What freeze.txt says of the entries. */
export interface CountedEntries {
  readonly table: FrozenTable;
  readonly serials: ReadonlyMap<string, number>;
}

/** Each kind of task with what it takes and gives. */
export interface DrawTasks {
  readonly count: {
    readonly takes: { readonly entries: Uint8Array };
    readonly gives: CountedEntries;
  };
  /** Serials of `[from, to]`, the best first. */
  readonly rank: {
    readonly takes: {
      readonly source: DrawSource;
      readonly prizeIndex: number;
      readonly from: number;
      readonly to: number;
    };
    readonly gives: number[];
  };
  /** What its ranges gave, as one run over all serials of the prize would have. */
  readonly merge: {
    readonly takes: {
      readonly source: DrawSource;
      readonly prizeIndex: number;
      readonly ranges: readonly (readonly number[])[];
    };
    readonly gives: number[];
  };
  /** result.tsv. @param rankings of each prize, in draw order */
  readonly result: {
    readonly takes: {
      readonly source: DrawSource;
      readonly rankings: readonly (readonly number[])[];
    };
    readonly gives: Uint8Array;
  };
  /** Why a whole bundle does not verify; `null`: it does. */
  readonly verify: { readonly takes: { readonly files: DrawFiles }; readonly gives: string | null };
}
export type DrawTaskKind = keyof DrawTasks;

export interface DrawTask<Kind extends DrawTaskKind> {
  readonly kind: Kind;
  readonly takes: DrawTasks[Kind]['takes'];
}

export type DrawAnswer<Kind extends DrawTaskKind> =
  | { readonly gives: DrawTasks[Kind]['gives'] }
  | { readonly failure: string };
