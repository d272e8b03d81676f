import { TokenProblem } from './refusal.ts';

/** Claims about a user; `sub` is checked, all others are as the provider sent them. */
export interface Claims extends Readonly<Record<string, unknown>> {
  readonly sub: string;
}

/** A JSON object that was not checked further. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** A JSON object, or null for every other value. */
export function asObject(value: unknown): JsonObject | null {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as JsonObject) : null;
}

/** Claims with a valid `sub` (OpenID Connect Core section 2). Throws TokenProblem. */
export function readSubject(claims: JsonObject): Claims {
  const { sub } = claims;
  if (sub === undefined) throw new TokenProblem('has no sub');
  if (typeof sub !== 'string' || sub === '') throw new TokenProblem('has a sub that is no text');
  if (sub.length > 255) throw new TokenProblem('has a sub of more than 255 characters');
  // A lone surrogate would be stored as U+FFFD, so different subjects could become equal.
  if (!sub.isWellFormed()) throw new TokenProblem('has a sub that is not valid Unicode');
  return { ...claims, sub };
}

/** The audiences of a token: one text and a list of texts mean the same (RFC 7519 section 4.1.3). */
export function audiences(aud: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(aud) ? aud : [aud];
  return list.filter((one) => typeof one === 'string');
}

/** A value of the provider for one log line: quoted, at most 80 characters, only visible ones. */
export function quote(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  const visible = text.replaceAll(/[^\x20-\x7e]/g, '?');
  return visible.length > 80 ? `${visible.slice(0, 80)}…` : visible;
}
