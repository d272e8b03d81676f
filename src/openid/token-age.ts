/** How old an ID token may be that an app brings, in seconds since its `iat`. */
export const maxAgeSeconds = 300;

/** Milliseconds since 1970 after which an app's ID token of this `iat` is refused for its age. */
export function tooOldAt(iat: unknown): number {
  return (Number(iat) + maxAgeSeconds) * 1000;
}
