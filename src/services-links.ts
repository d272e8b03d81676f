// Builds the links that do one thing once, and what people do with them without a session.
import { AccountSecurity } from './features/federation/account-security/service.ts';
import { EmailChange } from './features/links/email-change/service.ts';
import { ForgottenPasswords } from './features/links/forgot-password/service.ts';
import { lookUp as lookUpInvitation } from './features/links/invitations/service.ts';
import { LinkOwners } from './features/links/owners/service.ts';
import { PasswordResetLinks } from './features/links/password-reset/service.ts';
import { type LookUp, OneTimeLinks } from './features/links/service.ts';
import { Verification } from './features/links/verification/service.ts';
import type { Built } from './services-accounts.ts';

/** How links that other features keep are found. */
const otherLinks: readonly LookUp[] = [lookUpInvitation];

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
  return {
    accountSecurity,
    oneTimeLinks,
    passwordResetLinks,
    ...buildMailedLinks({ ground, records, signedIn }, oneTimeLinks),
  };
}

/** Builds what mails links that people ask for. */
function buildMailedLinks(
  { ground, records, signedIn }: Omit<Built, 'accounts'>,
  links: OneTimeLinks,
) {
  const { config, database, limits } = ground;
  const { audit, connections, users, mail, outbox } = records;
  const { credentials, sessions, reauthentication } = signedIn;
  const { mailsTo } = limits;
  const owners = new LinkOwners({ database, audit, connections, users, credentials, sessions });
  const verification = new Verification({
    database,
    audit,
    users,
    sessions,
    mail,
    links,
    owners,
    mailsTo,
  });
  const emailChange = new EmailChange({
    database,
    audit,
    users,
    reauthentication,
    sessions,
    mail,
    links,
    owners,
    mailsTo,
  });
  const forgottenPasswords = new ForgottenPasswords({
    database,
    audit,
    connections,
    users,
    outbox,
    mail,
    links,
    appUrl: config.server.appUrl,
    mailsTo,
  });
  return { verification, emailChange, forgottenPasswords };
}
