/** Everything that comes in is read here, by the contract's schemas. Inside, the types are trusted. */
import type { IncomingMessage } from 'node:http';
import * as v from 'valibot';
import { LIMITS } from '#domain/contract/limits.ts';
import { ProblemError } from '../errors.ts';

/** A schema that answers at once. */
export type Schema = v.GenericSchema;

/** Issues that are told; more help nobody. */
const ISSUES_MAX = 20;

/**
 * Parses by a schema.
 * @throws ProblemError request-malformed with what was wrong where; values are not repeated
 */
export function parse<S extends Schema>(schema: S, value: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  throw new ProblemError('request-malformed', {
    issues: result.issues.slice(0, ISSUES_MAX).map((issue) => ({
      path: v.getDotPath(issue) ?? '',
      message: withoutValue(issue),
    })),
  });
}

/** The schemas' own messages end with what was received, which may be a password. */
function withoutValue({ message, received }: v.BaseIssue<unknown>): string {
  const end = [` but received ${received}`, `: Received ${received}`].find((each) =>
    message.endsWith(each),
  );
  return end === undefined ? message : message.slice(0, -end.length);
}

/**
 * Reads a JSON body of at most `LIMITS.httpBodyBytesMax` bytes.
 * @throws ProblemError media-type-unsupported, message-too-large or request-malformed
 */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const mediaType = (request.headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
  if (mediaType !== 'application/json') throw new ProblemError('media-type-unsupported');
  if (Number(request.headers['content-length'] ?? 0) > LIMITS.httpBodyBytesMax) {
    throw new ProblemError('message-too-large');
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > LIMITS.httpBodyBytesMax) throw new ProblemError('message-too-large');
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new ProblemError('request-malformed', { detail: 'The body is not JSON.' });
  }
}
