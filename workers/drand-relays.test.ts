/** Relays as real HTTP servers: what is asked of them, and what of their answers is believed. */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { QUICKNET, timeOfRound } from '#domain/draw/beacon.ts';
import { ROUNDS } from '../tests/drand-rounds.ts';
import { RELAY_LIMITS, createDrandRelays } from './drand-relays.ts';
import type { DrandRelays } from './drand-relays.ts';
import { readWorkerSettings } from './settings.ts';

const [first, second] = ROUNDS;
const WELL_AFTER_MS = timeOfRound(QUICKNET, first.round) + 60_000;

type Answering = (request: IncomingMessage, response: ServerResponse) => void;

let closings: (() => void)[] = [];
afterEach(() => {
  for (const close of closings) close();
  closings = [];
});

/** @returns its base address, and the paths that it was asked for */
async function relay(answering: Answering): Promise<{ base: string; paths: string[] }> {
  const paths: string[] = [];
  const server = createServer((request, response) => {
    paths.push(request.url ?? '');
    // Whoever hangs up is no trouble.
    response.on('error', () => {});
    answering(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closings.push(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { base: `http://127.0.0.1:${address.port}`, paths };
}

const json = (body: unknown): Answering => {
  return (_request, response) => response.end(JSON.stringify(body));
};
const sound = json(first);

function relaysAt(bases: readonly string[], nowMs = WELL_AFTER_MS) {
  const lines: string[] = [];
  const writeLine = (line: string) => void lines.push(line);
  const relays: DrandRelays = createDrandRelays({ relays: bases, writeLine, nowMs: () => nowMs });
  return { relays, lines };
}

test('a round is fetched by its chain and number, and is as drand signed it', async () => {
  const { base, paths } = await relay(sound);
  const { relays, lines } = relaysAt([`${base}/`]);
  const beacon = await relays.fetchRound(first.round);
  expect(beacon).toEqual({ round: first.round, signature: first.signature });
  expect(paths).toEqual([`/${QUICKNET.hash}/public/${first.round}`]);
  expect(lines).toEqual([]);
});

test('nobody is asked before the time of the round', async () => {
  const { base, paths } = await relay(sound);
  const { relays } = relaysAt([base], timeOfRound(QUICKNET, first.round) - 1);
  expect(await relays.fetchRound(first.round)).toBeNull();
  expect(paths).toEqual([]);
});

const status = (code: number): Answering => {
  return (_request, response) => {
    response.statusCode = code;
    response.end();
  };
};

/** As much as somebody takes, up to 50 MB. */
const endless: Answering = (_request, response) => {
  const piece = Buffer.alloc(64 * 1024, '{"round":');
  let pieces = 800;
  const send = () => {
    while (pieces > 0 && !response.destroyed) {
      pieces -= 1;
      if (!response.write(piece)) return void response.once('drain', send);
    }
    response.end();
  };
  send();
};

const redirecting: Answering = (_request, response) => {
  response.statusCode = 302;
  response.setHeader('location', 'http://127.0.0.1:1/');
  response.end();
};

describe('what a relay answers that is of no use is told once, and the next one is asked', () => {
  test.each<[string, Answering, string]>([
    ['a false signature', json({ ...first, signature: second.signature }), 'a false beacon'],
    [
      'a sound signature of other randomness',
      json({ ...first, randomness: second.randomness }),
      'a false beacon',
    ],
    ['another round', json(second), 'another round'],
    ['a page', (_request, response) => response.end('<html>Hello</html>'), 'something else'],
    ['nothing', (_request, response) => response.end(), 'something else'],
    ['a number that is none', json({ ...first, round: '1000' }), 'something else'],
    ['50 MB', endless, 'more than a beacon'],
    ['trouble', status(500), 'status 500'],
    ['another address', redirecting, 'out of reach'],
    ['that it has not got it', status(404), 'does not have the round'],
    ['half of it', (request) => request.socket.destroy(), 'out of reach'],
  ])('%s', async (_what, answering, told) => {
    const [bad, good] = [await relay(answering), await relay(sound)];
    const { relays, lines } = relaysAt([bad.base, good.base]);
    expect(await relays.fetchRound(first.round)).toMatchObject({ signature: first.signature });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(bad.base);
    expect(lines[0]).toContain(told);
    expect(good.paths).toHaveLength(1);
  });

  test('one that is away', async () => {
    // Both listen before one goes: its port is nobody else's meanwhile.
    const [good, gone] = [await relay(sound), await relay(sound)];
    closings.pop()!();
    const { relays, lines } = relaysAt([gone.base, good.base]);
    expect(await relays.fetchRound(first.round)).not.toBeNull();
    expect(lines).toEqual([expect.stringContaining('out of reach')]);
  });

  test('one that never answers', async () => {
    const [silent, good] = [await relay(() => {}), await relay(sound)];
    const { relays, lines } = relaysAt([silent.base, good.base]);
    expect(await relays.fetchRound(first.round)).not.toBeNull();
    expect(lines).toEqual([expect.stringContaining('too slow')]);
  });

  test('one that drips', async () => {
    const [dripping, good] = [
      await relay((_request, response) => {
        const timer = setInterval(() => response.write(' '), 100);
        response.on('close', () => clearInterval(timer));
      }),
      await relay(sound),
    ];
    const { relays, lines } = relaysAt([dripping.base, good.base]);
    expect(await relays.fetchRound(first.round)).not.toBeNull();
    expect(lines).toEqual([expect.stringContaining('too slow')]);
  });
});

test('a round that is only just due is missing without a word', async () => {
  const { base } = await relay(status(404));
  const { relays, lines } = relaysAt([base], timeOfRound(QUICKNET, first.round) + 1_000);
  expect(await relays.fetchRound(first.round)).toBeNull();
  expect(lines).toEqual([]);
});

test('a relay is asked once a second at most, more rarely in trouble, and told of once', async () => {
  let isWell = false;
  const { base, paths } = await relay((request, response) => {
    (isWell ? sound : status(503))(request, response);
  });
  const { relays, lines } = relaysAt([base]);
  const beganAt = performance.now();
  expect(await relays.fetchRound(first.round)).toBeNull();
  expect(paths).toHaveLength(1);
  while (paths.length === 1) {
    expect(await relays.fetchRound(first.round)).toBeNull();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  // After two seconds; later on a machine that has much else to do, never earlier.
  expect(performance.now() - beganAt).toBeGreaterThanOrEqual(2 * RELAY_LIMITS.askIntervalMs);
  expect(lines).toHaveLength(1);
  isWell = true;
  await expect
    .poll(() => relays.fetchRound(first.round), { timeout: 15_000, interval: 50 })
    .toMatchObject({ signature: first.signature });
});

describe('the setting', () => {
  const stores = { REDIS_URL: '/redis.sock', DATABASE_URL: 'postgresql://x@127.0.0.1/x' };
  const relaysOf = (value: string) =>
    readWorkerSettings({ ...stores, TSUDOI_DRAND_RELAYS: value }).drandRelays;

  test('names addresses, and none unless told', () => {
    expect(relaysOf('https://one.example, https://two.example/drand')).toEqual([
      'https://one.example',
      'https://two.example/drand',
    ]);
    expect(relaysOf('http://127.0.0.1:4000')).toEqual(['http://127.0.0.1:4000']);
    expect(relaysOf('')).toEqual([]);
  });

  test.each([
    'http://one.example',
    'https://',
    'https://one.example,',
    'https://name:word@one.example',
    'https://one.example?key=1',
    'file:///etc/passwd',
    Array.from({ length: 9 }, () => 'https://one.example').join(','),
  ])('refuses %s, and does not repeat it', (value) => {
    expect(() => relaysOf(value)).toThrow(/^Wrong setting: TSUDOI_DRAND_RELAYS (?!.*example)/);
  });
});
