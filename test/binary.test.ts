import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { linkSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import manifest from '../package.json' with { type: 'json' };
import { buildProgram } from './support/built-program.ts';
import { documentation } from './support/documentation.ts';
import { newDatabase } from './support/postgres-databases.ts';
import { startProvider } from './support/provider/provider.ts';
import {
  directory,
  endProcesses,
  runProgram,
  type ServerProcess,
  startServer,
} from './support/process.ts';
import { clientText } from './support/typed-client.ts';

// The program as it is given to people: built once, started from an empty directory.

const password = 'correct horse battery';
const creating = ['user', 'create', '--password-stdin'];
let outdir = '';
let command: readonly string[] = [];
let server: ServerProcess;

beforeAll(async () => {
  ({ outdir, command } = await buildProgram());
  server = await startServer({ command });
}, 300_000);

afterAll(endProcesses);

interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
}

async function tokensOf(answer: Response): Promise<Tokens> {
  return (await answer.json()) as Tokens;
}

test('the build makes one file of at most 125 MiB and nothing beside it', () => {
  const [name = '', ...others] = readdirSync(outdir);
  expect(others).toEqual([]);
  expect(Bun.file(join(outdir, name)).size / 2 ** 20).toBeLessThanOrEqual(125);
});

describe('the binary', () => {
  test('says which version it is', async () => {
    const version = await runProgram(['version'], { command });
    expect(version).toEqual({ exitCode: 0, out: `anchor-auth ${manifest.version}\n`, err: '' });
    const health = await server.get('/api/health');
    expect(await health.json()).toEqual({
      status: 'ok',
      app: 'anchor',
      version: manifest.version,
    });
  });

  test('registers, signs in, refreshes, shows sessions and signs out', async () => {
    const email = 'grace@example.com';
    const registered = await server.post('/api/auth/register', { email, password, name: 'Grace' });
    expect(registered.status).toBe(201);
    const login = await server.post('/api/auth/login', { email, password });
    expect(login.status).toBe(200);
    const first = await tokensOf(login);
    expect(await (await server.get('/api/auth/me', first.access_token)).json()).toMatchObject({
      email,
      authIdentities: ['local'],
    });

    const refreshed = await server.post('/api/auth/refresh', {
      refresh_token: first.refresh_token,
    });
    const second = await tokensOf(refreshed);
    expect(second.refresh_token).not.toBe(first.refresh_token);
    const sessions = await server.get('/api/auth/sessions', second.access_token);
    expect(await sessions.json()).toHaveLength(2);

    const logout = await server.post('/api/auth/logout', {}, second.access_token);
    expect(await logout.json()).toEqual({ message: 'Logged out successfully' });
    expect((await server.get('/api/auth/me', second.access_token)).status).toBe(401);
  });

  test('refuses in the same words as from source', async () => {
    const wrong = await server.post('/api/auth/login', { email: 'nobody@example.com', password });
    const requestId: unknown = wrong.headers.get('x-request-id');
    expect(wrong.status).toBe(401);
    expect(await wrong.json()).toEqual({
      statusCode: 401,
      error: 'Unauthorized',
      message: 'Invalid credentials',
      code: 'invalid_credentials',
      requestId,
    });
    const invalid = await server.post('/api/auth/register', {
      email: 'x',
      password: 'CANARY',
      name: ' ',
    });
    expect(invalid.status).toBe(400);
    const text = await invalid.text();
    expect(JSON.parse(text)).toMatchObject({ code: 'validation_failed' });
    expect(text).not.toContain('CANARY');
    expect((await server.get('/api/nowhere')).status).toBe(404);
    expect((await server.get('/api/auth/login')).status).toBe(405);
  });

  test('carries the documentation page and all its files', async () => {
    const page = await server.get('/docs');
    const html = await page.text();
    const files = [...html.matchAll(/(?:href|src)="(\/[^"]+)"/g)].map(([, path = '']) => path);
    expect(files).toContain('/docs/swagger-ui-bundle.js');
    for (const path of files) {
      const answer = await server.get(path);
      expect(answer.status).toBe(200);
      expect((await answer.bytes()).length).toBeGreaterThan(100);
    }
    const document: unknown = await (await server.get('/docs/json')).json();
    expect(document).toEqual(await documentation());
    expect(await (await server.get('/docs/client.ts')).text()).toBe(await clientText());
  });

  test('signs in at an OpenID provider, though no start loads what that takes', async () => {
    await using provider = await startProvider();
    const { issuer, clientId, clientSecret } = provider;
    const env = {
      APP_URL: 'http://localhost:3000',
      OIDC_ENABLED: 'true',
      OIDC_ISSUER_URL: issuer,
      OIDC_CLIENT_ID: clientId,
      OIDC_CLIENT_SECRET: clientSecret ?? '',
    };
    await using other = await startServer({ command, env });
    const ask = (path: string, cookie = '') =>
      fetch(`${other.origin}/api/auth/oidc/${path}`, {
        redirect: 'manual',
        headers: { cookie, host: 'localhost:3000' },
      });

    const begun = await ask('initiate');
    const parameters = await provider.signIn(new URL(begun.headers.get('location') ?? ''));
    const [cookie = ''] = begun.headers.getSetCookie().map((line) => line.split(';')[0]);
    const back = await ask(`callback?${parameters.toString()}`, cookie);
    const code = new URL(back.headers.get('location') ?? '').searchParams.get('code');
    const signedIn = await other.post('/api/auth/oidc/exchange', { code });
    expect(await signedIn.json()).toMatchObject({ user: { isAdmin: true, status: 'active' } });
    expect(other.err()).toBe('');
  });

  test('runs on PostgreSQL, where two servers share the users and their sessions', async () => {
    const env = {
      APP_URL: 'https://auth.example.com',
      DATABASE_URL: await newDatabase(),
      SECRET_KEY: crypto.getRandomValues(new Uint8Array(32)).toHex(),
    };
    const empty = await runProgram(['serve'], { command, env });
    expect(empty.err).toContain('serve --new');
    expect(empty.exitCode).toBe(1);
    await using first = await startServer({ command: [...command, 'serve', '--new'], env });
    await using second = await startServer({ command, env });
    const email = 'hedy@example.com';
    const registered = await first.post('/api/auth/register', { email, password, name: 'Hedy' });
    const { refresh_token } = await tokensOf(registered);
    const refreshed = await tokensOf(await second.post('/api/auth/refresh', { refresh_token }));
    const me = () => first.get('/api/auth/me', refreshed.access_token);
    expect(await (await me()).json()).toMatchObject({ email, isAdmin: true });
    await second.post('/api/auth/logout', {}, refreshed.access_token);
    expect((await me()).status).toBe(401);
    expect(await second.stop()).toBe(0);
    expect(await first.stop()).toBe(0);
    expect(first.err() + second.err()).toBe('');
  });

  test('keeps an API token sealed and shows it again', async () => {
    const newcomer = { email: 'joan@example.com', password, name: 'Joan' };
    const { access_token: access } = await tokensOf(
      await server.post('/api/auth/register', newcomer),
    );
    const made = await server.post('/api/auth/api-token/regenerate', {}, access);
    const { apiToken } = (await made.json()) as { readonly apiToken: string };
    expect(apiToken).toStartWith('ak_');
    expect(await (await server.get('/api/auth/api-token', access)).json()).toEqual({ apiToken });
  });

  test('lists and makes users while it runs', async () => {
    const env = { DATA_DIR: server.dataDir };
    const args = [...creating, '--email', 'ivy@example.com', '--name', 'Ivy'];
    expect((await runProgram(args, { command, env, stdin: `${password}\n` })).exitCode).toBe(0);
    const login = await server.post('/api/auth/login', { email: 'ivy@example.com', password });
    expect(login.status).toBe(200);
    const { exitCode, out, err } = await runProgram(['user', 'list'], { command, env });
    expect(err).toBe('');
    expect(exitCode).toBe(0);
    expect(out).toContain('ivy@example.com');
  });

  test('finds users on a thread of its own, and ends in good order beside it', async () => {
    const other = await startServer({ command });
    const email = 'ada@example.com';
    const registered = await other.post('/api/auth/register', { email, password, name: 'Ada' });
    const { access_token } = await tokensOf(registered);
    const found = await other.get('/api/admin/users?search=ada', access_token);
    expect(await found.json()).toMatchObject({ total: 1, users: [{ email }] });
    const stats = await other.get('/api/admin/stats', access_token);
    expect(await stats.json()).toMatchObject({ totalUsers: 1, activeSessions: 1 });
    expect(await other.stop()).toBe(0);
    expect(other.err()).toBe('');
    expect(readdirSync(other.dataDir).filter((name) => name.endsWith('-wal'))).toEqual([]);
  });

  test('refuses common passwords, whose list it carries', async () => {
    const env = { DATA_DIR: server.dataDir, ENABLE_PASSWORD_VALIDATION: 'true' };
    const args = [...creating, '--email', 'eve@example.com', '--name', 'Eve'];
    const { exitCode, err } = await runProgram(args, { command, env, stdin: 'Password1234!\n' });
    expect(err).toStartWith('anchor-auth: password must not be a common password');
    expect(exitCode).toBe(1);
  });

  test('is asked for its health', async () => {
    const env = { PORT: String(server.port) };
    expect((await runProgram(['healthcheck'], { command, env })).exitCode).toBe(0);
  });

  test('reads .env itself and says so, and ignores a bunfig.toml', async () => {
    const cwd = directory();
    writeFileSync(join(cwd, '.env'), 'PORT=8123\n');
    writeFileSync(join(cwd, 'bunfig.toml'), 'preload = ["./missing.ts"]\n');
    const { exitCode, out } = await runProgram(['config', 'check'], { command, cwd });
    expect(exitCode).toBe(0);
    expect(out).toStartWith(`Read ${join(cwd, '.env')}\n`);
    expect(out).toMatch(/^ {2}PORT +8123 +\.env$/m);
    expect(out).toMatch(/^ {2}HOST +127\.0\.0\.1 +default$/m);
  });

  test('finds a .env beside itself', async () => {
    const place = directory();
    const [binary = ''] = command;
    linkSync(binary, join(place, 'anchor-auth'));
    writeFileSync(join(place, '.env'), 'PORT=8124\n');
    const { out } = await runProgram(['config', 'check'], {
      command: [join(place, 'anchor-auth')],
    });
    expect(out).toMatch(/^ {2}PORT +8124 +\.env$/m);
  });
});
