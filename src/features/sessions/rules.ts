/** The refresh token of a body, under either spelling of its field; null when there is none. */
export function shownToken(body: {
  readonly refresh_token?: string | null | undefined;
  readonly refreshToken?: string | null | undefined;
}): string | null {
  // An app that has no token may send an empty string.
  return body.refresh_token || body.refreshToken || null;
}
