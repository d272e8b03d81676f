// Every process and directory of a run is made here, and gone when the run ends, however it ends.
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { AttackReport } from './attacker.ts';
import type { BodyAttackReport } from './body-attacker.ts';

export interface ServerProcess {
  readonly port: number;
  readonly dataDir: string;
  /** From spawning to the first 200. */
  readonly startMs: number;
  residentMiB(): number;
  /** What the thread that answers requests has worked so far; NaN where the system does not tell. */
  mainThreadMs(): number;
  stop(): Promise<void>;
}

export const projectRoot = join(import.meta.dir, '../..');
/** How the server is started from its source. */
export const sourceCommand = [process.execPath, join(projectRoot, 'src/main.ts')];

const yardsticks = {
  bare: new URL('./yardstick-bare.ts', import.meta.url),
  hello: new URL('./yardstick-hello.ts', import.meta.url),
  me: new URL('./yardstick-me.ts', import.meta.url),
  bcrypt: new URL('./yardstick-bcrypt.ts', import.meta.url),
  'better-auth': new URL('./yardstick-better-auth.ts', import.meta.url),
  rotation: new URL('./yardstick-rotation.ts', import.meta.url),
};

const children = new Set<Bun.Subprocess>();
const directories = new Set<string>();

/** Whatever ends the run, nothing of it is left behind. */
export function cleanUpAtExit(): void {
  process.on('exit', discardAll);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => process.exit(130));
  }
}

/** Ends all processes of the run at once and removes all directories. */
export function discardAll(): void {
  for (const child of children) child.kill('SIGKILL');
  children.clear();
  for (const directory of directories) rmSync(directory, { recursive: true, force: true });
  directories.clear();
}

/** Inside data/, because the usual temporary place may be memory, where writing is free. */
export function temporaryDirectory(): string {
  const parent = join(projectRoot, 'data');
  mkdirSync(parent, { recursive: true });
  const directory = mkdtempSync(join(parent, 'bench-'));
  directories.add(directory);
  return directory;
}

/** Starts the server under test, by `sourceCommand` or a binary, and waits for its first answer. */
export async function startServer(
  command: readonly string[],
  dataDir = temporaryDirectory(),
  changes: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> {
  const port = freePort();
  const settings = {
    HOST: '127.0.0.1',
    PORT: String(port),
    DATA_DIR: dataDir,
    APP_URL: `http://localhost:${port}`,
    RATE_LIMIT: 'off',
    LOG_LEVEL: 'error',
    ...changes,
  };
  return start({ command, settings, dataDir, port, path: '/api/health' });
}

/** Starts one of the yardstick servers; its arguments are the port and a fresh database file. */
export async function startYardstick(
  name: 'bare' | 'better-auth' | 'hello' | 'me',
): Promise<ServerProcess> {
  const port = freePort();
  const dataDir = temporaryDirectory();
  const command = [...yardstickCommand(name), String(port), join(dataDir, 'yardstick.db')];
  const paths = { bare: '/', 'better-auth': '/api/auth/ok', hello: '/api/auth/me', me: '/token' };
  const path = paths[name];
  return start({ command, settings: {}, dataDir, port, path });
}

/** Runs a yardstick that prints one number: what it did per second. */
export async function runYardstick(
  name: 'bcrypt' | 'rotation',
  ...parameters: readonly (string | number)[]
): Promise<number> {
  return Number(await outputOf([...yardstickCommand(name), ...parameters.map(String)]));
}

/** Attacks a server from a process of its own; `wave` makes the networks of each attack new ones. */
export async function runAttacker(
  port: number,
  seconds: number,
  wave: number,
): Promise<AttackReport> {
  const script = Bun.fileURLToPath(new URL('./attacker.ts', import.meta.url));
  const parameters = [port, seconds, wave].map(String);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what that file prints
  return JSON.parse(await outputOf([process.execPath, script, ...parameters])) as AttackReport;
}

/** Sends the dearest bodies from a process of its own. */
export async function runBodyAttacker(
  port: number,
  seconds: number,
  connections: number,
): Promise<BodyAttackReport> {
  const script = Bun.fileURLToPath(new URL('./body-attacker.ts', import.meta.url));
  const parameters = [port, seconds, connections].map(String);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what that file prints
  return JSON.parse(await outputOf([process.execPath, script, ...parameters])) as BodyAttackReport;
}

async function outputOf(command: string[]): Promise<string> {
  const child = Bun.spawn(command, { stdout: 'pipe', stderr: 'inherit' });
  children.add(child);
  const output = await child.stdout.text();
  children.delete(child);
  return output;
}

function yardstickCommand(name: keyof typeof yardsticks): string[] {
  return [process.execPath, Bun.fileURLToPath(yardsticks[name])];
}

interface Start {
  readonly command: readonly string[];
  readonly settings: Readonly<Record<string, string>>;
  readonly dataDir: string;
  readonly port: number;
  readonly path: string;
}

async function start({ command, settings, dataDir, port, path }: Start): Promise<ServerProcess> {
  const startedAt = performance.now();
  const child = Bun.spawn([...command], {
    cwd: dataDir,
    env: { PATH: process.env['PATH'] ?? '', NODE_ENV: 'production', ...settings },
    stdout: 'ignore',
    stderr: 'inherit',
  });
  children.add(child);
  await firstAnswer(`http://127.0.0.1:${port}${path}`, child);
  return {
    port,
    dataDir,
    startMs: performance.now() - startedAt,
    residentMiB: () => residentMiB(child.pid),
    mainThreadMs: () => mainThreadMs(child.pid),
    async stop() {
      child.kill('SIGTERM');
      const killer = setTimeout(() => {
        child.kill('SIGKILL');
      }, 2000);
      await child.exited;
      clearTimeout(killer);
      children.delete(child);
    },
  };
}

async function firstAnswer(url: string, child: Bun.Subprocess): Promise<void> {
  const givesUpAt = performance.now() + 20_000;
  while (performance.now() < givesUpAt) {
    if (child.exitCode !== null)
      throw new Error(`The server ended with exit code ${child.exitCode}`);
    try {
      const response = await fetch(url);
      if (response.ok) return;
    } catch {
      // It does not listen yet.
    }
    await Bun.sleep(1);
  }
  throw new Error(`No answer from ${url} within 20 seconds`);
}

function freePort(): number {
  const listener = Bun.listen({ hostname: '127.0.0.1', port: 0, socket: { data() {} } });
  const { port } = listener;
  listener.stop(true);
  return port;
}

function residentMiB(pid: number): number {
  if (process.platform === 'linux') {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) / 1024;
  }
  const { stdout } = Bun.spawnSync(['ps', '-o', 'rss=', '-p', String(pid)]);
  return Number(stdout.toString()) / 1024;
}

const msPerTick = 10;

function mainThreadMs(pid: number): number {
  if (process.platform !== 'linux') return Number.NaN;
  const stat = readFileSync(`/proc/${pid}/task/${pid}/stat`, 'utf8');
  // proc_pid_stat(5): fields 14 and 15. The name in field 2 may hold anything, later fields no bracket.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * msPerTick;
}
