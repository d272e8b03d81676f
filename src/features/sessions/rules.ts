/** The refresh token of a body, however it is spelt; null when there is none. */
export function shownToken(body: {
  readonly refresh_token?: string | null | undefined;
  readonly refreshToken?: string | null | undefined;
}): string | null {
  // An app that has no token may send an empty text.
  return body.refresh_token || body.refreshToken || null;
}
