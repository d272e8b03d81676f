// T19: when the server cannot identify the caller, it refuses; when it cannot end a session, it does not
// say that it did.
import { describe, expect, test } from 'bun:test';
import { CompiledQuery } from 'kysely';
import { addSignedIn } from '../support/people.ts';
import { documentation } from '../support/documentation.ts';
import { refuseChanges } from '../support/storage-trouble.ts';
import { createTestApp, type Call, type TestApp } from '../support/test-app.ts';

const { paths } = await documentation();

const guarded = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods)
    .filter(([, operation]) => operation['x-guard'] !== undefined)
    .map(([method]) => ({ method: method.toUpperCase(), path })),
);

describe('while the table of sessions is missing,', () => {
  test('every guarded operation is refused, and changes nothing', async () => {
    await using app = await createTestApp();
    const admin = await addSignedIn(app, { isAdmin: true });
    const made = await app.post('/api/auth/api-token/regenerate', {}, admin.access_token);
    const { apiToken } = made.body as { readonly apiToken: string };
    await run(app, 'alter table sessions rename to sessions_away');
    await run(app, 'alter table api_tokens rename to api_tokens_away');
    const before = await app.snapshot();
    expect(guarded.length).toBeGreaterThan(30);
    for (const { method, path } of guarded) {
      for (const bearer of [admin.access_token, apiToken]) {
        const id = crypto.randomUUID();
        const call = { method, path: path.replace(/\{\w+\}/, id), bearer };
        const { status } = await app.send(method === 'GET' ? call : { ...call, json: {} });
        expect(`${method} ${path} ${status}`).toMatch(/ (?:401|500|503)$/);
      }
    }
    expect(await app.snapshot()).toEqual(before);
  });
});

const ways: readonly (readonly [string, (own: Person) => Partial<Call>])[] = [
  ['a bearer', (own) => ({ bearer: own.access_token })],
  ['a refresh token', (own) => ({ json: { refreshToken: own.refresh_token } })],
  ['both', (own) => ({ bearer: own.access_token, json: { refreshToken: own.refresh_token } })],
];

describe.each(['/api/auth/logout', '/auth/logout'])('signing out at %s', (path) => {
  test.each(ways.filter(([name]) => path.startsWith('/api') || name === 'a bearer'))(
    'with %s is no success while the storage refuses, and one afterwards',
    async (_, given) => {
      await using app = await createTestApp();
      const own = await addSignedIn(app);
      const call = { method: 'POST', path, ...given(own) };
      const mend = await refuseChanges(app.database);
      expect(await app.send(call)).toMatchObject({ status: 503 });
      expect((await app.get('/api/auth/me', own.access_token)).status).toBe(200);
      await mend();
      expect(await app.send(call)).toMatchObject({ status: 200 });
      expect((await app.get('/api/auth/me', own.access_token)).status).toBe(401);
    },
  );
});

type Person = Awaited<ReturnType<typeof addSignedIn>>;

async function run(app: TestApp, statement: string): Promise<void> {
  await app.database.migrations.executeQuery(CompiledQuery.raw(statement));
}
