import { createApp } from '../app.ts';
import { type Config, type LoadedConfig, loadConfig } from '../config/config.ts';
import { errorCode } from '../core/error-code.ts';
import { canonicalAddress } from '../core/network.ts';
import { StartupError } from '../core/startup-error.ts';
import { isDamage } from '../db/storage-errors.ts';
import { explainStorageError } from '../db/sqlite/file-errors.ts';
import { createLog, type Log } from '../io/log.ts';
import { createServices, type Services } from '../services.ts';
import { version } from '../version.ts';
import { defineCommand } from './command.ts';
import { endOnCrash, stopSignal } from './process-events.ts';
import { reportProblem } from './problems.ts';
import type { Shell } from './shell.ts';
import { firstUserNotice, mobileWarning, startWarnings } from './start-warnings.ts';

type Server = NonNullable<ReturnType<typeof createApp>['server']>;

const drainMs = 10_000;

export const serveCommand = defineCommand({
  name: 'serve',
  summary: 'runs the server (the default)',
  operand: null,
  options: {},
  notes: [
    'Settings are environment variables, not options: PORT=8080 anchor-auth',
    'SIGTERM or SIGINT stops it: requests under way are answered first.',
  ],
  run: (_, shell) => serve(loadConfig(shell.sources), shell),
});

/** Runs the server until it is asked to stop; resolves after everything is closed. */
async function serve({ config, warnings }: LoadedConfig, shell: Shell): Promise<number> {
  const log = createLog({ ...config.log, write: shell.out });
  for (const warning of warnings) log.warn(warning);
  endOnCrash(log);
  const stop = stopSignal();
  const services = await createServices({ config, log }).catch((error: unknown) => {
    throw explained(error, config);
  });
  try {
    const server = await listen(createApp(services), config);
    await announce(services, server).catch((error: unknown) => endOnDamage(error, services, shell));
    const ending = new AbortController();
    proveLater(services, shell, { ending: ending.signal, waitMs: proveFirstMs });
    const signal = await stop;
    ending.abort();
    log.info('stopping', { signal });
    await drain(server, log);
  } finally {
    await services.close();
  }
  log.info('stopped');
  return 0;
}

/** An error of the storage as one that says what to do. */
function explained(error: unknown, { storage }: Config): unknown {
  return storage.kind === 'sqlite' ? explainStorageError(error, storage.databaseFile) : error;
}

async function listen(app: ReturnType<typeof createApp>, config: Config): Promise<Server> {
  const { host, port } = config.server;
  try {
    // Otherwise another program on the same port would go unnoticed and get half of the requests.
    const { server } = app.listen({ hostname: host, port, reusePort: false });
    if (server === null) throw new Error('The server did not start');
    return server;
  } catch (error) {
    if (!(await isResolvable(host))) throw unresolvable(host, error);
    throw explain(error, `${host}:${port}`);
  }
}

/** The error for a host name without an address differs between systems, so it is checked first. */
async function isResolvable(host: string): Promise<boolean> {
  if (canonicalAddress(host) !== null) return true;
  const { lookup } = await import('node:dns/promises');
  return lookup(host).then(
    () => true,
    () => false,
  );
}

function unresolvable(host: string, error: unknown): StartupError {
  return new StartupError(
    `HOST is "${host}", and that name cannot be resolved to an address`,
    'set HOST to an address of this machine: 127.0.0.1 for itself alone, 0.0.0.0 for every network it is in',
    error,
  );
}

function explain(error: unknown, where: string): unknown {
  const code = errorCode(error);
  if (code === 'EADDRINUSE') {
    return new StartupError(
      `${where} is already in use`,
      'stop what uses it, or set PORT to another number',
      error,
    );
  }
  if (/^E[A-Z]+$/.test(code)) {
    return new StartupError(
      `The server cannot listen on ${where} (${code})`,
      'set HOST to an address of this machine, and PORT to 1024 or above unless it may use lower ones',
      error,
    );
  }
  return error;
}

async function announce(services: Services, server: Server): Promise<void> {
  const { config, log, dataDir } = services;
  for (const warning of await startWarnings(services)) log.warn(warning);
  const notice = await firstUserNotice(services);
  if (notice !== null) log.info(notice);
  // The public URL is logged first, because operators open the first one and sign-in works only there.
  const url = config.server.appUrl;
  const listening = server.url?.origin ?? url;
  log.info('anchor-auth is ready', { version, url, listening, dataDir: dataDir.path });
  // Contacts the provider without delaying the start.
  void warnOfApps(services);
}

/** The first requests after a start are answered before the database check begins. */
const proveFirstMs = 1000;
const proveAgainMs = 60_000;

interface Proof {
  readonly ending: AbortSignal;
  readonly waitMs: number;
}

/**
 * Ends the process without an orderly stop, which would write to the damaged database. Throws any other error
 * again.
 */
async function endOnDamage(error: unknown, services: Services, shell: Shell): Promise<void> {
  const { config, database, log } = services;
  const damage = isDamage(error) ? explained(error, config) : error;
  if (!(damage instanceof StartupError)) throw error;
  log.error('The server ends, because its database is damaged', { error });
  await database.abandon();
  process.exit(reportProblem(damage, shell));
}

/** Checks the database after the start when the start has skipped it. */
function proveLater(services: Services, shell: Shell, { ending, waitMs }: Proof): void {
  const { database, log } = services;
  const prove = async () => {
    if (ending.aborted) return;
    await database.prove().catch(async (error: unknown) => {
      if (error instanceof StartupError) await endOnDamage(error, services, shell);
      if (ending.aborted) return;
      log.warn('The database could not be checked; the check is repeated in a minute', { error });
      proveLater(services, shell, { ending, waitMs: proveAgainMs });
    });
  };
  setTimeout(() => void prove(), waitMs).unref();
}

async function warnOfApps(services: Services): Promise<void> {
  const warning = await mobileWarning(services);
  if (warning !== null) services.log.warn(warning);
}

/** Answers the running requests; a client that stays connected is cut off after a while. */
async function drain(server: Server, log: Log): Promise<void> {
  const cutOff = setTimeout(() => {
    log.warn('Some clients did not disconnect in time and were cut off');
    void server.stop(true);
  }, drainMs);
  await server.stop();
  clearTimeout(cutOff);
}
