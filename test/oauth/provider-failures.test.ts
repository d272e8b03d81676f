// A named provider that is down, slow or sends nonsense: no sign-in, and the page says what is at fault.
import { describe, expect, test } from 'bun:test';
import { definitions } from '../../src/core/providers/registry.ts';
import { createOutbound } from '../../src/io/outbound.ts';
import { createDirectClient } from '../../src/openid/direct-client.ts';
import { loadConfig } from '../../src/config/config.ts';
import { addPerson } from '../support/people.ts';
import { signingKey } from '../support/provider/keys.ts';
import { type Journey, journeys } from '../support/stand-in/journeys.ts';
import { clientSecret, createStandIn, type StandIn } from '../support/stand-in/stand-in.ts';
import { comeBack, goToProvider, landingOf } from '../support/stand-in/visitor.ts';
import { oneOfEachKind, wires, withDocuments, withIdTokens } from '../support/stand-in/wires.ts';
import { createTestApp } from '../support/test-app.ts';
import { callDeadlines, holdTimers, passWhile } from '../support/held-timers.ts';

const page = () =>
  new Response('<h1>Unicorn!</h1>', { headers: { 'content-type': 'text/html; charset=utf-8' } });

// Under the name of the right one.
const otherKey = await signingKey('RS256', 'other').then((key) => ({
  jwk: { ...key.jwk, kid: 'RS256-1' },
}));

const never = () => new Promise<Response>(() => {});

function tokenIs(token: StandIn['token']): Pick<Journey, 'meanwhile'> {
  return {
    async meanwhile(_, { standIn }) {
      standIn.token = token;
    },
  };
}

/** What the document that says who a person is answers. */
function profileIs(respond: () => Response): Pick<Journey, 'at' | 'meanwhile'> {
  return {
    at: withDocuments,
    async meanwhile(_, { provider, standIn }) {
      standIn.documents.set(wires[provider].profile ?? '', respond);
    },
  };
}

function documentIs(end: string, respond: () => Response): Pick<Journey, 'meanwhile'> {
  return {
    async meanwhile(_, { standIn }) {
      standIn.documents.set(end, respond);
    },
  };
}

journeys('the token endpoint', [
  {
    name: 'that fails signs no user in',
    ...tokenIs(() => new Response('Oops', { status: 500 })),
    code: 'provider_unavailable',
  },
  {
    name: 'that answers with a web page signs no user in',
    ...tokenIs(page),
    code: 'provider_answer_invalid',
  },
  {
    name: 'that sends its error with status 200 signs no user in',
    ...tokenIs(() => Response.json({ error: 'bad_verification_code' })),
    code: 'provider_refused',
  },
  {
    name: 'that does not know our secret tells the operator',
    ...tokenIs(() => Response.json({ error: 'incorrect_client_credentials' })),
    code: 'provider_misconfigured',
    async after({ app, provider }) {
      const line = app.lines.find((each) => each.includes('incorrect_client_credentials'));
      expect(line).toBeDefined();
      expect(line).not.toContain(clientSecret);
      expect(line).not.toContain(`client-at-${provider}:`);
    },
  },
  {
    name: 'that sends the request elsewhere is not followed',
    ...tokenIs(() => Response.redirect('http://127.0.0.1:9/', 307)),
    code: 'provider_misconfigured',
  },
  {
    name: 'that gives no token signs no user in',
    ...tokenIs(() => Response.json({ token_type: 'bearer' })),
    code: 'provider_answer_invalid',
  },
  {
    name: 'that gives no ID token signs no user in',
    at: withIdTokens,
    ...tokenIs(() => Response.json({ token_type: 'bearer', access_token: 'x' })),
    code: 'provider_answer_invalid',
  },
]);

journeys('what is read besides', [
  {
    name: 'a user that may not be read tells the operator',
    ...profileIs(() => new Response(null, { status: 403 })),
    code: 'provider_misconfigured',
  },
  {
    name: 'addresses that may not be read tell the operator',
    at: ['github'],
    ...documentIs('/user/emails', () => new Response(null, { status: 404 })),
    code: 'provider_misconfigured',
  },
  {
    name: 'addresses that are no list are no address',
    at: ['github'],
    ...documentIs('/user/emails', () => Response.json({ email: 'grace@example.com' })),
    code: 'provider_email_missing',
  },
  {
    name: 'an API that fails signs no user in',
    ...profileIs(() => new Response(null, { status: 503 })),
    code: 'provider_unavailable',
  },
  {
    name: 'an API that answers with a web page signs no user in',
    ...profileIs(page),
    code: 'provider_answer_invalid',
  },
  {
    name: 'keys that cannot be had sign no user in',
    at: withIdTokens,
    ...documentIs('/keys', () => new Response(null, { status: 503 })),
    code: 'provider_unavailable',
  },
  {
    name: 'an ID token that none of the keys signed signs no user in',
    at: withIdTokens,
    ...documentIs('/keys', () => Response.json({ keys: [otherKey.jwk] })),
    code: 'provider_answer_invalid',
  },
]);

describe.each(oneOfEachKind)('%s that does not answer', (provider) => {
  test('is given up after the time for one call', async () => {
    using standIn = createStandIn();
    standIn.token = never;
    const { config } = loadConfig({ env: standIn.env });
    const plan = definitions[provider].plan({ ...config.providers[provider], tenantId: 'common' });
    const client = { clientId: `client-at-${provider}`, clientSecret };
    const timeouts = { callMs: 50, totalMs: 10_000 };
    const direct = createDirectClient(
      { ...plan, client },
      { outbound: createOutbound(), timeouts },
    );
    const redirectUri = 'http://localhost:3000/callback';
    const answer = { code: 'x', codeVerifier: 'x', nonce: 'x', redirectUri };
    const outcome = await direct.redeem(answer).catch((error: unknown) => error);
    expect(outcome).toMatchObject({ code: 'provider_unavailable' });
  });
});

test('a browser waits five seconds at most for a provider that does not answer', async () => {
  using standIn = createStandIn();
  standIn.token = never;
  await using app = await createTestApp(standIn.env);
  await addPerson(app);
  const trip = await goToProvider(app, 'github');
  const calls = standIn.received.length;
  using timers = holdTimers();
  const answer = await passWhile(timers, 5000, {
    isTime: () => standIn.received.length > calls,
    work: comeBack(app, trip),
  });
  expect(callDeadlines(timers)).toEqual([5000, 10_000]);
  const landing = landingOf(answer);
  expect(landing).toMatchObject({ page: '/login', error_code: 'provider_unavailable' });
});
