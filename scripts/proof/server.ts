// The server as a separate process that can be killed at any moment, with a data directory. Nothing is left behind,
// however a run ends.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export interface Child {
  readonly process: Bun.Subprocess;
  /** The address once the server is ready; null when it ended first. */
  readonly ready: Promise<string | null>;
  /** Its standard error so far. */
  err(): string;
  /** Its log so far. */
  out(): string;
  /** Sends SIGKILL and waits for the end of the process. */
  kill(): Promise<void>;
  /** Sends SIGTERM and returns the exit code. */
  stop(): Promise<number>;
}

export interface Launch {
  readonly command: readonly string[];
  readonly dataDir: string;
  readonly env?: Readonly<Record<string, string>>;
}

const projectRoot = resolve(import.meta.dir, '../..');

/** The command that starts the program from source. */
export const fromSource: readonly string[] = [process.execPath, join(projectRoot, 'src/main.ts')];

/** The same with a file that changes the program before it starts, which a binary does not allow. */
export function preloaded(file: string): readonly string[] {
  const [bun = '', ...program] = fromSource;
  return [bun, '--preload', file, ...program];
}

const running = new Set<Bun.Subprocess>();
const directories = new Set<string>();

/** Lets nothing of the run outlive it, however it ends. */
export function discardAtExit(): void {
  process.on('exit', discardAll);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => process.exit(130));
}

/** Ends all processes of the run and removes all directories. */
export function discardAll(): void {
  for (const child of running) child.kill('SIGKILL');
  running.clear();
  for (const path of directories) rmSync(path, { recursive: true, force: true });
  directories.clear();
}

/** An empty directory that `discardAll` removes. */
export function workDirectory(): string {
  const path = mkdtempSync(join(tmpdir(), 'anchor-proof-'));
  directories.add(path);
  return path;
}

/** Keeps a directory for inspection. */
export function keepDirectory(path: string): void {
  directories.delete(path);
}

/** Starts a server on a free port without waiting for it. */
export function launch({ command, dataDir, env = {} }: Launch): Child {
  const child = Bun.spawn([...command], {
    cwd: tmpdir(),
    env: {
      PATH: process.env['PATH'] ?? '',
      DATA_DIR: dataDir,
      PORT: '0',
      LOG_FORMAT: 'json',
      RATE_LIMIT: 'off',
      // A refresh can be repeated only from a known network.
      TRUSTED_PROXIES: '127.0.0.1',
      ...env,
    },
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
  });
  running.add(child);
  const out = collect(child.stdout);
  const err = collect(child.stderr);
  const exited = child.exited.finally(() => running.delete(child));
  return {
    process: child,
    ready: readyUrl(exited, out.text, out.onText),
    out: out.text,
    err: err.text,
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
    stop() {
      child.kill('SIGTERM');
      return exited;
    },
  };
}

/** Waits until the server is ready. Throws with its output when it does not start. */
export async function started(child: Child): Promise<string> {
  const origin = await child.ready;
  if (origin === null) throw new Error(`The server did not start: ${child.err()}${child.out()}`);
  return origin;
}

interface Collected {
  readonly text: () => string;
  readonly onText: (listener: () => void) => void;
}

function collect(stream: ReadableStream<Uint8Array>): Collected {
  let text = '';
  let listener = ignore;
  const read = async (): Promise<void> => {
    const decoder = new TextDecoder();
    for await (const bytes of stream) {
      text += decoder.decode(bytes, { stream: true });
      listener();
    }
  };
  void read();
  return {
    text: () => text,
    onText: (next) => {
      listener = next;
    },
  };
}

function ignore(): void {}

function readyUrl(
  exited: Promise<number>,
  text: () => string,
  onText: (listener: () => void) => void,
): Promise<string | null> {
  return new Promise((settle) => {
    onText(() => {
      const line = text()
        .split('\n')
        .find((each) => each.includes('"anchor-auth is ready"') && each.endsWith('}'));
      if (line === undefined) return;
      onText(ignore);
      settle(String((JSON.parse(line) as { listening: unknown }).listening));
    });
    void exited.finally(() => {
      settle(null);
    });
  });
}
