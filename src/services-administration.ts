// Builds administration, on what services-accounts.ts built.
import { UserTokens } from './features/admin/api-tokens/service.ts';
import { FirstSteps } from './features/admin/checklist/service.ts';
import { GroupAdministration } from './features/admin/groups/service.ts';
import { InvitationAdministration } from './features/admin/invitations/service.ts';
import { Memberships } from './features/admin/memberships/service.ts';
import { PasswordResets } from './features/admin/password-resets/service.ts';
import { Selection } from './features/admin/selection/service.ts';
import { Admin } from './features/admin/settings/service.ts';
import { KeyAdministration } from './features/admin/signing-keys/service.ts';
import { UserPage } from './features/admin/user-page/service.ts';
import { Accounts } from './features/admin/users/service.ts';
import { Waiting } from './features/admin/waiting/service.ts';
import type { Built } from './services-accounts.ts';

/** Builds the services with which administrators change other accounts. */
export function buildAdministration({ ground, records, signedIn, accounts: own }: Built) {
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
  const passwordResets = new PasswordResets({
    database,
    users,
    credentials,
    sessions,
    reauthentication,
    accounts,
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
    passwordResets,
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
