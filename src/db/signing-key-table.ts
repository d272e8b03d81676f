/** The keys that sign access tokens with ES256, by their RFC 7638 thumbprint. */
export interface SigningKeyTable {
  kid: string;
  /** The public key in the form of which the thumbprint is computed. */
  public_jwk: string;
  /** Encrypted with AES-256-GCM; null once the key signs no more. */
  private_sealed: Uint8Array | null;
  created_at: number;
  /** From when it signs; until then it is only published, so that others know it in time. */
  active_from: number;
  /** When it stopped signing. */
  retired_at: number | null;
}
