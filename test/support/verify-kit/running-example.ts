import { join } from 'node:path';
import { directory, startProgram } from '../process.ts';
import { type Example, placeOf } from './examples.ts';

interface Answer {
  readonly status: number;
  /** The header `WWW-Authenticate`; null when there is none. */
  readonly challenge: string | null;
  readonly text: string;
}

export interface RunningExample extends AsyncDisposable {
  /** Asks for the protected route, with that header. */
  ask(authorization?: string): Promise<Answer>;
  /** Moves its clock on. */
  advance(seconds: number): Promise<void>;
}

interface Settings {
  readonly issuer: string;
  readonly audience?: string;
}

/** Starts an example as the handbook says, and waits until it answers. */
export async function startExample(example: Example, settings: Settings): Promise<RunningExample> {
  const place = await placeOf(example);
  await Bun.write(join(place, 'seconds'), '0');
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const { port, release } = await reservePort();
    const running = await startAt(port, { example, place, settings });
    if (running === null) {
      release();
      continue;
    }
    const stop = async () => {
      await running.stop();
      release();
    };
    return { ...running, [Symbol.asyncDispose]: stop };
  }
  throw new Error(`${example.name} ends when it is started`);
}

/**
 * A port below those that are given out to programs that ask for any. An example cannot say which one it got, and
 * others that run at the same time must not take it: the one that has the port for UDP may use it for TCP.
 */
export async function reservePort() {
  for (;;) {
    const port = 12_000 + Math.floor(Math.random() * 18_000);
    const socket = await Bun.udpSocket({ hostname: '127.0.0.1', port }).catch(() => null);
    if (socket === null) continue;
    const release = () => {
      socket.close();
    };
    return { port, release };
  }
}

interface Start {
  readonly example: Example;
  readonly place: string;
  readonly settings: Settings;
}

/** Null when another program has the port, or the example ended before it answered. */
async function startAt(port: number, { example, place, settings }: Start) {
  const ask = async (authorization?: string): Promise<Answer> => {
    const headers = authorization === undefined ? {} : { authorization };
    const answer = await fetch(`http://127.0.0.1:${port}/notes`, { headers });
    const text = await answer.text();
    return { status: answer.status, challenge: answer.headers.get('www-authenticate'), text };
  };
  if (await answers(ask)) return null;
  const errorFile = join(directory(), 'err');
  const { issuer, audience } = settings;
  const child = startProgram([], {
    command: example.command(place),
    env: {
      ISSUER: issuer,
      ...(audience === undefined ? {} : { AUDIENCE: audience }),
      PORT: String(port),
      ...example.env?.(place),
    },
    errorFile,
  });
  while (!(await answers(ask))) {
    if (child.exitCode !== null) {
      console.log(await Bun.file(errorFile).text());
      return null;
    }
    await Bun.sleep(10);
  }
  return {
    ask,
    advance: async (seconds: number) => {
      await Bun.write(join(place, 'seconds'), String(seconds));
    },
    stop: async () => {
      child.kill('SIGKILL');
      await child.exited;
    },
  };
}

function answers(ask: () => Promise<unknown>): Promise<boolean> {
  return ask().then(
    () => true,
    () => false,
  );
}
