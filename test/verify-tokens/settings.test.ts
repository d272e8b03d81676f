// What the handbook says of PostgREST and Hasura, which are not run here: what their documentation asks for is
// compared with real tokens, and the SQL is run as PostgREST runs it.
import { SQL } from 'bun';
import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { claimsOf, headerOf } from '../support/access-token.ts';
import { newDatabase } from '../support/postgres-databases.ts';
import { addSignedIn } from '../support/people.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { exampleCode, exampleIn } from '../support/verify-kit/handbook-code.ts';

const issuer = 'https://auth.example.com';
let app: TestApp;
beforeAll(async () => {
  app = await createTestApp({ APP_URL: issuer, APP_AUDIENCES: 'reports' });
});
afterAll(() => app[Symbol.asyncDispose]());

async function tokens() {
  const { access_token: access } = await addSignedIn(app);
  const asked = await app.post('/api/auth/app-token', { audience: 'reports' }, access);
  return { access, reports: (asked.body as { readonly token: string }).token };
}

describe('PostgREST', () => {
  const settings = new Map(
    [...exampleCode('postgrest.conf').matchAll(/^([\w-]+) = "(.*)"$/gm)].map(
      ([, name = '', value = '']) => [name, value],
    ),
  );
  const roleClaim = settings.get('jwt-role-claim-key')?.replace(/^\./, '') ?? '';

  test('the settings fit the tokens of the program', async () => {
    const claims = claimsOf((await tokens()).reports);
    expect(claims['aud']).toBe(settings.get('jwt-aud') ?? '');
    expect(claims[roleClaim]).toBe('reports');
    expect(claims['role']).toBe('Basic User');
    expect(settings.has('db-anon-role')).toBe(false);
  });

  test('the SQL lets each person see and change what is theirs', async () => {
    await using sql = new SQL(await newDatabase(), { max: 1 });
    const ada = claimsOf((await tokens()).reports);
    const bob = claimsOf((await tokens()).reports);
    // Roles belong to the whole server, so nothing of it is kept.
    await sql.unsafe('begin');
    await sql.unsafe(exampleCode('notes.sql'));
    await sql.unsafe('set local session authorization authenticator');
    /** One request: the role and the claims hold until its end. */
    const request = async (claims: typeof ada, text: string): Promise<unknown[]> => {
      await sql`select set_config('role', ${String(claims[roleClaim])}, true),
        set_config('request.jwt.claims', ${JSON.stringify(claims)}, true)`;
      const rows: unknown[] = await sql.unsafe(text);
      return [...rows];
    };
    await request(ada, `insert into notes (text) values ('of Ada')`);
    await request(bob, `insert into notes (text) values ('of Bob')`);
    const all = 'select owner, text from notes';
    expect(await request(ada, all)).toEqual([{ owner: ada['sub'], text: 'of Ada' }]);
    await request(bob, `update notes set text = 'changed'`);
    await request(bob, `delete from notes where text = 'of Ada'`);
    expect(await request(ada, all)).toEqual([{ owner: ada['sub'], text: 'of Ada' }]);
    expect(await request(bob, all)).toEqual([{ owner: bob['sub'], text: 'changed' }]);
    const forOther = `insert into notes (owner, text) values ('${String(ada['sub'])}', 'x')`;
    const refusal = await request(bob, forOther).then(() => '', String);
    expect(refusal).toContain('row-level security');
  });
});

describe('Hasura', () => {
  const settings = JSON.parse(exampleIn('json')) as {
    readonly jwk_url: string;
    readonly issuer: string;
    readonly audience: string;
    readonly claims_map: Readonly<Record<string, unknown>>;
  };

  test('the settings fit the tokens', async () => {
    const { access } = await tokens();
    const claims = claimsOf(access);
    const { iss, aud } = claims;
    expect({ iss, aud }).toEqual({ iss: settings.issuer, aud: settings.audience });
    expect(headerOf(access)).toMatchObject({ alg: 'ES256' });
    const { claims_map: map } = settings;
    expect(map['x-hasura-allowed-roles']).toContain(map['x-hasura-default-role']);
    expect(map['x-hasura-user-id']).toEqual({ path: '$.sub' });
    expect(claims['sub']).toBeString();
  });

  test('the list of keys is at that address, and says when it is to be read again', async () => {
    await tokens();
    const answer = await app.get(settings.jwk_url.replace(issuer, ''));
    expect(answer.body).toMatchObject({ keys: [{ kty: 'EC', alg: 'ES256' }] });
    expect(answer.headers.get('cache-control')).toMatch(/max-age=300$/);
  });
});
