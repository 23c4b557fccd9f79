/**
 * A sign of life for those who watch the process: a file whose time is renewed while the workers
 * reach what they work with. They listen on nothing, so there is nothing to ask.
 */
import { writeFile } from 'node:fs/promises';

/** docker/worker-health.mjs counts three of them. */
export const HEARTBEAT_MS = 5_000;

export interface Heartbeat {
  stop(): void;
}

/**
 * @param file renewed at each beat; its content is the time, ISO 8601
 * @param isAble resolves when the stores answer; rejects otherwise, and the beat is left out
 */
export function startHeartbeat(
  file: string,
  isAble: () => Promise<unknown>,
  intervalMs: number = HEARTBEAT_MS,
): Heartbeat {
  const beat = async (): Promise<void> => {
    try {
      await isAble();
      await writeFile(file, new Date().toISOString());
    } catch {
      // The missing beat is the message.
    }
  };
  void beat();
  const timer = setInterval(() => void beat(), intervalMs);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
