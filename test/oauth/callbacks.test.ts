// What a callback of a named provider refuses: no sign-in, no changed row, and a fixed message for the page.
import { describe, expect, test } from 'bun:test';
import { namedProviders, providerLabels } from '../../src/core/providers/registry.ts';
import { advance, restoreClockAfterEach } from '../support/clock.ts';
import { addPerson, addSignedIn, setSetting } from '../support/people.ts';
import { type Journey, journeys } from '../support/stand-in/journeys.ts';
import { createStandIn } from '../support/stand-in/stand-in.ts';
import {
  comeBack,
  cookieOf,
  exchanged,
  goToLink,
  goToProvider,
  landingOf,
  type Trip,
} from '../support/stand-in/visitor.ts';
import { oneOfEachKind, withDocuments, withIdTokens } from '../support/stand-in/wires.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

restoreClockAfterEach();

/** The trip with another query. */
function withQuery(trip: Trip, change: Readonly<Record<string, string | null>>): Trip {
  const url = new URL(trip.callback, 'http://localhost');
  for (const [name, value] of Object.entries(change)) {
    if (value === null) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  return { ...trip, callback: url.pathname + url.search };
}

async function changeFlows(app: TestApp, change: { code_verifier?: string; nonce?: string }) {
  await app.database.write((trx) => trx.updateTable('sign_in_flows').set(change).execute());
}

const state = /state=(b[\w-]+)/;

const ties: readonly Journey[] = [
  {
    name: 'a state that was used more than ten seconds before is refused',
    meanwhile: async (trip, { app }) => {
      await comeBack(app, trip);
      advance(10, 's');
    },
    code: 'invalid_state',
  },
  {
    name: 'a state older than ten minutes is refused',
    meanwhile: async () => advance(10, 'm'),
    code: 'invalid_state',
  },
  {
    name: 'a state that was never issued is refused',
    meanwhile: async (trip) => withQuery(trip, { state: 'b'.repeat(44) }),
    code: 'invalid_state',
  },
  {
    name: 'a callback without a state is refused',
    meanwhile: async (trip) => withQuery(trip, { state: null }),
    code: 'invalid_state',
  },
  {
    name: 'a browser that did not begin is refused',
    meanwhile: async (trip) => ({ ...trip, cookie: null }),
    code: 'invalid_state',
  },
  {
    name: 'a browser that began another sign-in is refused',
    async meanwhile(trip, { app, provider }) {
      const other = await app.get(`/api/auth/oauth/${provider}/start`);
      const [, value = ''] = cookieOf(other)?.split('=') ?? [];
      return { ...trip, cookie: `${trip.cookie?.split('=')[0]}=${value}` };
    },
    code: 'invalid_state',
  },
  {
    name: 'the state of one provider is refused at the callback of another',
    async meanwhile(trip, { provider }) {
      const other = provider === 'github' ? 'google' : 'github';
      return { ...trip, callback: trip.callback.replace(provider, other) };
    },
    code: 'invalid_state',
  },
  {
    name: 'a sign-in whose provider was pointed elsewhere meanwhile is refused',
    meanwhile: async (_, { app }) => {
      const change = { issuer: 'https://elsewhere.example.com' };
      await app.database.write((trx) => trx.updateTable('sign_in_flows').set(change).execute());
    },
    code: 'invalid_state',
  },
  {
    name: 'a provider that was switched off meanwhile signs no user in',
    meanwhile: async (_, { app, provider }) => setSetting(app, `${provider}.enabled`, 'false'),
    code: 'provider_disabled',
    message: (provider) => `${providerLabels[provider]} authentication is disabled`,
  },
];

const answers: readonly Journey[] = [
  {
    name: 'a user who cancels at the provider gets the message of this server',
    meanwhile: async (trip) =>
      withQuery(trip, { code: null, error: 'access_denied', error_description: 'Call 555-1234' }),
    code: 'sign_in_denied',
  },
  {
    name: 'a provider that finds fault with the request is misconfigured',
    meanwhile: async (trip) => withQuery(trip, { code: null, error: 'invalid_scope' }),
    code: 'provider_misconfigured',
  },
  {
    name: 'a callback without a code is refused',
    meanwhile: async (trip) => withQuery(trip, { code: null }),
    code: 'provider_answer_invalid',
  },
  {
    name: 'a code that the provider does not know is refused',
    at: namedProviders,
    meanwhile: async (trip) => withQuery(trip, { code: 'made-up' }),
    code: 'provider_refused',
  },
  {
    name: 'a code that was made for another verifier is refused by the provider (PKCE)',
    at: namedProviders,
    meanwhile: async (_, { app }) => changeFlows(app, { code_verifier: 'x'.repeat(43) }),
    code: 'provider_refused',
  },
  {
    name: 'an answer that names another server is refused (RFC 9207)',
    at: namedProviders,
    meanwhile: async (trip) => withQuery(trip, { iss: 'https://evil.example.com' }),
    code: 'foreign_issuer',
  },
  {
    name: 'an ID token that answers another sign-in is refused',
    at: withIdTokens,
    meanwhile: async (_, { app }) => changeFlows(app, { nonce: 'x'.repeat(43) }),
    code: 'provider_answer_invalid',
  },
  {
    name: 'an ID token for another client is refused',
    at: withIdTokens,
    member: { claims: { aud: 'somebody-else' } },
    code: 'provider_answer_invalid',
  },
  {
    name: 'an ID token of another issuer is refused',
    at: withIdTokens,
    member: { claims: { iss: 'https://evil.example.com' } },
    code: 'provider_answer_invalid',
  },
  {
    name: 'an ID token that has expired is refused',
    at: withIdTokens,
    member: { claims: { exp: 1 } },
    code: 'provider_answer_invalid',
  },
  {
    name: 'a user without a number is refused',
    at: withDocuments,
    member: { claims: { id: 'octo' } },
    code: 'provider_answer_invalid',
  },
];

journeys('a callback', ties);
journeys('an answer', answers);

describe.each(oneOfEachKind)('at %s', (provider) => {
  test('two callbacks of one browser that race on one state get the same answer', async () => {
    using standIn = createStandIn();
    await using app = await createTestApp(standIn.env);
    const trip = await goToProvider(app, provider);
    const landings = (await Promise.all([comeBack(app, trip), comeBack(app, trip)])).map(landingOf);
    expect(landings[0]).toEqual({ page: '/login', code: expect.stringMatching(/^[\w-]{43}$/) });
    expect(landings[1]).toEqual(landings[0] ?? {});
    expect((await app.snapshot())['exchange_codes']).toHaveLength(1);
    expect(standIn.received.filter((line) => line.startsWith('POST ')).length).toBe(1);
  });

  test('a link gets the same answer for ten seconds, and is refused after that', async () => {
    using standIn = createStandIn();
    await using app = await createTestApp(standIn.env);
    const { access_token: bearer } = await addSignedIn(app);
    const trip = await goToLink(app, provider, bearer);
    const linked = { page: '/account', linked: provider };
    expect(landingOf(await comeBack(app, trip))).toEqual(linked);
    expect(landingOf(await comeBack(app, trip))).toEqual(linked);
    advance(10, 's');
    const refused = { page: '/account', error_code: 'invalid_state' };
    expect(landingOf(await comeBack(app, trip))).toMatchObject(refused);
  });

  test('the sign-in goes on after a restart of the server', async () => {
    using standIn = createStandIn();
    await using app = await createTestApp(standIn.env);
    const trip = await goToProvider(app, provider, '?redirect=%2Faccount%3Fa%3Db');
    await app.restart();
    const landing = landingOf(await comeBack(app, trip));
    expect(landing).toMatchObject({ page: '/login', redirect: '/account?a=b' });
    const json = { code: landing['code'] };
    await app.restart();
    const answer = await app.post('/api/auth/oauth/exchange', json);
    expect(exchanged(answer).redirectUrl).toBe('/account?a=b');
    expect((await app.post('/api/auth/oauth/exchange', json)).body).toMatchObject({
      code: 'invalid_login_code',
    });
  });

  test('a user who cancels at the provider gets a page that says so', async () => {
    using standIn = createStandIn();
    standIn.refusal = 'access_denied';
    await using app = await createTestApp(standIn.env);
    await addPerson(app);
    const landing = landingOf(await comeBack(app, await goToProvider(app, provider)));
    expect(landing).toMatchObject({ page: '/login', error_code: 'sign_in_denied' });
  });
});

test.each([...namedProviders])(
  'what is sent to %s holds no secret, and no two sign-ins share a word',
  async (provider) => {
    using standIn = createStandIn();
    await using app = await createTestApp(standIn.env);
    const words = [];
    for (const _ of [1, 2]) {
      const begun = await app.get(`/api/auth/oauth/${provider}/start`);
      const url = new URL(begun.headers.get('location') ?? '');
      const {
        client_id: _client,
        redirect_uri: redirectUri,
        scope: _scope,
        ...own
      } = Object.fromEntries(url.searchParams);
      expect(redirectUri).toBe(`http://localhost:3000/api/auth/oauth/${provider}/callback`);
      expect(own).toMatchObject({ response_type: 'code', code_challenge_method: 'S256' });
      expect(url.href).toMatch(state);
      expect(begun.headers.get('set-cookie')).toMatch(/; HttpOnly; SameSite=Lax$/i);
      words.push(own['state'], own['code_challenge'], cookieOf(begun)?.split('=')[1]);
      expect('nonce' in own).toBe(withIdTokens.includes(provider));
    }
    expect(new Set(words).size).toBe(6);
  },
);
