// The further settings of the OpenID provider: each with its own source and lock.
import { describe, expect, test } from 'bun:test';
import { oidcOptionList, oidcOptions, type OidcOptionName } from '../../src/core/oidc-options.ts';
import { setSetting } from '../support/people.ts';
import { createTestApp } from '../support/test-app.ts';
import { addAdmin, readAudit } from './administrator.ts';

const path = '/settings/oidc/options';

interface Values {
  /** As the environment has it, and as answers show it. */
  readonly fromEnvironment: readonly [text: string, value: unknown];
  /** Another, as the panel sends it. */
  readonly fromPanel: unknown;
  /** What the audit log says of it. */
  readonly audited: string | boolean;
  /** What the server goes by when it is chosen in the panel; left out: the same. */
  readonly inForce?: unknown;
  /** Its value while the stored one cannot be read; left out: the default. */
  readonly whenUnreadable?: unknown;
}

/** Every option has a row, so that none is left out of what follows. */
const rows: Readonly<Record<OidcOptionName, Values>> = {
  emailClaim: {
    fromEnvironment: ['upn, email', ['upn', 'email']],
    fromPanel: ['mail', 'realm.mail'],
    audited: 'mail,realm.mail',
  },
  nameClaim: {
    fromEnvironment: ['/names/0', ['/names/0']],
    fromPanel: ['displayName'],
    audited: 'displayName',
  },
  prompt: {
    fromEnvironment: ['LOGIN', 'login'],
    fromPanel: 'select_account',
    audited: 'select_account',
    whenUnreadable: 'login',
  },
  logout: { fromEnvironment: ['1', true], fromPanel: true, audited: true },
  autoRedirect: { fromEnvironment: ['yes', true], fromPanel: true, audited: true },
  scopes: {
    fromEnvironment: ['openid email offline_access', ['openid', 'email', 'offline_access']],
    fromPanel: ['openid', 'groups'],
    audited: 'openid,groups',
  },
  groupsClaim: {
    fromEnvironment: ['roles, realm_access.roles', ['roles', 'realm_access.roles']],
    fromPanel: ['/resource_access/anchor/roles'],
    audited: '/resource_access/anchor/roles',
  },
  allowedGroups: {
    fromEnvironment: ['family, authentik Admins', ['family', 'authentik Admins']],
    fromPanel: ['/family'],
    audited: '/family',
    whenUnreadable: [' '],
  },
  adminGroups: {
    fromEnvironment: ['admins', ['admins']],
    fromPanel: ['Bosses', 'admins'],
    audited: 'Bosses,admins',
  },
  syncGroups: { fromEnvironment: ['ALL', 'all'], fromPanel: 'off', audited: 'off' },
  sessionTtl: {
    fromEnvironment: ['24h', '1d'],
    fromPanel: '12h',
    audited: '12h',
    inForce: 12 * 60 * 60,
    whenUnreadable: '5m',
  },
};

const each = oidcOptionList.map(([name, { variable, fallback }]) =>
  // A duration is shown as text.
  Object.assign({ name, variable, fallback: fallback === 0 ? '0' : fallback }, rows[name]),
);

type Shown = Readonly<Record<OidcOptionName, { readonly value: unknown }>>;

/** The answer when nothing is set. */
const untouched = Object.fromEntries(
  each.map(({ name, fallback, variable }) => [
    name,
    { value: fallback, source: 'default', isLocked: false, variable },
  ]),
);

test('the options are at their defaults at first', async () => {
  await using app = await createTestApp();
  expect((await (await addAdmin(app)).ask('GET', path)).body).toEqual(untouched);
});

describe.each(each)(
  '$variable',
  ({ name, variable, fallback, fromEnvironment, fromPanel, ...row }) => {
    const { audited, inForce = fromPanel, whenUnreadable = fallback } = row;
    const chosen = { value: fromPanel, source: 'database', isLocked: false, variable };

    test('is changed alone, survives a restart, and comes back to its default', async () => {
      await using app = await createTestApp();
      const admin = await addAdmin(app);
      const changed = await admin.ask('PATCH', path, { [name]: fromPanel });
      expect(changed).toMatchObject({ status: 200, body: { ...untouched, [name]: chosen } });
      await app.restart();
      expect((await admin.ask('GET', path)).body).toEqual({ ...untouched, [name]: chosen });
      expect((await admin.ask('PATCH', path, { [name]: null })).body).toMatchObject({
        [name]: chosen,
      });
      const isFlag = typeof fromPanel === 'boolean';
      const empty = Array.isArray(fromPanel) ? [] : '';
      await admin.ask('PATCH', path, { [name]: isFlag ? oidcOptions[name].fallback : empty });
      const { source } = { source: isFlag ? 'database' : 'default' };
      expect((await admin.ask('GET', path)).body).toEqual({
        ...untouched,
        [name]: { ...(untouched[name] as object), source },
      });
    });

    test('is told the audit log with its new value, and only when it has another', async () => {
      await using app = await createTestApp();
      const admin = await addAdmin(app);
      await admin.ask('PATCH', path, { [name]: fromPanel });
      await admin.ask('PATCH', path, { [name]: fromPanel });
      await admin.ask('PATCH', path, {});
      const { entries } = await readAudit(app, admin, '?event=setting.changed');
      expect(entries).toMatchObject([
        { actor: { email: 'root@example.com' }, details: { setting: 'oidc', fields: name } },
      ]);
      expect(entries[0]?.details).toEqual({ setting: 'oidc', fields: name, [name]: audited });
    });

    test('comes from the environment before the panel, and then cannot be changed', async () => {
      await using app = await createTestApp({ [variable]: fromEnvironment[0] });
      const admin = await addAdmin(app);
      await setSetting(app, variable.toLowerCase().replace('_', '.'), String(fromPanel));
      const locked = { value: fromEnvironment[1], source: 'env', isLocked: true, variable };
      expect((await admin.ask('GET', path)).body).toEqual({ ...untouched, [name]: locked });
      const refused = await admin.ask('PATCH', path, { [name]: fromPanel });
      expect(refused).toMatchObject({
        status: 403,
        body: { code: 'setting_locked', reason: 'locked_by_variable', params: { variable } },
      });
      expect(JSON.stringify(refused.body)).toContain(
        `is locked by ${variable} environment variable`,
      );
    });

    test('is chosen in the panel also while the environment defines the provider', async () => {
      await using app = await createTestApp({ OIDC_ISSUER_URL: 'https://id.example.com' });
      const admin = await addAdmin(app);
      const { body } = await admin.ask('PATCH', path, { [name]: fromPanel });
      expect(body).toMatchObject({ [name]: chosen });
      expect((await app.services.connections.oidc()).options[name]).toEqual(inForce as never);
    });

    test('permits nothing more while its stored value cannot be read', async () => {
      await using app = await createTestApp();
      await setSetting(app, variable.toLowerCase().replace('_', '.'), '\u0001'.repeat(5000));
      const { value } = ((await (await addAdmin(app)).ask('GET', path)).body as Shown)[name];
      expect(value).toEqual(whenUnreadable);
    });
  },
);

test('a list without entries is no choice', async () => {
  await using app = await createTestApp({ OIDC_GROUPS_CLAIM: ' , ' });
  const admin = await addAdmin(app);
  expect((await admin.ask('GET', path)).body).toEqual(untouched);
  await admin.ask('PATCH', path, { emailClaim: ['upn'], groupsClaim: ['roles'] });
  const emptied = await admin.ask('PATCH', path, { emailClaim: [' ', ''], groupsClaim: [' '] });
  expect(emptied.body).toEqual(untouched);
});

test('several are changed together, or none', async () => {
  await using app = await createTestApp({ OIDC_AUTO_REDIRECT: 'false' });
  const admin = await addAdmin(app);
  const change = { prompt: 'login', autoRedirect: true };
  expect((await admin.ask('PATCH', path, change)).status).toBe(403);
  expect((await admin.ask('GET', path)).body).toMatchObject({ prompt: { value: 'none' } });
  expect((await readAudit(app, admin, '?event=setting.changed')).total).toBe(0);
});

test('a change needs a recent sign-in', async () => {
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  await app.database.write((trx) =>
    trx
      .updateTable('sessions')
      .set({ authenticated_at: Date.now() - 11 * 60_000 })
      .execute(),
  );
  const refreshed = await app.post('/api/auth/refresh', { refresh_token: admin.refresh_token });
  const { access_token: bearer } = refreshed.body as { readonly access_token: string };
  const asked = { path: `/api/admin${path}`, bearer };
  expect(await app.send({ ...asked, method: 'GET' })).toMatchObject({ status: 200 });
  expect(await app.send({ ...asked, method: 'PATCH', json: { prompt: 'login' } })).toMatchObject({
    status: 403,
    body: { code: 'reauthentication_required' },
  });
});

const wrong: readonly (readonly [change: Readonly<Record<string, unknown>>, details: object])[] = [
  [
    { prompt: 'consent' },
    {
      message: 'prompt takes none, select_account or login',
      code: 'unknown_value',
      params: { allowed: ['none', 'select_account', 'login'] },
    },
  ],
  [{ prompt: 1 }, { code: 'type', params: { expected: ['string'] } }],
  [{ prompt: ['login'] }, { code: 'type' }],
  [{ emailClaim: 'email' }, { code: 'type', params: { expected: ['array'] } }],
  [{ emailClaim: [1] }, { code: 'type', params: { expected: ['array'] } }],
  [{ emailClaim: ['a,b'] }, { code: 'malformed' }],
  [{ nameClaim: ['x'.repeat(201)] }, { code: 'too_long', params: { max: 200 } }],
  [
    { nameClaim: Array.from({ length: 201 }, () => 'x') },
    { code: 'out_of_range', params: { min: 0, max: 200 } },
  ],
  [{ autoRedirect: 'true' }, { code: 'type', params: { expected: ['boolean'] } }],
];

test.each(wrong)(
  '%j is refused, the field is named, and nothing is changed',
  async (change, details) => {
    await using app = await createTestApp();
    const admin = await addAdmin(app);
    const before = await app.snapshot();
    const [field = ''] = Object.keys(change);
    const refused = await admin.ask('PATCH', path, { autoRedirect: false, ...change });
    expect(refused).toMatchObject({
      status: 400,
      body: { code: 'validation_failed', details: [{ field, ...details }] },
    });
    expect(await app.snapshot()).toEqual(before);
  },
);
