/** The oldest accepted ID token from an app, in seconds since its `iat`. */
export const maxAgeSeconds = 300;

/** When an app's ID token with this `iat` becomes too old, in milliseconds since 1970. */
export function tooOldAt(iat: unknown): number {
  // A time may have fractions of a second (RFC 7519 section 2), and the database stores whole milliseconds.
  return Math.ceil((Number(iat) + maxAgeSeconds) * 1000);
}
