import type { Id } from '../core/uuid.ts';

/** What the table of every kind of API token knows about its use. */
interface TokenUseColumns {
  /** Stored at most every few minutes. */
  last_used_at: number | null;
  last_used_ip: string | null;
}

/** The API token of a user that can be shown again: one at most, with the scope `me`, without expiry. */
export interface ApiTokenTable extends TokenUseColumns {
  user_id: Id;
  token_hash: Uint8Array;
  /** Encrypted with AES-256-GCM, because the user may ask to see the token again. */
  ciphertext: Uint8Array;
  created_at: number;
}

/** API tokens with a name and scopes; only their hashes are stored. */
export interface NamedTokenTable extends TokenUseColumns {
  id: Id;
  user_id: Id;
  name: string;
  /** The name without letter case, unique among the tokens of one user. */
  name_key: string;
  /** Separated by spaces. */
  scopes: string;
  token_hash: Uint8Array;
  /** The first characters of the token, by which its owner recognises it. */
  prefix: string;
  created_at: number;
  expires_at: number | null;
  /** When its owner got the notice that it expires soon. */
  expiry_told_at: number | null;
}
