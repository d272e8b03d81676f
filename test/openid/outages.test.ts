// A provider that is down, slow or talks nonsense, at each endpoint (security.md T42).
import { describe, expect, test } from 'bun:test';
import { withDeadline } from '../../src/openid/deadline.ts';
import { holdTimers, passWhile } from '../support/held-timers.ts';
import { startProvider } from '../support/provider/provider.ts';
import { openRelyingParty, refusalOf } from '../support/provider/relying-party.ts';
import type { EndpointName, Failure } from '../support/provider/script.ts';

const callMs = 20_000;

// What becomes of every failure at every endpoint is shown at the API (test/oidc/outages.test.ts).
const failures: readonly (readonly [EndpointName, Failure, RegExp])[] = [
  ['discovery', 'down', /^the discovery document \(.+\) broke off its answer/],
  ['jwks', 'error500', /^the key set \(.+\) answered with HTTP 500/],
  ['token', 'html', /^the token endpoint answered with HTTP 200 and text\/html/],
  ['userinfo', 'huge', /^userinfo \(.+\) sent more than 3 MB/],
  ['token', 'hang', /^the token endpoint \(.+\) did not answer in time/],
  ['userinfo', 'slow', /^userinfo \(.+\) did not answer in time/],
];

test.each(failures)('the operator hears of %s: %s', async (endpoint, failure, why) => {
  await using provider = await startProvider();
  provider.person({ sub: 'person-1' });
  provider.script({ [endpoint]: failure });
  using timers = holdTimers();
  const problem = await passWhile(timers, callMs, {
    isTime: () => ['hang', 'slow'].includes(failure) && provider.received(endpoint).length > 0,
    work: refusalOf(openRelyingParty(provider, { callMs }).signIn()),
  });
  expect(problem.why).toMatch(why);
});

test('a provider that is not there is named with what the system says', async () => {
  const { issuer } = await startAndStop();
  await using provider = await startProvider();
  const { client } = openRelyingParty(provider, { issuer });
  expect(await refusalOf(client.canProveAudience())).toEqual({
    code: 'provider_unavailable',
    why: expect.stringContaining('could not be reached (ECONNREFUSED)'),
  });
});

test('all calls of a sign-in together have a deadline', async () => {
  await using provider = await startProvider();
  provider.person({ sub: 'person-1' });
  const party = openRelyingParty(provider, { callMs: 20_000, totalMs: 1000 });
  const answer = await party.begin();
  provider.script({ userinfo: 'hang' });
  expect(await refusalOf(party.client.redeem(answer))).toEqual({
    code: 'provider_unavailable',
    why: expect.stringContaining('1000 ms'),
  });
});

test('the deadline also ends the calls that are still going on', async () => {
  const signals: AbortSignal[] = [];
  const work = withDeadline(10, (signal) => {
    signals.push(signal);
    return new Promise(() => {});
  });
  await refusalOf(work);
  expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
});

test('a deadline of one sign-in does not end the fetch that others wait for', async () => {
  await using provider = await startProvider();
  provider.script({ discovery: 'hang' });
  const party = openRelyingParty(provider, { callMs: 300, totalMs: 50 });
  const shared = refusalOf(party.client.canProveAudience());
  const { why } = await refusalOf(party.client.fromIdToken('x', null));
  expect(why).toContain('50 ms');
  expect((await shared).why).toContain('did not answer in time');
  expect(provider.received('discovery')).toHaveLength(1);
});

describe('the circuit breaker', () => {
  test('stops asking after 5 failures in a row, for 10 seconds', async () => {
    await using scene = await broken();
    expect(scene.calls()).toBe(5);
    expect(await scene.ask()).toEqual({
      code: 'provider_unavailable',
      why: expect.stringContaining('was not asked: the last calls to this provider failed'),
    });
    scene.wait(9900);
    await scene.ask();
    expect(scene.calls()).toBe(5);
  });

  test('then lets one call through, and closes when it succeeds', async () => {
    await using scene = await broken('error500');
    scene.wait(10_100);
    scene.provider.script({ discovery: { json: { issuer: 'https://other.example' } } });
    expect((await scene.ask()).code).toBe('provider_misconfigured');
    expect((await scene.ask()).code).toBe('provider_misconfigured');
    expect(scene.calls()).toBe(7);
  });

  test('stays open for another 10 seconds when that one call fails', async () => {
    await using scene = await broken();
    scene.wait(10_100);
    expect((await scene.ask()).why).toContain('broke off its answer');
    scene.wait(9900);
    expect((await scene.ask()).why).toContain('was not asked');
    expect(scene.calls()).toBe(6);
  });

  test('a clock set back does not keep it open', async () => {
    await using scene = await broken();
    scene.wait(-3_600_000);
    await scene.ask();
    expect(scene.calls()).toBe(6);
  });

  test('an answer that is too big is an answer all the same', async () => {
    await using scene = await broken('huge');
    expect((await scene.ask()).why).toContain('sent more than 1 MB');
  });

  test('strangers cannot open it with input that makes the provider answer 500', async () => {
    await using provider = await startProvider();
    const { client, signIn } = openRelyingParty(provider);
    provider.script({ userinfo: 'error500' });
    for (let i = 0; i < 8; i += 1) await refusalOf(client.fromAccessToken('garbage', 'auto'));
    provider.script({ userinfo: { json: { sub: 'person-1' } } });
    expect((await signIn()).idToken?.sub).toBe('person-1');
  });
});

async function broken(failure: Failure = 'down') {
  const provider = await startProvider();
  let aheadMs = 0;
  const { client } = openRelyingParty(provider, {
    clockAheadMs: () => aheadMs,
  });
  provider.script({ discovery: failure });
  const ask = () => refusalOf(client.canProveAudience());
  for (let i = 0; i < 5; i += 1) await ask();
  const wait = (milliseconds: number) => {
    aheadMs += milliseconds;
  };
  const calls = () => provider.received('discovery').length;
  const stop = provider[Symbol.asyncDispose];
  return { provider, client, ask, wait, calls, [Symbol.asyncDispose]: stop };
}

async function startAndStop() {
  await using provider = await startProvider();
  return { issuer: provider.issuer };
}
