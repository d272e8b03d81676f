// The requests of the test of who may do what: one for each guarded operation of the API document.
import { issuers } from '../identity/movers.ts';
import { password } from './people.ts';

/** A request that succeeds when its sender may send it. */
export interface Row {
  readonly json?: unknown;
  /** Whether it carries a picture as a form. */
  readonly picture?: true;
  /** Whether every user is linked to GitHub. */
  readonly isLinked?: true;
  /** Whether there is an OpenID provider that answers. */
  readonly hasProvider?: true;
  /** Whether there is a mail server. */
  readonly hasMail?: true;
  /** Whether there is somebody whom a provider move can take over, or a move already. */
  readonly move?: 'possible' | 'running';
  /** Whose thing the `{id}` of the path is. */
  readonly target?:
    | 'own session'
    | 'own token'
    | 'other user'
    | 'pending user'
    | 'token owner'
    | 'group'
    | 'link request'
    | 'invitation';
}

export const rows: Readonly<Record<string, Row>> = {
  'get /api/auth/me': {},
  'get /api/auth/sessions': {},
  'delete /api/auth/sessions': {},
  'delete /api/auth/sessions/{id}': { target: 'own session' },
  'post /api/auth/app-token': { json: { audience: 'reports' } },
  'get /api/auth/api-token': {},
  'post /api/auth/api-token/regenerate': {},
  'delete /api/auth/api-token': {},
  'get /api/auth/tokens': {},
  'post /api/auth/tokens': { json: { name: 'Backup', scopes: ['me'] } },
  'patch /api/auth/tokens/{id}': { target: 'own token', json: { name: 'Nightly' } },
  'delete /api/auth/tokens/{id}': { target: 'own token' },
  'post /api/auth/change-password': {
    json: { currentPassword: password, newPassword: 'another battery' },
  },
  'post /api/auth/reauthenticate': { json: { password } },
  'post /api/auth/verification': { hasMail: true },
  'post /api/auth/change-email': { json: { email: 'ada.king@example.com' }, hasMail: true },
  'patch /api/auth/profile': { json: { name: 'Ada King' } },
  'post /api/auth/profile/image': { picture: true },
  'delete /api/auth/profile/image': {},
  'get /api/auth/link/{provider}': {},
  'delete /api/auth/identities/{provider}': { isLinked: true },
  'get /auth/me': {},
  'post /auth/logout': {},
  'get /api/admin/stats': {},
  'get /api/admin/keys': {},
  'get /api/admin/outbox': {},
  'post /api/admin/outbox/retry': {},
  'post /api/admin/keys/rotate': { json: {} },
  'get /api/admin/provider-move': {},
  'post /api/admin/provider-move': { json: issuers, move: 'possible' },
  'post /api/admin/provider-move/preview': { json: issuers, move: 'possible' },
  'post /api/admin/provider-move/undo': { move: 'running' },
  'get /api/admin/settings/registration': {},
  'get /api/admin/settings/oidc': {},
  'patch /api/admin/settings/oidc': { json: { enabled: false } },
  'get /api/admin/settings/oidc/options': {},
  'patch /api/admin/settings/oidc/options': { json: { prompt: 'login' } },
  'get /api/admin/settings/mail': {},
  'patch /api/admin/settings/mail': { json: { host: 'smtp.example.com' } },
  'post /api/admin/settings/mail/test': { json: { to: 'ada@example.com' }, hasMail: true },
  'get /api/admin/settings/oidc/sign-in-test': {},
  'post /api/admin/settings/oidc/sign-in-test': { json: {}, hasProvider: true },
  'post /api/admin/settings/oidc/test': { json: { issuerUrl: 'http://127.0.0.1:9' } },
  'get /api/admin/settings/providers': {},
  'get /api/admin/settings/providers/{provider}': {},
  'patch /api/admin/settings/providers/{provider}': { json: { enabled: false } },
  'patch /api/admin/settings/registration': { json: { mode: 'review' } },
  'get /api/admin/settings/password-policy': {},
  'patch /api/admin/settings/password-policy': { json: { strict: true } },
  'get /api/admin/checklist': {},
  'patch /api/admin/checklist': { json: { backup: true } },
  'get /api/admin/audit': {},
  'get /api/admin/users': {},
  'get /api/admin/users/pending': {},
  'get /api/admin/users/pending/count': {},
  'get /api/admin/users/{id}': { target: 'other user' },
  'post /api/admin/users': { json: { email: 'new@example.com', password, name: 'New' } },
  'patch /api/admin/users/{id}': { target: 'other user', json: { status: 'disabled' } },
  'delete /api/admin/users/{id}': { target: 'other user' },
  'get /api/admin/users/{id}/sessions': { target: 'other user' },
  'delete /api/admin/users/{id}/sessions': { target: 'other user' },
  'get /api/admin/users/{id}/tokens': { target: 'other user' },
  'delete /api/admin/users/{id}/tokens': { target: 'other user' },
  'delete /api/admin/users/{id}/tokens/{tokenId}': { target: 'token owner' },
  'post /api/admin/users/{id}/reset-password': { target: 'other user', json: {} },
  'post /api/admin/users/{id}/reset-link': { target: 'other user', json: {} },
  'post /api/admin/users/{id}/approve': { target: 'pending user' },
  'post /api/admin/users/pending/approve': { json: { ids: [crypto.randomUUID()] } },
  'post /api/admin/users/pending/reject': { json: { ids: [crypto.randomUUID()] } },
  'post /api/admin/users/disable': { json: { ids: [crypto.randomUUID()] } },
  'post /api/admin/users/enable': { json: { ids: [crypto.randomUUID()] } },
  'post /api/admin/users/delete': { json: { ids: [crypto.randomUUID()] } },
  'post /api/admin/users/{id}/reject': { target: 'pending user' },
  'get /api/admin/link-requests': {},
  'post /api/admin/link-requests/{id}/grant': { target: 'link request', json: {} },
  'post /api/admin/link-requests/{id}/refuse': { target: 'link request' },
  'get /api/admin/groups': {},
  'post /api/admin/groups': { json: { name: 'family' } },
  'patch /api/admin/groups/{id}': { target: 'group', json: { name: 'household' } },
  'delete /api/admin/groups/{id}': { target: 'group' },
  'put /api/admin/users/{id}/groups': { target: 'other user', json: { groups: [] } },
  'get /api/admin/invitations': {},
  'post /api/admin/invitations': { json: { email: 'new@example.com' } },
  'delete /api/admin/invitations/{id}': { target: 'invitation' },
};
