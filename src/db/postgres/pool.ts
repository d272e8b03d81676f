// The only file that uses the driver.
import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import type { CustomTypesConfig, Pool, PoolClient, PoolConfig, QueryConfig } from 'pg';
import type { PostgresAddress } from '../../core/postgres-address.ts';
import {
  isOutdatedPlan,
  isUnavailable,
  markUnconnected,
  translatePostgresError,
} from './errors.ts';
import { tlsOptions } from './tls.ts';

interface PoolOptions {
  readonly address: PostgresAddress;
  /** How many connections at most. */
  readonly size: number;
  /** How long one statement may take before its connection is given up, in milliseconds. */
  readonly statementMs: number;
  /**
   * For single reads: errors are turned into AppErrors here, and a read is repeated after its table has changed. A
   * writer must see the errors first, and repeats all of its transaction.
   */
  readonly translatesErrors: boolean;
}

/** How long a caller waits for a free connection or a new one, in milliseconds. */
const connectMs = 3000;
/** A transaction that waits for its program any longer is ended by the server: it holds locks. */
const idleInTransactionMs = 5000;
/** Statements beyond these are sent without a name, because each costs memory in every connection. */
const maxNamed = 500;

/**
 * A pool for Kysely that survives lost connections: an error never ends the process, and a connection that ran into
 * a time limit is closed, because its server may still execute the statement.
 */
export async function openPool({
  address,
  size,
  statementMs,
  translatesErrors,
}: PoolOptions): Promise<PostgresPool> {
  const { Pool } = await import('pg');
  const pool = new Pool({
    ...connectionOf(address),
    max: size,
    query_timeout: statementMs,
    connectionTimeoutMillis: connectMs,
    idleTimeoutMillis: 60_000,
    maxLifetimeSeconds: 1800,
    options: sessionOptions(address, statementMs),
    types: await typesOf(),
  });
  quiet(pool);
  const translate = translatesErrors ? translatePostgresError : (error: unknown) => error;
  const names = new Map<string, string>();
  const nameOf = (text: string): string | undefined => {
    if (!address.prepares) return undefined;
    if (!names.has(text) && names.size < maxNamed) names.set(text, Bun.hash(text).toString(36));
    return names.get(text);
  };
  return {
    options: {},
    async connect() {
      try {
        return new SafeClient(await pool.connect(), { nameOf, translate, translatesErrors });
      } catch (error) {
        throw translate(markUnconnected(error));
      }
    },
    end: () => pool.end(),
  };
}

/** Without listeners an error of an idle or a used connection would end the process; the next query reports it. */
function quiet(pool: Pool): void {
  pool.on('error', () => undefined);
  pool.on('connect', (client) => {
    client.on('error', () => undefined);
  });
}

interface ClientOptions {
  readonly nameOf: (text: string) => string | undefined;
  readonly translate: (error: unknown) => unknown;
  readonly translatesErrors: boolean;
}

/** One connection while a caller has it. */
class SafeClient implements PostgresPoolClient {
  readonly #client: PoolClient;
  readonly #options: ClientOptions;
  #isLost = false;

  constructor(client: PoolClient, options: ClientOptions) {
    this.#client = client;
    this.#options = options;
  }

  query<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  query<R>(
    text: string | PostgresCursor<R>,
    values: readonly unknown[] = [],
  ): Promise<PostgresQueryResult<R>> | PostgresCursor<R> {
    if (typeof text !== 'string') throw new Error('Cursors are not used');
    return this.#run(text, values);
  }

  release(): void {
    this.#client.release(this.#isLost);
  }

  async #run<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    const { nameOf, translate, translatesErrors } = this.#options;
    // A rollback would wait behind the statement that is not answered; closing the connection does the same.
    if (this.#isLost && text === 'rollback') return { command: 'ROLLBACK', rowCount: 0, rows: [] };
    if (this.#isLost) throw translate(new Error('Connection terminated'));
    const query = { text, values: [...values] };
    const name = values.length === 0 ? undefined : nameOf(text);
    const asking = this.#ask<R>(name === undefined ? query : { ...query, name });
    return asking
      .catch((error: unknown) => {
        this.#isLost ||= isUnavailable(error) || isOutdatedPlan(error);
        if (!isOutdatedPlan(error) || !translatesErrors) throw error;
        // Outside a transaction the statement works without a name; this connection is closed after it.
        return this.#ask<R>(query);
      })
      .catch((error: unknown) => {
        throw translate(error);
      });
  }

  async #ask<R>(query: QueryConfig): Promise<PostgresQueryResult<R>> {
    const result: unknown = await this.#client.query(query);
    return result as PostgresQueryResult<R>;
  }
}

/** Where and how the driver connects: only what the address says, so none of libpq's variables such as PGPASSWORD. */
function connectionOf(address: PostgresAddress): PoolConfig {
  const { host, port, user, password, database } = address;
  return {
    host,
    port,
    user,
    database,
    // A function keeps the driver from looking for a password elsewhere.
    password: () => password ?? '',
    application_name: 'anchor-auth',
    client_encoding: 'UTF8',
    sslnegotiation: 'postgres',
    keepAlive: true,
    ssl: tlsOptions(address),
  };
}

/**
 * The address with the choice made that `prefer` and `allow` leave to the server, as libpq makes it: `prefer` takes
 * clear text from a server without TLS, `allow` takes TLS from one that refuses clear text.
 */
export async function settleTls(address: PostgresAddress): Promise<PostgresAddress> {
  const { sslMode } = address;
  if (sslMode !== 'prefer' && sslMode !== 'allow') return address;
  const isClear =
    sslMode === 'prefer'
      ? (await failureOf(address)).includes('does not support SSL')
      : !(await failureOf({ ...address, sslMode: 'disable' })).includes('no encryption');
  return { ...address, sslMode: isClear ? 'disable' : sslMode };
}

/** Why no connection can be made; empty when one can. */
async function failureOf(address: PostgresAddress): Promise<string> {
  const { Client } = await import('pg');
  const client = new Client({ ...connectionOf(address), connectionTimeoutMillis: connectMs });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return '';
  } catch (error) {
    return String(error);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** By `options`, because a pooler gives each transaction another session and forgets what SET has set. */
function sessionOptions({ options }: PostgresAddress, statementMs: number): string {
  const own = [
    `statement_timeout=${statementMs}`,
    `idle_in_transaction_session_timeout=${idleInTransactionMs}`,
    // The role or the database may prefer another form, which the driver would misread.
    'bytea_output=hex',
  ];
  return [...own.map((setting) => `-c ${setting}`), ...(options === null ? [] : [options])].join(
    ' ',
  );
}

const int8 = 20;
const numeric = 1700;
const bytea = 17;

/** Counts and times are safe as numbers; ids and hashes are bytes, as SQLite returns them. */
async function typesOf(): Promise<CustomTypesConfig> {
  const { types } = await import('pg');
  const parsers = new Map<number, (text: string) => unknown>([
    [int8, Number],
    [numeric, Number],
    [bytea, (text) => Uint8Array.fromHex(text.slice(2))],
  ]);
  return {
    getTypeParser: (oid: Parameters<typeof types.getTypeParser>[0], format?: 'text' | 'binary') =>
      parsers.get(oid) ?? types.getTypeParser(oid, format),
  };
}
