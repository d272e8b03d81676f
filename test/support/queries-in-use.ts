// Every query of every feature, called once in each of its shapes.
import type { Kysely } from 'kysely';
import type { Schema } from '../../src/db/schema.ts';
import * as accounts from '../../src/features/accounts/queries.ts';
import * as admin from '../../src/features/admin/queries.ts';
import * as apiTokens from '../../src/features/api-tokens/queries.ts';
import * as audit from '../../src/features/audit/queries.ts';
import * as backup from '../../src/features/backup/queries.ts';
import * as exchange from '../../src/features/exchange/queries.ts';
import * as health from '../../src/features/health/queries.ts';
import * as housekeeping from '../../src/features/housekeeping/queries.ts';
import * as identities from '../../src/features/identities/queries.ts';
import * as images from '../../src/features/images/queries.ts';
import * as providerSettings from '../../src/features/provider-settings/queries.ts';
import * as refresh from '../../src/features/refresh/queries.ts';
import * as sessions from '../../src/features/sessions/queries.ts';
import * as signInFlows from '../../src/features/sign-in-flows/queries.ts';
import * as settings from '../../src/features/settings/queries.ts';
import * as users from '../../src/features/users/queries.ts';
import {
  id,
  bytes,
  page,
  setting,
  apiToken,
  ending,
  user,
  session,
  identity,
  exchangeCode,
  flow,
} from './sample-rows.ts';

type Use = (db: Kysely<Schema>) => Promise<unknown>;

/** Every query of every feature, in each of its shapes. A new one must be added here. */
export const uses: Readonly<Record<string, Readonly<Record<string, readonly Use[]>>>> = {
  users: {
    insertUser: [(db) => users.insertUser(db, user)],
    findUserByEmailKey: [(db) => users.findUserByEmailKey(db, 'x')],
    findUserById: [(db) => users.findUserById(db, id)],
    listUsers: [],
    updateUser: [(db) => users.updateUser(db, id, { name: 'x' })],
    countPendingUsers: [(db) => users.countPendingUsers(db)],
    deleteUser: [(db) => users.deleteUser(db, id)],
  },
  sessions: {
    insertSession: [(db) => sessions.insertSession(db, session)],
    prepareFindCaller: [
      (db) => sessions.prepareFindCaller(db).run(db, { sessionId: id, userId: id }),
    ],
    endSession: [
      (db) => sessions.endSession(db, { sessionId: id, ownerId: null }, ending),
      (db) => sessions.endSession(db, { sessionId: id, ownerId: id }, ending),
    ],
    endSessionsExcept: [
      (db) => sessions.endSessionsExcept(db, { userId: id, keep: null }, ending),
      (db) => sessions.endSessionsExcept(db, { userId: id, keep: id }, ending),
    ],
    listLiveSessions: [(db) => sessions.listLiveSessions(db, id, 1)],
  },
  images: {
    updatePicture: [
      (db) =>
        images.updatePicture(db, id, {
          profile_image: null,
          image_follows_provider: 0,
          updated_at: 1,
        }),
    ],
    listPictures: [(db) => images.listPictures(db, id, 1)],
    forgetPicture: [(db) => images.forgetPicture(db, id)],
  },
  refresh: {
    prepareFindForRefresh: [(db) => refresh.prepareFindForRefresh(db).run(db, { sessionId: id })],
    prepareRotate: [
      (db) =>
        refresh.prepareRotate(db).run(db, {
          nextHash: bytes,
          expiresAt: 1,
          now: 1,
          ip: null,
          userAgent: null,
          sessionId: id,
          shownHash: bytes,
        }),
    ],
  },
  'api-tokens': {
    findCiphertext: [(db) => apiTokens.findCiphertext(db, id)],
    putApiToken: [(db) => apiTokens.putApiToken(db, apiToken)],
    deleteApiToken: [(db) => apiTokens.deleteApiToken(db, id)],
    prepareFindOwner: [(db) => apiTokens.prepareFindOwner(db).run(db, { tokenHash: bytes })],
  },
  accounts: {
    hasOtherActiveAdmin: [(db) => accounts.hasOtherActiveAdmin(db, id)],
    stopFollowingEmail: [(db) => accounts.stopFollowingEmail(db, id)],
  },
  identities: {
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
    deleteLinksUnderWay: [(db) => identities.deleteLinksUnderWay(db, id)],
    deleteCodes: [(db) => identities.deleteCodes(db, id)],
    rememberUnlinked: [(db) => identities.rememberUnlinked(db, [identity], 1)],
    wasUnlinked: [(db) => identities.wasUnlinked(db, identity)],
    forgetUnlinked: [(db) => identities.forgetUnlinked(db, identity)],
  },
  exchange: {
    insertCode: [(db) => exchange.insertCode(db, exchangeCode)],
    findCode: [(db) => exchange.findCode(db, bytes)],
    markUsed: [(db) => exchange.markUsed(db, bytes, { sessionId: null, now: 1 })],
  },
  'sign-in-flows': {
    insertFlow: [(db) => signInFlows.insertFlow(db, flow)],
    prepareFindFlow: [(db) => signInFlows.prepareFindFlow(db).run(db, { stateHash: bytes })],
    claimFlow: [(db) => signInFlows.claimFlow(db, bytes, { now: 1, expiresAt: 1 })],
    takeFlow: [(db) => signInFlows.takeFlow(db, bytes)],
    settleFlow: [(db) => signInFlows.settleFlow(db, bytes, { landing: '{}', expiresAt: 1 })],
    prepareDeleteExpired: [
      (db) => signInFlows.prepareDeleteExpired(db).run(db, { now: 1, limit: 100 }),
    ],
    prepareBeginningBehind: [
      (db) => signInFlows.prepareBeginningBehind(db).run(db, { network: 'x', newer: 499 }),
    ],
    deleteFlowsBegunBy: [(db) => signInFlows.deleteFlowsBegunBy(db, 'x', 1)],
    // At most fifty thousand short-lived rows, counted in an index, for one start in five hundred.
    countFlows: [],
    fullestNetwork: [],
    deleteOldestFlows: [
      (db) => signInFlows.deleteOldestFlows(db, '203.0.113.0/24', { before: 1, limit: 100 }),
    ],
  },
  'provider-settings': {
    waysInOfAdmins: [(db) => providerSettings.waysInOfAdmins(db)],
  },
  // Whole-table counts and searches of the panel; their cost is measured by the bench.
  admin: {
    countByStatus: [],
    countLiveSessions: [],
    countActiveAdmins: [(db) => admin.countActiveAdmins(db)],
    pageOfUsers: [(db) => admin.pageOfUsers(db, 'pending', page)],
    countUsers: [(db) => admin.countUsers(db, 'pending')],
    // A search walks the table by its nature.
    searchUsers: [],
    usersById: [(db) => admin.usersById(db, [id, id])],
    identitiesOf: [(db) => admin.identitiesOf(db, [id, id])],
  },
  housekeeping: {
    nextSessions: [(db) => housekeeping.nextSessions(db, id, 100)],
    deleteSessionsOver: [
      (db) => housekeeping.deleteSessionsOver(db, [id], { expiredBefore: 1, endedBefore: 1 }),
    ],
    deleteOldEntries: [(db) => housekeeping.deleteOldEntries(db, 1, 100)],
    deleteExpiredFlows: [(db) => housekeeping.deleteExpiredFlows(db, 1, 100)],
    // Short-lived rows, few at any time.
    deleteExpiredCodes: [],
  },
  // Each is about a whole table, in a copy that no request waits for.
  backup: {
    deleteSignInsUnderWay: [],
    deleteLoginCodes: [],
    deleteSessions: [],
    countUsers: [],
  },
  settings: {
    putSetting: [(db) => settings.putSetting(db, setting)],
    findSettings: [(db) => settings.findSettings(db, ['x', 'y'])],
    claimSetting: [(db) => settings.claimSetting(db, { key: 'x', value: 'x', now: 1 })],
  },
  audit: {
    pageOfEntries: [
      (db) => audit.pageOfEntries(db, { userId: null, event: 'x' }, page),
      (db) => audit.pageOfEntries(db, { userId: id, event: null }, page),
    ],
    countEntries: [
      (db) => audit.countEntries(db, { userId: null, event: 'x' }),
      (db) => audit.countEntries(db, { userId: id, event: null }),
    ],
    insertEntry: [
      (db) =>
        audit.insertEntry(db, {
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
        }),
    ],
  },
  // Reads one row of whatever comes first: that is its purpose.
  health: { probe: [] },
};

export const modules = {
  backup,
  users,
  sessions,
  refresh,
  'api-tokens': apiTokens,
  accounts,
  admin,
  housekeeping,
  images,
  settings,
  audit,
  health,
  'sign-in-flows': signInFlows,
};
