/**
 * A route of the HTTP interface as one value: method, path, guard, schemas and the handler, beside
 * each other. The server is mounted from the table of routes, and `GET /openapi.json` is written
 * from the same table.
 */
import * as v from 'valibot';
import type { ProblemCode } from '#domain/contract/problem.ts';
import type { ShopDeviceRow } from '#stores/ledger/records.ts';
import type { SpendingKey } from '#stores/ledger/spending.ts';
import type { Schema } from './parse.ts';
import type { StaffIdentity } from './sessions.ts';

/** Who may ask, and what the handler then knows of them. */
export interface Identities {
  public: undefined;
  staff: StaffIdentity;
  participant: { readonly participantId: string };
  /** One that was not revoked. */
  'shop-device': ShopDeviceRow;
}
export type Guard = keyof Identities;

/** Under which key something is asked, and what exactly (PT5); whose key it is the handler knows. */
export type Idempotency = Omit<SpendingKey, 'actorId'>;

/**
 * Whether a route spends. true: the header `Idempotency-Key` is required; `if-keyed`: it happens
 * once by its nature, and a key makes the same request again be answered as before.
 */
type Spends = boolean | 'if-keyed';
type IdempotencyOf<S extends Spends> = S extends true
  ? Idempotency
  : S extends 'if-keyed'
    ? Idempotency | null
    : null;

/** What a handler gets: everything parsed, nothing raw. */
interface Call<G extends Guard, P, Q, H, B, S extends Spends> {
  readonly identity: Identities[G];
  readonly params: P;
  readonly query: Q;
  readonly headers: H;
  readonly body: B;
  readonly idempotency: IdempotencyOf<S>;
  /** When it was asked, before it waited for anything. */
  readonly askedAtMs: number;
  /** For rate limits. */
  readonly address: string;
  /** Whether cookies must be `Secure`. */
  readonly secure: boolean;
  /** How the one who asks reaches us: `https://tsudoi.example`; for addresses in codes and files. */
  readonly origin: string;
}

export interface RouteDefinition<
  G extends Guard,
  P extends Schema,
  Q extends Schema,
  H extends Schema,
  B extends Schema,
  A extends Schema,
  S extends Spends,
> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With `:name` for parameters. */
  readonly path: string;
  readonly summary: string;
  readonly guard: G;
  readonly params?: P;
  readonly query?: Q;
  /** Of headers, by their names in small letters. */
  readonly headers?: H;
  readonly body?: B;
  /** Absent: an answer without a body. What is not in it does not leave the server. */
  readonly answer?: A;
  /** Of an answer that is a file; its `answer` is a string or `FileBytesSchema`. Absent: JSON. */
  readonly mediaType?: string;
  readonly status: 200 | 201 | 204;
  readonly spends?: S;
  /** Besides those that every route may give. */
  readonly problems?: readonly ProblemCode[];
  handle(
    call: Call<G, v.InferOutput<P>, v.InferOutput<Q>, v.InferOutput<H>, v.InferOutput<B>, S>,
  ): Promise<Handled<v.InferInput<A>>>;
}

/** What a handler answers: the body, and headers where it needs some. */
interface Handled<T> {
  readonly body: T;
  /** Instead of the route's own: readiness answers 503 with a body of its own. */
  readonly status?: 503;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The answer of a route that answers with a file of bytes. */
export const FileBytesSchema = v.custom<Uint8Array>((value) => value instanceof Uint8Array);

/** A route whose types are proven and no longer needed. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly summary: string;
  readonly guard: Guard;
  readonly params: Schema | null;
  readonly query: Schema | null;
  readonly headers: Schema | null;
  readonly body: Schema | null;
  readonly answer: Schema | null;
  readonly mediaType: string | null;
  readonly status: 200 | 201 | 204;
  readonly spends: Spends;
  readonly problems: readonly ProblemCode[];
  /** Only with what its own guard and schemas let through: the mount (app.ts) sees to that. */
  handle(call: AnyCall): Promise<Handled<unknown>>;
}

/** A call before it is known whose. */
type AnyCall = Omit<Call<Guard, unknown, unknown, unknown, unknown, boolean>, 'idempotency'> & {
  readonly idempotency: Idempotency | null;
};

export function route<
  G extends Guard,
  P extends Schema = v.UndefinedSchema<undefined>,
  Q extends Schema = v.UndefinedSchema<undefined>,
  H extends Schema = v.UndefinedSchema<undefined>,
  B extends Schema = v.UndefinedSchema<undefined>,
  A extends Schema = v.UndefinedSchema<undefined>,
  S extends Spends = false,
>(definition: RouteDefinition<G, P, Q, H, B, A, S>): Route {
  return {
    ...definition,
    params: definition.params ?? null,
    query: definition.query ?? null,
    headers: definition.headers ?? null,
    body: definition.body ?? null,
    answer: definition.answer ?? null,
    mediaType: definition.mediaType ?? null,
    spends: definition.spends ?? false,
    problems: definition.problems ?? [],
  };
}
