import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { StartError } from './start-error.ts';

/** This machine's addresses on its networks, without those that only itself can reach. */
export function networkAddresses(): { readonly ipv4: string[]; readonly ipv6: string[] } {
  const found = Object.values(networkInterfaces())
    .flatMap((entries) => entries ?? [])
    .filter((entry) => !entry.internal && !entry.address.startsWith('fe80:'));
  const of = (family: string) =>
    [...new Set(found.filter((each) => each.family === family).map((each) => each.address))].sort();
  return { ipv4: of('IPv4'), ipv6: of('IPv6') };
}

const portPollMs = 100;

/**
 * Makes sure that the server will be able to listen, before the other parts start for nothing.
 *
 * @param waitMs how long to wait for a server that is just ending
 * @throws StartError when another program has the port, or this one may not have it
 */
export async function checkPortIsFree(host: string, port: number, waitMs = 0): Promise<void> {
  const deadline = performance.now() + waitMs;
  let code = await tryToListen(host, port);
  while (code === 'EADDRINUSE' && performance.now() < deadline) {
    await delay(portPollMs);
    code = await tryToListen(host, port);
  }
  if (code === undefined) return;
  if (code === 'EADDRINUSE') {
    throw new StartError(
      `Port ${port} is in use by another program; stop that one, or choose another port: PORT=${port + 1} npm start.`,
    );
  }
  if (code === 'EACCES') {
    throw new StartError(`This user may not listen on port ${port}; choose one above 1023.`);
  }
  throw new StartError(`Cannot listen on ${host} port ${port} (${code}); see HOST and PORT.`);
}

/** Listens for a moment; gives the code of what went wrong, or undefined. */
function tryToListen(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => resolve(undefined)));
  });
}
