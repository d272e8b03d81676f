// What happens to stored secrets when they cannot be opened any more.
import { describe, expect, test } from 'bun:test';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CompiledQuery } from 'kysely';
import { password } from '../support/people.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { addAdmin } from './administrator.ts';

const credentials = { clientId: 'id', clientSecret: 'canary-secret' };

const damages: Readonly<Record<string, (app: TestApp) => Promise<void> | void>> = {
  'another key file was put in place': ({ services }) => {
    const file = join(services.config.storage.dataDir, 'secret.key');
    writeFileSync(file, 'ab'.repeat(32));
  },
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
  ])('%s has no secret until it is entered anew', async (__, path, setup, missing, there) => {
    await using app = await createTestApp();
    const admin = await addAdmin(app);
    expect((await admin.ask('PATCH', path, setup)).body).toMatchObject({ hasClientSecret: there });
    await damage(app);
    await app.restart();
    expect((await app.get('/api/auth/oidc/config')).status).toBe(200);
    expect((await app.get('/api/auth/providers')).body).toEqual({ providers: ['local'] });
    const { body } = await app.post('/api/auth/login', { email: 'root@example.com', password });
    const { access_token: bearer } = body as { access_token: string };
    const ask = (method: string, more = {}) =>
      app.send({ method, path: `/api/admin${path}`, bearer, ...more });
    const seen = await ask('GET');
    expect(seen.body).toMatchObject({ hasClientSecret: missing });
    expect(seen.text).not.toContain('canary');
    const healed = await ask('PATCH', { json: { clientSecret: 'anew' } });
    expect(healed).toMatchObject({ status: 200, body: { hasClientSecret: there } });
  });
});

test('a database that fails at the secret alone is an error, not a missing secret', async () => {
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  await admin.ask('PATCH', '/settings/oidc', credentials);
  const { migrations } = app.database;
  await migrations.schema.alterTable('settings').renameTo('kept').execute();
  const failing = `case key when 'oidc.client_secret' then json('broken') else value end`;
  const view = `create view settings as select key, ${failing} as value, is_encrypted from kept`;
  await migrations.executeQuery(CompiledQuery.raw(view));
  expect((await app.get('/api/auth/oidc/config')).status).toBe(500);
  expect(app.lines.join()).toContain('malformed JSON');
});
