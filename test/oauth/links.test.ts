// Linking a provider to one's account, and unlinking it.
import { describe, expect, test } from 'bun:test';
import { namedProviders, providerLabels } from '../../src/core/providers/registry.ts';
import errors from '../snapshots/errors.json';
import {
  addIdentity,
  addPerson,
  addSignedIn,
  setSetting,
  startSession,
} from '../support/people.ts';
import { scenarios } from '../support/scenario.ts';
import { clientSecret, createStandIn } from '../support/stand-in/stand-in.ts';
import {
  comeBack,
  exchanged,
  goToLink,
  landingOf,
  signInAt,
  type Trip,
} from '../support/stand-in/visitor.ts';
import { oneOfEachKind } from '../support/stand-in/wires.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

const configured = { GITHUB_CLIENT_ID: 'our-client', GITHUB_CLIENT_SECRET: 'our-secret' };

/** Where a link that was refused ends. */
function refusedFor(code: keyof typeof errors) {
  return { page: '/account', error: errors[code].message, error_code: code };
}

async function identitiesOf(app: TestApp, bearer: string) {
  const { body } = await app.get('/api/auth/me', bearer);
  return (body as { authIdentities: string[] }).authIdentities;
}

test.each([...namedProviders])(
  'linking %s adds it to the account, whatever address it has there',
  async (provider) => {
    using standIn = createStandIn();
    await using app = await createTestApp(standIn.env);
    const { access_token: bearer } = await addSignedIn(app, { email: 'ada@example.com' });
    const landing = landingOf(await comeBack(app, await goToLink(app, provider, bearer)));
    expect(landing).toEqual({ page: '/account', linked: provider });
    expect(await identitiesOf(app, bearer)).toEqual(['local', provider]);
    const { user } = exchanged(await signInAt(app, provider));
    expect(user.email).toBe('ada@example.com');
  },
);

describe.each(oneOfEachKind)('linking %s', (provider) => {
  test('works without an address at the provider', async () => {
    using standIn = createStandIn();
    standIn.member = { ...standIn.member, email: null };
    await using app = await createTestApp(standIn.env);
    const { access_token: bearer } = await addSignedIn(app);
    const landing = landingOf(await comeBack(app, await goToLink(app, provider, bearer)));
    expect(landing).toEqual({ page: '/account', linked: provider });
  });

  const refusals: readonly {
    readonly name: string;
    readonly code: keyof typeof errors;
    readonly meanwhile: (app: TestApp, trip: Trip, bearer: string) => Promise<Trip | void>;
  }[] = [
    {
      name: 'by a browser that did not begin it',
      code: 'invalid_state',
      meanwhile: async (_, trip) => ({ ...trip, cookie: null }),
    },
    {
      name: 'after signing out meanwhile',
      code: 'invalid_token',
      meanwhile: async (app, _, bearer) => {
        await app.post('/api/auth/logout', {}, bearer);
      },
    },
    {
      name: 'when the identity belongs to another user',
      code: 'identity_taken',
      meanwhile: async (app) => {
        await signInAt(app, provider);
      },
    },
  ];

  test.each([...refusals])('is refused $name', async ({ code, meanwhile }) => {
    using standIn = createStandIn();
    await using app = await createTestApp(standIn.env);
    const { access_token: bearer } = await addSignedIn(app);
    const trip = await goToLink(app, provider, bearer);
    const changed = (await meanwhile(app, trip, bearer)) ?? trip;
    const before = (await app.snapshot())['identities'];
    expect(landingOf(await comeBack(app, changed))).toEqual(refusedFor(code));
    expect((await app.snapshot())['identities']).toEqual(before);
  });

  test('is refused when another identity there was linked meanwhile', async () => {
    using standIn = createStandIn();
    await using app = await createTestApp(standIn.env);
    const { access_token: bearer } = await addSignedIn(app);
    const first = await goToLink(app, provider, bearer);
    const second = await goToLink(app, provider, bearer);
    await comeBack(app, first);
    standIn.member = { ...standIn.member, id: 4712 };
    expect(landingOf(await comeBack(app, second))).toEqual(refusedFor('provider_already_linked'));
    expect((await app.get(`/api/auth/link/${provider}`, bearer)).body).toMatchObject({
      statusCode: 409,
      code: 'provider_already_linked',
    });
  });

  test('can be undone, and done again', async () => {
    using standIn = createStandIn();
    await using app = await createTestApp(standIn.env);
    const { access_token: bearer } = await addSignedIn(app);
    const unlink = { method: 'DELETE', path: `/api/auth/identities/${provider}`, bearer };
    for (const _ of [1, 2]) {
      await comeBack(app, await goToLink(app, provider, bearer));
      const message = `${providerLabels[provider]} has been unlinked from your account`;
      expect((await app.send(unlink)).body).toEqual({ message });
      expect(await identitiesOf(app, bearer)).toEqual(['local']);
      expect((await app.send(unlink)).body).toMatchObject({ code: 'identity_not_linked' });
    }
  });

  test('cannot be undone when it is the last way in', async () => {
    using standIn = createStandIn();
    await using app = await createTestApp(standIn.env);
    const { accessToken: bearer } = exchanged(await signInAt(app, provider));
    const path = `/api/auth/identities/${provider}`;
    const answer = await app.send({ method: 'DELETE', path, bearer });
    expect(answer.body).toMatchObject({ statusCode: 400, code: 'last_way_in' });
    expect(await identitiesOf(app, bearer)).toEqual([provider]);
  });
});

test('linking the OpenID provider goes the same way', async () => {
  using standIn = createStandIn();
  await using app = await createTestApp({
    OIDC_ENABLED: 'true',
    OIDC_ISSUER_URL: standIn.baseOf('google'),
    OIDC_CLIENT_ID: 'client-at-google',
    OIDC_CLIENT_SECRET: clientSecret,
  });
  const { access_token: bearer } = await addSignedIn(app);
  const landing = landingOf(await comeBack(app, await goToLink(app, 'oidc', bearer)));
  expect(landing).toEqual({ page: '/account', linked: 'oidc' });
  expect(await identitiesOf(app, bearer)).toEqual(['local', 'oidc']);
  expect((await app.get('/api/auth/link/oidc', bearer)).body).toMatchObject({
    code: 'provider_already_linked',
  });
});

scenarios('what cannot be linked', [
  {
    name: 'an unknown provider',
    request: 'GET /api/auth/link/facebook',
    arrange: async (app) => ({ bearer: (await addSignedIn(app)).access_token }),
    status: 400,
    code: 'unknown_provider',
  },
  {
    name: 'a provider that is not set up',
    request: 'GET /api/auth/link/google',
    arrange: async (app) => ({ bearer: (await addSignedIn(app)).access_token }),
    status: 400,
    code: 'provider_not_configured',
  },
  {
    name: 'the OpenID provider, when there is none',
    request: 'GET /api/auth/link/oidc',
    arrange: async (app) => ({ bearer: (await addSignedIn(app)).access_token }),
    status: 400,
    code: 'oidc_not_enabled',
  },
  {
    name: 'a provider that is switched off',
    env: configured,
    request: 'GET /api/auth/link/github',
    async arrange(app) {
      await setSetting(app, 'github.enabled', 'false');
      return { bearer: (await addSignedIn(app)).access_token };
    },
    status: 403,
    code: 'provider_disabled',
    message: 'GitHub authentication is disabled',
  },
]);

scenarios('unlinking', [
  {
    name: 'takes the OpenID provider off by the name the operator gave it',
    env: { OIDC_PROVIDER_NAME: 'Pocket ID' },
    request: 'DELETE /api/auth/identities/oidc',
    async arrange(app) {
      const { user, access_token: bearer } = await addSignedIn(app);
      await addIdentity(app, user, 'oidc');
      return { bearer };
    },
    status: 200,
    answer: { message: 'Pocket ID has been unlinked from your account' },
  },
  {
    name: 'leaves the identities of other users',
    request: 'DELETE /api/auth/identities/github',
    async arrange(app) {
      await addIdentity(app, await addPerson(app), 'github');
      return { bearer: (await addSignedIn(app)).access_token };
    },
    status: 404,
    code: 'identity_not_linked',
  },
  {
    name: 'does not count a way in that is not open',
    env: configured,
    request: 'DELETE /api/auth/identities/github',
    async arrange(app) {
      const user = await addPerson(app, { password: null });
      await addIdentity(app, user, 'github');
      await addIdentity(app, user, 'google');
      return { bearer: (await startSession(app, user)).access_token };
    },
    status: 400,
    code: 'last_way_in',
  },
  {
    name: 'does not count a password where passwords are refused',
    env: { ...configured, DISABLE_INTERNAL_AUTH: 'true' },
    request: 'DELETE /api/auth/identities/github',
    async arrange(app) {
      const own = await addSignedIn(app);
      await addIdentity(app, own.user, 'github');
      return { bearer: own.access_token };
    },
    status: 400,
    code: 'last_way_in',
  },
  {
    name: 'knows no password to take off',
    request: 'DELETE /api/auth/identities/local',
    arrange: async (app) => ({ bearer: (await addSignedIn(app)).access_token }),
    status: 400,
    code: 'unknown_provider',
  },
]);
