// The OpenID Foundation's Config RP test plan: keys come from jwks_uri alone, and follow every rotation.
import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, test } from 'bun:test';
import { restoreClockAfterEach, stopClock } from '../support/clock.ts';
import { signingKey } from '../support/provider/keys.ts';
import { startProvider } from '../support/provider/provider.ts';
import { openRelyingParty, refusalOf } from '../support/provider/relying-party.ts';

restoreClockAfterEach();

/** A client whose clock only the test moves. */
async function withClock() {
  stopClock();
  const provider = await startProvider();
  let aheadMs = 0;
  const party = openRelyingParty(provider, { clockAheadMs: () => aheadMs });
  const wait = (milliseconds: number) => {
    aheadMs += milliseconds;
  };
  const fetches = () => provider.received('jwks').length;
  return { provider, party, wait, fetches, [Symbol.asyncDispose]: provider[Symbol.asyncDispose] };
}

describe('the key set', () => {
  test('is fetched once for many sign-ins, and again after an hour', async () => {
    await using scene = await withClock();
    const { party, wait, fetches } = scene;
    await Promise.all([party.signIn(), party.signIn(), party.signIn()]);
    wait(59_000);
    await party.signIn();
    expect(fetches()).toBe(1);
    wait(3_600_000);
    await refusalOf(party.signIn());
    expect(fetches()).toBe(2);
  });

  test('is fetched again for a key of just now, right after the first fetch', async () => {
    await using scene = await withClock();
    const { provider, party, fetches } = scene;
    await party.signIn();
    provider.rotateKeys(await signingKey('RS256', 'new'));
    expect((await party.signIn()).idToken?.sub).toBe('person-1');
    expect(fetches()).toBe(2);
  });

  test('is fetched again when the keys rotate between the authorization and the token', async () => {
    await using scene = await withClock();
    const { provider, party } = scene;
    await party.signIn();
    const answer = await party.begin();
    provider.rotateKeys(await signingKey('ES256', 'just-before-signing'));
    expect((await party.client.redeem(answer)).idToken?.sub).toBe('person-1');
  });

  test('is fetched again when a key was replaced under the same kid', async () => {
    await using scene = await withClock();
    const { provider, party } = scene;
    await party.signIn();
    const key = await signingKey('RS256', 'new');
    provider.publish([{ ...key.jwk, kid: 'RS256-1' }]);
    provider.script({ idToken: { key, header: { kid: 'RS256-1' } } });
    expect((await party.signIn()).idToken?.sub).toBe('person-1');
  });

  test('is fetched again for unknown keys at most once in 5 seconds', async () => {
    await using scene = await withClock();
    const { provider, party, wait, fetches } = scene;
    await party.signIn();
    provider.script({ idToken: { key: await signingKey('RS256', 'stranger') } });
    for (let i = 0; i < 5; i += 1) await refusalOf(party.signIn());
    expect(fetches()).toBe(2);
    wait(4900);
    await refusalOf(party.signIn());
    expect(fetches()).toBe(2);
    wait(200);
    await refusalOf(party.signIn());
    expect(fetches()).toBe(3);
  });

  test('is not fetched twice for the first token, whatever signed it', async () => {
    await using scene = await withClock();
    const { provider, party, fetches } = scene;
    provider.script({ idToken: { tamper: 'signature' } });
    await refusalOf(party.signIn());
    expect(fetches()).toBe(1);
  });

  test('is fetched once for many unknown keys at the same time', async () => {
    await using scene = await withClock();
    const { provider, party, fetches } = scene;
    await party.signIn();
    provider.rotateKeys(await signingKey('RS256', 'new'));
    const token = await provider.idToken('anchor');
    const answers = [0, 1, 2].map(() => party.client.fromIdToken(token, null));
    const subjects = (await Promise.all(answers)).map(({ idToken }) => idToken?.sub);
    expect(subjects).toEqual(['person-1', 'person-1', 'person-1']);
    expect(fetches()).toBe(2);
  });

  test('no longer verifies with a key that is gone', async () => {
    await using scene = await withClock();
    const { provider, party, wait } = scene;
    await party.signIn();
    provider.publish([(await signingKey('RS256', 'new')).jwk]);
    wait(3_600_000);
    provider.script({ idToken: { claims: { exp: Math.floor(Date.now() / 1000) + 9999 } } });
    expect((await refusalOf(party.signIn())).why).toContain(
      'a key the provider does not show: RS256 "RS256-1"; it shows RSA "new"',
    );
  });

  test('a broken signature stays a broken signature while the key set is down', async () => {
    await using scene = await withClock();
    const { provider, party } = scene;
    await party.signIn();
    provider.script({ jwks: 'down', idToken: { tamper: 'signature' } });
    expect((await refusalOf(party.signIn())).code).toBe('provider_answer_invalid');
  });

  test('a new key that cannot be fetched is an outage, not a forgery', async () => {
    await using scene = await withClock();
    const { provider, party } = scene;
    await party.signIn();
    provider.script({ jwks: 'down', idToken: { key: await signingKey('RS256', 'new') } });
    expect((await refusalOf(party.signIn())).code).toBe('provider_unavailable');
  });

  test('RSA keys under 2048 bits are not used, however well they sign', async () => {
    await using provider = await startProvider();
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
    provider.publish([{ ...publicKey.export({ format: 'jwk' }), kid: 'weak' }]);
    const head = Buffer.from('{"alg":"RS256","kid":"weak"}').toString('base64url');
    const body = Buffer.from('{"sub":"person-1"}').toString('base64url');
    const signature = sign('sha256', Buffer.from(`${head}.${body}`), privateKey);
    provider.script({ idToken: `${head}.${body}.${signature.toString('base64url')}` });
    expect((await refusalOf(openRelyingParty(provider).signIn())).why).toContain(
      'it shows none; 1 RSA keys under 2048 bits are not used',
    );
  });

  test('a document without keys is reported', async () => {
    await using provider = await startProvider();
    provider.script({ jwks: { json: { kyes: [] } } });
    expect(await refusalOf(openRelyingParty(provider).signIn())).toEqual({
      code: 'provider_answer_invalid',
      why: 'the key set has no list named keys',
    });
  });
});
