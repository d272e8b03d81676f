// What happens to stored secrets when they cannot be opened any more.
import { describe, expect, test } from 'bun:test';
import { CompiledQuery } from 'kysely';
import { startWarnings } from '../../src/cli/start-warnings.ts';
import { password } from '../support/people.ts';
import type { OidcTest } from '../../src/features/admin/providers/schema.ts';
import { putAnotherKey } from '../support/another-key.ts';
import { startProvider } from '../support/provider/provider.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { addAdmin, readAudit } from './administrator.ts';

const credentials = { clientId: 'id', clientSecret: 'canary-secret' };

const damages: Readonly<Record<string, (app: TestApp) => Promise<void> | void>> = {
  'another key file was put in place': putAnotherKey,
  'the row was damaged': async ({ database }) => {
    const value = Buffer.from('this was never sealed, but it is long enough').toBase64();
    await database.write((trx) =>
      trx.updateTable('settings').set({ value }).where('is_encrypted', '=', 1).execute(),
    );
  },
  'the row is no Base64': async ({ database }) => {
    await database.write((trx) =>
      trx.updateTable('settings').set({ value: '%' }).where('is_encrypted', '=', 1).execute(),
    );
  },
  'the row holds plain text': async ({ database }) => {
    const plain = { value: 'canary-planted', is_encrypted: 0 } as const;
    await database.write((trx) =>
      trx.updateTable('settings').set(plain).where('is_encrypted', '=', 1).execute(),
    );
  },
};

const unreadable = expect.stringMatching(/stored client secret of .+ cannot be decrypted/);

describe.each(Object.entries(damages))('when %s', (_, damage) => {
  test.each([
    [
      'OIDC',
      '/settings/oidc',
      { ...credentials, issuerUrl: 'https://id.example.com' },
      false,
      true,
    ],
    [
      'GitHub',
      '/settings/providers/github',
      credentials,
      { value: false, source: 'default', isLocked: false },
      { value: true, source: 'database', isLocked: false },
    ],
  ])(
    '%s is not ready until the secret is entered anew',
    async (__, path, setup, missing, there) => {
      await using app = await createTestApp();
      const admin = await addAdmin(app);
      const before = await admin.ask('PATCH', path, { ...setup, enabled: true });
      expect(before.body).toMatchObject({ hasClientSecret: there, secretUnreadable: false });
      expect(await startWarnings(app.services)).not.toContainEqual(unreadable);
      await damage(app);
      await app.restart();
      expect(await startWarnings(app.services)).toContainEqual(unreadable);
      expect((await app.get('/api/auth/oidc/config')).body).toMatchObject({ enabled: false });
      expect((await app.get('/api/auth/providers')).body).toEqual({ providers: ['local'] });
      const { body } = await app.post('/api/auth/login', { email: 'root@example.com', password });
      const { access_token: bearer } = body as { access_token: string };
      const ask = (method: string, more = {}) =>
        app.send({ method, path: `/api/admin${path}`, bearer, ...more });
      const seen = await ask('GET');
      expect(seen.body).toMatchObject({ hasClientSecret: missing, secretUnreadable: true });
      expect(seen.text).not.toContain('canary');
      const healed = await ask('PATCH', { json: { clientSecret: 'anew' } });
      expect(healed).toMatchObject({
        status: 200,
        body: { hasClientSecret: there, secretUnreadable: false },
      });
      const [entry] = (await readAudit(app, { ...admin, access_token: bearer })).entries;
      expect(entry?.details).toMatchObject({ fields: 'clientSecret' });
    },
  );
});

test('the doctor says that the secret cannot be decrypted, and a given one is tried all the same', async () => {
  await using provider = await startProvider({ clientSecret: 'anew' });
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  const { issuer: issuerUrl } = provider;
  const stored = { issuerUrl, clientId: 'anchor', clientSecret: 'canary-secret' };
  await admin.ask('PATCH', '/settings/oidc', stored);
  await damages['the row was damaged']?.(app);
  const client = async (values: object) => {
    const { body } = await admin.ask('POST', '/settings/oidc/test', values);
    return (body as OidcTest).findings.find(({ check }) => check === 'client');
  };
  expect(await client({})).toMatchObject({
    outcome: 'failed',
    message: 'The stored client secret cannot be decrypted with the key in DATA_DIR',
  });
  expect(provider.received('token')).toEqual([]);
  expect(await client({ clientSecret: 'anew' })).toMatchObject({ outcome: 'ok' });
});

test('a database that fails at the secret alone is an error, not a missing secret', async () => {
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  await admin.ask('PATCH', '/settings/oidc', credentials);
  const { migrations } = app.database;
  await migrations.schema.alterTable('settings').renameTo('kept').execute();
  const json = app.database.engine === 'sqlite' ? `json('broken')` : `(key || '{')::json::text`;
  const failing = `case key when 'oidc.client_secret' then ${json} else value end`;
  const view = `create view settings as select key, ${failing} as value, is_encrypted from kept`;
  await migrations.executeQuery(CompiledQuery.raw(view));
  expect((await app.get('/api/auth/oidc/config')).status).toBe(500);
  expect(app.lines.join()).toMatch(/malformed JSON|invalid input syntax for type json/);
});
