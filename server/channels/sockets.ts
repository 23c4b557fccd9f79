/**
 * The Socket.IO server that the channels share, and the manners of every message: parsed or
 * refused, acknowledged if that is possible, and never a way to throw into the process.
 */
import type { Server as HttpServer } from 'node:http';
import { Server } from 'socket.io';
import type { DefaultEventsMap } from 'socket.io';
import { LIMITS } from '#domain/contract/limits.ts';
import type { ProblemCode } from '#domain/contract/problem.ts';
import { ProblemError, RETRY_AFTER_MS, isOutage } from '../errors.ts';
import { isForeignOrigin } from '../requests/origin.ts';

const PING_INTERVAL_MS = 10_000;
const PING_TIMEOUT_MS = 8_000;
/** Who says nothing after connecting is cut. */
const CONNECT_TIMEOUT_MS = 10_000;

export type SocketServer = Server<DefaultEventsMap, DefaultEventsMap>;

/**
 * A message above `LIMITS.socketMessageBytesMax` closes the connection (Engine.IO reads no
 * further); everything smaller is answered.
 */
export function createSocketServer(http: HttpServer): SocketServer {
  const server = new Server<DefaultEventsMap, DefaultEventsMap>(http, {
    serveClient: false,
    transports: ['websocket', 'polling'],
    maxHttpBufferSize: LIMITS.socketMessageBytesMax,
    perMessageDeflate: false,
    httpCompression: false,
    pingInterval: PING_INTERVAL_MS,
    pingTimeout: PING_TIMEOUT_MS,
    connectTimeout: CONNECT_TIMEOUT_MS,
    // The dashboard is known by its cookie, which a foreign page's socket would carry too.
    allowRequest: (request, decide) => {
      if (isForeignOrigin(request)) decide('foreign origin', false);
      else decide(null, true);
    },
  });
  // Every screen has a namespace of its own; the one that is always there lets nobody stay.
  server.use((_socket, proceed) => proceed(connectError('not-found')));
  return server;
}

/** A refused connection: `connect_error` with `data: {code}`. */
export function connectError(code: ProblemCode, retryAfterMs?: number): Error {
  return Object.assign(new Error(code), {
    data: retryAfterMs === undefined ? { code } : { code, retryAfterMs },
  });
}

/**
 * A middleware that lets a socket in, or refuses it with what `admit` answers; an outage is said to
 * be one, so that the screen tries again.
 */
export function handshake<S>(
  admit: (socket: S) => Promise<Error | null>,
  onFailure: (error: unknown) => void,
): (socket: S, proceed: (refusal?: Error) => void) => void {
  async function refusalOf(socket: S): Promise<Error | undefined> {
    try {
      return (await admit(socket)) ?? undefined;
    } catch (error) {
      if (error instanceof ProblemError)
        return connectError(error.code, error.details.retryAfterMs);
      onFailure(error);
      return connectError(isOutage(error) ? 'unavailable' : 'internal', RETRY_AFTER_MS);
    }
  }
  return (socket, proceed) => {
    void refusalOf(socket).then((refusal) => proceed(refusal));
  };
}

/** Acknowledges if the client asked for it; what it sent in place of a function is ignored. */
export function acknowledgeWith(acknowledge: unknown, answer: unknown): void {
  if (typeof acknowledge === 'function') acknowledge(answer);
}
