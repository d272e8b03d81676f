// Remembers the logout tokens of providers: each counts once, and ends sign-ins that were under way when it came.
import type { Kysely } from 'kysely';
import { withoutSlash } from '../../../core/issuer.ts';
import { sha256 } from '../../../core/tokens.ts';
import type { WriteTransaction } from '../../../db/port.ts';
import type { Schema } from '../../../db/schema.ts';
import type { ProviderSession } from '../../sessions/start/service.ts';
import { deleteExpiredLogoutTokens, findEndedSid, insertLogoutToken } from './queries.ts';

export { deleteExpiredLogoutTokens as expire };

/**
 * Longer than a token is accepted (5 minutes, and the tolerance between two clocks), and longer than a sign-in may be
 * under way (10 minutes, and one for the login code).
 */
const memoryMs = 15 * 60_000;

interface UsedToken {
  readonly issuer: string;
  readonly tokenId: string;
  readonly sid: string | null;
}

/** Marks a logout token as used; false when it was used before. */
export function rememberLogoutToken(
  trx: WriteTransaction,
  { issuer, tokenId, sid }: UsedToken,
): Promise<boolean> {
  return insertLogoutToken(trx, {
    token_hash: nameHash(issuer, tokenId),
    sid_hash: sid === null ? null : nameHash(issuer, sid),
    expires_at: Date.now() + memoryMs,
  });
}

/** Whether the provider has just ended the session with which a sign-in began. */
export async function wasEndedThere(
  db: Kysely<Schema>,
  session: ProviderSession | null,
): Promise<boolean> {
  if (session === null || session.sid === null) return false;
  return findEndedSid(db, nameHash(session.issuer, session.sid), Date.now());
}

/** A name of the provider, under one spelling of its issuer. */
function nameHash(issuer: string, name: string): Uint8Array {
  return sha256(JSON.stringify([withoutSlash(issuer), name]));
}
