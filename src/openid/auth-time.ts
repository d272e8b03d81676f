import { AppError } from '../core/errors.ts';
import type { Claims } from './claims.ts';

// Tolerance for the difference between the clocks of two servers.
const clockSkewMs = 60_000;

/**
 * Refuses an ID token whose `auth_time` is before `freshSince`, in milliseconds since 1970 (OpenID Connect Core
 * section 3.1.3.7); null: any time. A provider that does not send `auth_time` cannot be checked. Throws AppError
 * `provider_answer_invalid`.
 */
export function requireFresh(claims: Claims | null, freshSince: number | null): void {
  const authTime = claims?.['auth_time'];
  if (freshSince === null || authTime === undefined) return;
  if (typeof authTime === 'number' && authTime * 1000 >= freshSince - clockSkewMs) return;
  const cause = new Error('the ID token names a sign-in before this one began (auth_time)');
  throw new AppError('provider_answer_invalid', { cause });
}
