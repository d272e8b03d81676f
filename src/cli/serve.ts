import { createApp } from '../app.ts';
import { type Config, type LoadedConfig, loadConfig } from '../config/config.ts';
import { shownAddress } from '../core/postgres-address.ts';
import type { StartupError } from '../core/startup-error.ts';
import { createLog } from '../io/log.ts';
import { createServices, type Services } from '../services.ts';
import { version } from '../version.ts';
import { defineCommand, flag } from './command.ts';
import { endOnDamage, explainStorage, proveLater } from './database-check.ts';
import { drain, listen, type Server } from './listening.ts';
import { endOnCrash, stopSignal } from './process-events.ts';
import { reportProblem } from './problems.ts';
import type { Shell } from './shell.ts';
import {
  firstUserNotice,
  mobileWarning,
  startWarnings,
  tokenAlgorithmNotice,
} from './start-warnings.ts';

export const serveCommand = defineCommand({
  name: 'serve',
  summary: 'runs the server (the default)',
  operand: null,
  options: {
    new: flag('begins a new instance in an empty PostgreSQL database'),
    'replace-keys': flag('accepts another SECRET_KEY or JWT_SECRET than before'),
  },
  notes: [
    'Settings are environment variables, not options: PORT=8080 anchor-auth',
    'SIGTERM or SIGINT stops it: requests under way are answered first.',
    'Several instances may share a PostgreSQL database: DATABASE_URL=postgres://…',
    'with the same SECRET_KEY and JWT_SECRET for each. Where that database is still',
    'empty, --new or SETUP_TOKEN is needed: no mistyped name begins a new instance.',
    '--replace-keys is for keys that are lost or known to others. What the former',
    'ones protected (API tokens, client secrets of providers) cannot be read then.',
  ],
  run: ({ options }, shell) =>
    serve(loadConfig(shell.sources), shell, {
      mayBegin: options.new,
      replacesKeys: options['replace-keys'],
    }),
});

interface Consent {
  readonly mayBegin: boolean;
  readonly replacesKeys: boolean;
}

/** Runs the server until it is asked to stop; resolves after everything is closed. */
async function serve(
  { config, warnings }: LoadedConfig,
  shell: Shell,
  consent: Consent,
): Promise<number> {
  const log = createLog({ ...config.log, write: shell.out });
  for (const warning of warnings) log.warn(warning);
  endOnCrash(log);
  const stop = stopSignal();
  // With a setup token, no visitor of a new instance becomes its administrator.
  const mayBegin = consent.mayBegin || config.policy.setupToken !== null;
  const onMoved = (refusal: StartupError) => {
    log.error('The server ends, because its instance has moved', { error: refusal });
    process.exit(reportProblem(refusal, shell));
  };
  const services = await createServices({ ...consent, config, log, mayBegin, onMoved }).catch(
    (error: unknown) => {
      throw explainStorage(error, config);
    },
  );
  try {
    const server = await listen(createApp(services), config);
    await announce(services, server).catch((error: unknown) => endOnDamage(error, services, shell));
    const ending = new AbortController();
    proveLater(services, shell, ending.signal);
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

async function announce(services: Services, server: Server): Promise<void> {
  const { config, log, dataDir } = services;
  for (const warning of await startWarnings(services)) log.warn(warning);
  const algorithmNotice = tokenAlgorithmNotice(services);
  if (algorithmNotice !== null) log.info(algorithmNotice);
  const url = addressToOpen(config, server);
  const notice = await firstUserNotice(services, url);
  if (notice !== null) log.info(notice);
  // The public URL is logged first, because operators open the first one and sign-in works only there.
  const listening = server.url?.origin ?? url;
  const { storage } = config;
  const database = storage.kind === 'postgres' ? { database: shownAddress(storage.address) } : {};
  log.info('anchor-auth is ready', { version, url, listening, dataDir: dataDir.path, ...database });
  // Contacts the provider without delaying the start.
  void warnOfApps(services);
}

/** APP_URL; where it is unset and the system chose the port, that port is known only now. */
function addressToOpen({ server }: Config, { port = server.port }: Server): string {
  if (!server.appUrlIsDefault || server.port !== 0) return server.appUrl;
  return new URL(`http://localhost:${port}`).origin;
}

async function warnOfApps(services: Services): Promise<void> {
  const warning = await mobileWarning(services);
  if (warning !== null) services.log.warn(warning);
}
