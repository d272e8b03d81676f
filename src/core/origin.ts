/** Where a request came from, as far as the server can know. */
export interface Origin {
  /** The client's address; null when unknown. */
  readonly ip: string | null;
  /** What limits count by (IPv4 address or IPv6 /64); null when the peer may be a proxy nobody named. */
  readonly network: string | null;
  readonly userAgent: string | null;
}
