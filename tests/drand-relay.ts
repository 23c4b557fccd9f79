/** A relay of drand on this machine, for tests: it has the recorded rounds, once their time has come. */
import { createServer } from 'node:http';
import { QUICKNET, timeOfRound } from '#domain/draw/beacon.ts';
import { ROUNDS } from './drand-rounds.ts';

export interface DrandRelay {
  readonly base: string;
  /** Rounds that it has not, although their time has come. */
  readonly withheld: Set<number>;
  /** Paths that were asked for. */
  readonly asked: readonly string[];
  /** How it answers instead, while something is wrong with it. */
  trouble: { readonly status: number; readonly body: string } | null;
  stop(): void;
}

export async function startDrandRelay(nowMs: () => number): Promise<DrandRelay> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const found = ROUNDS.find(
      ({ round }) => request.url === `/${QUICKNET.hash}/public/${String(round)}`,
    );
    const isThere =
      found !== undefined &&
      !relay.withheld.has(found.round) &&
      nowMs() >= timeOfRound(QUICKNET, found.round);
    const { status, body } = relay.trouble ?? {
      status: isThere ? 200 : 404,
      body: isThere ? JSON.stringify(found) : '',
    };
    response.statusCode = status;
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const relay: DrandRelay = {
    base: `http://127.0.0.1:${address.port}`,
    withheld: new Set(),
    asked,
    trouble: null,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
  return relay;
}
