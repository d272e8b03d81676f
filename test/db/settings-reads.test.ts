// How often the settings of the providers are read: together, so that all of them are of one moment.
import { Database } from 'bun:sqlite';
import { describe, expect, test } from 'bun:test';
import { type CompiledQuery, Kysely } from 'kysely';
import { oidcOptionList } from '../../src/core/oidc-options.ts';
import { namedProviders } from '../../src/core/providers/registry.ts';
import { BunSqliteDialect } from '../../src/db/sqlite/dialect.ts';
import type { Schema } from '../../src/db/schema.ts';
import { keyOfOption } from '../../src/features/providers/options/rules.ts';
import type { Connections } from '../../src/features/providers/service.ts';
import { createStandIn } from '../support/stand-in/stand-in.ts';
import { setSetting } from '../support/people.ts';
import { createTestApp, type Env } from '../support/test-app.ts';
import { fileOf } from '../support/test-storage.ts';

/** What is answered, and how many queries it took. */
async function counted<T>(env: Env, ask: (own: Connections, db: Kysely<Schema>) => Promise<T>) {
  await using app = await createTestApp(env);
  await setSetting(app, 'oidc.enabled', 'true');
  await setSetting(app, 'oidc.issuer_url', 'https://id.example.com');
  await setSetting(app, 'oidc.client_id', 'anchor');
  await setSetting(app, 'local.disabled', 'true');
  await setSetting(app, 'google.enabled', 'false');
  const asked: CompiledQuery[] = [];
  const db = new Kysely<Schema>({
    dialect: new BunSqliteDialect(new Database(fileOf(app.services.config))),
    log: ({ query }) => void asked.push(query),
  });
  const answer = await ask(app.services.connections, db);
  await db.destroy();
  const keys = new Set(asked.flatMap(({ parameters }) => parameters));
  return { answer, queries: asked.length, keys };
}

describe('one query tells', () => {
  test('which sign-in methods are enabled', async () => {
    using standIn = createStandIn();
    const { answer, queries } = await counted(standIn.env, (own, db) => own.signInMethods(db));
    expect(queries).toBe(1);
    expect(answer.takesPasswords).toBe(false);
    expect(answer.providers).toEqual([
      { provider: 'oidc', issuer: 'https://id.example.com' },
      ...namedProviders
        .filter((provider) => provider !== 'google')
        .map((provider) => ({ provider, issuer: standIn.baseOf(provider) })),
    ]);
  });

  test('which providers are ready, and whether passwords are refused', async () => {
    expect(await counted({}, (own, db) => own.ready(db))).toMatchObject({
      answer: [{ provider: 'oidc' }],
      queries: 1,
    });
    expect(await counted({}, (own, db) => own.isLocalAuthDisabled(db))).toMatchObject({
      answer: true,
      queries: 1,
    });
  });

  test('how one provider is set up', async () => {
    expect(await counted({}, (own, db) => own.oidc(db))).toMatchObject({
      answer: { enabled: true, clientId: 'anchor', providerName: 'OpenID Connect' },
      queries: 1,
    });
    expect(await counted({}, (own, db) => own.named('google', db))).toMatchObject({
      answer: { enabled: { value: false, source: 'database' } },
      queries: 1,
    });
  });
});

test('of a provider whose client the environment names only the rest is read', async () => {
  using standIn = createStandIn();
  const { keys } = await counted(standIn.env, (own, db) => own.named('github', db));
  const free = ['github.enabled', 'github.tenant_id', 'github.allow_signup', 'github.auto_link'];
  expect(keys).toEqual(new Set(free));
});

test('of a provider that the environment defines only the further settings are read, once', async () => {
  const env = { OIDC_ENABLED: 'false', OIDC_CLIENT_ID: 'ours' };
  expect(await counted(env, (own, db) => own.oidc(db))).toMatchObject({
    answer: { enabled: false, clientId: 'ours', issuerUrl: null },
    queries: 1,
    keys: new Set(oidcOptionList.map(([, option]) => keyOfOption(option))),
  });
});

test('nothing is read of what the environment has decided', async () => {
  const { keys } = await counted({ OIDC_PROMPT: 'login' }, (own, db) => own.oidc(db));
  expect(keys).toContain('oidc.issuer_url');
  expect(keys).not.toContain('oidc.prompt');
});
