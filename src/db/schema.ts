// The database layer: opens, migrates and types the one SQLite file. It knows no feature and no HTTP. The queries
// of a feature are in its queries.ts, in SQL that PostgreSQL also understands.

import type { Generated } from 'kysely';
import type { NamedProvider } from '../core/providers/registry.ts';
import type { Id } from '../core/uuid.ts';
import type { ApiTokenTable, NamedTokenTable } from './api-token-tables.ts';
import type { GroupMemberTable, GroupTable } from './group-tables.ts';
import type { InstanceTable, LeaseTable, SchemaChangeTable } from './instance-tables.ts';
import type { LinkRequestTable, LinkTicketTable } from './link-request-tables.ts';
import type {
  InvitationTable,
  NoticeTimeTable,
  OneTimeLinkTable,
  OutboxTable,
} from './message-tables.ts';
import type {
  ExchangeCodeTable,
  SignInFlowTable,
  UsedIdTokenTable,
  UsedLogoutTokenTable,
} from './sign-in-tables.ts';
import type { MovedIdentityTable, ProviderMoveTable } from './provider-move-tables.ts';
import type { SigningKeyTable } from './signing-key-table.ts';

/** A boolean in an integer column, as SQLite and PostgreSQL both store it. */
export type Flag = 0 | 1;

/** Only active users may sign in; pending ones wait for an administrator. */
export type UserStatus = 'active' | 'pending' | 'disabled';

/** How a user signs in: by a password stored here, or at a provider. */
export type Provider = 'local' | 'oidc' | NamedProvider;

/** The accounts. All times are milliseconds since 1970; all ids 16 bytes; all hashes 32 bytes (SHA-256). */
export interface UserTable {
  id: Id;
  /** As typed, for display. */
  email: string;
  /** The canonical form, unique: it identifies the account. */
  email_key: string;
  name: string;
  password_hash: string | null;
  is_admin: Flag;
  status: UserStatus;
  /** Raised by every change that must revoke all access tokens issued before. */
  token_version: number;
  /** Whether an administrator or the first-user rule has confirmed the address. */
  is_proven: Flag;
  profile_image: string | null;
  /** Whether the name and the picture are still updated from the identity provider at each sign-in. */
  name_follows_provider: Flag;
  image_follows_provider: Flag;
  created_at: number;
  updated_at: number;
  last_login_at: number | null;
  /** Name and address in the form in which the admin panel searches them (core/search.ts). */
  search_key: string;
  /** When a registration that was never approved expires; null for other accounts. */
  waits_until: number | null;
  /** The IPv4 /24 or IPv6 /48 from which a pending registration came. */
  waits_from: string | null;
  /** Wrong passwords before this time do not count; set by a password reset or an unlock. */
  failures_forgiven_at: number | null;
  /** The language that the person chose; null for the browser's. A later version may have stored an unknown one. */
  language: string | null;
  /** The group at the OpenID provider through which the person is an administrator, and until when that holds. */
  admin_group: string | null;
  admin_group_until: number | null;
  /** Whether another person made the password, so that it must be changed before anything else. */
  must_change_password: Flag;
}

/** An external identity linked to an account; provider, issuer and subject together are unique. */
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

/** An identity that its user unlinked; it is never linked by address again. */
export interface UnlinkedSubjectTable {
  provider: Provider;
  issuer: string;
  subject: string;
  user_id: Id;
  unlinked_at: number;
}

/** One sign-in with its one valid refresh token. */
export interface SessionTable {
  id: Id;
  user_id: Id;
  provider: Provider;
  refresh_hash: Uint8Array;
  refresh_expires_at: number;
  /** When the valid refresh token replaced the one before; null until the first rotation. */
  rotated_at: number | null;
  user_agent: string | null;
  ip: string | null;
  created_at: number;
  last_used_at: number;
  ended_at: number | null;
  end_reason: string | null;
  /** When the user last re-authenticated; null means when the session began. */
  authenticated_at: number | null;
  /** The earlier /24 and /48 networks, separated by spaces, newest first; the current one follows from `ip`. */
  earlier_areas: string | null;
  /** Whether the client of the last rotation had no known address: then `ip` is older than the rotation. */
  rotated_from_unknown: Generated<Flag>;
  /** The networks from which the last rotation was repeated, separated by spaces. */
  repeated_from: string | null;
  /** When the session ends whatever its refreshes; null for no such end. */
  expires_at: number | null;
  /** Where a browser ends the session at the provider too, encrypted; null without that. */
  provider_sign_out: Uint8Array | null;
  /** The issuer and subject with which the user signed in; null without a provider, and for rows from before. */
  provider_issuer: string | null;
  provider_subject: string | null;
  /** The provider's name of its own session (`sid`); null when it named none. */
  provider_sid: string | null;
}

/** Settings chosen by an administrator at run time; environment variables override them. */
export interface SettingTable {
  key: string;
  value: string;
  is_encrypted: Flag;
  updated_at: number;
  updated_by: Id | null;
}

/** Audit log. Entries outlive the accounts that they name, so they also store the addresses. */
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

/** The picture of a user, one at most, in an instance with PostgreSQL; others keep pictures as files. */
export interface PictureTable {
  name: string;
  user_id: Id;
  bytes: Uint8Array<ArrayBuffer>;
}

/** Failed sign-ins that several instances count together, by a hash of the address, or of address and network. */
export interface LoginFailureTable {
  key_hash: Uint8Array;
  count: number;
  /** When the first failure that still counts happened. */
  since: number;
  expires_at: number;
}

/** All tables of the database by name. */
export interface Schema {
  users: UserTable;
  identities: IdentityTable;
  sessions: SessionTable;
  api_tokens: ApiTokenTable;
  named_tokens: NamedTokenTable;
  settings: SettingTable;
  sign_in_flows: SignInFlowTable;
  exchange_codes: ExchangeCodeTable;
  audit_log: AuditTable;
  unlinked_subjects: UnlinkedSubjectTable;
  used_id_tokens: UsedIdTokenTable;
  used_logout_tokens: UsedLogoutTokenTable;
  pictures: PictureTable;
  login_failures: LoginFailureTable;
  leases: LeaseTable;
  instances: InstanceTable;
  schema_changes: SchemaChangeTable;
  signing_keys: SigningKeyTable;
  groups: GroupTable;
  group_members: GroupMemberTable;
  provider_moves: ProviderMoveTable;
  moved_identities: MovedIdentityTable;
  link_tickets: LinkTicketTable;
  link_requests: LinkRequestTable;
  one_time_links: OneTimeLinkTable;
  invitations: InvitationTable;
  outbox: OutboxTable;
  notice_times: NoticeTimeTable;
}
