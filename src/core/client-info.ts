/** Where a request came from, as far as the server can know. */
export interface ClientInfo {
  /** The client's address; null when unknown. */
  readonly ip: string | null;
  /**
   * The key that rate limits count by: an IPv4 address, an IPv6 /64, or one key shared by all clients whose
   * address is unknown.
   */
  readonly network: string;
  /**
   * The client's IPv4 /24 or IPv6 /48, used to compare networks and to share out waiting work. Null when the
   * address is unknown or may be that of a proxy missing from `TRUSTED_PROXIES`; null equals no network, not
   * even another null.
   */
  readonly area: string | null;
  readonly userAgent: string | null;
  /** The id of the request, as in `X-Request-Id`; empty outside a request. */
  readonly requestId: string;
  /** The API token that the request was made with, for the audit log; absent for other requests. */
  readonly apiToken?: ShownApiToken;
}

/** An API token as its owner recognises it. */
export interface ShownApiToken {
  readonly name: string;
  /** The first characters of the token. */
  readonly prefix: string;
}
