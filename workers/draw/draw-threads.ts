/**
 * What takes long with a million tickets is computed by threads: the jobs' locks are renewed, and
 * points are booked meanwhile. A thread that dies is a failed job, which is tried again.
 */
import { Worker } from 'node:worker_threads';
import type { DrawAnswer, DrawTask, DrawTaskKind, DrawTasks } from './draw-task.ts';

const limits = {
  threadsMax: 2,
  /** A million tickets take seconds. */
  taskMs: 120_000,
  memoryMb: 1_024,
  /** A thread with nothing to do, and what it read, is let go. */
  idleMs: 30_000,
} as const;

export interface DrawThreads {
  /** Each rejects when it fails or takes too long; nothing was written then. */
  run<Kind extends DrawTaskKind>(
    kind: Kind,
    takes: DrawTasks[Kind]['takes'],
  ): Promise<DrawTasks[Kind]['gives']>;
  /** What is at work is given up, unanswered. */
  close(): void;
}

export function createDrawThreads(threadsMax: number = limits.threadsMax): DrawThreads {
  const threads = new Threads();
  const waiting: (() => void)[] = [];
  let free = threadsMax;
  return {
    async run(kind, takes) {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      try {
        return await threads.run(kind, takes);
      } finally {
        const next = waiting.shift();
        // The turn is handed on; nobody who comes now goes before those who wait.
        if (next === undefined) free += 1;
        else next();
      }
    },
    close: () => threads.close(),
  };
}

/** The threads that there are; those at nothing are let go after a while. */
class Threads {
  readonly #all = new Set<Worker>();
  /** The one that worked last at the end: it may have read what comes next. */
  #idle: { readonly thread: Worker; readonly timer: NodeJS.Timeout }[] = [];

  async run<Kind extends DrawTaskKind>(
    kind: Kind,
    takes: DrawTasks[Kind]['takes'],
  ): Promise<DrawTasks[Kind]['gives']> {
    const thread = this.#take();
    const answer = await ask(thread, { kind, takes });
    this.#rest(thread);
    if ('failure' in answer) throw new Error(`${kind}: ${answer.failure}`);
    return answer.gives;
  }

  close(): void {
    for (const thread of this.#all) void thread.terminate();
  }

  #take(): Worker {
    const rested = this.#idle.pop();
    if (rested === undefined) return this.#start();
    clearTimeout(rested.timer);
    return rested.thread;
  }

  #rest(thread: Worker): void {
    const timer = setTimeout(() => void thread.terminate(), limits.idleMs);
    timer.unref();
    this.#idle.push({ thread, timer });
  }

  #start(): Worker {
    const thread = new Worker(new URL('./draw.worker.ts', import.meta.url), {
      name: 'draw',
      resourceLimits: { maxOldGenerationSizeMb: limits.memoryMb },
      // Not the options that this process was started with: some do not suit a thread.
      execArgv: [],
    });
    // It keeps no process alive that wants to end.
    thread.unref();
    this.#all.add(thread);
    // Whoever asked it something is told; one that fails at rest only ends.
    thread.on('error', () => {});
    thread.once('exit', () => {
      this.#all.delete(thread);
      this.#idle = this.#idle.filter((each) => each.thread !== thread);
    });
    return thread;
  }
}

/** Rejects when the thread ends or takes too long; it is of no use any more then. */
async function ask<Kind extends DrawTaskKind>(
  thread: Worker,
  task: DrawTask<Kind>,
): Promise<DrawAnswer<Kind>> {
  const { promise, resolve, reject } = Promise.withResolvers<DrawAnswer<Kind>>();
  const fail = (error: Error) => {
    void thread.terminate();
    reject(error);
  };
  const onExit = () => reject(new Error(`The thread of ${task.kind} ended.`));
  const late = setTimeout(() => fail(new Error(`${task.kind} took too long.`)), limits.taskMs);
  thread.once('message', resolve).once('error', fail).once('exit', onExit);
  try {
    thread.postMessage(task, []);
    return await promise;
  } finally {
    clearTimeout(late);
    thread.off('message', resolve).off('error', fail).off('exit', onExit);
  }
}
