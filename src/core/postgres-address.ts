import { isLoopbackHost } from './network.ts';

/** How the connection is encrypted, in the words and with the meaning of PostgreSQL's own `sslmode`. */
const sslModes = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'] as const;

type SslMode = (typeof sslModes)[number];

/** A parsed `postgres://` address. It contains the password, so it is never logged. */
export interface PostgresAddress {
  /** A host name, an address, or the directory of a socket. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string | null;
  readonly database: string;
  readonly sslMode: SslMode;
  /** Files in PEM form; `sslRootCert` may be `system`. */
  readonly sslRootCert: string | null;
  readonly sslCert: string | null;
  readonly sslKey: string | null;
  /** Whether statements are prepared by name; some poolers cannot pass that on. */
  readonly prepares: boolean;
  /** More command-line options of the session, such as `-c search_path=auth`. */
  readonly options: string | null;
}

/** The keys of the query string that are understood. */
const known = new Set([
  'sslmode',
  'sslrootcert',
  'sslcert',
  'sslkey',
  'prepare',
  'options',
  'host',
  'application_name',
  'connect_timeout',
]);

type Parsed = { readonly value: PostgresAddress } | { readonly problem: string };

/** Parses `postgres://user:password@host:port/database?options`; or says what is wrong, without the password. */
export function parsePostgresUrl(text: string): Parsed {
  const url = /^postgres(?:ql)?:\/\//i.test(text) ? URL.parse(text) : null;
  if (url === null) return { problem: form };
  const query = url.searchParams;
  const strange = [...query.keys()].find((key) => !known.has(key));
  if (strange !== undefined) {
    return {
      problem: `does not take the option ${printable(strange)}; it takes ${[...known].join(', ')}`,
    };
  }
  const host = query.get('host') ?? decoded(url.hostname).replace(/^\[|\]$/g, '');
  const target = { host, user: decoded(url.username), database: decoded(url.pathname.slice(1)) };
  if (Object.values(target).includes('')) return { problem: form };
  const mode = query.get('sslmode') ?? defaultMode(host);
  const sslMode = sslModes.find((each) => each === mode);
  if (sslMode === undefined) return { problem: `takes one of ${sslModes.join(', ')} for sslmode` };
  const contradiction = contradictionIn(query, sslMode);
  if (contradiction !== null) return { problem: contradiction };
  return { value: { ...target, ...credentialsIn(url), sslMode, ...optionsIn(query) } };
}

function credentialsIn(url: URL): Pick<PostgresAddress, 'port' | 'password'> {
  return { port: Number(url.port || defaultPort), password: decoded(url.password) || null };
}

function optionsIn(
  query: URLSearchParams,
): Pick<PostgresAddress, 'sslRootCert' | 'sslCert' | 'sslKey' | 'prepares' | 'options'> {
  return {
    sslRootCert: query.get('sslrootcert'),
    sslCert: query.get('sslcert'),
    sslKey: query.get('sslkey'),
    prepares: query.get('prepare') !== 'false',
    options: query.get('options'),
  };
}

const defaultPort = 5432;

const form =
  'takes the address of a PostgreSQL server as postgres://USER:PASSWORD@HOST:PORT/DATABASE, with special characters of the password percent-encoded';

/** Why the options of TLS and `prepare` contradict each other, or null; no given option is ignored in silence. */
function contradictionIn(query: URLSearchParams, mode: SslMode): string | null {
  const rootCert = query.get('sslrootcert');
  if (rootCert === 'system' && mode !== 'verify-full') {
    return 'takes sslrootcert=system only with sslmode=verify-full';
  }
  if (rootCert !== null && !/^(?:require|verify-ca|verify-full)$/.test(mode)) {
    return 'takes sslrootcert only with sslmode=require, verify-ca or verify-full, which use it';
  }
  if (query.has('sslcert') !== query.has('sslkey')) return 'takes sslcert and sslkey together';
  const prepare = query.get('prepare') ?? 'true';
  return /^(?:true|false)$/.test(prepare) ? null : 'takes true or false for prepare';
}

function printable(text: string): string {
  return JSON.stringify(text.slice(0, 40));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The default of libpq is `prefer`; on the same machine encryption only costs time. */
function defaultMode(host: string): SslMode {
  return isOnThisMachine(host) ? 'disable' : 'prefer';
}

/** Whether a host is this machine: a loopback address or the directory of a socket. */
export function isOnThisMachine(host: string): boolean {
  return host.startsWith('/') || isLoopbackHost(host);
}

/** The address without user, password and options, for messages. */
export function shownAddress({ host, port, database }: PostgresAddress): string {
  return `${host}:${port}/${database}`;
}
