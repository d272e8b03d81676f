// A person who has to prove to the provider that they are there (OpenID Connect Core section 3.1.2.1).
import { describe, expect, test } from 'bun:test';
import { namedProviders } from '../../src/core/providers/registry.ts';
import { addPerson, setSetting } from '../support/people.ts';
import { oidcPath, openScene, type Scene } from '../support/oidc-scene.ts';
import { createStandIn } from '../support/stand-in/stand-in.ts';
import { comeBack, goToProvider, landingOf } from '../support/stand-in/visitor.ts';
import { wires, withIdTokens } from '../support/stand-in/wires.ts';
import { createTestApp } from '../support/test-app.ts';

const fresh = 'prompt=login';
const seconds = () => Math.floor(Date.now() / 1000);

/** Signs in; the provider says that the person signed in there at `authTime`. */
async function signIn(scene: Scene, query: string, authTime: unknown) {
  const { headers } = await scene.browser.get(`${oidcPath}/initiate?${query}`);
  const there = new URL(headers.get('location') ?? '');
  const claims = authTime === null ? {} : { auth_time: authTime };
  scene.provider.script({ idToken: { claims } });
  return (await scene.browser.comeBack(await scene.provider.signIn(there))).query;
}

test('the address at the provider asks for it, and for nothing without it', async () => {
  await using scene = await openScene();
  const parametersOf = async (query: string) => {
    const { headers } = await scene.app.get(`${oidcPath}/initiate${query}`);
    const { searchParams } = new URL(headers.get('location') ?? '');
    return [searchParams.get('prompt'), searchParams.get('max_age')];
  };
  expect(await parametersOf(`?${fresh}`)).toEqual(['login', '0']);
  expect(await parametersOf('')).toEqual([null, null]);
});

const prompts: readonly (readonly [setting: string, query: string, ...(string | null)[]])[] = [
  ['none', '', null, null],
  ['none', `?${fresh}`, 'login', '0'],
  ['select_account', '', 'select_account', null],
  ['select_account', `?${fresh}`, 'login', '0'],
  ['login', '', 'login', '0'],
  ['login', `?${fresh}`, 'login', '0'],
];
test.each([...prompts])(
  'OIDC_PROMPT=%s and %p ask for %p',
  async (prompt, query, ...parameters) => {
    await using scene = await openScene({ env: { OIDC_PROMPT: prompt } });
    const { headers } = await scene.app.get(`${oidcPath}/initiate${query}`);
    const { searchParams } = new URL(headers.get('location') ?? '');
    expect([searchParams.get('prompt'), searchParams.get('max_age')]).toEqual(parameters);
  },
);

test('OIDC_PROMPT=login holds every sign-in to it, also when it is chosen in the panel', async () => {
  await using scene = await openScene();
  await setSetting(scene.app, 'oidc.prompt', 'login');
  const refused = await signIn(scene, '', seconds() - 120);
  expect(refused).toMatchObject({ error_code: 'provider_answer_invalid' });
  expect(await signIn(scene, '', seconds())).toHaveProperty('code');
});

test.each([...namedProviders])('%s is asked for it in words that it knows', async (provider) => {
  using standIn = createStandIn();
  await using app = await createTestApp(standIn.env);
  const { headers } = await app.get(`/api/auth/oauth/${provider}/start?${fresh}`);
  const { searchParams } = new URL(headers.get('location') ?? '');
  expect([searchParams.get('prompt'), searchParams.get('max_age')]).toEqual([
    ...wires[provider].freshSignIn,
  ]);
});

describe('another prompt', () => {
  const paths = [`${oidcPath}/initiate`, '/api/auth/oauth/github/start'];
  const others = [
    'none',
    'consent',
    'select_account',
    'LOGIN',
    'login consent',
    '',
    'x'.repeat(9999),
  ];

  test.each(paths.flatMap((path) => others.map((prompt) => [path, prompt] as const)))(
    '%s?prompt=%s is refused, and the field is named',
    async (path, prompt) => {
      await using scene = await openScene();
      const query = new URLSearchParams({ prompt }).toString();
      const answer = await scene.app.get(`${path}?${query}`);
      expect(answer).toMatchObject({
        status: 400,
        body: {
          code: 'validation_failed',
          message: 'prompt must be login',
          details: [{ field: 'prompt' }],
        },
      });
      expect((await scene.app.snapshot())['sign_in_flows']).toEqual([]);
    },
  );
});

describe('an ID token that says when the person signed in', () => {
  const answers: readonly (readonly [string, string, () => unknown, boolean])[] = [
    ['just now', fresh, () => seconds(), true],
    ['half a minute ago, by a clock that is behind', fresh, () => seconds() - 30, true],
    ['two minutes ago', fresh, () => seconds() - 120, false],
    ['in words', fresh, () => 'just now', false],
    ['never', fresh, () => 0, false],
    ['not at all', fresh, () => null, true],
    ['two minutes ago, when no new sign-in was requested', '', () => seconds() - 120, true],
  ];

  test.each(answers)('%s', async (_, query, authTime, getsIn) => {
    await using scene = await openScene();
    const answer = await signIn(scene, query, authTime());
    if (getsIn) expect(answer).toHaveProperty('code');
    else expect(answer).toMatchObject({ error_code: 'provider_answer_invalid' });
  });

  test('is held to it at every provider that gives one', async () => {
    for (const provider of withIdTokens) {
      using standIn = createStandIn();
      await using app = await createTestApp(standIn.env);
      await addPerson(app);
      standIn.member = { ...standIn.member, claims: { auth_time: seconds() - 120 } };
      const trip = await goToProvider(app, provider, `?${fresh}`);
      const landing = landingOf(await comeBack(app, trip));
      expect(landing).toMatchObject({ error_code: 'provider_answer_invalid' });
    }
  });
});
