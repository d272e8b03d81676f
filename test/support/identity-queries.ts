import * as identities from '../../src/features/federation/identities/queries.ts';
import type { Use } from './queries-in-use.ts';
import { id, identity } from './sample-rows.ts';

/** The queries of the accounts at providers. */
export const identityQueries: Readonly<Record<string, Readonly<Record<string, readonly Use[]>>>> = {
  'federation/identities': {
    findIdentity: [(db) => identities.findIdentity(db, identity)],
    identitiesOfUser: [(db) => identities.identitiesOfUser(db, id)],
    insertIdentity: [(db) => identities.insertIdentity(db, identity)],
    touchIdentity: [
      (db) => identities.touchIdentity(db, id, { email: null, email_verified: 0, last_used_at: 1 }),
    ],
    deleteIdentities: [
      (db) => identities.deleteIdentities(db, id, null),
      (db) => identities.deleteIdentities(db, id, 'oidc'),
    ],
    identitiesWithAddress: [
      (db) =>
        identities.identitiesWithAddress(db, identity, {
          address: 'Ada@example.com',
          key: 'ada@example.com',
        }),
    ],
    deleteIdentity: [(db) => identities.deleteIdentity(db, id)],
    deleteIdentitiesSince: [(db) => identities.deleteIdentitiesSince(db, id, 1)],
    rememberUnlinked: [(db) => identities.rememberUnlinked(db, [identity], 1)],
    wasUnlinked: [(db) => identities.wasUnlinked(db, identity)],
    forgetUnlinked: [(db) => identities.forgetUnlinked(db, identity)],
    stopFollowingEmail: [(db) => identities.stopFollowingEmail(db, id)],
  },
};
