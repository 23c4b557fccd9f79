/** The thread that packs the bundle of a draw. One, and it ends. */
import assert from 'node:assert/strict';
import { parentPort } from 'node:worker_threads';
import { zipSync } from 'fflate';
import type { BundleFiles, BundleResult } from './bundle-thread.ts';

assert(parentPort !== null, 'started as a thread');
const port = parentPort;

port.on('message', (files: BundleFiles) => {
  try {
    // The same files give the same bytes, on whatever day and in whatever zone they are packed.
    const mtime = new Date(1980, 0, 1);
    const bytes = zipSync(Object.fromEntries(files), { mtime, level: 6 });
    port.postMessage({ bytes } satisfies BundleResult);
  } catch (error) {
    const failure = error instanceof Error ? (error.stack ?? error.message) : String(error);
    port.postMessage({ failure } satisfies BundleResult);
  }
});
