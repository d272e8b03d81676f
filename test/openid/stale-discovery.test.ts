// A provider that changes what it announces: the document is asked again, at most once in 5 seconds.
import { describe, expect, test } from 'bun:test';
import { restoreClockAfterEach, stopClock } from '../support/clock.ts';
import { signingKey } from '../support/provider/keys.ts';
import { startProvider } from '../support/provider/provider.ts';
import { openRelyingParty, refusalOf } from '../support/provider/relying-party.ts';

restoreClockAfterEach();

/** A client that has signed in once, and whose clock only the test moves. */
async function signedInOnce() {
  stopClock();
  const provider = await startProvider({
    announce: { id_token_signing_alg_values_supported: ['RS256'] },
  });
  let aheadMs = 0;
  const party = openRelyingParty(provider, { clockAheadMs: () => aheadMs });
  const wait = (milliseconds: number) => {
    aheadMs += milliseconds;
  };
  await party.signIn();
  const fetches = () => provider.received('discovery').length;
  return { provider, party, wait, fetches, [Symbol.asyncDispose]: provider[Symbol.asyncDispose] };
}

describe('the discovery document is fetched again', () => {
  test('for an algorithm that was not announced', async () => {
    await using scene = await signedInOnce();
    const { provider, party, fetches } = scene;
    provider.rotateKeys(await signingKey('ES256'));
    provider.announce({ id_token_signing_alg_values_supported: ['ES256'] });
    expect((await party.signIn()).idToken?.sub).toBe('person-1');
    expect(fetches()).toBe(2);
  });

  test('for an algorithm that is not announced anew either, and the token is refused', async () => {
    await using scene = await signedInOnce();
    const { provider, party, wait, fetches } = scene;
    provider.rotateKeys(await signingKey('ES256'));
    for (let turn = 0; turn < 4; turn += 1) {
      expect((await refusalOf(party.signIn())).why).toContain('the provider announces ["RS256"]');
    }
    expect(fetches()).toBe(2);
    wait(4900);
    await refusalOf(party.signIn());
    expect(fetches()).toBe(2);
    wait(200);
    await refusalOf(party.signIn());
    expect(fetches()).toBe(3);
  });

  test('for a key set that fails, and the keys are found where they are now', async () => {
    await using scene = await signedInOnce();
    const { provider, party, wait } = scene;
    const { issuer } = provider;
    const key = await signingKey('RS256', 'new');
    provider.rotateKeys(key);
    provider.script({ jwks: { status: 404, text: 'gone' } });
    provider.script({ picture: { json: { keys: [key.jwk] } } });
    provider.announce({ jwks_uri: `${issuer}/picture` });
    expect((await party.signIn()).idToken?.sub).toBe('person-1');
    wait(60_000);
    expect((await party.signIn()).idToken?.sub).toBe('person-1');
  });

  test('for a key that the set lacks, when the set stands elsewhere now', async () => {
    await using scene = await signedInOnce();
    const { provider, party } = scene;
    const old = await signingKey('RS256');
    const key = await signingKey('RS256', 'new');
    provider.rotateKeys(key);
    provider.publish([old.jwk]);
    provider.script({ picture: { json: { keys: [key.jwk] } } });
    provider.announce({ jwks_uri: `${provider.issuer}/picture` });
    expect((await party.signIn()).idToken?.sub).toBe('person-1');
  });

  test('for a key set that fails at its known address, and the failure is reported', async () => {
    await using scene = await signedInOnce();
    const { provider, party, fetches } = scene;
    provider.rotateKeys(await signingKey('RS256', 'new'));
    provider.script({ jwks: { status: 404, text: 'gone' } });
    for (let turn = 0; turn < 3; turn += 1) {
      expect((await refusalOf(party.signIn())).code).toBe(
        turn === 0 ? 'provider_misconfigured' : 'provider_answer_invalid',
      );
    }
    expect(fetches()).toBe(2);
  });

  test('in vain while the provider has none: the known one still holds', async () => {
    await using scene = await signedInOnce();
    const { provider, party } = scene;
    provider.rotateKeys(await signingKey('ES256'));
    provider.script({ discovery: 'error500' });
    expect((await refusalOf(party.signIn())).code).toBe('provider_answer_invalid');
    provider.rotateKeys(await signingKey('RS256'));
    expect((await party.signIn()).idToken?.sub).toBe('person-1');
  });
});
