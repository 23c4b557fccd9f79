/** `GET /openapi.json`: the HTTP interface as OpenAPI 3.1, written from the table of routes. */
import { toJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';
import { LIMITS } from '#domain/contract/limits.ts';
import { PROBLEMS, ProblemSchema } from '#domain/contract/problem.ts';
import type { ProblemCode } from '#domain/contract/problem.ts';
import type { Schema } from '../requests/parse.ts';
import { route } from '../requests/route.ts';
import type { Guard, Route } from '../requests/route.ts';
import { SESSION_COOKIE } from '../requests/sessions.ts';

const VERSION = '0.1.0';

/** Checks that JSON Schema has no word for; the server makes them all the same. */
const UNSAID_ACTIONS = [
  'check',
  'forward',
  'max_graphemes',
  'min_graphemes',
  'normalize',
  'to_lower_case',
  'transform',
  'trim',
];

const SECURITY: Record<Guard, object[]> = {
  public: [],
  staff: [{ staffSession: [] }],
  participant: [{ participantToken: [] }],
  'shop-device': [{ shopDeviceToken: [] }],
};

/** What a guard may answer by itself. */
const GUARD_PROBLEMS: Record<Guard, readonly ProblemCode[]> = {
  public: [],
  staff: ['not-logged-in', 'rate-limited'],
  participant: ['token-unknown', 'token-moved', 'rate-limited'],
  'shop-device': ['token-unknown', 'kiosk-revoked', 'rate-limited'],
};

export function openapiRoute(routes: readonly Route[]): Route {
  const document = openapiOf(routes);
  return route({
    method: 'GET',
    path: '/openapi.json',
    summary: 'This description.',
    guard: 'public',
    answer: v.record(v.string(), v.unknown()),
    status: 200,
    handle: async () => ({ body: document }),
  });
}

/** The description of a table of routes. */
function openapiOf(routes: readonly Route[]): Record<string, unknown> {
  const paths: Record<string, Record<string, object>> = {};
  for (const each of routes) {
    const path = each.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] ??= {};
    paths[path][each.method.toLowerCase()] = operationOf(each);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Tsudoi',
      version: VERSION,
      description: 'Errors are problem+json (RFC 9457) with a stable code.',
    },
    paths,
    components: {
      schemas: { Problem: jsonSchema(ProblemSchema) },
      securitySchemes: {
        staffSession: { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE },
        participantToken: { type: 'http', scheme: 'bearer' },
        shopDeviceToken: { type: 'http', scheme: 'bearer' },
      },
    },
  };
}

function operationOf(each: Route): object {
  return {
    summary: each.summary,
    security: SECURITY[each.guard],
    parameters: [
      ...parametersOf(each.params, 'path'),
      ...parametersOf(each.query, 'query'),
      ...parametersOf(each.headers, 'header'),
      ...keyParameter(each.spends),
    ],
    ...(each.body === null
      ? {}
      : { requestBody: { required: true, content: jsonContent(jsonSchema(each.body)) } }),
    responses: {
      [each.status]: {
        description: each.summary,
        ...answerContent(each),
      },
      ...problemResponses(each),
    },
  };
}

function answerContent({ answer, mediaType }: Route): object {
  if (mediaType !== null) return { content: { [mediaType]: {} } };
  return answer === null ? {} : { content: jsonContent(jsonSchema(answer)) };
}

/** PT5. */
function keyParameter(spends: Route['spends']): object[] {
  if (spends === false) return [];
  const schema = {
    type: 'string',
    minLength: 1,
    maxLength: LIMITS.idempotencyKeyLengthMax,
    pattern: '^[\\x20-\\x7e]+$',
  };
  return [{ name: 'Idempotency-Key', in: 'header', required: spends === true, schema }];
}

function problemResponses(each: Route): Record<string, object> {
  const codes: ProblemCode[] = [...GUARD_PROBLEMS[each.guard], ...each.problems, 'internal'];
  if (each.path.startsWith('/api/')) codes.push('unavailable');
  if (each.body !== null) codes.push('media-type-unsupported', 'message-too-large');
  if (each.body !== null || each.query !== null || each.params !== null || each.headers !== null) {
    codes.push('request-malformed');
  }
  if (each.spends !== false) codes.push('idempotency-key-missing', 'idempotency-key-reused');
  const byStatus = new Map<number, Set<string>>();
  for (const code of codes) {
    const status = PROBLEMS[code];
    byStatus.set(status, (byStatus.get(status) ?? new Set()).add(code));
  }
  const content = {
    'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
  };
  return Object.fromEntries(
    [...byStatus].map(([status, names]) => [
      String(status),
      { description: [...names].join(', '), content },
    ]),
  );
}

function parametersOf(schema: Schema | null, place: 'path' | 'query' | 'header'): object[] {
  if (schema === null) return [];
  const { properties = {}, required = [] } = jsonSchema(schema) as {
    properties?: Record<string, object>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: required.includes(name),
    schema: property,
  }));
}

function jsonContent(schema: object): object {
  return { 'application/json': { schema } };
}

function jsonSchema(schema: Schema): object {
  const { $schema: _, ...rest } = toJsonSchema(schema, {
    typeMode: 'input',
    target: 'draft-2020-12',
    ignoreActions: UNSAID_ACTIONS,
    // Patterns of JSON Schema are Unicode's already; the flag that says so has no place there.
    overrideAction: ({ valibotAction, jsonSchema: described }) => {
      const pattern = patternOf(valibotAction);
      return pattern === null ? null : { ...described, ...pattern };
    },
    // The names that a record may have are left unsaid; its values are described.
    overrideSchema: ({ valibotSchema, jsonSchema: described }) =>
      valibotSchema.type === 'record' ? described : null,
  });
  return rest;
}

/** What a schema or an action of valibot says of itself. */
interface Described {
  readonly type: string;
}

function patternOf(action: Described): { pattern: string } | null {
  if (action.type !== 'regex' || !('requirement' in action)) return null;
  return action.requirement instanceof RegExp ? { pattern: action.requirement.source } : null;
}
