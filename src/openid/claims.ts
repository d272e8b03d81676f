import type { JsonObject } from '../core/json.ts';
import { TokenProblem } from './refusal.ts';

/** What somebody says about a person; `sub` is checked, all else is as the provider sent it. */
export interface Claims extends Readonly<Record<string, unknown>> {
  readonly sub: string;
}

/** Claims whose subject can name a person (OpenID Connect Core section 2). Throws TokenProblem. */
export function readSubject(claims: JsonObject): Claims {
  const { sub } = claims;
  if (sub === undefined) throw new TokenProblem('has no sub');
  if (typeof sub !== 'string' || sub === '') throw new TokenProblem('has a sub that is no text');
  if (sub.length > 255) throw new TokenProblem('has a sub of more than 255 characters');
  // Half a surrogate pair would be stored as the replacement character, as would every other one.
  if (!sub.isWellFormed()) throw new TokenProblem('has a sub that is not valid Unicode');
  return { ...claims, sub };
}

/** The audiences of a token: one text and a list of texts mean the same (RFC 7519 section 4.1.3). */
export function audiences(aud: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(aud) ? aud : [aud];
  return list.filter((one) => typeof one === 'string');
}
