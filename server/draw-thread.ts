/**
 * What takes long with a million tickets is computed by a thread of its own: the door's scans do
 * not wait for it. A thread that dies is a failed request; the next one starts another.
 */
import { Worker } from 'node:worker_threads';
import type { DrawFiles, Freezing } from './draw-making.ts';
import { Turns } from './turns.ts';

export type DrawTask =
  | { readonly kind: 'freeze'; readonly freezing: Freezing }
  | { readonly kind: 'result'; readonly files: DrawFiles }
  | { readonly kind: 'bundle'; readonly files: DrawFiles };

export type DrawTaskResult = { readonly bytes: Uint8Array } | { readonly failure: string };

const limits = {
  atOnceMax: 2,
  /** A million tickets take seconds. */
  taskMs: 120_000,
  memoryMb: 1_024,
} as const;

export interface DrawThread {
  /** Rejects when it fails or takes too long; nothing was written then. */
  run(task: DrawTask): Promise<Uint8Array>;
}

export function createDrawThread(): DrawThread {
  const turns = new Turns(limits.atOnceMax);
  return { run: (task) => turns.take(() => runTask(task)) };
}

async function runTask(task: DrawTask): Promise<Uint8Array> {
  const thread = new Worker(new URL('./draw-thread.worker.ts', import.meta.url), {
    name: 'draw',
    resourceLimits: { maxOldGenerationSizeMb: limits.memoryMb },
    // Not the options that this process was started with: some do not suit a thread.
    execArgv: [],
  });
  // It keeps no process alive that wants to end.
  thread.unref();
  const { promise, resolve, reject } = Promise.withResolvers<DrawTaskResult>();
  const late = setTimeout(() => reject(new Error(`${task.kind} took too long`)), limits.taskMs);
  thread.once('message', resolve).once('error', reject);
  thread.once('exit', () => reject(new Error(`The thread of ${task.kind} ended.`)));
  try {
    thread.postMessage(task, []);
    const result = await promise;
    if ('failure' in result) throw new Error(result.failure);
    return result.bytes;
  } finally {
    clearTimeout(late);
    void thread.terminate();
  }
}
