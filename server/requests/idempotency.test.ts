import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { readIdempotency } from './idempotency.ts';

function request(method: string, key?: string): IncomingMessage {
  const made = new IncomingMessage(new Socket());
  made.method = method;
  if (key !== undefined) made.headers['idempotency-key'] = key;
  return made;
}

/** The hash of what is asked. */
function hashOf(method: string, path: string, body: unknown): string | undefined {
  return readIdempotency(true, request(method, 'k'), { path, body })?.bodyHash;
}

test('PT5 what is asked is told apart by method, path and every part of the body', () => {
  const asked = hashOf('POST', '/api/me/tickets', { count: 1, more: { a: [1, 2] } });
  expect(asked).toMatch(/^[0-9a-f]{64}$/);
  const others = [
    hashOf('PATCH', '/api/me/tickets', { count: 1, more: { a: [1, 2] } }),
    hashOf('POST', '/api/me/coupons', { count: 1, more: { a: [1, 2] } }),
    hashOf('POST', '/api/me/tickets', { count: 2, more: { a: [1, 2] } }),
    hashOf('POST', '/api/me/tickets', { count: '1', more: { a: [1, 2] } }),
    hashOf('POST', '/api/me/tickets', { count: 1, more: { a: [2, 1] } }),
    hashOf('POST', '/api/me/tickets', { count: 1 }),
    hashOf('POST', '/api/me/tickets', undefined),
  ];
  expect(new Set([asked, ...others]).size).toBe(others.length + 1);
});

test('PT5 the order of names makes no difference, at any depth', () => {
  expect(hashOf('POST', '/x', { a: 1, b: { c: 2, d: 3 } })).toBe(
    hashOf('POST', '/x', { b: { d: 3, c: 2 }, a: 1 }),
  );
});

test('a route that spends nothing has no key; one that may has what was given', () => {
  const asked = { path: '/x', body: {} };
  expect(readIdempotency(false, request('POST', 'k'), asked)).toBeNull();
  expect(readIdempotency('if-keyed', request('POST'), asked)).toBeNull();
  expect(readIdempotency('if-keyed', request('POST', 'k'), asked)).toMatchObject({ key: 'k' });
  expect(() => readIdempotency('if-keyed', request('POST', ''), asked)).toThrow(/Idempotency-Key/);
  expect(() => readIdempotency(true, request('POST'), asked)).toThrow(/Idempotency-Key/);
});
