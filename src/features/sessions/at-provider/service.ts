// Ends sessions because the provider at which they began says so.
import type { Id } from '../../../core/uuid.ts';
import type { WriteTransaction } from '../../../db/port.ts';
import { endOlderSessions, endSessionsAtProvider } from './queries.ts';

/** What a provider said about the sessions to end. */
export interface EndedThere {
  readonly issuer: string;
  readonly subject: string | null;
  readonly sid: string | null;
  /** The account of the subject; null when there is none, or no subject. */
  readonly userId: Id | null;
}

/**
 * Ends the sessions with the provider's own session, else those of the subject of which no such session is known.
 * Without `sid` it ends all that the subject began there. Returns the owner of each ended session.
 */
export async function endAtProvider(
  trx: WriteTransaction,
  { issuer, subject, sid, userId }: EndedThere,
): Promise<readonly Id[]> {
  const now = Date.now();
  const exact = sid === null ? [] : await endSessionsAtProvider(trx, { issuer, sid, subject }, now);
  if (exact.length > 0 || subject === null) return exact;
  const which = { issuer, subject, onlyWithoutSid: sid !== null };
  const others = await endSessionsAtProvider(trx, which, now);
  const older = userId === null ? [] : await endOlderSessions(trx, userId, now);
  return [...others, ...older];
}
