import type { createApp } from '../app.ts';
import type { Config } from '../config/config.ts';
import { errorCode } from '../core/error-code.ts';
import { canonicalAddress } from '../core/network.ts';
import { StartupError } from '../core/startup-error.ts';
import type { Log } from '../io/log.ts';

type App = ReturnType<typeof createApp>;

export type Server = NonNullable<App['server']>;

/** Listens at HOST and PORT. Throws StartupError when that is not possible. */
export async function listen(app: App, config: Config): Promise<Server> {
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

const drainMs = 10_000;

/** Answers the running requests; a client that stays connected is cut off after a while. */
export async function drain(server: Server, log: Log): Promise<void> {
  const cutOff = setTimeout(() => {
    log.warn('Some clients did not disconnect in time and were cut off');
    void server.stop(true);
  }, drainMs);
  await server.stop();
  clearTimeout(cutOff);
}
