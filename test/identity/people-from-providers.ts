import { parseEmail } from '../../src/core/email.ts';
import type { Profile } from '../../src/features/identities/model.ts';
import type { Decision, IdentityRules } from '../../src/features/identity/model.ts';
import type { UserRow } from '../../src/features/users/service.ts';
import type { TestApp } from '../support/test-app.ts';
import { newId } from '../../src/core/uuid.ts';

const issuer = 'https://id.example.com';

/** Grace, as a provider that vouches for her address shows her. */
export function profile(change: Partial<Omit<Profile, 'email'>> & { email?: string | null } = {}) {
  const { email = 'grace@example.com', ...rest } = change;
  const parsed = email === null ? null : parseEmail(email);
  if (parsed !== null && 'problem' in parsed) throw new Error(parsed.problem);
  const all: Profile = {
    provider: 'oidc',
    issuer,
    subject: 'grace-at-the-provider',
    email: parsed === null ? null : parsed.value,
    emailVerified: true,
    name: 'Grace Hopper',
    pictureUrl: null,
    pictureOrigin: null,
    ...rest,
  };
  return all;
}

/** What an operator's own provider may do unless somebody says otherwise. */
export const rules: IdentityRules = {
  createsAccounts: true,
  obeysClosedMode: false,
  linksByEmail: true,
};

/** Gives an account an identity, as an earlier sign-in would have. */
export async function giveIdentity(
  app: TestApp,
  user: UserRow,
  change: { subject?: string; issuer?: string; email?: string | null; verified?: boolean } = {},
): Promise<void> {
  await app.database.write((trx) =>
    trx
      .insertInto('identities')
      .values({
        id: newId(),
        user_id: user.id,
        provider: 'oidc',
        issuer: change.issuer ?? issuer,
        subject: change.subject ?? 'grace-at-the-provider',
        email: change.email === undefined ? user.email : change.email,
        email_verified: (change.verified ?? true) ? 1 : 0,
        created_at: 1,
        last_used_at: 1,
      })
      .execute(),
  );
}

/** A decision as a test reads it. */
export function inWords(decision: Decision): string {
  if (decision.kind === 'refuse') return `refuse ${decision.code}`;
  if (decision.kind === 'create') {
    return `create ${decision.status}${decision.isFirst ? ' first' : ''}`;
  }
  const seizes = decision.kind === 'link' && decision.seizes;
  return `${decision.kind} ${decision.user.email}${seizes ? ' seizing' : ''}`;
}
