// The database floor: opening, migrating and typing the one SQLite file. Knows no feature and no HTTP.
// What features do with the tables stands in their queries.ts, in SQL that Postgres also understands.

import type { Generated } from 'kysely';
import type { NamedProvider } from '../core/providers/registry.ts';
import type { Id } from '../core/uuid.ts';

/** A boolean as both SQLite and Postgres keep it in an integer column. */
export type Flag = 0 | 1;

/** Only the active may sign in; the pending wait for an administrator. */
export type UserStatus = 'active' | 'pending' | 'disabled';

/** By what somebody signs in: a password kept here, or one of the providers. */
export type Provider = 'local' | 'oidc' | NamedProvider;

/** All times are milliseconds since 1970; all ids 16 bytes; all hashes 32 bytes (SHA-256). */
export interface UserTable {
  id: Id;
  /** As typed, for showing. */
  email: string;
  /** Canonical form, unique: what identifies the account. */
  email_key: string;
  name: string;
  password_hash: string | null;
  is_admin: Flag;
  status: UserStatus;
  /** Raised by whatever must kill every access token issued before. */
  token_version: number;
  /** Whether an administrator or the first-user rule vouches for the address. */
  is_proven: Flag;
  profile_image: string | null;
  /** Whether the name and picture still follow the identity provider. */
  name_follows_provider: Flag;
  image_follows_provider: Flag;
  created_at: number;
  updated_at: number;
  last_login_at: number | null;
  /** Name and address in the form in which the panel looks for them (core/search.ts). */
  search_key: string;
  /** When a registration that was never approved ends; null for everybody else. */
  waits_until: number | null;
  /** The IPv4 /24 or IPv6 /48 a waiting registration came from. */
  waits_from: string | null;
  /** Wrong passwords before this do not count; set by a reset or an unlock. */
  failures_forgiven_at: number | null;
}

/** A person's account at a provider; provider, issuer and subject together are unique. */
export interface IdentityTable {
  id: Id;
  user_id: Id;
  provider: Provider;
  issuer: string;
  /** Compared as exact text. */
  subject: string;
  email: string | null;
  email_verified: Flag;
  created_at: number;
  last_used_at: number;
  /** Whether the account's address follows the address that this identity verifies. */
  email_follows: Generated<Flag>;
}

/** An identity that its owner unlinked by hand: it is never linked by address again. */
export interface UnlinkedSubjectTable {
  provider: Provider;
  issuer: string;
  subject: string;
  user_id: Id;
  unlinked_at: number;
}

/** One sign-in and the one refresh token that is its live end. */
export interface SessionTable {
  id: Id;
  user_id: Id;
  provider: Provider;
  refresh_hash: Uint8Array;
  refresh_expires_at: number;
  /** When the live refresh token replaced its forerunner; null until the first rotation. */
  rotated_at: number | null;
  user_agent: string | null;
  ip: string | null;
  created_at: number;
  last_used_at: number;
  ended_at: number | null;
  end_reason: string | null;
  /** When the person last proved to be there; null: when the session began. */
  authenticated_at: number | null;
  /** The /24 and /48 networks of before, separated by spaces, newest first; the present one follows from `ip`. */
  earlier_areas: string | null;
  /** Whether the client of the last rotation had no address: `ip` is then older than the rotation. */
  rotated_from_unknown: Generated<Flag>;
  /** The networks from which the last rotation was repeated, separated by spaces. */
  repeated_from: string | null;
}

/** The one API token a person may have. */
export interface ApiTokenTable {
  user_id: Id;
  token_hash: Uint8Array;
  /** AES-256-GCM, because its owner may ask to see it again. */
  ciphertext: Uint8Array;
  created_at: number;
}

/** What an administrator chose at run time; the environment beats it. */
export interface SettingTable {
  key: string;
  value: string;
  is_encrypted: Flag;
  updated_at: number;
  updated_by: Id | null;
}

/** A sign-in under way at a provider: everything the callback must find again. */
export interface SignInFlowTable {
  state_hash: Uint8Array;
  provider: Provider;
  issuer: string;
  /** Where the provider sends the browser back to; the same address proves the code. */
  redirect_uri: string;
  kind: 'sign_in' | 'link';
  /** Whether the callback answers with a redirect or with JSON. */
  answer: 'redirect' | 'json';
  /** The cookie of the browser that began; null when a program asked for JSON. */
  browser_hash: Uint8Array | null;
  nonce: string;
  code_verifier: string;
  redirect: string | null;
  /** Who links, and the session that must still be alive when the provider answers. */
  user_id: Id | null;
  session_id: Id | null;
  network: string | null;
  created_at: number;
  expires_at: number;
  /** Whether the person has to sign in at the provider again even if signed in there. */
  is_fresh: Generated<Flag>;
  /** When a callback took this sign-in up; only one ever does. */
  claimed_at: number | null;
  /** The answer of that callback, as JSON without its login code; null until it is known. */
  landing: string | null;
}

/** A provider's ID token that an app has traded already. */
export interface UsedIdTokenTable {
  token_hash: Uint8Array;
  expires_at: number;
}

/** A login code between the callback that gave it and the page that trades it for tokens. */
export interface ExchangeCodeTable {
  code_hash: Uint8Array;
  user_id: Id;
  provider: Provider;
  redirect: string | null;
  /** What the page should tell. */
  notice: 'password_removed' | null;
  /** The session it gave; a second showing ends it. */
  session_id: Id | null;
  created_at: number;
  expires_at: number;
  used_at: number | null;
}

/** What happened. It outlives those it speaks of, so their addresses stand in it as well. */
export interface AuditTable {
  id: Id;
  at: number;
  event: string;
  outcome: 'success' | 'failure';
  actor_id: Id | null;
  actor_email: string | null;
  target_id: Id | null;
  target_email: string | null;
  ip: string | null;
  user_agent: string | null;
  /** JSON, never with a secret in it. */
  details: string | null;
}

export interface Schema {
  users: UserTable;
  identities: IdentityTable;
  sessions: SessionTable;
  api_tokens: ApiTokenTable;
  settings: SettingTable;
  sign_in_flows: SignInFlowTable;
  exchange_codes: ExchangeCodeTable;
  audit_log: AuditTable;
  unlinked_subjects: UnlinkedSubjectTable;
  used_id_tokens: UsedIdTokenTable;
}
