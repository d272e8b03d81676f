/**
 * Whether two texts name the same issuer. Only one slash at the end may differ: both spellings have the same
 * discovery document (OpenID Connect Discovery 1.0 section 4.1), so they cannot be two providers.
 */
export function sameIssuer(one: string, other: string): boolean {
  return withoutSlash(one) === withoutSlash(other);
}

/** Both spellings of an issuer: as given, and with or without the slash at its end. */
export function issuerSpellings(issuer: string): readonly [string, string] {
  const bare = withoutSlash(issuer);
  return [issuer, bare === issuer ? `${issuer}/` : bare];
}

/** An issuer without one slash at its end. */
export function withoutSlash(issuer: string): string {
  return issuer.replace(/\/$/, '');
}
