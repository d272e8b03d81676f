// Where a provider that tells of logouts reaches this server: the doctor names the address to register.
import { expect, test } from 'bun:test';
import { complaints, examine, settingsOf, startHealthyProvider } from './doctor-settings.ts';

test.each([
  [true, ['https://auth.example.com/api/auth/oidc/backchannel-logout']],
  [false, []],
  ['true', []],
  [undefined, []],
])('with backchannel_logout_supported %p the addresses are %p', async (announced, uris) => {
  await using provider = await startHealthyProvider();
  provider.announce({ backchannel_logout_supported: announced });
  const findings = await examine(settingsOf(provider));
  expect(complaints(findings)).toEqual({});
  const found = findings.filter(({ check }) => check === 'logout');
  expect(found.flatMap(({ params }) => params.uris ?? [])).toEqual([...uris]);
});
