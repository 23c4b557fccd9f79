/**
 * A wire to a database that can be cut and mended: a plain TCP relay on 127.0.0.1. What is cut
 * breaks at once, and new connections too, as when the database is away. The port stays the wire's
 * own meanwhile, so that nobody else has it when the wire is mended.
 */
import { once } from 'node:events';
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
  let isCut = false;
  const relay = (near: Socket): void => {
    if (isCut) return void near.on('error', () => undefined).resetAndDestroy();
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
  const server = createServer(relay);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(databaseUrl);
  url.searchParams.delete('host');
  url.hostname = '127.0.0.1';
  url.port = String(portOf(server));
  const cut = async () => {
    isCut = true;
    const closed = [...sockets].map(
      (socket) => new Promise((resolve) => socket.once('close', resolve)),
    );
    for (const socket of sockets) socket.destroy();
    await Promise.all(closed);
  };
  return {
    url: url.href,
    cut,
    async mend() {
      isCut = false;
    },
    async close() {
      server.close();
      await cut();
    },
  };
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
