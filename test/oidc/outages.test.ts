// A provider that is down, slow or sends nonsense: the user gets an answer in time, nothing is kept, and
// those who sign in here with a password do not notice (security.md T42).
import { describe, expect, test } from 'bun:test';
import errors from '../snapshots/errors.json';
import { advance, restoreClockAfterEach, stopClock } from '../support/clock.ts';
import { oidcPath, openScene, type Scene, traces } from '../support/oidc-scene.ts';
import { addPerson, password } from '../support/people.ts';
import type { EndpointName, Failure } from '../support/provider/script.ts';
import { callDeadlines, holdTimers, passWhile } from '../support/held-timers.ts';

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

/** What became of a request, and the deadlines that the server set for it. */
interface Outcome {
  readonly asked: string;
  readonly said: unknown;
  readonly deadlines: readonly number[];
  readonly left: readonly string[];
}

interface Asked {
  readonly kind: 'callback' | 'initiate' | 'mobile';
  readonly endpoint: EndpointName;
  readonly failure: Failure;
}

const nameOf = ({ kind, endpoint, failure }: Asked) => `${kind} ${endpoint} ${failure}`;

/** The deadline of a call passes as soon as a provider that will not answer was called. */
async function outcomeOf(
  scene: Scene,
  asked: Asked,
  request: () => Promise<unknown>,
): Promise<Outcome> {
  const { endpoint, failure } = asked;
  const before = scene.provider.received(endpoint).length;
  scene.provider.script({ [endpoint]: failure });
  using timers = holdTimers();
  const said = await passWhile(timers, callMs, {
    isTime: () =>
      ['hang', 'slow'].includes(failure) && scene.provider.received(endpoint).length > before,
    work: request(),
  });
  const deadlines = callDeadlines(timers);
  return { asked: nameOf(asked), said, deadlines, left: await traces(scene.app) };
}

async function comeBack(endpoint: EndpointName, failure: Failure) {
  await using scene = await openScene();
  // With the address in the ID token a failing userinfo would end no sign-in.
  scene.provider.person(person, { inUserinfoOnly: true });
  const parameters = await scene.browser.visit();
  // What the provider said before is forgotten: it is asked for everything again.
  await scene.app.restart();
  return await outcomeOf(scene, { kind: 'callback', endpoint, failure }, async () => {
    const { url, query } = await scene.browser.comeBack(parameters);
    return { page: url.origin + url.pathname, ...query };
  });
}

async function initiate(failure: Failure) {
  await using scene = await openScene();
  return await outcomeOf(scene, { kind: 'initiate', endpoint: 'discovery', failure }, async () => {
    const { status, body, headers } = await scene.app.get(`${oidcPath}/initiate`);
    return { status, code: (body as { code: unknown }).code, cookies: headers.getSetCookie() };
  });
}

async function exchangeMobile(endpoint: EndpointName, failure: Failure) {
  await using scene = await openScene();
  const access_token = await scene.provider.accessToken('anchor', {});
  return await outcomeOf(scene, { kind: 'mobile', endpoint, failure }, async () => {
    const { status, body } = await scene.app.post(`${oidcPath}/exchange/mobile`, { access_token });
    return { status, code: (body as { code: unknown }).code };
  });
}

const [callMs, totalMs] = [5000, 10_000];
/** How long the body of a request may take; by then it has been read. */
const bodyMs = 30_000;
const page = 'http://localhost:3000/login';

describe('whatever fails, each user gets an answer within 11 seconds, and nothing is kept', () => {
  test.each([...cases])('callback: %s %s', async (endpoint, failure, code) => {
    expect(await comeBack(endpoint, failure)).toEqual({
      asked: nameOf({ kind: 'callback', endpoint, failure }),
      said: { page, error: errors[code].message, error_code: code },
      deadlines: [callMs, totalMs],
      left: [],
    });
  });

  test.each([...kinds])('initiate: %s', async (failure, code) => {
    expect(await initiate(failure)).toEqual({
      asked: nameOf({ kind: 'initiate', endpoint: 'discovery', failure }),
      said: { status: 502, code, cookies: [] },
      deadlines: [callMs],
      left: [],
    });
  });

  const ofApps = cases.filter(([endpoint]) => endpoint !== 'token');
  test.each([...ofApps])('mobile: %s %s', async (endpoint, failure, code) => {
    expect(await exchangeMobile(endpoint, failure)).toEqual({
      asked: nameOf({ kind: 'mobile', endpoint, failure }),
      said: { status: 502, code },
      deadlines: [callMs, totalMs, bodyMs],
      left: [],
    });
  });
});

test('signing in with a password waits for no provider while others do', async () => {
  await using scene = await openScene();
  const { email } = await addPerson(scene.app, { email: 'local@example.com' });
  const parameters = [];
  for (let index = 0; index < 20; index++) parameters.push(await scene.browser.visit());
  scene.provider.script({ token: 'hang' });
  using timers = holdTimers();
  let answered = 0;
  const waiting = parameters.map(async (each) => {
    const { query } = await scene.browser.comeBack(each);
    answered += 1;
    return query;
  });
  while (scene.provider.received('token').length < 20) await Bun.sleep(1);
  for (let turn = 0; turn < 5; turn++) {
    const { status } = await scene.app.post('/api/auth/login', { email, password });
    expect(status).toBe(200);
  }
  expect(answered).toBe(0);
  timers.pass(callMs);
  for (const query of await Promise.all(waiting)) {
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
  test('and users who come meanwhile get an answer at once', async () => {
    await using scene = await openBroken();
    scene.provider.script({ discovery: 'hang' });
    expect(await statusOfStart(scene)).toBe(502);
    const id_token = await scene.provider.idToken('anchor');
    const mobile = await scene.app.post(`${oidcPath}/exchange/mobile`, { id_token });
    expect(mobile).toMatchObject({ status: 502, body: { code: 'provider_unavailable' } });
    expect(scene.provider.received('discovery')).toHaveLength(5);
    expect(await traces(scene.app)).toEqual([]);
  });

  test('then it is asked again', async () => {
    await using scene = await openBroken();
    advance(10, 's');
    expect(await statusOfStart(scene)).toBe(502);
    expect(scene.provider.received('discovery')).toHaveLength(6);
  });
});
