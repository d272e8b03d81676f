import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { chmodSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  directory,
  endProcesses,
  runProgram,
  type ServerProcess,
  startServer,
} from './support/process.ts';
import { contents, copyOf, refusal, usedDataDir } from './support/refused-start.ts';

let healthy = '';
let running: ServerProcess;

beforeAll(async () => {
  healthy = await usedDataDir();
  running = await startServer();
});

afterAll(endProcesses);

const copy = () => copyOf(healthy);

const notWritable =
  /^The (?:data directory|lock file) \S+ cannot be .*; make .* writable for the user who runs/;

test('a second server on the same directory does not start, and the first goes on', async () => {
  const { dataDir } = running;
  expect(await refusal({ DATA_DIR: dataDir })).toBe(
    `Another anchor-auth is already running on this data directory (${dataDir}/lock.db is locked); stop it first, or give this one a DATA_DIR of its own`,
  );
  expect((await running.get('/health/ready')).status).toBe(200);
});

test('a server starts again after a kill, because the lock ended with the process', async () => {
  const dataDir = copy();
  const first = await startServer({ dataDir });
  first.signal('SIGKILL');
  await first.exited;
  const second = await startServer({ dataDir });
  expect(await second.stop()).toBe(0);
});

describe('the server does not start on', () => {
  test('a port that another server has, and lets go of its directory again', async () => {
    const dataDir = copy();
    const before = contents(dataDir);
    expect(await refusal({ DATA_DIR: dataDir, PORT: String(running.port) })).toBe(
      `127.0.0.1:${running.port} is already in use; stop what uses it, or set PORT to another number`,
    );
    expect(contents(dataDir)).toEqual(before);
  });

  test('an address that this machine does not have', async () => {
    expect(await refusal({ DATA_DIR: copy(), HOST: '203.0.113.7' })).toBe(
      'The server cannot listen on 203.0.113.7:0 (EADDRNOTAVAIL); set HOST to an address of this machine, and PORT to 1024 or above unless it may use lower ones',
    );
  });

  test('a name that has no address', async () => {
    const host = 'no-such-host.invalid';
    expect(await refusal({ DATA_DIR: copy(), HOST: host })).toBe(
      `HOST is "${host}", and that name cannot be resolved to an address; set HOST to an address of this machine: 127.0.0.1 for itself alone, 0.0.0.0 for every network it is in`,
    );
  });

  test('a data directory that is a file, or below one', async () => {
    const file = join(directory(), 'file');
    writeFileSync(file, 'kept');
    for (const path of [file, join(file, 'data')]) {
      expect(await refusal({ DATA_DIR: path })).toBe(
        `The data directory ${path} cannot be written to; make it writable for the user who runs anchor-auth, or set DATA_DIR to another place`,
      );
    }
    expect(readFileSync(file, 'utf8')).toBe('kept');
  });

  const isRoot = process.getuid?.() === 0;
  if (isRoot)
    console.log(
      'skipped as root, who may write everywhere: a data directory that may not be written to',
    );
  test.skipIf(isRoot)('a data directory that may not be written to', async () => {
    const dataDir = copy();
    chmodSync(dataDir, 0o500);
    expect(await refusal({ DATA_DIR: dataDir })).toMatch(notWritable);
    chmodSync(dataDir, 0o700);
  });

  // What even the superuser cannot write to.
  test.skipIf(process.platform !== 'linux')(
    'a data directory on a file system that takes no files',
    async () => {
      expect(await refusal({ DATA_DIR: '/proc' })).toMatch(notWritable);
    },
  );
});

test('all wrong settings are reported together, one line each', async () => {
  const env = { PORT: 'web', LOG_LEVEL: 'loud', JWT_SECRET: 'CANARY', DATA_DIR: copy() };
  const { exitCode, out, err } = await runProgram([], { env });
  expect(exitCode).toBe(1);
  expect(out).toBe('');
  expect(err.trimEnd().split('\n')).toEqual([
    'anchor-auth: PORT takes a whole number from 0 to 65535; got "web"',
    'anchor-auth: LOG_LEVEL takes debug, info, warn or error; got "loud"',
    'anchor-auth: JWT_SECRET takes at least 32 bytes, and this is shorter; make one with: openssl rand -base64 48',
  ]);
});

test('LOG_LEVEL=debug adds where a refusal came from', async () => {
  const dataDir = copy();
  truncateSync(join(dataDir, 'anchor.db'), 50);
  const { err } = await runProgram([], {
    env: { DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'debug' },
  });
  const [first, ...trace] = err.trimEnd().split('\n');
  expect(first).toMatch(/^anchor-auth: The database \S+ is damaged/);
  expect(trace.join('\n')).toContain('caused by');
});
