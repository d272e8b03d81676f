/** Where a request came from, as far as the server can know. */
export interface ClientInfo {
  /** The client's address; null when unknown. */
  readonly ip: string | null;
  /** The key that limits count by: an IPv4 address, an IPv6 /64, or one key that all clients share whose address cannot be known. */
  readonly network: string;
  /**
   * The IPv4 /24 or IPv6 /48 of the client, by which networks are compared and get their turns. Null when the
   * address is unknown or may be that of a proxy without `TRUSTED_PROXIES`: null equals no network, not even null.
   */
  readonly area: string | null;
  readonly userAgent: string | null;
  /** The id of the request, as in `X-Request-Id`; empty outside a request. */
  readonly requestId: string;
}
