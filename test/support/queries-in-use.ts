// Every query of every feature, called once in each of its shapes.
import type { Kysely } from 'kysely';
import type { Schema } from '../../src/db/schema.ts';
import * as admin from '../../src/features/admin/settings/queries.ts';
import * as audit from '../../src/features/audit/queries.ts';
import * as credentials from '../../src/features/passwords/queries.ts';
import * as exchange from '../../src/features/federation/login-codes/queries.ts';
import * as instances from '../../src/features/maintenance/instances/queries.ts';
import * as leases from '../../src/features/maintenance/leases/queries.ts';
import * as sessionExpiry from '../../src/features/sessions/expiry/queries.ts';
import * as usedIdTokens from '../../src/features/federation/used-id-tokens/queries.ts';
import * as providerOptions from '../../src/features/admin/provider-options/queries.ts';
import * as providerSettings from '../../src/features/admin/providers/queries.ts';
import * as refresh from '../../src/features/sessions/rotation/queries.ts';
import * as sessionList from '../../src/features/sessions/list/queries.ts';
import * as providerSignOut from '../../src/features/sessions/provider-sign-out/queries.ts';
import * as sessionStart from '../../src/features/sessions/start/queries.ts';
import * as sessions from '../../src/features/sessions/queries.ts';
import * as signInFlows from '../../src/features/federation/flow-store/queries.ts';
import * as users from '../../src/features/users/queries.ts';
import { queriesOfSettings } from './setting-queries.ts';
import { queriesOfSharedRows } from './shared-row-queries.ts';
import { logoutQueries } from './logout-queries.ts';
import { groupQueries, membershipQueries } from './group-queries.ts';
import { identityQueries } from './identity-queries.ts';
import { keyQueries } from './key-queries.ts';
import { linkQueries } from './link-queries.ts';
import { moveQueries } from './provider-move-queries.ts';
import { tokenQueries } from './token-queries.ts';
import { messageQueries } from './message-queries.ts';
import {
  id,
  bytes,
  page,
  auditEntry,
  ending,
  user,
  session,
  exchangeCode,
  flow,
  rotation,
  instance,
  lease,
} from './sample-rows.ts';

const email = { emailKey: 'x' };
const idToken = { token_hash: bytes, expires_at: 1 };
const landing = { userId: id, sessionId: id, issuerMark: 'test:', now: 1 };

/** A call of a query with sample values. */
export type Use = (db: Kysely<Schema>) => Promise<unknown>;

/** Every query of every feature, in each of its shapes. A new one must be added here. */
export const uses: Readonly<Record<string, Readonly<Record<string, readonly Use[]>>>> = {
  users: {
    insertUser: [(db) => users.insertUser(db, user)],
    prepareFindUserByEmailKey: [(db) => users.prepareFindUserByEmailKey(db).run(db, email)],
    findUsersByIds: [(db) => users.findUsersByIds(db, [id, id])],
    prepareFindUserById: [(db) => users.prepareFindUserById(db).run(db, { id })],
    prepareNoteLogin: [(db) => users.prepareNoteLogin(db).run(db, { id, now: 1 })],
    listUsers: [(db) => users.listUsers(db, 1, id)],
    updateUser: [(db) => users.updateUser(db, id, { name: 'x' })],
    countWaiting: [null, 'x'].map((from) => (db) => users.countWaiting(db, 1, from)),
    findExpiredWaiting: [(db) => users.findExpiredWaiting(db, 1, 100)],
    deleteUser: [(db) => users.deleteUser(db, id)],
    updatePicture: [
      (db) =>
        users.updatePicture(db, id, {
          profile_image: null,
          image_follows_provider: 0,
          updated_at: 1,
        }),
    ],
    listPictures: [(db) => users.listPictures(db, id, 1)],
    forgetPicture: [(db) => users.forgetPicture(db, id)],
    hasOtherActiveAdmin: [(db) => users.hasOtherActiveAdmin(db, id)],
    countActiveAdmins: [(db) => users.countActiveAdmins(db)],
    lockAdmins: [], // PostgreSQL only.
    // Parts of other queries.
    selectUsers: [],
    selectAdmins: [],
    countUsers: [], // About a whole table, in a copy that no request waits for.
  },
  ...queriesOfSettings,
  ...queriesOfSharedRows,
  passwords: {
    prepareFindGuessFacts: [
      (db) => credentials.prepareFindGuessFacts(db).run(db, { ...email, since: 1 }),
    ],
  },
  sessions: {
    prepareFindCaller: [
      (db) => sessions.prepareFindCaller(db).run(db, { sessionId: id, userId: id }),
    ],
    prepareFindLive: [(db) => sessions.prepareFindLive(db).run(db, { sessionId: id, userId: id })],
    endSession: [
      (db) => sessions.endSession(db, { sessionId: id, ownerId: null }, ending),
      (db) => sessions.endSession(db, { sessionId: id, ownerId: id }, ending),
    ],
    endSessionsExcept: [
      (db) => sessions.endSessionsExcept(db, { userId: id }, ending),
      (db) => sessions.endSessionsExcept(db, { userId: id, keep: id }, ending),
    ],
    updateAuthenticatedAt: [(db) => sessions.updateAuthenticatedAt(db, id, 1)],
    usedPlaces: [(db) => sessions.usedPlaces(db, { userId: id, since: 1 })],
    deleteSessions: [], // About a whole table, in a copy that no request waits for.
  },
  'sessions/list': {
    listLiveSessions: [
      (db) => sessionList.listLiveSessions(db, { userId: id, asking: null, now: 1 }),
      (db) => sessionList.listLiveSessions(db, { userId: id, asking: id, now: 1 }),
    ],
  },
  'sessions/provider-sign-out': {
    storeSignOut: [(db) => providerSignOut.storeSignOut(db, id, bytes)],
    findSignOut: [(db) => providerSignOut.findSignOut(db, id)],
  },
  'sessions/start': {
    insertSession: [(db) => sessionStart.insertSession(db, session)],
  },
  'sessions/rotation': {
    prepareFindForRefresh: [(db) => refresh.prepareFindForRefresh(db).run(db, { sessionId: id })],
    prepareRotate: [(db) => refresh.prepareRotate(db).run(db, rotation)],
    prepareRotateAtOnce: [], // PostgreSQL only: SQLite returns no columns of a joined table.
    findLastRotation: [(db) => refresh.findLastRotation(db, id)],
    updateRepeatedFrom: [(db) => refresh.updateRepeatedFrom(db, id, 'x')],
  },
  ...tokenQueries,
  ...identityQueries,
  'federation/login-codes': {
    insertCode: [(db) => exchange.insertCode(db, exchangeCode)],
    findCode: [(db) => exchange.findCode(db, bytes)],
    claimCode: [(db) => exchange.claimCode(db, bytes, 1)],
    noteSession: [(db) => exchange.noteSession(db, bytes, id)],
    deleteUnusedCodesOf: [(db) => exchange.deleteUnusedCodesOf(db, id)],
    deleteUnusedCodesAtProvider: [
      { issuer: 'x', sid: 'x', userId: null },
      { issuer: 'x', sid: null, userId: id },
    ].map((which) => (db) => exchange.deleteUnusedCodesAtProvider(db, which)),
    deleteExpiredCodes: [], // Short-lived rows, few at any time.
    deleteCodes: [],
  },
  'federation/flow-store': {
    keepName: [(db) => signInFlows.keepName(db, bytes, { redirectUri: 'x', name: 'x' })],
    prepareInsertFlow: [(db) => signInFlows.prepareInsertFlow(db).run(db, { ...flow })],
    prepareFindFlow: [(db) => signInFlows.prepareFindFlow(db).run(db, { stateHash: bytes })],
    prepareClaimFlow: [
      (db) => signInFlows.prepareClaimFlow(db).run(db, { stateHash: bytes, now: 1, expiresAt: 1 }),
    ],
    findLandingOf: [(db) => signInFlows.findLandingOf(db, landing)],
    prepareTakeFlow: [(db) => signInFlows.prepareTakeFlow(db).run(db, { stateHash: bytes })],
    settleFlow: [(db) => signInFlows.settleFlow(db, bytes, { landing: '{}', expiresAt: 1 })],
    prepareDeleteExpired: [
      (db) => signInFlows.prepareDeleteExpired(db).run(db, { now: 1, limit: 100 }),
    ],
    prepareBeginningBehind: [
      (db) => signInFlows.prepareBeginningBehind(db).run(db, { network: 'x', newer: 499 }),
    ],
    prepareDeleteBegunBy: [
      (db) => signInFlows.prepareDeleteBegunBy(db).run(db, { network: 'x', createdAt: 1 }),
    ],
    // At most fifty thousand short-lived rows, counted in an index, for one start in five hundred.
    countFlows: [],
    fullestNetwork: [],
    deleteOldestFlows: [
      (db) => signInFlows.deleteOldestFlows(db, '203.0.113.0/24', { before: 1, limit: 100 }),
    ],
    deleteExpiredFlows: [(db) => signInFlows.deleteExpiredFlows(db, 1, 100)],
    deleteFlowsOf: [(db) => signInFlows.deleteFlowsOf(db, id)],
    deleteFlows: [],
  },
  'admin/providers': {
    signInMethodsOfAdmins: [(db) => providerSettings.signInMethodsOfAdmins(db)],
  },
  'admin/provider-options': {
    rolesOfAdmins: [(db) => providerOptions.rolesOfAdmins(db)],
  },
  // Whole-table counts and searches of the panel; their cost is measured by the bench.
  'admin/settings': {
    countByStatus: [],
    countLiveSessions: [],
    pageOfUsers: [(db) => admin.pageOfUsers(db, 'pending', page)],
    countUsers: [(db) => admin.countUsers(db, 'pending')],
    searchUsers: [], // A search reads the whole table.
    allUserIds: [],
    usersById: [(db) => admin.usersById(db, [id, id])],
    identitiesOf: [(db) => admin.identitiesOf(db, [id, id])],
    runningInstances: [], // All of a few rows.
  },
  'sessions/expiry': {
    nextSessions: [(db) => sessionExpiry.nextSessions(db, id, 100)],
    prepareSessionsOver: [
      (db) => sessionExpiry.prepareSessionsOver(db, 100).run(db, { userId: id, now: 1 }),
    ],
    forgetSignOuts: [(db) => sessionExpiry.forgetSignOuts(db, [id], 1)],
    deleteSessionsOver: [(db) => sessionExpiry.deleteSessionsOver(db, [id], 1)],
  },
  'federation/used-id-tokens': {
    rememberIdToken: [(db) => usedIdTokens.rememberIdToken(db, idToken)],
    deleteExpiredIdTokens: [], // Short-lived rows, few at any time.
  },
  ...logoutQueries,
  ...keyQueries,
  groups: groupQueries,
  'groups/provider-memberships': membershipQueries,
  ...moveQueries,
  ...linkQueries,
  ...messageQueries,
  audit: {
    pageOfEntries: [
      (db) => audit.pageOfEntries(db, { userId: null, event: 'x' }, page),
      (db) => audit.pageOfEntries(db, { userId: id, event: null }, page),
    ],
    nextEntries: [
      (db) => audit.nextEntries(db, { userId: null, event: null }, { olderThan: id, limit: 1 }),
      (db) => audit.nextEntries(db, { userId: id, event: null }, { olderThan: null, limit: 1 }),
      (db) => audit.nextEntries(db, { userId: null, event: 'x' }, { olderThan: id, limit: 1 }),
    ],
    countEntries: [
      { userId: null, event: null, from: 1, before: 2 },
      { userId: null, event: 'x' },
      { userId: id, event: null },
    ].map((filter) => (db) => audit.countEntries(db, filter)),
    countFailedSignIns: [(db) => audit.countFailedSignIns(db, id, 1)],
    countEventsOn: [
      (db) => audit.countEventsOn(db, { targetId: id, events: ['x', 'y'], since: 1 }),
    ],
    insertEntry: [(db) => audit.insertEntry(db, auditEntry)],
    deleteOldEntries: [(db) => audit.deleteOldEntries(db, 1, 100)],
  },
  'maintenance/instances': {
    saveInstance: [(db) => instances.saveInstance(db, instance)],
    deleteInstance: [(db) => instances.deleteInstance(db, 'x')],
    deleteUnseen: [], // Reads all of the few rows.
    findHosts: [], // Reads all of the few rows, once.
    findOtherwiseNamed: [], // Reads all of the few rows, once.
  },
  'maintenance/leases': {
    takeLease: [(db) => leases.takeLease(db, lease, 1)],
    releaseLease: [(db) => leases.releaseLease(db, lease)],
  },
  'health/clock': { serverTime: [] }, // Only PostgreSQL understands it, and it reads no table.
  health: { probe: [] }, // Reads one row of whatever comes first: that is its purpose.
};
