/**
 * A wire to a database that can be cut and mended: a plain TCP relay on 127.0.0.1. What is cut
 * breaks at once, and new connections are refused, as when the database is away.
 */
import { connect, createServer } from 'node:net';
import type { Server, Socket } from 'node:net';

export interface SeverableLink {
  /** `DATABASE_URL` that goes over the wire. */
  readonly url: string;
  cut(): Promise<void>;
  mend(): Promise<void>;
  close(): Promise<void>;
}

/** @param databaseUrl a `postgresql://…` of a TCP server, or of a socket's folder in `?host=` */
export async function linkTo(databaseUrl: string): Promise<SeverableLink> {
  const target = new URL(databaseUrl);
  const folder = target.searchParams.get('host');
  const reach = (): Socket =>
    folder === null
      ? connect(Number(target.port || '5432'), target.hostname)
      : connect(`${folder}/.s.PGSQL.5432`);
  const sockets = new Set<Socket>();
  const relay = (near: Socket): void => {
    const far = reach();
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.pipe(other);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
  };
  let server = await listen(relay, 0);
  const port = portOf(server);
  const url = new URL(databaseUrl);
  url.searchParams.delete('host');
  url.hostname = '127.0.0.1';
  url.port = String(port);
  const cut = async () => {
    const closed = new Promise<void>((resolve) => {
      server.close(() => resolve());
    });
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return {
    url: url.href,
    cut,
    async mend() {
      server = await listen(relay, port);
    },
    close: cut,
  };
}

function listen(relay: (socket: Socket) => void, port: number): Promise<Server> {
  const server = createServer(relay);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
