import { isNetworkFileSystem } from '../db/open.ts';
import type { Config, LoadedConfig } from '../config/config.ts';
import { isPrivateOrLoopback } from '../core/network.ts';
import { StartupError } from '../core/startup-error.ts';
import { createApp } from '../app.ts';
import { createLog } from '../io/log.ts';
import { createServices, type Services } from '../services.ts';
import { version } from '../version.ts';

type App = ReturnType<typeof createApp>;

const drainMs = 10_000;

/** Runs the server until SIGTERM or SIGINT; resolves with the exit code after everything is put away. */
export async function serve({ config, warnings }: LoadedConfig): Promise<number> {
  const log = createLog({ ...config.log, write: (line) => process.stdout.write(`${line}\n`) });
  for (const warning of warnings) log.warn(warning);
  const stop = stopSignal();
  const services = await createServices({ config, log });
  let app: App;
  try {
    app = listen(createApp(services), config);
  } catch (error) {
    await services.close();
    throw error;
  }
  announce(services, app);
  const signal = await stop;
  log.info('stopping', { signal });
  await drain(app);
  await services.close();
  log.info('stopped');
  return 0;
}

function listen(app: App, config: Config): App {
  const { host, port } = config.server;
  try {
    return app.listen({ hostname: host, port });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE') {
      throw new StartupError(
        `Port ${port} on ${host} is already in use`,
        'stop what uses it, or set PORT to another number',
        error,
      );
    }
    if (code === 'EACCES' || code === 'EADDRNOTAVAIL') {
      throw new StartupError(
        `The server may not listen on ${host}:${port} (${code})`,
        'set HOST to an address of this machine and PORT to 1024 or above',
        error,
      );
    }
    throw error;
  }
}

/** Requests under way are answered; a client that does not let go is cut off after a while. */
async function drain(app: App): Promise<void> {
  const late = Bun.sleep(drainMs).then(() => 'late' as const);
  const done = Promise.resolve(app.server?.stop()).then(() => 'done' as const);
  if ((await Promise.race([done, late])) === 'late') await app.server?.stop(true);
}

function stopSignal(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.once(signal, () => {
        resolve(signal);
      });
    }
  });
}

function announce({ config, log, dataDir }: Services, app: App): void {
  const { server } = config;
  const url = `http://${app.server?.hostname ?? server.host}:${app.server?.port ?? server.port}`;
  for (const warning of stateWarnings(config, dataDir.isOpenToOthers())) log.warn(warning);
  log.info('anchor-auth is ready', { version, url, dataDir: dataDir.path });
}

function stateWarnings(config: Config, isOpenToOthers: boolean): readonly string[] {
  const { server, storage, policy, oidc } = config;
  const warnings: string[] = [];
  if (isOpenToOthers)
    warnings.push(`Other users of this machine can read ${storage.dataDir}: chmod 700 closes it`);
  if (isNetworkFileSystem(storage.databaseFile)) {
    warnings.push(
      'The database is on a network file system: slower, and safe only while one machine uses it',
    );
  }
  if (server.rateLimit && server.trustedProxies.length === 0 && isPrivateOrLoopback(server.host)) {
    warnings.push(
      'TRUSTED_PROXIES is not set: requests from private addresses are not limited per network',
    );
  }
  if (
    policy.disableInternalAuth === true &&
    !(oidc.enabled === true && oidc.issuerUrl !== null && oidc.clientId !== null)
  ) {
    warnings.push(
      'DISABLE_INTERNAL_AUTH is ignored: no identity provider is enabled and configured',
    );
  }
  return warnings;
}
