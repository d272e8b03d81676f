import type { TokenScope } from '../../src/core/token-scopes.ts';
import type { CreatedToken, ListedToken } from '../../src/features/api-tokens/named/schema.ts';
import type { Answer } from './answer-rules.ts';
import type { TestApp } from './test-app.ts';

export const tokensPath = '/api/auth/tokens';

interface Wanted {
  readonly name?: string;
  readonly scopes?: readonly TokenScope[];
  readonly expiresInDays?: number | null;
}

let made = 0;

/** Asks for a token with a name of its own and the scope `me`, unless others are given. */
export function askForToken(app: TestApp, bearer: string, wanted: Wanted = {}): Promise<Answer> {
  made += 1;
  return app.post(tokensPath, { name: `Script ${made}`, scopes: ['me'], ...wanted }, bearer);
}

/** A new token of the signed-in user. */
export async function makeToken(
  app: TestApp,
  bearer: string,
  wanted: Wanted = {},
): Promise<CreatedToken> {
  const answer = await askForToken(app, bearer, wanted);
  if (answer.status !== 201) throw new Error(`no token was made: ${answer.text}`);
  return answer.body as CreatedToken;
}

export async function listTokens(app: TestApp, bearer: string): Promise<readonly ListedToken[]> {
  return (await app.get(tokensPath, bearer)).body as readonly ListedToken[];
}

/** Lets a token have expired, a moment ago unless another time is given. */
export async function expireToken(
  app: TestApp,
  { prefix }: { readonly prefix: string },
  at = Date.now() - 1,
): Promise<void> {
  await app.database.write((trx) =>
    trx.updateTable('named_tokens').set({ expires_at: at }).where('prefix', '=', prefix).execute(),
  );
}
