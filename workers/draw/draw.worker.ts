/** A thread that computes draws. It keeps the last draw that it read: its ranges come one after another. */
import assert from 'node:assert/strict';
import { parentPort } from 'node:worker_threads';
import { digestOfBytes } from '#domain/draw/digest.ts';
import { EntryTable } from '#domain/draw/tables.ts';
import { verifyBundle } from '#domain/draw/verify.ts';
import type {
  CountedEntries,
  DrawAnswer,
  DrawFiles,
  DrawSource,
  DrawTask,
  DrawTaskKind,
  DrawTasks,
} from './draw-task.ts';
import { FrozenDraw } from './frozen-draw.ts';

assert(parentPort !== null, 'started as a thread');
const port = parentPort;
let latest: { readonly lotteryId: string; readonly draw: FrozenDraw } | null = null;

type Answering = {
  readonly [Kind in DrawTaskKind]: (takes: DrawTasks[Kind]['takes']) => DrawTasks[Kind]['gives'];
};

const ANSWERING: Answering = {
  count: ({ entries }) => count(entries),
  rank: ({ source, prizeIndex, from, to }) => drawOf(source).rank(prizeIndex, from, to),
  merge: ({ source, prizeIndex, ranges }) => drawOf(source).merge(prizeIndex, ranges),
  result: ({ source, rankings }) => drawOf(source).result(rankings),
  verify: ({ files }) => faultOf(files),
};

function answer<Kind extends DrawTaskKind>({ kind, takes }: DrawTask<Kind>): DrawAnswer<Kind> {
  try {
    return { gives: ANSWERING[kind](takes) };
  } catch (error) {
    return { failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

port.on('message', (task: DrawTask<DrawTaskKind>) => port.postMessage(answer(task)));

/** What it is drawn from never changes once its randomness is there. */
function drawOf({ lotteryId, files }: DrawSource): FrozenDraw {
  if (latest?.lotteryId !== lotteryId) latest = { lotteryId, draw: new FrozenDraw(files) };
  return latest.draw;
}

function count(entries: Uint8Array): CountedEntries {
  const table = new EntryTable(entries);
  return {
    table: { file: digestOfBytes(entries), rows: table.rows, root: table.leaves.root() },
    serials: new Map(table.prizeIds.map((prizeId) => [prizeId, table.prize(prizeId).serials])),
  };
}

function faultOf(files: DrawFiles): string | null {
  // A table of its own: nothing that was kept is believed here.
  latest = null;
  const verification = verifyBundle(files);
  return verification.ok ? null : `${verification.failed}: ${verification.reason}`;
}
