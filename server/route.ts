/**
 * A route of the HTTP interface as one value: method, path, guard, schemas and the handler, beside
 * each other. The server is mounted from the table of routes, and `GET /openapi.json` is written
 * from the same table.
 */
import type * as v from 'valibot';
import type { ProblemCode } from '#domain/contract/problem.ts';
import type { Schema } from './parse.ts';
import type { StaffIdentity } from './sessions.ts';

/** Who may ask, and what the handler then knows of them. */
export interface Identities {
  public: undefined;
  staff: StaffIdentity;
  participant: { readonly participantId: string };
}
export type Guard = keyof Identities;

/** What a handler gets: everything parsed, nothing raw. */
interface Call<G extends Guard, P, Q, B> {
  readonly identity: Identities[G];
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  /** For rate limits. */
  readonly address: string;
  /** Whether cookies must be `Secure`. */
  readonly secure: boolean;
}

export interface RouteDefinition<
  G extends Guard,
  P extends Schema,
  Q extends Schema,
  B extends Schema,
  A extends Schema,
> {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** With `:name` for parameters. */
  readonly path: string;
  readonly summary: string;
  readonly guard: G;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  /** Absent: an answer without a body. What is not in it does not leave the server. */
  readonly answer?: A;
  readonly status: 200 | 201 | 204;
  /** Besides those that every route may give. */
  readonly problems?: readonly ProblemCode[];
  handle(
    call: Call<G, v.InferOutput<P>, v.InferOutput<Q>, v.InferOutput<B>>,
  ): Promise<Handled<v.InferInput<A>>>;
}

/** What a handler answers: the body, and headers where it needs some. */
interface Handled<T> {
  readonly body: T;
  /** Instead of the route's own: readiness answers 503 with a body of its own. */
  readonly status?: 503;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A route whose types are proven and no longer needed. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly summary: string;
  readonly guard: Guard;
  readonly params: Schema | null;
  readonly query: Schema | null;
  readonly body: Schema | null;
  readonly answer: Schema | null;
  readonly status: 200 | 201 | 204;
  readonly problems: readonly ProblemCode[];
  /** Only with what its own guard and schemas let through: the mount (app.ts) sees to that. */
  handle(call: Call<Guard, unknown, unknown, unknown>): Promise<Handled<unknown>>;
}

export function route<
  G extends Guard,
  P extends Schema = v.UndefinedSchema<undefined>,
  Q extends Schema = v.UndefinedSchema<undefined>,
  B extends Schema = v.UndefinedSchema<undefined>,
  A extends Schema = v.UndefinedSchema<undefined>,
>(definition: RouteDefinition<G, P, Q, B, A>): Route {
  return {
    ...definition,
    params: definition.params ?? null,
    query: definition.query ?? null,
    body: definition.body ?? null,
    answer: definition.answer ?? null,
    problems: definition.problems ?? [],
  };
}
