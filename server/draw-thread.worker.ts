/** The thread that computes a draw's long files, and packs a bundle. One task, and it ends. */
import assert from 'node:assert/strict';
import { parentPort } from 'node:worker_threads';
import { zipSync } from 'fflate';
import { makeFreeze, makeResult } from './draw-making.ts';
import type { DrawTask, DrawTaskResult } from './draw-thread.ts';

assert(parentPort !== null, 'started as a thread');
const port = parentPort;

port.on('message', (task: DrawTask) => {
  try {
    const bytes = bytesOf(task);
    port.postMessage({ bytes } satisfies DrawTaskResult);
  } catch (error) {
    const failure = error instanceof Error ? (error.stack ?? error.message) : String(error);
    port.postMessage({ failure } satisfies DrawTaskResult);
  }
});

function bytesOf(task: DrawTask): Uint8Array {
  switch (task.kind) {
    case 'freeze':
      return makeFreeze(task.freezing);
    case 'result':
      return makeResult(task.files);
    case 'bundle':
      // The same files give the same bytes, on whatever day and in whatever zone they are packed.
      return zipSync(Object.fromEntries(task.files), { mtime: new Date(1980, 0, 1), level: 6 });
  }
}
