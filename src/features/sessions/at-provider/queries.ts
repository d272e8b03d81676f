import type { Kysely } from 'kysely';
import { issuerSpellings } from '../../../core/issuer.ts';
import type { Id } from '../../../core/uuid.ts';
import type { Schema } from '../../../db/schema.ts';
import { endOf } from '../rules.ts';

const reason = 'ended_by_provider';

/** Which sessions a provider ends, one way to find them at a time. */
export type EndedAtProvider = { readonly issuer: string } & (
  | { readonly sid: string; readonly subject: string | null }
  /** `onlyWithoutSid`: only sessions of which the provider named no session of its own. */
  | { readonly subject: string; readonly onlyWithoutSid: boolean }
);

/** Ends the active sessions that began at a provider; returns the owner of each. */
export async function endSessionsAtProvider(
  db: Kysely<Schema>,
  which: EndedAtProvider,
  now: number,
): Promise<readonly Id[]> {
  const query = db
    .updateTable('sessions')
    .set(endOf({ now, reason }))
    // A named provider may have the same issuer.
    .where('provider', '=', 'oidc')
    .where('provider_issuer', 'in', issuerSpellings(which.issuer))
    .where('ended_at', 'is', null)
    .returning('user_id');
  const { subject } = which;
  const owned = subject === null ? query : query.where('provider_subject', '=', subject);
  const rows = await (
    'sid' in which
      ? owned.where('provider_sid', '=', which.sid)
      : which.onlyWithoutSid
        ? owned.where('provider_sid', 'is', null)
        : owned
  ).execute();
  return rows.map(({ user_id: userId }) => userId);
}

/**
 * Ends the active sessions of a user at the OpenID provider that began before sessions stored their issuer; returns
 * the owner of each.
 */
export async function endOlderSessions(
  db: Kysely<Schema>,
  userId: Id,
  now: number,
): Promise<readonly Id[]> {
  const rows = await db
    .updateTable('sessions')
    .set(endOf({ now, reason }))
    .where('user_id', '=', userId)
    .where('provider', '=', 'oidc')
    .where('provider_issuer', 'is', null)
    .where('ended_at', 'is', null)
    .returning('user_id')
    .execute();
  return rows.map(({ user_id: owner }) => owner);
}
