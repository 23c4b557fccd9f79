/** Connections to Redis, and which of their failures mean "not now" rather than "wrong". */
import { Redis } from 'ioredis';
import type { RedisOptions } from 'ioredis';
import { LIVE_LIMITS } from './live-limits.ts';
import { LiveStoreUnavailable } from './live-store.ts';

/** What Redis answers when it is there and will not serve: loading, out of memory, a replica … */
const REFUSALS =
  /^(LOADING|OOM|READONLY|MISCONF|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|BUSY|NOREPLICAS|NOAUTH|WRONGPASS|NOPERM)\b|max number of clients/;

/** Replies keep one shape, whatever the protocol. */
type ConnectionOptions = Omit<RedisOptions, 'replyMapping'>;

/**
 * A connection that never waits: while Redis is away every command is refused at once, and the
 * connection comes back by itself.
 * @param url `redis://…`, `rediss://…`, or the path of a unix socket
 */
export function openConnection(url: string, options: ConnectionOptions = {}): Redis {
  const settings: ConnectionOptions = {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    commandTimeout: LIVE_LIMITS.commandTimeoutMs,
    connectTimeout: LIVE_LIMITS.connectTimeoutMs,
    socketTimeout: LIVE_LIMITS.silenceMs,
    retryStrategy: (times) => Math.min(times * 20, LIVE_LIMITS.reconnectDelayMaxMs),
    ...options,
  };
  const connection = new Redis(url, settings);
  // Each command carries its own failure to the one who asked; without a listener the event would
  // end the process.
  connection.on('error', () => {});
  return connection;
}

/**
 * A connection for blocking reads: their answer may take as long as they block, so only a silence
 * that is longer (a connection that died without a word) ends it.
 */
export function openBlockingConnection(url: string): Redis {
  return openConnection(url, {
    commandTimeout: undefined,
    socketTimeout: LIVE_LIMITS.blockMs + LIVE_LIMITS.silenceMs,
  });
}

/** Closes a connection in order if Redis answers in time, and anyway. */
export async function closeConnection(connection: Redis): Promise<void> {
  if (connection.status === 'ready') {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, LIVE_LIMITS.closeDeadlineMs);
    });
    await Promise.race([connection.quit().catch(() => {}), late]);
    clearTimeout(timer);
  }
  connection.disconnect();
}

/** Passes a result on; an outage becomes `LiveStoreUnavailable`, a bug stays what it is. */
export async function reach<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw asUnavailable(error);
  }
}

/** The error that callers of the live store see. */
export function asUnavailable(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof LiveStoreUnavailable) return error;
  if (error.name === 'ReplyError' && !REFUSALS.test(error.message)) return error;
  return new LiveStoreUnavailable(error.message, { cause: error });
}
