// The first hour of an app's developer, in empty directories and with packages from their registries:
// `bun scripts/proof/first-hour.ts`. Needs git, curl, npm, Node and Python with venv; `--port` takes another port than
// the README's.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { commandsOf, exampleCode } from '../../test/support/verify-kit/handbook-code.ts';
import { type App, type AppSettings, type Server, takeFirstHour } from './first-hour/steps.ts';
import { discardAll, discardAtExit, workDirectory } from './server.ts';

const { values } = parseArgs({ options: { port: { type: 'string', default: '3000' } } });
const { port } = values;
const root = resolve(import.meta.dir, '../..');
const running = new Set<Bun.Subprocess>();

discardAtExit();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

const work = workDirectory();
const server = join(work, 'anchor-auth');
const startedAt = performance.now();
await copySource();
await takeFirstHour({ serve, command, startApp, tell });
discardAll();
console.log(`${((performance.now() - startedAt) / 1000).toFixed(1).padStart(7)} s  in all`);
process.exit(0);

function tell(step: string, seconds: number): void {
  console.log(`${seconds.toFixed(2).padStart(7)} s  ${step}`);
}

/** The files that a clone of the repository has, and none that were made here. */
async function copySource(): Promise<void> {
  const listed = Bun.spawnSync(['git', 'ls-files', '-z'], { cwd: root });
  for (const path of listed.stdout.toString().split('\0').filter(Boolean)) {
    mkdirSync(dirname(join(server, path)), { recursive: true });
    await Bun.write(join(server, path), Bun.file(join(root, path)));
  }
}

/** The command of the README under "Start", with the settings in a file `.env`. */
async function serve(env: Readonly<Record<string, string>>): Promise<Server> {
  const readme = await Bun.file(join(root, 'README.md')).text();
  const [, line = ''] = /## Start\n.*?```sh\n(.*?)\n```/s.exec(readme) ?? [];
  const settings = port === '3000' ? env : { ...env, PORT: port };
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(join(server, '.env'), lines.join(''));
  const child = start(line.split(' '), server, {});
  const origin = `http://localhost:${port}`;
  await answered(child, `${origin}/api/health`);
  return { origin, stop: () => stop(child) };
}

async function command(args: readonly string[]): Promise<void> {
  await run([process.execPath, 'src/main.ts', ...args], server);
}

async function startApp(file: string, { issuer, audience }: AppSettings): Promise<App> {
  const place = join(work, file.replaceAll('.', '-'));
  mkdirSync(place);
  writeFileSync(join(place, file), exampleCode(file));
  const [install = '', begin = ''] = commandsOf(file).split(' && ');
  // What people who use Python do first.
  const isPython = file.endsWith('.py');
  if (isPython) await run(['python3', '-m', 'venv', '.venv'], place);
  const path = isPython ? `${place}/.venv/bin:${pathOf()}` : pathOf();
  await run(['bash', '-euc', install], place, { PATH: path });
  const appPort = String(4000 + (isPython ? 1 : 0));
  const env = { PATH: path, ISSUER: issuer, AUDIENCE: audience, PORT: appPort };
  const child = start(['bash', '-euc', `exec ${begin}`], place, env);
  const address = `http://localhost:${appPort}/notes`;
  await answered(child, address);
  return {
    status: async (authorization) => {
      const headers = authorization === undefined ? {} : { authorization };
      return (await fetch(address, { headers })).status;
    },
    stop: () => stop(child),
  };
}

function pathOf(): string {
  return process.env['PATH'] ?? '';
}

function start(line: readonly string[], cwd: string, env: Readonly<Record<string, string>>) {
  const child = Bun.spawn([...line], {
    cwd,
    env: { PATH: pathOf(), HOME: process.env['HOME'] ?? '', ...env },
    stdio: ['ignore', 'ignore', 'ignore'],
  });
  running.add(child);
  return child;
}

async function stop(child: Bun.Subprocess): Promise<void> {
  child.kill('SIGTERM');
  await child.exited;
  running.delete(child);
}

/** Runs a command to its end; what it says is shown when it fails. */
async function run(line: readonly string[], cwd: string, env = {}): Promise<void> {
  const said = join(workDirectory(), 'said');
  const child = Bun.spawn([...line], {
    cwd,
    env: { PATH: pathOf(), HOME: process.env['HOME'] ?? '', ...env },
    stdio: ['ignore', Bun.file(said), Bun.file(said)],
  });
  const exitCode = await child.exited;
  if (exitCode === 0) return;
  throw new Error(`${line.join(' ')} ended with ${exitCode}: ${await Bun.file(said).text()}`);
}

/** Waits until an address answers; it must not be another program that does. */
async function answered(child: Bun.Subprocess, address: string): Promise<void> {
  while (child.exitCode === null) {
    const isThere = await fetch(address).then(
      () => true,
      () => false,
    );
    if (isThere && child.exitCode === null) return;
    await Bun.sleep(50);
  }
  throw new Error(`${address} is not served: the program ended with ${child.exitCode}`);
}
