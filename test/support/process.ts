// The program as people run it: a process of its own, from source or as a binary, in an empty directory
// with an environment that is the same on every machine. No other file of the tests starts a process, the
// browser's apart. Each file that uses this ends with `afterAll(endProcesses)`.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { childEnv, type Env } from './environment.ts';

export const projectRoot = resolve(import.meta.dir, '../..');

/** How the program is started from its source. */
export const fromSource: readonly string[] = [process.execPath, join(projectRoot, 'src/main.ts')];

/** A process that needs longer than this hangs; shorter than a test may take, so that it can say so. */
const patienceMs = 240_000;

interface RunOptions {
  readonly command?: readonly string[];
  readonly env?: Env;
  readonly cwd?: string;
  /** What stands on standard input; nothing when absent. */
  readonly stdin?: string | Uint8Array;
}

interface Finished {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command to its end. */
export async function runProgram(
  args: readonly string[],
  { command = fromSource, env = {}, cwd = directory(), stdin = '' }: RunOptions = {},
): Promise<Finished> {
  const child = Bun.spawn([...command, ...args], {
    cwd,
    env: childEnv(env),
    stdin: Buffer.from(stdin),
    stdout: 'pipe',
    stderr: 'pipe',
    timeout: patienceMs,
    killSignal: 'SIGKILL',
  });
  const [out, err] = await Promise.all([child.stdout.text(), child.stderr.text()]);
  return { exitCode: await child.exited, out, err };
}

/** Whether a command runs to its end without a complaint. */
export function canRun(command: readonly string[], cwd: string): boolean {
  return Bun.spawnSync([...command], { cwd, env: childEnv() }).exitCode === 0;
}

interface StartOptions extends Pick<RunOptions, 'command' | 'env'> {
  /** The file that takes its standard error; dropped when absent. */
  readonly errorFile?: string;
}

/** Starts a command and leaves it to the test to end it; what it prints is dropped. */
export function startProgram(
  args: readonly string[],
  { command = fromSource, env = {}, errorFile }: StartOptions = {},
): Bun.Subprocess {
  const child = Bun.spawn([...command, ...args], {
    cwd: directory(),
    env: childEnv(env),
    stdin: 'ignore',
    stdout: 'ignore',
    stderr: errorFile === undefined ? 'ignore' : Bun.file(errorFile),
  });
  running.add(child);
  void child.exited.finally(() => running.delete(child));
  return child;
}

/** Runs a command to its end as someone at a terminal does; answers what was shown, its line ends as they came. */
export async function runInTerminal(command: readonly string[], env: Env = {}): Promise<string> {
  let shown = '';
  const data = (_: unknown, bytes: Uint8Array) => {
    shown += Buffer.from(bytes).toString();
  };
  const options = { cwd: directory(), env: childEnv(env), terminal: { data } };
  const exitCode = await Bun.spawn([...command], options).exited;
  if (exitCode !== 0) throw new Error(`It ended with ${exitCode}: ${shown}`);
  while (!shown.includes('\n')) await Bun.sleep(1);
  return shown;
}

interface ServerOptions {
  readonly command?: readonly string[];
  readonly dataDir?: string;
  readonly env?: Env;
}

export interface ServerProcess extends AsyncDisposable {
  readonly origin: string;
  readonly port: number;
  readonly dataDir: string;
  /** What it has logged so far, as JSON lines. */
  readonly log: () => string;
  /** What stands on its standard error so far. */
  readonly err: () => string;
  /** Closes our end of its log. */
  stopReading(): Promise<void>;
  signal(signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL' | 'SIGUSR2'): void;
  /** The exit code, or 128 and the number of the signal that ended it. */
  readonly exited: Promise<number>;
  /** Asks for an orderly stop; resolves with the exit code. */
  stop(): Promise<number>;
  post(path: string, body: unknown, bearer?: string): Promise<Response>;
  get(path: string, bearer?: string): Promise<Response>;
}

const running = new Set<Bun.Subprocess>();
const directories = new Set<string>();

/** For `afterAll`: ends what still runs and removes every directory. */
export async function endProcesses(): Promise<void> {
  for (const child of running) child.kill('SIGKILL');
  await Promise.all([...running].map((child) => child.exited));
  for (const path of directories) rmSync(path, { recursive: true, force: true });
  directories.clear();
}

/** An empty directory, gone with `endProcesses`. */
export function directory(): string {
  const path = mkdtempSync(join(tmpdir(), 'anchor-process-'));
  directories.add(path);
  return path;
}

/** Starts a server on a free port and waits until it says that it is ready. */
export async function startServer({
  command = fromSource,
  dataDir = join(directory(), 'data'),
  env = {},
}: ServerOptions = {}): Promise<ServerProcess> {
  const child = Bun.spawn([...command], {
    cwd: directory(),
    env: childEnv({ DATA_DIR: dataDir, PORT: '0', LOG_FORMAT: 'json', ...env }),
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
  });
  running.add(child);
  const exited = child.exited.finally(() => running.delete(child));
  const log = collect(child.stdout);
  const err = collect(child.stderr);
  const url = await readyUrl(child, log.text);
  if (url === null) throw new Error(`The server did not start: ${err.text()} ${log.text()}`);
  const origin = url.replace('//0.0.0.0:', '//127.0.0.1:');
  return {
    origin,
    port: Number(new URL(origin).port),
    dataDir,
    log: log.text,
    err: err.text,
    exited,
    stopReading: log.cancel,
    signal: (signal) => {
      child.kill(signal);
    },
    stop: () => {
      child.kill('SIGTERM');
      return exited;
    },
    post: (path, body, bearer) =>
      fetch(origin + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...authorization(bearer) },
        body: JSON.stringify(body),
      }),
    get: (path, bearer) => fetch(origin + path, { headers: authorization(bearer) }),
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

function authorization(bearer: string | undefined): Record<string, string> {
  return bearer === undefined ? {} : { authorization: `Bearer ${bearer}` };
}

interface Collected {
  /** What came so far. */
  readonly text: () => string;
  readonly cancel: () => Promise<void>;
}

/** Reads a stream as it comes. */
function collect(stream: ReadableStream<Uint8Array>): Collected {
  let text = '';
  const decoder = new TextDecoder();
  const reader = stream.getReader();
  const read = async (): Promise<void> => {
    const { value, done } = await reader.read();
    if (done) return;
    text += decoder.decode(value, { stream: true });
    await read();
  };
  void read();
  return { text: () => text, cancel: () => reader.cancel() };
}

async function readyUrl(child: Bun.Subprocess, log: () => string): Promise<string | null> {
  const givesUpAt = performance.now() + patienceMs;
  while (performance.now() < givesUpAt && child.exitCode === null && child.signalCode === null) {
    const line = log()
      .split('\n')
      .find((each) => each.includes('anchor-auth is ready'));
    if (line !== undefined) return String((JSON.parse(line) as { listening: unknown }).listening);
    await Bun.sleep(2);
  }
  return null;
}
