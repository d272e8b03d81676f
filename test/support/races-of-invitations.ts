import type { Answer } from './answer-rules.ts';
import { oidcPath } from './oidc-scene.ts';
import type { TestProvider } from './provider/provider.ts';
import type { TestApp } from './test-app.ts';

/**
 * Fifty people come with one invitation at once, each from the provider with an ID token, to the servers in turns: no
 * password is hashed on the way, so that all arrive together.
 */
export async function fiftyCome(
  apps: readonly [TestApp, ...TestApp[]],
  provider: TestProvider,
  invitation: string,
): Promise<readonly Answer[]> {
  const numbers = Array.from({ length: 50 }, (_, index) => index);
  const tokens = await Promise.all(
    numbers.map((number) =>
      provider.idToken(provider.clientId, {
        claims: { sub: `person-${number}`, email: `p${number}@example.com` },
      }),
    ),
  );
  return Promise.all(
    tokens.map((id_token, index) =>
      (apps[index % apps.length] ?? apps[0]).post(`${oidcPath}/exchange/mobile`, {
        id_token,
        invitation,
      }),
    ),
  );
}

/** How many of the answers have each status. */
export function statusesOf(answers: readonly Answer[]): Readonly<Record<number, number>> {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}
