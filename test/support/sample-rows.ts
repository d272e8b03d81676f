// One row of each kind, for queries that are only explained.
import type { Selectable } from 'kysely';
import { newId } from '../../src/core/uuid.ts';
import type {
  InvitationTable,
  OneTimeLinkTable,
  OutboxTable,
} from '../../src/db/message-tables.ts';
import type { ExchangeCodeRow } from '../../src/features/federation/login-codes/queries.ts';
import type { FlowRow } from '../../src/features/federation/flow-store/queries.ts';
import type { IdentityRow } from '../../src/features/federation/identities/queries.ts';
import type { SessionRow } from '../../src/features/sessions/list/queries.ts';
import type { GroupRow } from '../../src/features/groups/queries.ts';
import type { UserRow } from '../../src/features/users/queries.ts';

export const id = newId();
export const bytes = new Uint8Array(32);
export const page = { skip: 0, take: 50 };
export const setting = {
  key: 'x',
  value: 'x',
  is_encrypted: 0,
  updated_at: 1,
  updated_by: null,
} as const;
const unused = { last_used_at: null, last_used_ip: null };

export const apiToken = {
  user_id: id,
  token_hash: bytes,
  ciphertext: bytes,
  created_at: 1,
  ...unused,
};

export const namedToken = {
  id,
  user_id: id,
  name: 'x',
  name_key: 'x',
  scopes: 'me',
  token_hash: bytes,
  prefix: 'ak_xxxxxx',
  created_at: 1,
  expires_at: null,
  ...unused,
};

export const ending = { reason: 'signed_out', now: 1 };

export const user: Omit<UserRow, 'group_names'> = {
  id,
  email: 'grace@example.com',
  email_key: 'grace@example.com',
  name: 'Grace Hopper',
  password_hash: null,
  is_admin: 0,
  status: 'active',
  token_version: 1,
  is_proven: 0,
  profile_image: null,
  name_follows_provider: 1,
  image_follows_provider: 1,
  created_at: 1,
  updated_at: 1,
  last_login_at: null,
  search_key: '',
  waits_until: null,
  waits_from: null,
  failures_forgiven_at: null,
  language: null,
  admin_group: null,
  admin_group_until: null,
  must_change_password: 0,
};

export const session: SessionRow = {
  id,
  user_id: id,
  provider: 'local',
  refresh_hash: bytes,
  refresh_expires_at: 1,
  rotated_at: null,
  user_agent: null,
  ip: null,
  created_at: 1,
  last_used_at: 1,
  ended_at: null,
  end_reason: null,
  authenticated_at: null,
  earlier_areas: null,
  rotated_from_unknown: 0,
  repeated_from: null,
  expires_at: null,
  provider_sign_out: null,
  provider_issuer: null,
  provider_subject: null,
  provider_sid: null,
};

export const group: GroupRow = {
  id,
  name: 'x',
  description: null,
  source: 'local',
  created_at: 1,
  updated_at: 1,
};

export const identity: IdentityRow = {
  id,
  user_id: id,
  provider: 'oidc',
  issuer: 'x',
  subject: 'x',
  email: null,
  email_verified: 0,
  created_at: 1,
  last_used_at: 1,
  email_follows: 0,
};

export const exchangeCode: ExchangeCodeRow = {
  code_hash: bytes,
  user_id: id,
  provider: 'oidc',
  redirect: null,
  notice: null,
  session_id: null,
  created_at: 1,
  expires_at: 1,
  provider_sign_out: null,
  used_at: null,
  provider_issuer: null,
  provider_subject: null,
  provider_sid: null,
};

export const flow: FlowRow = {
  state_hash: bytes,
  provider: 'oidc',
  issuer: 'x',
  redirect_uri: 'x',
  kind: 'sign_in',
  answer: 'redirect',
  browser_hash: null,
  nonce: 'x',
  code_verifier: 'x',
  redirect: null,
  user_id: null,
  session_id: null,
  network: null,
  created_at: 1,
  expires_at: 1,
  is_fresh: 0,
  claimed_at: null,
  landing: null,
  told_name: null,
  invitation_hash: null,
};

export const auditEntry = {
  id,
  at: 1,
  event: 'x',
  outcome: 'success',
  actor_id: null,
  actor_email: null,
  target_id: null,
  target_email: null,
  ip: null,
  user_agent: null,
  details: null,
} as const;

/** What a refresh writes down. */
export const rotation = {
  nextHash: bytes,
  expiresAt: 1,
  now: 1,
  ip: null,
  userAgent: null,
  earlierAreas: null,
  isFromUnknown: 0,
  sessionId: id,
  shownHash: bytes,
};

export const instance = { id: 'x', version: 'x', host: 'x', started_at: 1, seen_at: 1 };

export const lease = { name: 'x', holder: 'x', held_until: 1 };

export const signingKey = {
  kid: 'x',
  public_jwk: 'x',
  private_sealed: bytes,
  created_at: 1,
  active_from: 1,
  retired_at: null,
};

export const oneTimeLink: Selectable<OneTimeLinkTable> = {
  token_hash: bytes,
  kind: 'reset_password',
  user_id: id,
  email: 'grace@example.com',
  is_mailed: 1,
  made_by: null,
  created_at: 1,
  expires_at: 2,
};

export const invitation: Selectable<InvitationTable> = {
  id,
  token_hash: bytes,
  email: null,
  email_key: null,
  name: null,
  is_admin: 0,
  group_ids: '[]',
  max_uses: 1,
  uses: 0,
  is_mailed: 0,
  made_by: id,
  created_at: 1,
  expires_at: 2,
};

export const message: Selectable<OutboxTable> = {
  id,
  channel: 'mail',
  kind: 'test',
  sealed_payload: bytes,
  link_hash: null,
  attempts: 0,
  next_at: 1,
  created_at: 1,
  expires_at: 2,
  last_error: null,
};
