import { loadConfig } from '../config/config.ts';
import { errorCode } from '../core/error-code.ts';
import { canonicalAddress } from '../core/network.ts';
import { StartupError } from '../core/startup-error.ts';
import { defineCommand } from './command.ts';

const timeoutMs = 3000;

export const healthcheckCommand = defineCommand({
  name: 'healthcheck',
  summary: 'checks that the running server is ready',
  operand: null,
  options: {},
  notes: [
    'Asks /health/ready at HOST and PORT, which must be those of the server.',
    'Exit code 0 when it is ready, else 1: made for the HEALTHCHECK of a container.',
  ],
  async run(_, shell) {
    const { host, port } = loadConfig(shell.sources).config.server;
    if (port === 0) {
      throw new StartupError('PORT=0 does not say where the server listens', 'set PORT');
    }
    const url = `http://${reachable(host)}:${port}/health/ready`;
    const status = await statusOf(url);
    if (status === 200) {
      shell.out('The server is ready');
      return 0;
    }
    throw new StartupError(`${url} answered ${status}`, 'the log of the server says why');
  },
});

/** A server that listens on all interfaces is asked on the loopback address. */
function reachable(host: string): string {
  const address = canonicalAddress(host) ?? host;
  if (address === '0.0.0.0') return '127.0.0.1';
  if (address === '::') return '[::1]';
  return address.includes(':') ? `[${address}]` : address;
}

// Not fetch, which would use HTTP_PROXY even for this machine.
async function statusOf(url: string): Promise<number> {
  const { get } = await import('node:http');
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => {
      const cure = 'start it, or set HOST and PORT to where it listens';
      reject(
        new StartupError(
          `No answer from ${url} (${errorCode(error) || 'unknown error'})`,
          cure,
          error,
        ),
      );
    };
    const request = get(
      url,
      { agent: false, signal: AbortSignal.timeout(timeoutMs) },
      (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      },
    );
    request.on('error', fail);
  });
}
