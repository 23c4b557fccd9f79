import type { ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import type { RunningPart } from './part.ts';

/** Resolves when the child is gone; says with which exit code or signal. */
export function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) =>
      resolve(signal === null ? `exit code ${code}` : `signal ${signal}`),
    );
  });
}

/**
 * A child process as a part: stopped with SIGTERM, and with SIGKILL when it takes longer than
 * `stopDeadlineMs`.
 */
export function runningChild(
  child: ChildProcess,
  ended: Promise<string>,
  stopDeadlineMs: number,
): RunningPart {
  return {
    ended,
    async stop(): Promise<void> {
      child.kill('SIGTERM');
      const waiting = new AbortController();
      const late = delay(stopDeadlineMs, 'late', { signal: waiting.signal }).catch(() => 'ended');
      if ((await Promise.race([ended, late])) === 'late') {
        child.kill('SIGKILL');
        await ended;
      }
      waiting.abort();
    },
    kill(): void {
      child.kill('SIGKILL');
    },
  };
}
