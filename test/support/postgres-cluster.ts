// A PostgreSQL server of its own for tests and proofs, in a directory and on a port of its own.
import { chownSync, existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { childEnv } from './environment.ts';
import { signalServer } from './postgres-processes.ts';
import { findPrograms } from './postgres-programs.ts';

export interface Cluster extends AsyncDisposable {
  /** postgres://… of its first database, as the superuser. */
  readonly url: string;
  readonly port: number;
  readonly directory: string;
  /** The process id of the server. */
  pid(): Promise<number>;
  start(): Promise<void>;
  /** `immediate` is a crash: nothing is written any more. */
  stop(mode: 'fast' | 'immediate'): Promise<void>;
  /** Halts all its processes, as a machine that hangs: connections stay open and nothing is answered. */
  freeze(): Promise<void>;
  thaw(): Promise<void>;
}

interface ClusterOptions {
  /** Whether commits wait for the disk; without, a crash of the machine loses data. */
  readonly isDurable?: boolean;
  readonly settings?: Readonly<Record<string, string>>;
}

/** Makes and starts a server, which ends with `await using`, and whenever this process ends. */
export async function startCluster({
  isDurable = false,
  settings = {},
}: ClusterOptions = {}): Promise<Cluster> {
  const directory = mkdtempSync(join(isDurable ? tmpdir() : roomiest(), 'anchor-postgres-'));
  const data = join(directory, 'data');
  await using cleanUp = new AsyncDisposableStack();
  cleanUp.use(guard(directory));
  const programs = findPrograms(directory);
  const account = accountFor(directory);
  const call = (program: string, ...words: readonly string[]) =>
    run([join(programs, program), '-D', data, ...words], account);
  // Plain bytes are the one order that every machine has.
  const locale = ['-E', 'UTF8', '--locale=C'];
  await call('initdb', '-U', 'anchor', '-A', 'trust', '--no-sync', ...locale);
  const control = (...words: readonly string[]) =>
    call('pg_ctl', '-w', '-l', join(directory, 'log'), ...words);
  const port = await freePort();
  const options = Object.entries({
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: directory,
    max_connections: '300',
    fsync: isDurable ? 'on' : 'off',
    ...(isDurable ? {} : { synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off' }),
    ...settings,
  }).map(([name, value]) => `-c ${name}=${value}`);
  const start = () => control('start', '-o', options.join(' '));
  await start();
  const pid = async () =>
    Number((await Bun.file(join(data, 'postmaster.pid')).text()).split('\n')[0]);
  const cleaners = cleanUp.move();
  return {
    url: `postgres://anchor@127.0.0.1:${port}/postgres`,
    port,
    directory,
    pid,
    start,
    stop: (mode) => control('stop', '-m', mode),
    freeze: async () => {
      signalServer(await pid(), 'SIGSTOP');
    },
    thaw: async () => {
      signalServer(await pid(), 'SIGCONT');
    },
    [Symbol.asyncDispose]: () => cleaners.disposeAsync(),
  };
}

/**
 * Its standard input ends with this process, however that ends, kill -9 included. The server may be frozen, and
 * only the second signal lets it see the first.
 */
const guardScript = `
trap '' INT TERM HUP
read -r _
if read -r server < "$0/data/postmaster.pid"; then
  kill -QUIT "$server" && kill -CONT "$server"
  waits=0
  while [ -e "$0/data/postmaster.pid" ] && kill -0 "$server" && [ $((waits += 1)) -lt 200 ]; do sleep 0.05; done
fi
rm -rf "$0" || { sleep 5; rm -rf "$0"; }`;

/** A process that ends the server in a directory and removes both, when told to or when this process is gone. */
function guard(directory: string): AsyncDisposable {
  const child = Bun.spawn(['sh', '-c', guardScript, directory], {
    cwd: '/',
    env: childEnv(),
    stdin: 'pipe',
    stdout: 'ignore',
    stderr: 'ignore',
  });
  child.unref();
  return {
    async [Symbol.asyncDispose]() {
      await child.stdin.end();
      await child.exited;
    },
  };
}

function roomiest(): string {
  return existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
}

interface Account {
  readonly uid?: number;
  readonly gid?: number;
}

/** The account that owns the directory: not root, as which PostgreSQL refuses to run. */
function accountFor(directory: string): Account {
  if (process.getuid?.() !== 0) return {};
  const [, uid, gid] =
    /^nobody:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8')) ?? [];
  const account = { uid: Number(uid), gid: Number(gid) };
  chownSync(directory, account.uid, account.gid);
  return account;
}

async function run(words: readonly string[], account: Account): Promise<void> {
  const child = Bun.spawn([...words], {
    ...account,
    cwd: '/',
    env: childEnv(),
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
  });
  const isWell = (await child.exited) === 0;
  if (!isWell)
    throw new Error(`${words.join(' ')}: ${await child.stderr.text()}${await child.stdout.text()}`);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
  });
}
