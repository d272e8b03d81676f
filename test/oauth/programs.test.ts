// Signing in as a program does: the callback answers with JSON.
import { describe, expect, test } from 'bun:test';
import { namedProviders, providerLabels, registry } from '../../src/core/providers/registry.ts';
import { advance, restoreClockAfterEach } from '../support/clock.ts';
import { addPerson, setSetting } from '../support/people.ts';
import { scenarios } from '../support/scenario.ts';
import { createStandIn, type StandIn } from '../support/stand-in/stand-in.ts';
import { comeBack, exchanged, goAsProgram, type Trip } from '../support/stand-in/visitor.ts';
import { oneOfEachKind } from '../support/stand-in/wires.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

restoreClockAfterEach();

/** In the environment from the last to the first. */
const allConfigured = Object.fromEntries(
  registry.toReversed().flatMap(({ prefix }) => [
    [`${prefix}_CLIENT_ID`, 'our-client'],
    [`${prefix}_CLIENT_SECRET`, 'our-secret'],
  ]),
);

const configured = { GITHUB_CLIENT_ID: 'our-client', GITHUB_CLIENT_SECRET: 'our-secret' };

scenarios('the ways in that are open', [
  {
    name: 'a server without providers has the password alone',
    request: 'GET /api/auth/providers',
    status: 200,
    answer: { providers: ['local'] },
  },
  {
    name: 'a provider without a secret is not one of them',
    env: { ...configured, GOOGLE_CLIENT_ID: 'our-client' },
    request: 'GET /api/auth/providers',
    status: 200,
    answer: { providers: ['local', 'github'] },
  },
  {
    name: 'a provider that is switched off is not one of them',
    env: configured,
    arrange: (app) => setSetting(app, 'github.enabled', 'false'),
    request: 'GET /api/auth/providers',
    status: 200,
    answer: { providers: ['local'] },
  },
  {
    name: 'they come in one order, the password only where it is taken',
    env: { ...allConfigured, DISABLE_INTERNAL_AUTH: 'true' },
    request: 'GET /api/auth/providers',
    status: 200,
    answer: { providers: [...namedProviders] },
  },
]);

scenarios('what cannot be begun', [
  {
    name: 'a provider that nobody knows',
    request: 'GET /api/auth/oauth/facebook',
    status: 400,
    code: 'unknown_provider',
  },
  {
    name: 'the OpenID provider, which has a way of its own',
    request: 'GET /api/auth/oauth/oidc',
    status: 400,
    code: 'unknown_provider',
  },
  {
    name: 'a provider that is not set up',
    request: 'GET /api/auth/oauth/github/start',
    status: 400,
    code: 'provider_not_configured',
  },
  {
    name: 'a provider that is switched off, named as people call it',
    env: configured,
    arrange: (app) => setSetting(app, 'github.enabled', 'false'),
    request: 'GET /api/auth/oauth/github',
    status: 403,
    code: 'provider_disabled',
    message: 'GitHub authentication is disabled',
  },
  {
    name: 'a sign-in that would end on another site',
    env: configured,
    request: 'GET /api/auth/oauth/github/start?redirect=//evil.example.com',
    status: 400,
    code: 'invalid_redirect',
  },
  {
    name: 'a callback of a provider that nobody knows',
    request: 'GET /api/auth/oauth/facebook/callback?code=x&state=x',
    status: 400,
    code: 'invalid_state',
  },
]);

interface Scene {
  readonly app: TestApp;
  readonly standIn: StandIn;
  readonly trip: Trip;
}

interface Row {
  readonly name: string;
  readonly arrange?: (scene: Omit<Scene, 'trip'>) => Promise<unknown>;
  readonly meanwhile?: (scene: Scene) => Promise<Trip | void>;
  readonly status: number;
  readonly code: string;
}

const refusals: readonly Row[] = [
  {
    name: 'a state that was used before',
    meanwhile: async ({ app, trip }) => {
      await comeBack(app, trip);
    },
    status: 400,
    code: 'invalid_state',
  },
  {
    name: 'a state that is too old',
    meanwhile: async () => advance(10, 'm'),
    status: 400,
    code: 'invalid_state',
  },
  {
    name: 'a user who cancels at the provider',
    arrange: async ({ standIn }) => {
      standIn.refusal = 'access_denied';
    },
    status: 400,
    code: 'sign_in_denied',
  },
  {
    name: 'an address that has an account, when it is not proved',
    arrange: async ({ app, standIn }) => {
      standIn.member = { ...standIn.member, emailVerified: false };
      await addPerson(app, { email: 'grace@example.com' });
    },
    status: 409,
    code: 'account_exists',
  },
  {
    name: 'a disabled account',
    arrange: ({ app }) => addPerson(app, { email: 'grace@example.com', status: 'disabled' }),
    status: 403,
    code: 'account_disabled',
  },
  {
    name: 'a user without an address',
    arrange: async ({ standIn }) => {
      standIn.member = { ...standIn.member, email: null };
    },
    status: 400,
    code: 'provider_email_missing',
  },
  {
    name: 'a provider that fails',
    arrange: async ({ standIn }) => {
      standIn.token = () => new Response('Oops', { status: 500 });
    },
    status: 502,
    code: 'provider_unavailable',
  },
];

test.each([...namedProviders])(
  'a program at %s gets tokens in both spellings',
  async (provider) => {
    using standIn = createStandIn();
    await using app = await createTestApp(standIn.env);
    const trip = await goAsProgram(app, provider);
    const answer = await app.send({ path: trip.callback });
    expect(answer.status).toBe(200);
    const { accessToken, access_token: same, user } = exchanged(answer);
    expect(accessToken).toBe(same);
    const me = await app.get('/api/auth/me', accessToken);
    expect(me.body).toMatchObject({ id: user.id, authIdentities: [provider] });
  },
);

describe.each(oneOfEachKind)('a program at %s', (provider) => {
  test.each([...refusals])('is refused as JSON: $name', async (row) => {
    using standIn = createStandIn();
    await using app = await createTestApp(standIn.env);
    await addPerson(app, { isAdmin: true });
    await row.arrange?.({ app, standIn });
    const trip = await goAsProgram(app, provider);
    await row.meanwhile?.({ app, standIn, trip });
    // A person whose browser was sent there by a program gets the program's answer all the same.
    const { body } = await comeBack(app, trip);
    expect(body).toMatchObject({ statusCode: row.status, code: row.code });
  });

  test('gets tokens once, however many callbacks come with its state', async () => {
    using standIn = createStandIn();
    await using app = await createTestApp(standIn.env);
    const { callback } = await goAsProgram(app, provider);
    const both = await Promise.all([app.get(callback), app.get(callback)]);
    expect(both.map(({ status }) => `${status}`).toSorted()).toEqual(['200', '400']);
    expect((await app.get(callback)).body).toMatchObject({ code: 'invalid_state' });
    expect((await app.snapshot())['sessions']).toHaveLength(1);
  });

  test('gets an error when the provider was switched off meanwhile', async () => {
    using standIn = createStandIn();
    await using app = await createTestApp(standIn.env);
    const trip = await goAsProgram(app, provider);
    await setSetting(app, `${provider}.enabled`, 'false');
    expect((await app.send({ path: trip.callback })).body).toMatchObject({
      statusCode: 403,
      message: `${providerLabels[provider]} authentication is disabled`,
    });
  });
});
