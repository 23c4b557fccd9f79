/** Talks JSON with the server. What can be expected to go wrong is a value, never an exception. */
import * as v from 'valibot';
import { ProblemSchema, type Problem, type ProblemCode } from '#domain/contract/problem.ts';

export const REQUEST_TIMEOUT_MS = 10_000;

/**
 * `network-unreachable`: no answer came; the request may or may not have arrived (CI4: never to be
 * shown as "invalid"). `answer-unreadable`: something answered that is not our server, or a newer one.
 */
export type RequestProblemCode = ProblemCode | 'network-unreachable' | 'answer-unreadable';

/** What some codes say beside themselves, as in ProblemSchema. */
type ProblemFacts = Pick<
  Problem,
  | 'detail'
  | 'issues'
  | 'retryAfterMs'
  | 'rule'
  | 'limit'
  | 'asked'
  | 'balance'
  | 'needed'
  | 'firstAt'
  | 'reason'
  | 'serverTime'
>;

/** `detail` is for developers and logs, in English; screens say their own words by `code`. */
export interface RequestProblem extends ProblemFacts {
  ok: false;
  code: RequestProblemCode;
  /** HTTP status, or 0 when no answer came. */
  status: number;
}

export type RequestAnswer<Value> = { ok: true; status: number; value: Value } | RequestProblem;

export interface RequestOptions {
  method?: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Sent as JSON. */
  body?: unknown;
  headers?: Record<string, string>;
  timeoutMs?: number;
  signal?: AbortSignal;
}

/** A schema for answers without a body (204, or a DELETE). */
export const NoBodySchema = v.unknown();

/**
 * @param schema what a success must look like; a 204 is parsed as `undefined`
 * @param path   beginning with `/api`, on our own origin
 */
export async function requestJson<Schema extends v.GenericSchema>(
  schema: Schema,
  path: string,
  options: RequestOptions = {},
): Promise<RequestAnswer<v.InferOutput<Schema>>> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(path, requestInit(options));
    text = await response.text();
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { ok: false, code: 'network-unreachable', status: 0, detail };
  }
  return readAnswer(schema, response.status, text);
}

/** Reads an answer that has arrived; apart from `requestJson` so that it can be tested as a table. */
export function readAnswer<Schema extends v.GenericSchema>(
  schema: Schema,
  status: number,
  text: string,
): RequestAnswer<v.InferOutput<Schema>> {
  const body = parseJson(text);
  if (!body.ok) return { ok: false, code: 'answer-unreadable', status, detail: 'not JSON' };
  if (status >= 200 && status < 300) {
    const parsed = v.safeParse(schema, body.value);
    if (parsed.success) return { ok: true, status, value: parsed.output };
    const detail = v.summarize(parsed.issues);
    return { ok: false, code: 'answer-unreadable', status, detail };
  }
  const problem = v.safeParse(ProblemSchema, body.value);
  if (!problem.success) {
    return { ok: false, code: 'answer-unreadable', status, detail: 'no problem document' };
  }
  const { type: _type, title: _title, ...facts } = problem.output;
  return { ...facts, ok: false, status };
}

function requestInit(options: RequestOptions): RequestInit {
  const timeout = AbortSignal.timeout(options.timeoutMs ?? REQUEST_TIMEOUT_MS);
  const headers: Record<string, string> = { accept: 'application/json', ...options.headers };
  const init: RequestInit = {
    method: options.method ?? 'GET',
    headers,
    credentials: 'same-origin',
    cache: 'no-store',
    signal: options.signal ? AbortSignal.any([options.signal, timeout]) : timeout,
  };
  if (options.body === undefined) return init;
  headers['content-type'] = 'application/json';
  return { ...init, body: JSON.stringify(options.body) };
}

function parseJson(text: string): { ok: true; value: unknown } | { ok: false } {
  if (text === '') return { ok: true, value: undefined };
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false };
  }
}
