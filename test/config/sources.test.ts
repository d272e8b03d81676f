import { afterAll, afterEach, beforeEach, describe, expect, test } from 'bun:test';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, loadConfig } from '../../src/config/config.ts';
import type { LoadedConfig } from '../../src/config/config.ts';
import { processSources } from '../../src/config/env.ts';
import { registry } from '../../src/core/providers/registry.ts';
import { childEnv } from '../support/environment.ts';
import { commandOfOtherUser } from '../support/other-user.ts';
import { endProcesses, runInTerminal, runProgram } from '../support/process.ts';

afterAll(endProcesses);

let cwd = '';
let executableDir = '';
const secret = 'vM3x9QeLr7Tz1KpWbY5nHcD8uJfSgA2oXi6Z';

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'anchor-config-'));
  executableDir = mkdtempSync(join(tmpdir(), 'anchor-program-'));
});

afterEach(() => {
  rmSync(cwd, { recursive: true });
  rmSync(executableDir, { recursive: true });
});

function load(env: Record<string, string>): LoadedConfig {
  return loadConfig({ env, cwd, executableDir });
}

function failure(env: Record<string, string>): ConfigError {
  try {
    load(env);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('the configuration was accepted');
}

function sourceOf(loaded: LoadedConfig, name: string): string | undefined {
  return loaded.entries.find((entry) => entry.name === name)?.source;
}

describe('the .env file', () => {
  test('is read from the working directory', () => {
    writeFileSync(
      join(cwd, '.env'),
      '# ours\nexport PORT=4000\nOIDC_PROVIDER_NAME="My login" # quoted\n',
    );
    const loaded = load({});
    expect(loaded.config.server.port).toBe(4000);
    expect(loaded.config.oidc.providerName).toBe('My login');
    expect(sourceOf(loaded, 'PORT')).toBe('.env');
    expect(loaded.envFile).toBe(join(cwd, '.env'));
  });

  test('is overruled by the environment, but not by an empty variable there', () => {
    writeFileSync(join(cwd, '.env'), 'PORT=4000\nHOST=0.0.0.0\nDATA_DIR=/var/lib/anchor\n');
    const loaded = load({ PORT: '5000', HOST: '', DATA_DIR: '  ' });
    expect(loaded.config.server).toMatchObject({ port: 5000, host: '0.0.0.0' });
    expect(loaded.config.storage.dataDir).toBe('/var/lib/anchor');
    expect(sourceOf(loaded, 'PORT')).toBe('environment');
    expect(sourceOf(loaded, 'HOST')).toBe('.env');
  });

  test('is read beside the program only when the working directory has none', () => {
    writeFileSync(join(executableDir, '.env'), 'PORT=4001\nHOST=0.0.0.0\n');
    expect(load({}).config.server.port).toBe(4001);
    writeFileSync(join(cwd, '.env'), 'PORT=4000\n');
    expect(load({}).config.server).toMatchObject({ port: 4000, host: '127.0.0.1' });
  });

  test('may begin with a byte order mark and end its lines like Windows', () => {
    writeFileSync(join(cwd, '.env'), '\uFEFFPORT=4000\r\nHOST=0.0.0.0\r\n');
    expect(load({}).config.server).toMatchObject({ port: 4000, host: '0.0.0.0' });
  });

  test('that cannot be read stops the start instead of being passed over', () => {
    mkdirSync(join(cwd, '.env'));
    expect(failure({}).problems).toEqual([
      `${join(cwd, '.env')} cannot be read (EISDIR); repair or remove it`,
    ]);
  });

  test('that is not text stops the start', () => {
    writeFileSync(join(cwd, '.env'), Buffer.from('\uFEFFPORT=4000\n', 'utf16le'));
    expect(failure({}).problems).toEqual([
      `${join(cwd, '.env')} cannot be read (it is not UTF-8 text); repair or remove it`,
    ]);
  });

  test('is not looked for when no working directory is given', () => {
    expect(loadConfig({ env: { PORT: '0' } }).envFile).toBeNull();
  });
});

describe('the .env file, for a user who', () => {
  const command = commandOfOtherUser();
  afterAll(endProcesses);
  const check = () => runProgram(['config', 'check'], { command: command ?? [], cwd });

  test.skipIf(command === null)('may not search the directory, is not there', async () => {
    writeFileSync(join(cwd, '.env'), 'PORT=4000\n');
    chmodSync(cwd, 0o700);
    const { exitCode, out, err } = await check();
    expect(exitCode).toBe(0);
    expect(err).not.toContain('.env');
    expect(out).toStartWith('No .env file was read.');
  });

  test.skipIf(command === null)('sees the file but may not read it, stops the start', async () => {
    writeFileSync(join(cwd, '.env'), 'PORT=4000\n', { mode: 0o600 });
    chmodSync(cwd, 0o755);
    const { exitCode, err, out } = await check();
    expect(exitCode).toBe(1);
    expect(out + err).toContain('.env cannot be read (EACCES); repair or remove it');
  });

  test.skipIf(command === null)('sees a link to a file out of reach, stops the start', async () => {
    chmodSync(executableDir, 0o700);
    writeFileSync(join(executableDir, 'real.env'), 'PORT=4000\n');
    symlinkSync(join(executableDir, 'real.env'), join(cwd, '.env'));
    chmodSync(cwd, 0o755);
    const { exitCode, err, out } = await check();
    expect(exitCode).toBe(1);
    expect(out + err).toContain('.env cannot be read (EACCES); repair or remove it');
  });
});

describe('a secret in a file', () => {
  test.each(['', '\n', '\r\n', '\n\n'])(
    'is read without the line break %j at its end',
    (ending) => {
      writeFileSync(join(cwd, 'jwt'), secret + ending);
      const loaded = load({ JWT_SECRET_FILE: join(cwd, 'jwt') });
      expect(loaded.config.tokens.jwtSecret).toBe(secret);
      expect(sourceOf(loaded, 'JWT_SECRET')).toBe(join(cwd, 'jwt'));
    },
  );

  test('may be named in .env, relative to the working directory', () => {
    writeFileSync(join(cwd, 'token'), 'open sesame');
    writeFileSync(join(cwd, '.env'), 'SETUP_TOKEN_FILE=token\n');
    expect(load({}).config.policy.setupToken).toBe('open sesame');
  });

  test.each([
    'JWT_SECRET',
    'JWT_SECRET_PREVIOUS',
    'OIDC_CLIENT_SECRET',
    ...registry.map(({ prefix }) => `${prefix}_CLIENT_SECRET`),
    'SETUP_TOKEN',
    'DATABASE_URL',
  ])('is possible for %s, and its value is never shown', (name) => {
    writeFileSync(join(cwd, 'value'), secret);
    const loaded = load({ [`${name}_FILE`]: 'value' });
    expect(JSON.stringify(loaded.config)).toContain(secret);
    expect(JSON.stringify(loaded.entries)).not.toContain(secret);
    expect(loaded.warnings).toEqual([]);
  });

  test('and the same secret directly is a contradiction', () => {
    writeFileSync(join(cwd, 'jwt'), secret);
    const env = { JWT_SECRET: secret, JWT_SECRET_FILE: join(cwd, 'jwt') };
    expect(failure(env).problems).toEqual([
      'JWT_SECRET and JWT_SECRET_FILE are both set; keep one of them',
    ]);
  });

  test('beside the same secret, one of them empty, is no contradiction', () => {
    writeFileSync(join(cwd, 'jwt'), secret);
    const fromFile = load({ JWT_SECRET: '', JWT_SECRET_FILE: join(cwd, 'jwt') });
    expect(fromFile.config.tokens.jwtSecret).toBe(secret);
    const direct = load({ JWT_SECRET: secret, JWT_SECRET_FILE: '' });
    expect(direct.config.tokens.jwtSecret).toBe(secret);
  });

  test('that is missing stops the start, without repeating what may be the secret itself', () => {
    const error = failure({ JWT_SECRET_FILE: secret });
    expect(error.problems).toEqual([
      'JWT_SECRET_FILE names a file that cannot be read (ENOENT); check its path and permissions',
    ]);
    expect(JSON.stringify(error.entries)).not.toContain(secret);
  });

  test.each([
    ['empty', ''],
    ['only a line break', '\n'],
  ])('that is %s stops the start', (_, content) => {
    writeFileSync(join(cwd, 'jwt'), content);
    expect(failure({ JWT_SECRET_FILE: 'jwt' }).problems).toEqual([
      'JWT_SECRET_FILE names an empty file; write the secret into it or unset the variable',
    ]);
  });

  test('that is no text, or endless, stops the start', () => {
    writeFileSync(join(cwd, 'jwt'), new Uint8Array(48).fill(0xff));
    expect(failure({ JWT_SECRET_FILE: 'jwt' }).problems).toEqual([
      'JWT_SECRET_FILE names a file that cannot be read (it is not UTF-8 text); check its path and permissions',
    ]);
    writeFileSync(join(cwd, 'jwt'), 'x'.repeat(70_000));
    expect(failure({ JWT_SECRET_FILE: 'jwt' }).problems).toEqual([
      'JWT_SECRET_FILE names a file that cannot be read (it is too large); check its path and permissions',
    ]);
  });

  test('must be as good as one given directly', () => {
    writeFileSync(join(cwd, 'jwt'), 'short');
    expect(failure({ JWT_SECRET_FILE: 'jwt' }).problems).toEqual([
      'JWT_SECRET takes at least 32 bytes, and this is shorter; make one with: openssl rand -base64 48',
    ]);
  });
});

test('the sources of the process are its own environment and working directory', () => {
  const sources = processSources();
  expect(sources.env).toMatchObject(childEnv());
  expect(sources.cwd).toBe(process.cwd());
  expect(sources.executableDir).toBeUndefined();
});

test('a terminal is distinguished from a pipe', async () => {
  const file = new URL('../../src/config/env.ts', import.meta.url).href;
  const print = 'console.log(String(processSources().isTerminal))';
  const command = [process.execPath, '-e', `import { processSources } from '${file}'; ${print}`];
  expect((await runProgram([], { command })).out).toBe('false\n');
  expect(await runInTerminal(command, { NO_COLOR: '1' })).toBe('true\r\n');
});
