// Builds the links that do one thing once, and what people do with them without a session.
import { AccountSecurity } from './features/federation/account-security/service.ts';
import { PasswordResetLinks } from './features/links/password-reset/service.ts';
import { type LookUp, OneTimeLinks } from './features/links/service.ts';
import type { Built } from './services-accounts.ts';

/** How links that other features keep are found. */
const otherLinks: readonly LookUp[] = [];

export function buildLinks({ ground, records, signedIn }: Omit<Built, 'accounts'>) {
  const { config, database, limits } = ground;
  const { audit, connections, users } = records;
  const { credentials, sessions } = signedIn;
  const accountSecurity = new AccountSecurity({ users, sessions });
  const oneTimeLinks = new OneTimeLinks({
    database,
    connections,
    users,
    otherLinks,
    failureLimit: limits.linkFailures,
    appUrl: config.server.appUrl,
  });
  const passwordResetLinks = new PasswordResetLinks({
    database,
    audit,
    users,
    credentials,
    accountSecurity,
    oneTimeLinks,
  });
  return { accountSecurity, oneTimeLinks, passwordResetLinks };
}
