// A provider that is down, slow or talks nonsense: whoever comes back is told in time, nothing is kept, and
// those who sign in here with a password do not notice (security.md T42).
import { describe, expect, test } from 'bun:test';
import errors from '../snapshots/errors.json';
import { advance, restoreClockAfterEach, stopClock } from '../support/clock.ts';
import { oidcPath, openScene, type Scene, traces } from '../support/oidc-scene.ts';
import { addPerson, password } from '../support/people.ts';
import type { EndpointName, Failure } from '../support/provider/script.ts';
import { endsWithin } from '../support/in-time.ts';

restoreClockAfterEach();

const person = { sub: 'person-1', email: 'ada@example.com', email_verified: true };
const endpoints: readonly EndpointName[] = ['discovery', 'jwks', 'token', 'userinfo'];
const failures: Readonly<Record<Failure, 'provider_unavailable' | 'provider_answer_invalid'>> = {
  down: 'provider_unavailable',
  hang: 'provider_unavailable',
  slow: 'provider_unavailable',
  error500: 'provider_unavailable',
  html: 'provider_answer_invalid',
  huge: 'provider_answer_invalid',
};
const kinds = Object.entries(failures).map(([name, code]) => [name as Failure, code] as const);
const cases = endpoints.flatMap((endpoint) => kinds.map((kind) => [endpoint, ...kind] as const));

/** What became of a request, and whether that was in time. */
interface Outcome {
  readonly asked: string;
  readonly said: unknown;
  readonly inTime: boolean;
  readonly left: readonly string[];
}

async function outcomeOf(
  scene: Scene,
  asked: string,
  work: () => Promise<unknown>,
): Promise<Outcome> {
  const working = work();
  const inTime = await endsWithin(11_000, working);
  return { asked, said: await working, inTime, left: traces(scene.app) };
}

async function comeBack(endpoint: EndpointName, failure: Failure) {
  await using scene = await openScene();
  // With the address in the ID token a failing userinfo would end no sign-in.
  scene.provider.person(person, { inUserinfoOnly: true });
  const parameters = await scene.browser.visit();
  // What the provider said before is forgotten: it is asked for everything again.
  await scene.app.restart();
  scene.provider.script({ [endpoint]: failure });
  return await outcomeOf(scene, `callback ${endpoint} ${failure}`, async () => {
    const { url, query } = await scene.browser.comeBack(parameters);
    return { page: url.origin + url.pathname, ...query };
  });
}

async function initiate(failure: Failure) {
  await using scene = await openScene();
  scene.provider.script({ discovery: failure });
  return await outcomeOf(scene, `initiate ${failure}`, async () => {
    const { status, body, headers } = await scene.app.get(`${oidcPath}/initiate`);
    return { status, code: (body as { code: unknown }).code, cookies: headers.getSetCookie() };
  });
}

async function exchangeMobile(endpoint: EndpointName, failure: Failure) {
  await using scene = await openScene();
  const access_token = await scene.provider.accessToken('anchor', {});
  scene.provider.script({ [endpoint]: failure });
  return await outcomeOf(scene, `mobile ${endpoint} ${failure}`, async () => {
    const { status, body } = await scene.app.post(`${oidcPath}/exchange/mobile`, { access_token });
    return { status, code: (body as { code: unknown }).code };
  });
}

function calm(asked: string, said: object): Outcome {
  return { asked, said, inTime: true, left: [] };
}

// One test for all, because each of the slow ones takes as long as the server waits.
test('whatever fails, everybody is told within 11 seconds, and nothing is kept', async () => {
  const page = 'http://localhost:3000/login';
  const ofApps = cases.filter(([endpoint]) => endpoint !== 'token');
  const outcomes = await Promise.all([
    ...cases.map(([endpoint, failure]) => comeBack(endpoint, failure)),
    ...kinds.map(([failure]) => initiate(failure)),
    ...ofApps.map(([endpoint, failure]) => exchangeMobile(endpoint, failure)),
  ]);
  const expected = [
    ...cases.map(([endpoint, failure, code]) =>
      calm(`callback ${endpoint} ${failure}`, {
        page,
        error: errors[code].message,
        error_code: code,
      }),
    ),
    ...kinds.map(([failure, code]) =>
      calm(`initiate ${failure}`, { status: 502, code, cookies: [] }),
    ),
    ...ofApps.map(([endpoint, failure, code]) =>
      calm(`mobile ${endpoint} ${failure}`, { status: 502, code }),
    ),
  ];
  expect(outcomes).toEqual(expected);
}, 60_000);

test('signing in with a password is as quick as ever while others wait for the provider', async () => {
  await using scene = await openScene();
  const { email } = await addPerson(scene.app, { email: 'local@example.com' });
  const logIn = async () => {
    const startedMs = performance.now();
    const { status } = await scene.app.post('/api/auth/login', { email, password });
    expect(status).toBe(200);
    return performance.now() - startedMs;
  };
  await median(logIn);
  const usualMs = await median(logIn);
  const parameters = [];
  for (let index = 0; index < 20; index++) parameters.push(await scene.browser.visit());
  scene.provider.script({ token: 'hang' });
  const waiting = parameters.map((each) => scene.browser.comeBack(each));
  while (scene.provider.received('token').length < 20) await Bun.sleep(1);
  const meanwhileMs = await median(logIn);
  expect(meanwhileMs / usualMs).toBeLessThan(20);
  // Hangs up on everybody who still waits.
  await scene.provider[Symbol.asyncDispose]();
  for (const { query } of await Promise.all(waiting)) {
    expect(query).toMatchObject({ error_code: 'provider_unavailable' });
  }
});

async function statusOfStart({ app }: Scene): Promise<number> {
  return (await app.get(`${oidcPath}/initiate`)).status;
}

async function openBroken(): Promise<Scene> {
  stopClock();
  const scene = await openScene();
  scene.provider.script({ discovery: 'down' });
  for (let turn = 0; turn < 5; turn++) expect(await statusOfStart(scene)).toBe(502);
  expect(scene.provider.received('discovery')).toHaveLength(5);
  return scene;
}

describe('after five failures the provider is left alone for ten seconds', () => {
  test('and whoever comes meanwhile is told at once', async () => {
    await using scene = await openBroken();
    scene.provider.script({ discovery: 'hang' });
    expect(await statusOfStart(scene)).toBe(502);
    const id_token = await scene.provider.idToken('anchor');
    const mobile = await scene.app.post(`${oidcPath}/exchange/mobile`, { id_token });
    expect(mobile).toMatchObject({ status: 502, body: { code: 'provider_unavailable' } });
    expect(scene.provider.received('discovery')).toHaveLength(5);
    expect(traces(scene.app)).toEqual([]);
  });

  test('then it is asked again', async () => {
    await using scene = await openBroken();
    advance(10, 's');
    expect(await statusOfStart(scene)).toBe(502);
    expect(scene.provider.received('discovery')).toHaveLength(6);
  });
});

async function median(measure: () => Promise<number>): Promise<number> {
  const times: number[] = [];
  for (let index = 0; index < 21; index++) times.push(await measure());
  return times.toSorted((one, other) => one - other)[10] ?? 0;
}
