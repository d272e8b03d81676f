// A PostgreSQL server of its own for tests and proofs, in a directory and on a port of its own.
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

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
}

interface ClusterOptions {
  /** Whether commits wait for the disk; without, a crash of the machine loses data. */
  readonly isDurable?: boolean;
  readonly settings?: Readonly<Record<string, string>>;
}

/** Makes and starts a server. Throws when no PostgreSQL is installed. */
export async function startCluster({
  isDurable = false,
  settings = {},
}: ClusterOptions = {}): Promise<Cluster> {
  const programs = await findPrograms();
  const directory = mkdtempSync(join(isDurable ? tmpdir() : roomiest(), 'anchor-postgres-'));
  const port = await freePort();
  const as = await accountFor(directory);
  const data = join(directory, 'data');
  await run([
    ...as,
    join(programs, 'initdb'),
    '-D',
    data,
    '-U',
    'anchor',
    '-A',
    'trust',
    '--no-sync',
    '-E',
    'UTF8',
    '--locale=C.UTF-8',
  ]);
  const options = Object.entries({
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: directory,
    max_connections: '300',
    fsync: isDurable ? 'on' : 'off',
    ...(isDurable ? {} : { synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off' }),
    ...settings,
  }).map(([name, value]) => `-c ${name}=${value}`);
  const control = (...words: readonly string[]) =>
    run([
      ...as,
      join(programs, 'pg_ctl'),
      '-D',
      data,
      '-w',
      '-l',
      join(directory, 'log'),
      ...words,
    ]);
  const start = () => control('start', '-o', options.join(' '));
  await start();
  return {
    url: `postgres://anchor@127.0.0.1:${port}/postgres`,
    port,
    directory,
    pid: async () => Number((await Bun.file(join(data, 'postmaster.pid')).text()).split('\n')[0]),
    start,
    stop: (mode) => control('stop', '-m', mode),
    async [Symbol.asyncDispose]() {
      await control('stop', '-m', 'immediate').catch(() => undefined);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function roomiest(): string {
  return existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
}

/** The directory of the server's programs. */
async function findPrograms(): Promise<string> {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).toSorted() : [];
  for (const version of versions.toReversed()) {
    const programs = join(debian, version, 'bin');
    if (existsSync(join(programs, 'initdb'))) return programs;
  }
  throw new Error('No PostgreSQL server is installed');
}

/** The words that run a program as an account other than root, which PostgreSQL refuses to run as. */
async function accountFor(directory: string): Promise<readonly string[]> {
  if (process.getuid?.() !== 0) return [];
  const [, , user, group] =
    (await Bun.file('/etc/passwd').text())
      .split('\n')
      .map((line) => line.split(':'))
      .find(([name]) => name === 'nobody') ?? [];
  chownSync(directory, Number(user), Number(group));
  return ['setpriv', `--reuid=${user}`, `--regid=${group}`, '--clear-groups'];
}

async function run(words: readonly string[]): Promise<void> {
  const child = Bun.spawn([...words], {
    cwd: '/',
    stdout: 'pipe',
    stderr: 'pipe',
    stdin: 'ignore',
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
