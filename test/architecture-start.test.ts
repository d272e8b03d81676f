// Checks what a start loads, because every server keeps it in memory as long as it runs.
import { afterAll, describe, expect, test } from 'bun:test';
import { join } from 'node:path';
import { importsOf, readSources } from './support/architecture/source-tree.ts';
import { filesOfProgram, filesOfStart, startViolations } from './support/architecture/start.ts';
import type { Env } from './support/environment.ts';
import { newDatabase } from './support/postgres-databases.ts';
import {
  endProcesses,
  fromSource,
  projectRoot,
  type ServerProcess,
  startServer,
} from './support/process.ts';

afterAll(endProcesses);

const sources = await readSources();
const mainWith = (text: string) => [{ path: 'src/main.ts', text }];

describe('a start', () => {
  test('loads only the packages that every server needs', () => {
    expect(startViolations(sources)).toEqual([]);
  });

  test('does not load the code for provider sign-in and API documentation', () => {
    const loaded = filesOfStart(sources).map(({ path }) => path);
    expect(loaded).toContain('src/db/sqlite/open.ts');
    expect(loaded).toContain('src/features/federation/oidc/routes.ts');
    expect(loaded).not.toContain('src/openid/provider.ts');
    expect(loaded).not.toContain('src/io/outbound-exchange.ts');
    expect(loaded).not.toContain('src/io/mail/delivery.ts');
    expect(loaded).not.toContain('src/core/letters/render.ts');
  });

  test('does not load nodemailer, which two files of one directory import', () => {
    const atStart = filesOfStart(sources).map(({ path }) => path);
    expect(atStart).toContain('src/io/mail/transport.ts');
    const importers = sources
      .filter((file) => importsOf(file).some(({ specifier }) => specifier.startsWith('nodemailer')))
      .map(({ path }) => path);
    expect(importers.toSorted()).toEqual(['src/io/mail/compose.ts', 'src/io/mail/session.ts']);
    for (const path of importers) expect(atStart).not.toContain(path);
  });

  test('never loads the generator of the API document, because the program contains the document', () => {
    const loaded = filesOfProgram(sources);
    const paths = loaded.map(({ path }) => path);
    expect(paths).toContain('src/openid/provider.ts');
    expect(paths).toContain('src/web/docs/openapi.json');
    expect(paths.filter((path) => path.startsWith('src/http/openapi'))).toEqual([]);
    const packages = loaded.flatMap((file) => importsOf(file).map(({ specifier }) => specifier));
    expect(packages).toContain('elysia');
    expect(packages).not.toContain('@elysiajs/swagger');
  });

  test.each([
    [`import { jwtVerify } from 'jose';`, 'jose'],
    [`import { type Server, request } from 'node:http';`, 'node:http'],
    [`import 'rate-limiter-flexible';`, 'rate-limiter-flexible'],
    [`export { OAuth2Client } from 'arctic';`, 'arctic'],
  ])('is slower with %p', (text, name) => {
    expect(startViolations(mainWith(text))).toEqual([
      `src/main.ts loads ${name} at every start: import() it where it is first needed`,
    ]);
  });

  test('is slower for what any file on its way loads', () => {
    const files = [
      { path: 'src/main.ts', text: `import { a } from './cli/a.ts';` },
      { path: 'src/cli/a.ts', text: `export * from '../io/b.ts';` },
      { path: 'src/io/b.ts', text: `import { OAuth2Client } from 'arctic';` },
    ];
    expect(startViolations(files)).toEqual([expect.stringContaining('src/io/b.ts loads arctic')]);
  });

  test.each([
    `import type { JWK } from 'jose';\nimport { Elysia } from 'elysia';`,
    `const { jwtVerify } = await import('jose');`,
    `import style from 'swagger-ui-dist/swagger-ui.css' with { type: 'file' };`,
  ])('is as quick with %p', (text) => {
    expect(startViolations(mainWith(text))).toEqual([]);
  });
});

const person = { email: 'ada@example.com', password: 'correct horse battery', name: 'Ada' };

/** Registration gives the first token. */
const register = async (server: ServerProcess) => {
  expect((await server.post('/api/auth/register', person)).status).toBe(201);
};

/** Shows no token that was ever issued. */
const readKeys = async (server: ServerProcess) => {
  const answer = await server.get('/.well-known/jwks.json');
  expect(await answer.json()).toEqual({ keys: [] });
  expect((await server.get('/api/auth/me', 'x.y.z')).status).toBe(401);
};

/** Which of these packages a server has loaded after it answered a request, by default a registration. */
async function loadedOf(
  names: readonly string[],
  env: Env,
  use: (server: ServerProcess) => Promise<void> = register,
): Promise<readonly string[]> {
  const [bun = '', ...program] = fromSource;
  const preload = join(projectRoot, 'test/support/loaded-modules.ts');
  const command = [bun, '--preload', preload, ...program, 'serve', '--new'];
  await using server = await startServer({ command, env });
  await use(server);
  expect(await server.stop()).toBe(0);
  while (!server.err().endsWith('\n')) await Bun.sleep(2);
  const paths = JSON.parse(server.err()) as readonly string[];
  return names.filter((name) => paths.some((path) => path.includes(`/node_modules/${name}/`)));
}

describe('what signs access tokens', () => {
  const signer = ['@elysiajs/jwt', 'jose'];

  test('is not loaded before the first token, also by who asks for the keys', async () => {
    expect(await loadedOf([...signer, 'kysely'], {}, readKeys)).toEqual(['kysely']);
  });

  test('is loaded by the first token', async () => {
    expect(await loadedOf(signer, {})).toEqual(signer);
  });
});

/** A server that may send mail, but has not yet. */
const mailEnv = {
  SMTP_HOST: '127.0.0.1',
  SMTP_PORT: '9',
  SMTP_TLS: 'none',
  SMTP_FROM: 'Anchor <auth@example.com>',
};

/** The first mail, which no server takes. */
const sendMail = async (server: ServerProcess) => {
  await register(server);
  const signedIn = await server.post('/api/auth/login', person);
  const { access_token: bearer } = (await signedIn.json()) as { access_token: string };
  const path = '/api/admin/settings/mail/test';
  const tested = await server.post(path, { to: 'ada@example.com' }, bearer);
  expect(await tested.json()).toMatchObject({ ok: false });
};

describe('what sends mail', () => {
  test('is not loaded by a start, also when there is a mail server', async () => {
    expect(await loadedOf(['nodemailer', 'kysely'], mailEnv)).toEqual(['kysely']);
  });

  test('is loaded by the first mail', async () => {
    expect(await loadedOf(['nodemailer'], mailEnv, sendMail)).toEqual(['nodemailer']);
  });
});

describe('the driver of PostgreSQL', () => {
  const driver = ['pg', 'pg-pool', 'pg-protocol', 'pg-types'];

  test('is not loaded by a server that uses a SQLite file', async () => {
    expect(await loadedOf([...driver, 'kysely'], {})).toEqual(['kysely']);
  });

  test('is loaded by one that uses PostgreSQL', async () => {
    const env = { DATABASE_URL: await newDatabase() };
    expect(await loadedOf([...driver, 'kysely'], env)).toEqual([...driver, 'kysely']);
  });
});
