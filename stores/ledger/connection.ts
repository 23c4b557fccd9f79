/**
 * The way to PostgreSQL: one pool of `pg`, seen through Kysely. This is the one place that tells an
 * outage (`LedgerUnavailable`) from a mistake of ours (whatever was thrown).
 */
import { Kysely, PostgresDialect } from 'kysely';
import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import { DatabaseError, Pool, TypeOverrides, types as pgTypes } from 'pg';
import { LedgerUnavailable } from './ledger.ts';
import { ledgerLimits } from './limits.ts';
import type { Database } from './tables.ts';

/** The typed SQL layer that every file of this room takes. */
export type Books = Kysely<Database>;

export interface ConnectionOptions {
  /** `postgresql://…`, as `DATABASE_URL`. */
  readonly databaseUrl: string;
  readonly poolSize?: number;
}

export function connectBooks(options: ConnectionOptions): Books {
  const pool = new Pool({
    connectionString: options.databaseUrl,
    max: options.poolSize ?? ledgerLimits.poolSize,
    connectionTimeoutMillis: ledgerLimits.connectTimeoutMs,
    statement_timeout: ledgerLimits.statementTimeoutMs,
    query_timeout: ledgerLimits.answerTimeoutMs,
    idleTimeoutMillis: ledgerLimits.idleConnectionMs,
    application_name: 'tsudoi',
    types: typeParsers(),
  });
  // A connection that breaks while idle is replaced when it is next needed; one that breaks while
  // it is used also says so to the query. Without listeners the events would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool: namingOutages(pool) }) });
}

/** As `pg`, but bigint comes as a number and instants as ISO 8601 text. */
function typeParsers(): TypeOverrides {
  const types = new TypeOverrides();
  types.setTypeParser(pgTypes.builtins.INT8, safeInteger);
  types.setTypeParser(pgTypes.builtins.TIMESTAMPTZ, isoInstant);
  return types;
}

function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a safe integer: ${text}`);
  return value;
}

function isoInstant(text: string): string {
  const instant: unknown = pgTypes.getTypeParser(pgTypes.builtins.TIMESTAMPTZ)(text);
  if (!(instant instanceof Date)) throw new RangeError(`not an instant: ${text}`);
  return instant.toISOString();
}

/** The pool as Kysely needs it, its outages by their name. */
function namingOutages(pool: PostgresPool): PostgresPool {
  return {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      try {
        return clientNamingOutages(await pool.connect());
      } catch (error) {
        throw unavailable(error);
      }
    },
  };
}

function clientNamingOutages(client: PostgresPoolClient): PostgresPoolClient {
  let outage: LedgerUnavailable | null = null;
  async function run<R>(text: string, parameters: readonly unknown[]) {
    if (outage !== null) throw outage;
    try {
      return await client.query<R>(text, parameters);
    } catch (error) {
      if (!isOutage(error)) throw error;
      const named = unavailable(error);
      if (!(error instanceof DatabaseError)) outage = named;
      throw named;
    }
  }
  function query<R>(text: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  function query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  function query<R>(
    text: string | PostgresCursor<R>,
    parameters: readonly unknown[] = [],
  ): Promise<PostgresQueryResult<R>> | PostgresCursor<R> {
    return typeof text === 'string' ? run<R>(text, parameters) : client.query(text);
  }
  return {
    query,
    // A connection that fell silent may still answer to what nobody waits for: never again.
    release: (destroy) => client.release(destroy === true || outage !== null),
  };
}

/**
 * SQLSTATE classes that say "not now": connection (08), resources (53), operator (57), system (58),
 * rolled back for another's sake (40), and a lock that was not had in time.
 */
const OUTAGE_STATES = /^(08|53|57|58|40|55P03|25P0[34])/;

function isOutage(error: unknown): boolean {
  if (error instanceof DatabaseError) return OUTAGE_STATES.test(error.code ?? '');
  // Everything else that the driver throws is the connection, except mistakes in our arguments.
  return !(error instanceof TypeError || error instanceof RangeError);
}

function unavailable(error: unknown): LedgerUnavailable {
  const reason = error instanceof Error ? error.message : String(error);
  return new LedgerUnavailable(`the database is out of reach: ${reason}`, { cause: error });
}

/** Rolled back because another transaction was in its way: deadlock or serialization. */
export function isRolledBackForAnother(error: unknown): boolean {
  return (
    error instanceof LedgerUnavailable &&
    error.cause instanceof DatabaseError &&
    (error.cause.code ?? '').startsWith('40')
  );
}
