import { createHmac } from 'node:crypto';

/** The signing secret of tests that make access tokens of their own. */
export const jwtSecret = 'm7Qe2vXr9Lk4TzBn6WcYp1HsGd8JfUa3';

type Json = Readonly<Record<string, unknown>>;

/** The claims of an access token, unchecked. */
export function claimsOf(token: string): Json {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Json;
}

export function headerOf(token: string): Json {
  return JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as Json;
}

interface Forgery {
  readonly header?: Json;
  /** Replaces the claims of the same name; undefined leaves the claim out. */
  readonly claims?: Json;
  /** Replaces the whole payload. */
  readonly payload?: unknown;
  readonly secret?: string;
  readonly hash?: 'sha256' | 'sha384' | 'sha512';
}

/** A token made of a good one, changed and signed again (RFC 7515 section 5.1). */
export function forge(token: string, forgery: Forgery = {}): string {
  const { header = headerOf(token), claims = {}, secret = jwtSecret, hash = 'sha256' } = forgery;
  const payload = 'payload' in forgery ? forgery.payload : { ...claimsOf(token), ...claims };
  const signed = `${encode(header)}.${encode(payload)}`;
  return `${signed}.${createHmac(hash, Buffer.from(secret, 'utf8')).update(signed).digest('base64url')}`;
}

export function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
