/**
 * A bundle of a draw with a million tickets is packed by a thread of its own: the door's scans do not
 * wait for it. A thread that dies is a failed request; the next one starts another.
 */
import { Worker } from 'node:worker_threads';
import type { DrawFileName } from '#domain/lottery.ts';
import { Turns } from '../turns.ts';

export type BundleFiles = ReadonlyMap<DrawFileName, Uint8Array>;
export type BundleResult = { readonly bytes: Uint8Array } | { readonly failure: string };

const limits = {
  atOnceMax: 2,
  /** A million tickets take seconds. */
  packingMs: 120_000,
  memoryMb: 1_024,
} as const;

/** Rejects when it fails or takes too long. */
export type PackBundle = (files: BundleFiles) => Promise<Uint8Array>;

export function createBundlePacker(): PackBundle {
  const turns = new Turns(limits.atOnceMax);
  return (files) => turns.take(() => packAside(files));
}

async function packAside(files: BundleFiles): Promise<Uint8Array> {
  const thread = new Worker(new URL('./bundle-thread.worker.ts', import.meta.url), {
    name: 'bundle',
    resourceLimits: { maxOldGenerationSizeMb: limits.memoryMb },
    // Not the options that this process was started with: some do not suit a thread.
    execArgv: [],
  });
  // It keeps no process alive that wants to end.
  thread.unref();
  const { promise, resolve, reject } = Promise.withResolvers<BundleResult>();
  const late = setTimeout(() => reject(new Error('Packing took too long.')), limits.packingMs);
  thread.once('message', resolve).once('error', reject);
  thread.once('exit', () => reject(new Error('The thread that packs ended.')));
  try {
    thread.postMessage(files, []);
    const result = await promise;
    if ('failure' in result) throw new Error(result.failure);
    return result.bytes;
  } finally {
    clearTimeout(late);
    void thread.terminate();
  }
}
