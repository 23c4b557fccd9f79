import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
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

/**
 * Makes sure that the server will be able to listen, before the other parts start for nothing.
 *
 * @throws StartError when another program has the port, or this one may not have it
 */
export async function checkPortIsFree(host: string, port: number): Promise<void> {
  const code = await new Promise<string | undefined>((resolve) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => resolve(undefined)));
  });
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
