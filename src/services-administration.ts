// Builds administration, on what services-accounts.ts built.
import { UserTokens } from './features/admin/api-tokens/service.ts';
import { FirstSteps } from './features/admin/checklist/service.ts';
import { GroupAdministration } from './features/admin/groups/service.ts';
import { InvitationAdministration } from './features/admin/invitations/service.ts';
import { MailAdministration } from './features/admin/mail-settings/service.ts';
import { OutboxAdministration } from './features/admin/outbox/service.ts';
import { letterSite } from './features/mail/rules.ts';
import { Memberships } from './features/admin/memberships/service.ts';
import { ResetLinks } from './features/admin/reset-links/service.ts';
import { PasswordResets } from './features/admin/password-resets/service.ts';
import { Selection } from './features/admin/selection/service.ts';
import { Admin } from './features/admin/settings/service.ts';
import { KeyAdministration } from './features/admin/signing-keys/service.ts';
import { UserPage } from './features/admin/user-page/service.ts';
import { Accounts } from './features/admin/users/service.ts';
import { Waiting } from './features/admin/waiting/service.ts';
import type { Built } from './services-accounts.ts';
import type { buildLinks } from './services-links.ts';

type WithLinks = Built & { readonly links: ReturnType<typeof buildLinks> };

/** Builds the services with which administrators change other accounts. */
export function buildAdministration({
  ground,
  records,
  signedIn,
  accounts: own,
  links,
}: WithLinks) {
  const { database } = ground;
  const { audit, settings, connections, users } = records;
  const { credentials, sessions, sessionList, reauthentication } = signedIn;
  const { images } = own;
  const { ring: keys, rotation } = signedIn.keys;
  const accounts = new Accounts({
    database,
    audit,
    settings,
    users,
    credentials,
    sessions,
    reauthentication,
    images,
    connections,
  });
  const selection = new Selection({ accounts });
  const groups = new GroupAdministration({ database, audit, users, sessions });
  const memberships = new Memberships({ accounts });
  const waiting = new Waiting({ database, audit, users, images });
  const admin = new Admin({ database, audit, settings, users, sessions, sessionList });
  const firstSteps = new FirstSteps({ database, audit, users, sessions });
  const userPage = new UserPage({ database, connections, users, credentials, sessionList });
  const signingKeys = new KeyAdministration({ database, audit, users, sessions, keys, rotation });
  return {
    accounts,
    ...buildResets({ ground, records, signedIn, links }, accounts),
    selection,
    groups,
    memberships,
    invitationAdministration: invitationsOf({ ground, records, signedIn }),
    waiting,
    admin,
    firstSteps,
    userPage,
    userTokens: new UserTokens({ database, accounts, namedTokens: signedIn.namedTokens }),
    signingKeys,
    ...buildMessageAdministration({ ground, records, signedIn }),
  };
}

function invitationsOf({
  ground,
  records,
  signedIn,
}: Pick<Built, 'ground' | 'records' | 'signedIn'>) {
  const { audit, users, mail } = records;
  const { sessions, reauthentication } = signedIn;
  return new InvitationAdministration({
    database: ground.database,
    audit,
    users,
    sessions,
    reauthentication,
    mail,
    appUrl: ground.config.server.appUrl,
  });
}

type ForResets = Pick<WithLinks, 'ground' | 'records' | 'signedIn' | 'links'>;

/** The two ways in which an administrator helps a person who does not know the password. */
function buildResets({ ground, records, signedIn, links }: ForResets, accounts: Accounts) {
  const { database } = ground;
  const { connections, mail } = records;
  const { credentials, reauthentication } = signedIn;
  const { accountSecurity, oneTimeLinks } = links;
  const passwordResets = new PasswordResets({
    database,
    credentials,
    accountSecurity,
    reauthentication,
    accounts,
  });
  const resetLinks = new ResetLinks({
    database,
    accounts,
    connections,
    reauthentication,
    oneTimeLinks,
    mail,
  });
  return { passwordResets, resetLinks };
}

/** What administrators see and set of mails, and of what waits to be sent. */
function buildMessageAdministration({
  ground,
  records,
  signedIn,
}: Pick<Built, 'ground' | 'records' | 'signedIn'>) {
  const { config, database, limits } = ground;
  const { audit, users, mail, mailSettings, mailDelivery, outbox } = records;
  const { sessions } = signedIn;
  const mailAdministration = new MailAdministration({
    database,
    audit,
    users,
    sessions,
    settings: mailSettings,
    delivery: mailDelivery,
    testLimit: limits.mailTests,
    requireVerifiedEmail: config.policy.requireVerifiedEmail,
    site: letterSite(config),
    defaultLanguage: config.defaultLanguage,
  });
  const outboxAdministration = new OutboxAdministration({
    database,
    audit,
    users,
    sessions,
    outbox,
    mail,
    hasWebhook: config.webhook !== null,
  });
  return { mailAdministration, outboxAdministration };
}
