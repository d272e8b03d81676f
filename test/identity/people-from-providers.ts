import type { AppError } from '../../src/core/errors.ts';
import { parseEmail } from '../../src/core/email.ts';
import type { Profile } from '../../src/features/federation/identities/rules.ts';
import type { Decision, IdentityRules } from '../../src/features/federation/arrival/rules.ts';
import type { UserRow } from '../../src/features/users/service.ts';
import type { IdentityTable } from '../../src/db/schema.ts';
import { addIdentity } from '../support/people.ts';
import type { TestApp } from '../support/test-app.ts';

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
    emailVerifiedByProvider: true,
    name: 'Grace Hopper',
    pictureUrl: null,
    sid: null,
    pictureOrigin: null,
    groups: null,
    ...rest,
  };
  return all;
}

/** A client with an address, for what a test does without a request. */
const origin = {
  ip: '203.0.113.7',
  network: '203.0.113.7',
  area: '203.0.113.0/24',
  userAgent: 'test',
  requestId: '',
};

/** Signs a person in; answers the account, the notice, or why they are refused. */
export async function arrive(app: TestApp, who: Profile) {
  const { identity } = app.services;
  try {
    const { user, result } = await identity.arrive({
      profile: who,
      rules,
      origin,
      admit: (_, __, notice) => Promise.resolve({ notice }),
    });
    return { user: user.email, ...result };
  } catch (error) {
    return { refused: (error as AppError).code };
  }
}

/** What an operator's own provider may do by default. */
export const rules: IdentityRules = {
  createsAccounts: true,
  obeysClosedMode: false,
  linksByEmail: true,
  groups: null,
};

/** Gives an account an identity, as an earlier sign-in would have. */
export async function giveIdentity(
  app: TestApp,
  user: UserRow,
  change: Partial<Pick<IdentityTable, 'subject' | 'issuer' | 'email' | 'email_verified'>> = {},
): Promise<void> {
  const usual = { issuer, subject: 'grace-at-the-provider', created_at: 1, last_used_at: 1 };
  await addIdentity(app, user, 'oidc', { ...usual, ...change });
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
