/** The header `Idempotency-Key`, and what exactly is asked under it (PT5). */
import { hash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { LIMITS } from '#domain/contract/limits.ts';
import { ProblemError } from '../errors.ts';
import type { Idempotency, Route } from './route.ts';

/**
 * @param asked the path with its ids, and the body as the route's schema reads it: how the JSON was
 *   written makes no difference
 * @returns `null` for a route that spends nothing, or without a key where none is needed
 * @throws ProblemError idempotency-key-missing, also for a key that is none
 */
export function readIdempotency(
  spends: Route['spends'],
  { method = '', headers }: IncomingMessage,
  asked: { readonly path: string; readonly body: unknown },
): Idempotency | null {
  if (spends === false) return null;
  const key = headers['idempotency-key'];
  if (key === undefined && spends === 'if-keyed') return null;
  if (typeof key !== 'string' || !isKey(key)) throw new ProblemError('idempotency-key-missing');
  const bodyHash = hash('sha256', `${method} ${asked.path}\n${canonicalJson(asked.body)}`, 'hex');
  return { key, bodyHash };
}

/** Printable ASCII without spaces at its ends, which HTTP would take off. */
function isKey(key: string): boolean {
  return key.length <= LIMITS.idempotencyKeyLengthMax && /^[\x20-\x7e]+$/.test(key);
}

/** JSON with the names of every object in one order. */
function canonicalJson(value: unknown): string {
  return (
    JSON.stringify(value, (_name, part: unknown) =>
      typeof part === 'object' && part !== null && !Array.isArray(part)
        ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
        : part,
    ) ?? ''
  );
}
