import { asObject, type JsonObject } from '../core/json.ts';
import { TokenProblem } from './refusal.ts';

/** Claims about a user; `sub` is checked, all others are as the provider sent them. */
export interface Claims extends Readonly<Record<string, unknown>> {
  readonly sub: string;
}

/** Claims with a valid `sub` (OpenID Connect Core section 2). Throws TokenProblem. */
export function readSubject(claims: JsonObject): Claims {
  const { sub } = claims;
  if (sub === undefined) throw new TokenProblem('has no sub');
  if (typeof sub !== 'string' || sub === '') throw new TokenProblem('has a sub that is no text');
  if (sub.length > 255) throw new TokenProblem('has a sub of more than 255 characters');
  // A lone surrogate would be stored as U+FFFD, so different subjects could become equal.
  if (!sub.isWellFormed()) throw new TokenProblem('has a sub that is not valid Unicode');
  // PostgreSQL cannot store it in text.
  if (sub.includes('\0')) throw new TokenProblem('has a sub with a NUL character');
  return { ...claims, sub };
}

/** The `sid` of a token, when it is a text that can be stored; else null. */
export function readSid({ sid }: JsonObject): string | null {
  const isText = typeof sid === 'string' && sid !== '' && sid.length <= 255;
  return isText && sid.isWellFormed() && !sid.includes('\0') ? sid : null;
}

/** The member of `events` that makes a token a logout token (OpenID Connect Back-Channel Logout 1.0 section 2.4). */
const logoutEvent = 'http://schemas.openid.net/event/backchannel-logout';

/** Whether a token says that a session at the provider has ended. */
export function namesLogout({ events }: JsonObject): boolean {
  return asObject(asObject(events)?.[logoutEvent]) !== null;
}

/** The audiences of a token: one text and a list of texts mean the same (RFC 7519 section 4.1.3). */
export function audiences(aud: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(aud) ? aud : [aud];
  return list.filter((one) => typeof one === 'string');
}
