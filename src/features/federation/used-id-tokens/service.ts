// ID tokens that signed in, each of which an app can use only once.
import { sha256 } from '../../../core/tokens.ts';
import type { WriteTransaction } from '../../../db/port.ts';
import type { VerifiedAnswer } from '../../../openid/connection.ts';
import { refusal } from '../../../openid/refusal.ts';
import { tooOldAt } from '../../../openid/token-age.ts';
import type { ProviderSignOut } from '../identities/rules.ts';
import { deleteExpiredIdTokens, rememberIdToken } from './queries.ts';

export { deleteExpiredIdTokens as expire };

/** Uses an ID token, in the transaction of the sign-in. Throws AppError `invalid_oidc_token` the second time. */
export async function useIdToken(
  trx: WriteTransaction,
  token: string,
  answer: VerifiedAnswer,
): Promise<void> {
  if (await rememberIdToken(trx, usedIdToken(token, answer))) return;
  throw refusal('invalid_oidc_token', 'the ID token was used before');
}

/** What a session keeps for a sign-out at the provider: its ID token may be seen in an address, so no app may use it. */
export function keptSignOut(answer: VerifiedAnswer): ProviderSignOut | null {
  const { signOut = null } = answer;
  if (signOut === null) return null;
  const used = usedIdToken(signOut.idToken, answer);
  return { url: signOut.url, onKeep: (trx) => rememberIdToken(trx, used) };
}

/** The hash covers only the signed part, because some signatures have more than one valid encoding. */
function usedIdToken(token: string, { idToken }: VerifiedAnswer) {
  const tokenHash = sha256(token.slice(0, token.lastIndexOf('.')));
  return { token_hash: tokenHash, expires_at: tooOldAt(idToken?.['iat']) };
}
