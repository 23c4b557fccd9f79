/**
 * Has certificates written, one after the other, by a thread of its own that starts when it is needed
 * and ends when nobody has wanted one for a while.
 */
import { Worker } from 'node:worker_threads';
import type { CertificateContent } from '#domain/certificate.ts';
import { ProblemError } from '../errors.ts';

const limits = {
  /** Papers that wait for others; whoever comes then is asked to come again. */
  waitingMax: 50,
  retryAfterMs: 5_000,
  /** Something is wrong with the thread; a paper takes a second at most. */
  writingMs: 30_000,
  idleMs: 60_000,
  memoryMb: 256,
} as const;

export interface WritingOrder {
  readonly content: CertificateContent;
  /** What the QR code leads to. */
  readonly address: string;
}

export type WritingResult =
  | { readonly file: Uint8Array<ArrayBuffer> }
  | { readonly failure: string };

export interface CertificateWriter {
  /** Rejects with ProblemError rate-limited when too many wait. */
  write(order: WritingOrder): Promise<Uint8Array<ArrayBuffer>>;
}

export function createCertificateWriter(): CertificateWriter {
  let thread: Worker | null = null;
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  let idle: NodeJS.Timeout | undefined;

  function begin(): Worker {
    const begun = new Worker(new URL('./certificate-writer.worker.ts', import.meta.url), {
      name: 'certificates',
      resourceLimits: { maxOldGenerationSizeMb: limits.memoryMb },
      // Not the options that this process was started with: some do not suit a thread.
      execArgv: [],
    });
    // It keeps no process alive that wants to end.
    begun.unref();
    // Whoever waits for a paper is told; without anybody it would end the process.
    begun.on('error', () => undefined);
    begun.once('exit', () => {
      if (thread === begun) thread = null;
    });
    return begun;
  }

  function end(): void {
    void thread?.terminate();
    thread = null;
  }

  async function writeNow(order: WritingOrder): Promise<Uint8Array<ArrayBuffer>> {
    clearTimeout(idle);
    thread ??= begin();
    try {
      const result = await resultOf(thread, order);
      if ('failure' in result) throw new Error(result.failure);
      return result.file;
    } catch (error) {
      // Whatever was wrong with it, the next paper gets a new thread.
      end();
      throw error;
    } finally {
      idle = setTimeout(end, limits.idleMs).unref();
    }
  }

  return {
    async write(order) {
      if (waiting >= limits.waitingMax) {
        throw new ProblemError('rate-limited', { retryAfterMs: limits.retryAfterMs });
      }
      waiting += 1;
      const before = last;
      const written = before.then(() => writeNow(order));
      last = written.catch(() => undefined);
      return written.finally(() => {
        waiting -= 1;
      });
    },
  };
}

/** Rejects when the thread dies or takes too long. */
function resultOf(thread: Worker, order: WritingOrder): Promise<WritingResult> {
  const { promise, resolve, reject } = Promise.withResolvers<WritingResult>();
  const late = setTimeout(
    () => reject(new Error('The certificate took too long.')),
    limits.writingMs,
  );
  const onExit = () => reject(new Error('The thread that writes certificates ended.'));
  thread.once('message', resolve).once('error', reject).once('exit', onExit);
  thread.postMessage(order, []);
  return promise.finally(() => {
    clearTimeout(late);
    thread.off('message', resolve).off('error', reject).off('exit', onExit);
  });
}
