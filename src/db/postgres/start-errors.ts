import type { PostgresAddress } from '../../core/postgres-address.ts';
import { shownAddress } from '../../core/postgres-address.ts';
import { AppError } from '../../core/errors.ts';
import { errorCode } from '../../core/error-code.ts';
import { StartupError } from '../../core/startup-error.ts';

/** Where the database is, in the words of messages; none of them contains the password. */
interface Place {
  /** host:port/database */
  readonly where: string;
  readonly server: string;
  readonly user: string;
  readonly database: string;
}

interface Row {
  /** Matches the code: PostgreSQL's own (its manual, appendix A), the system's, or that of TLS. */
  readonly code?: RegExp;
  /** Matches the message, where the code says less or there is none. */
  readonly words?: RegExp;
  readonly message: (place: Place) => string;
  readonly cure: (place: Place) => string;
}

/** The first row that matches an error explains it. */
const rows: readonly Row[] = [
  {
    words: /no pg_hba\.conf entry.*no encryption/,
    message: ({ server, user }) =>
      `The PostgreSQL server ${server} lets "${user}" in only with TLS, or not at all from here`,
    cure: () =>
      'add ?sslmode=require (or verify-full) to DATABASE_URL, or a line to the pg_hba.conf of the server',
  },
  {
    words: /no pg_hba\.conf entry|pg_hba\.conf rejects/,
    message: ({ where, user }) =>
      `The PostgreSQL server does not let "${user}" in to ${where} from this machine`,
    cure: () => 'add a line for it to the pg_hba.conf of the server, then reload the server',
  },
  {
    code: /^28P01$/,
    message: ({ server, user }) =>
      `The PostgreSQL server ${server} refuses the password of "${user}"`,
    cure: () =>
      'correct the password in DATABASE_URL; special characters in it must be percent-encoded',
  },
  {
    words: /client password must be/,
    message: ({ server, user }) =>
      `The PostgreSQL server ${server} asks for a password of "${user}", and DATABASE_URL has none`,
    cure: () => 'write it as postgres://USER:PASSWORD@HOST/DATABASE, or into DATABASE_URL_FILE',
  },
  {
    code: /^28/,
    message: ({ server, user }) =>
      `The PostgreSQL server ${server} does not accept the role "${user}"`,
    cure: ({ user }) =>
      `correct the user in DATABASE_URL, or make the role there: createuser --pwprompt ${user}`,
  },
  {
    code: /^3D000$/,
    message: ({ server, database }) =>
      `The PostgreSQL server ${server} has no database "${database}"`,
    cure: ({ database, user }) =>
      `correct DATABASE_URL, or make the database there: createdb --owner=${user} ${database}`,
  },
  {
    code: /^42501$/,
    message: ({ where, user }) => `The role "${user}" may not do what is needed in ${where}`,
    cure: ({ user, database }) =>
      `make it the owner: alter database "${database}" owner to "${user}"; or: grant usage, create on schema public to "${user}", and the tables must be its own`,
  },
  {
    code: /^3F000$/,
    message: ({ where }) => `The search_path in ${where} names no schema that exists`,
    cure: () => 'make the schema, or correct the options in DATABASE_URL',
  },
  {
    code: /^(?:42P07|42710)$/,
    message: ({ where }) => `The database ${where} has tables of another program`,
    cure: () =>
      'nothing was changed: give anchor-auth a database of its own, or a schema of its own (?options=-c search_path=NAME)',
  },
  {
    code: /^(?:42P01|42703)$/,
    message: ({ where }) => `The database ${where} lacks tables or columns that it once had`,
    cure: () => 'restore it from a backup, or correct the database and search_path in DATABASE_URL',
  },
  {
    code: /^25006$/,
    message: ({ where }) => `The PostgreSQL server of ${where} only takes reads`,
    cure: () =>
      'name the primary in DATABASE_URL, not a standby; see that default_transaction_read_only is off',
  },
  {
    code: /^57P0[1-5]$/,
    message: ({ server }) => `The PostgreSQL server ${server} is starting or stopping`,
    cure: () => 'start anchor-auth again when it is up',
  },
  {
    code: /^53300$/,
    message: ({ server }) => `The PostgreSQL server ${server} has no connection left`,
    cure: () => 'raise its max_connections; every instance of anchor-auth takes up to ten',
  },
  {
    code: /^53/,
    message: ({ server }) => `The PostgreSQL server ${server} is out of memory or disk space`,
    cure: () => 'free some, then start again',
  },
  {
    code: /^(?:57014|55P03)$/,
    message: ({ where }) => `The database ${where} did not answer in time, or is locked`,
    cure: () => 'see which other programs use it, then start again',
  },
  {
    words: /unsupported startup parameter/,
    message: ({ server }) => `The pooler at ${server} refuses the options of a session`,
    cure: () => 'add "options" to ignore_startup_parameters in pgbouncer.ini',
  },
  {
    code: /^(?:42P05|26000)$/,
    message: ({ server }) =>
      `The pooler at ${server} mixes up the prepared statements of its clients`,
    cure: () =>
      'set max_prepared_statements in pgbouncer.ini (PgBouncer 1.21 or later), or add ?prepare=false to DATABASE_URL',
  },
  {
    code: /^ECONNREFUSED$/,
    message: ({ server }) => `No PostgreSQL server listens on ${server}`,
    cure: () => 'start it, or correct host and port in DATABASE_URL',
  },
  {
    code: /^(?:ENOTFOUND|EAI_\w+|DNS_\w+)$/,
    message: ({ server }) => `The host of the PostgreSQL server ${server} has no address`,
    cure: () => 'correct the host in DATABASE_URL, or see that names can be resolved here',
  },
  {
    code: /^(?:ENOENT|EACCES|EPERM)$/,
    message: ({ server }) => `The socket of the PostgreSQL server at ${server} cannot be used`,
    cure: () =>
      'name the directory of its socket in DATABASE_URL (unix_socket_directories), and let this user into it',
  },
  {
    code: /^(?:ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN)$/,
    message: ({ server }) => `The PostgreSQL server ${server} cannot be reached`,
    cure: () => 'correct host and port in DATABASE_URL, or see what the firewall lets through',
  },
  {
    words: /timeout|timed out/i,
    message: ({ server }) => `The PostgreSQL server ${server} does not answer`,
    cure: () => 'correct host and port in DATABASE_URL, or see what the firewall lets through',
  },
  {
    words: /does not support SSL/,
    message: ({ server }) => `The PostgreSQL server ${server} does not offer TLS`,
    cure: () =>
      'switch ssl on at the server; sslmode=disable sends all in clear text, for a network that only you use',
  },
  {
    code: /^ERR_TLS_CERT_ALTNAME_INVALID$/,
    message: ({ server }) => `The certificate of the PostgreSQL server ${server} has another name`,
    cure: () =>
      'use a name of the certificate as the host in DATABASE_URL, or sslmode=verify-ca to accept any name',
  },
  {
    code: /^(?:CERT_HAS_EXPIRED|CERT_NOT_YET_VALID)$/,
    message: ({ server }) =>
      `The certificate of the PostgreSQL server ${server} is not valid at this time`,
    cure: () => 'renew it, or correct the clock of this machine',
  },
  {
    code: /CERT|SELF_SIGNED|UNABLE_TO_|ISSUER/,
    message: ({ server }) =>
      `The certificate of the PostgreSQL server ${server} comes from an authority that is not trusted here`,
    cure: () => 'name the file of that authority in DATABASE_URL: ?sslrootcert=/path/to/ca.crt',
  },
  {
    code: /^(?:ERR_(?:SSL|TLS|OSSL|BORINGSSL)|EPROTO)/,
    message: ({ server }) => `No TLS connection to the PostgreSQL server ${server} could be made`,
    cure: () =>
      'see that the files in sslrootcert, sslcert and sslkey are in PEM form and belong together, and that the server speaks TLS 1.2 or later',
  },
  {
    words: /error establishing an SSL|Connection terminated|Received unexpected|ECONNRESET|EPIPE/,
    message: ({ server }) => `What listens on ${server} ended the connection`,
    cure: () =>
      'see that it is a PostgreSQL server, and read its log; if it is a pooler, see that the server behind it runs',
  },
];

/**
 * Turns an error that a PostgreSQL server, the network or TLS gave at the start into a StartupError that says what
 * to do; other errors pass unchanged.
 */
export function explainPostgresError(error: unknown, address: PostgresAddress): unknown {
  // A StartupError is replaced only when the server itself gave its cause, because the rule for that says more.
  if (error instanceof StartupError && !sqlState.test(errorCode(error.cause))) return error;
  for (let each = error; each instanceof Error; each = each.cause) {
    const row = rowOf(each);
    if (row === undefined) continue;
    const place = placeOf(address);
    return new StartupError(row.message(place), row.cure(place), error);
  }
  return error;
}

/** Five characters with a digit among them, unlike the codes of the system. */
const sqlState = /^(?=.*\d)[0-9A-Z]{5}$/;

function rowOf(error: Error): Row | undefined {
  if (error instanceof StartupError || error instanceof AppError) return undefined;
  const code = errorCode(error);
  const text = `${code} ${error.message}`;
  return rows.find((row) => row.code?.test(code) === true || row.words?.test(text) === true);
}

function placeOf(address: PostgresAddress): Place {
  const { host, port, user, database } = address;
  return { where: shownAddress(address), server: `${host}:${port}`, user, database };
}
