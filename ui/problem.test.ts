import { createServer } from 'node:http';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { readAnswer, requestJson } from './problem.ts';

const CountSchema = v.object({ count: v.number() });
const problem = {
  type: 'urn:tsudoi:problem:rate-limited',
  title: 'Too many requests',
  status: 429,
  code: 'rate-limited',
  retryAfterMs: 1500,
};

/** A server that listens on TCP has an address with a port. */
function portOf(server: ReturnType<typeof createServer>): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening');
  return address.port;
}

describe('reading an answer', () => {
  test('a success is parsed by the schema', () => {
    expect(readAnswer(CountSchema, 200, '{"count":3,"more":true}')).toEqual({
      ok: true,
      status: 200,
      value: { count: 3 },
    });
    expect(readAnswer(v.unknown(), 204, '')).toEqual({ ok: true, status: 204, value: undefined });
  });

  test('a problem document becomes its code', () => {
    expect(readAnswer(CountSchema, 429, JSON.stringify(problem))).toEqual({
      ok: false,
      code: 'rate-limited',
      status: 429,
      retryAfterMs: 1500,
    });
  });

  test.each([
    [200, '{"count":"three"}'],
    [200, '<html></html>'],
    [502, '<html>Bad gateway</html>'],
    [400, JSON.stringify({ ...problem, code: 'made-up' })],
    [500, ''],
  ])('CI4 anything else is unreadable, never a verdict: %i %s', (status, text) => {
    expect(readAnswer(CountSchema, status, text)).toMatchObject({
      ok: false,
      code: 'answer-unreadable',
      status,
    });
  });
});

describe('over a real socket', () => {
  test('sends JSON and reads JSON; a server that never answers is unreachable in time', async () => {
    const server = createServer((request, response) => {
      if (request.url === '/silent') return;
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify({ count: body.length, type: request.headers['content-type'] }));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const port = portOf(server);
    try {
      const origin = `http://127.0.0.1:${port}`;
      const schema = v.object({ count: v.number(), type: v.string() });
      expect(await requestJson(schema, `${origin}/`, { method: 'POST', body: { a: 1 } })).toEqual({
        ok: true,
        status: 200,
        value: { count: 7, type: 'application/json' },
      });
      const silent = await requestJson(schema, `${origin}/silent`, { timeoutMs: 50 });
      expect(silent).toMatchObject({ ok: false, code: 'network-unreachable', status: 0 });
    } finally {
      server.closeAllConnections();
      server.close();
    }
    const gone = await requestJson(CountSchema, `http://127.0.0.1:${port}/`);
    expect(gone).toMatchObject({ ok: false, code: 'network-unreachable', status: 0 });
  });
});
