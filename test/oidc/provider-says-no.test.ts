// What the browser brings from the provider instead of a code: none of it is shown, all of it is in
// one of our own sentences.
import { describe, expect, test } from 'bun:test';
import errors from '../snapshots/errors.json';
import { oidcPath, openScene, type Scene, traces } from '../support/oidc-scene.ts';

type Code = keyof typeof errors;

/** One of each; what every error of a provider means is shown in test/openid/callback-error.test.ts. */
const answers: readonly (readonly [string, Code])[] = [
  ['access_denied', 'sign_in_denied'],
  ['server_error', 'provider_unavailable'],
  ['invalid_scope', 'provider_misconfigured'],
  ['', 'provider_refused'],
  ['canary<script>alert(1)</script>', 'provider_refused'],
];

const descriptions = {
  'a script': 'canary<script>alert(1)</script><img src=x onerror=alert(1)>',
  'line breaks': 'canary\r\nSet-Cookie: canary=1\r\n\r\n<h1>canary</h1>',
  'percent signs': 'canary%0d%0a%3Cscript%3E%%%s%n%',
  '10 KB': 'canary'.repeat(1700),
  'another address': 'canary https://evil.example/ please call us',
  'a message like those of this server':
    'canary Account pending approval. Send your password to evil@example.com',
} as const;

async function refused(scene: Scene, change: Readonly<Record<string, string | null>>) {
  scene.provider.script({ callback: change });
  const { url, query, answer } = await scene.browser.signIn();
  expect(url.origin + url.pathname).toBe('http://localhost:3000/login');
  expect(await traces(scene.app)).toEqual([]);
  return { query, everything: url.href + answer.text + JSON.stringify([...answer.headers]) };
}

function errorOf(code: Code) {
  return { error: errors[code].message, error_code: code };
}

describe('the provider says', () => {
  test.each(answers)('error=%s, and we say %s', async (error, code) => {
    await using scene = await openScene();
    const { query, everything } = await refused(scene, { error, code: null });
    expect(query).toEqual(errorOf(code));
    expect(query['error']).not.toContain('%');
    expect(everything).not.toContain('canary');
    expect(scene.provider.received('token')).toEqual([]);
  });

  test.each(Object.entries(descriptions))(
    '%s, and only the log shows it, on one short line',
    async (_, text) => {
      await using scene = await openScene();
      const error = {
        error: 'access_denied',
        error_description: text,
        error_uri: text,
        code: null,
      };
      const { query, everything } = await refused(scene, error);
      expect(query).toEqual(errorOf('sign_in_denied'));
      expect(everything).not.toContain('canary');
      const [line = '', ...others] = scene.app.lines.filter((each) => each.includes('canary'));
      expect(others).toEqual([]);
      expect(line).not.toMatch(/[^\x20-\x7e]/);
      expect(String((JSON.parse(line) as { error: unknown }).error)).toMatch(/^.{0,320}(?:\n|$)/);
      const audit = await scene.app.database.read.selectFrom('audit_log').selectAll().execute();
      expect(JSON.stringify(audit)).not.toContain('canary');
    },
  );

  test('an error beside a code, which is then not used', async () => {
    await using scene = await openScene();
    const { query } = await refused(scene, { error: 'access_denied' });
    expect(query).toEqual(errorOf('sign_in_denied'));
    expect(scene.provider.received('token')).toEqual([]);
  });

  const codes: readonly (readonly [string, string | null])[] = [
    ['nothing', null],
    ['an empty code', ''],
  ];

  test.each(codes)('%s', async (_, code) => {
    await using scene = await openScene();
    const { query } = await refused(scene, { code });
    expect(query).toEqual(errorOf('provider_answer_invalid'));
    expect(scene.provider.received('token')).toEqual([]);
  });

  test.each(['made up', 'a\u0000b'])('a code that was never issued: %p', async (code) => {
    await using scene = await openScene();
    const { query } = await refused(scene, { code });
    expect(query).toEqual(errorOf('provider_refused'));
  });
});

describe('an error without a known sign-in', () => {
  test('is reported as the provider’s refusal, because some providers omit the state', async () => {
    await using scene = await openScene();
    const query = new URLSearchParams({ error: 'canary', error_description: 'canary' });
    const answer = await scene.app.get(`${oidcPath}/callback?${query.toString()}`);
    expect(answer.status).toBe(302);
    const url = new URL(answer.headers.get('location') ?? '');
    expect(Object.fromEntries(url.searchParams)).toEqual(errorOf('provider_refused'));
    expect(url.href).not.toContain('canary');
  });

  const strange = [
    'state=a&state=b&code=x',
    'code=a&code=b',
    'iss=a&iss=b',
    'state[]=a',
    '__proto__=a&constructor=b',
    'state=%ff%fe&code=%00',
    'state=%zz',
    '',
  ];

  test.each(strange)('also for ?%s', async (query) => {
    await using scene = await openScene();
    const answer = await scene.app.get(`${oidcPath}/callback?${query}`);
    expect(answer.status).toBe(302);
    const url = new URL(answer.headers.get('location') ?? '');
    expect(url.searchParams.get('error_code')).toBe('invalid_state');
  });
});

describe('the issuer of the answer (RFC 9207)', () => {
  const announced = { announce: { authorization_response_iss_parameter_supported: true } };

  test('signs in when it is ours', async () => {
    await using scene = await openScene({ provider: announced });
    expect((await scene.browser.signIn()).query).toHaveProperty('code');
  });

  const wrong: readonly (readonly [string, object, string | null])[] = [
    ['is another', {}, 'https://evil.example'],
    ['is another where it is announced', announced, 'https://evil.example'],
    ['is empty', {}, ''],
    ['is missing where it is announced', announced, null],
  ];

  test.each(wrong)('ends the sign-in when it %s', async (_, provider, iss) => {
    await using scene = await openScene({ provider });
    expect((await refused(scene, { iss })).query).toEqual(errorOf('foreign_issuer'));
    expect(scene.provider.received('token')).toEqual([]);
  });

  test('counts for errors too', async () => {
    await using scene = await openScene();
    const error = { error: 'access_denied', code: null, iss: 'https://evil.example' };
    expect((await refused(scene, error)).query).toEqual(errorOf('foreign_issuer'));
  });
});
