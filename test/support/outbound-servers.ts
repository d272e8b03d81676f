// Servers on loopback that behave, and servers that do not.
import { createServer, type Socket } from 'node:net';
import { OutboundError } from '../../src/io/outbound-error.ts';

/** A server that sends a given answer on every connection, without knowing HTTP. */
export interface RawServer extends AsyncDisposable {
  readonly port: number;
  /** Everything the clients said. */
  heard(): string;
  /** How many connections there were. */
  connections(): number;
  /** Resolves when all connections there were are closed again. */
  closed(): Promise<void>;
}

export async function rawServer(answer: (socket: Socket) => void): Promise<RawServer> {
  const sockets = new Set<Socket>();
  const closings: Promise<void>[] = [];
  let heard = '';
  const server = createServer((socket) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    closings.push(promise);
    sockets.add(socket);
    socket.on('data', (data) => {
      heard += data.toString('latin1');
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      sockets.delete(socket);
      resolve();
    });
    answer(socket);
  });
  const listening = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', listening.resolve);
  await listening.promise;
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port was given');
  return {
    port: address.port,
    heard: () => heard,
    connections: () => closings.length,
    closed: async () => {
      await Promise.all(closings);
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

/** Says `text` as soon as the client has said something, and hangs up. */
export function saying(text: string): (socket: Socket) => void {
  return (socket) => socket.once('data', () => socket.end(text, 'latin1'));
}

/** Says `start`, then `drop` again and again. */
export function dripping(start: string, drop: string, everyMs = 10): (socket: Socket) => void {
  return (socket) => {
    socket.write(start, 'latin1');
    const timer = setInterval(() => socket.write(drop, 'latin1'), everyMs);
    socket.once('close', () => clearInterval(timer));
  };
}

/** A server of Bun's that stops, with its connections, when the test is over. */
export function httpServer(
  fetch: (request: Request) => Response | Promise<Response>,
  tls?: { readonly key: string; readonly cert: string },
): AsyncDisposable & { readonly port: number } {
  const server = Bun.serve({ hostname: '127.0.0.1', port: 0, fetch, ...(tls ? { tls } : {}) });
  return {
    port: server.port ?? 0,
    [Symbol.asyncDispose]: () => server.stop(true),
  };
}

/** How a request failed; else with which status it was answered. */
export async function failureOfRequest(
  work: Promise<{ readonly status: number }>,
): Promise<string> {
  try {
    const { status } = await work;
    return `answered with ${status}`;
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error;
    return error.failure;
  }
}
