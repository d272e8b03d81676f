// Every query of every feature, called once in each of its shapes.
import type { Kysely } from 'kysely';
import { newId } from '../../src/core/uuid.ts';
import type { Schema } from '../../src/db/schema.ts';
import * as accounts from '../../src/features/accounts/queries.ts';
import * as admin from '../../src/features/admin/queries.ts';
import * as apiTokens from '../../src/features/api-tokens/queries.ts';
import * as audit from '../../src/features/audit/queries.ts';
import * as health from '../../src/features/health/queries.ts';
import * as housekeeping from '../../src/features/housekeeping/queries.ts';
import * as images from '../../src/features/images/queries.ts';
import * as refresh from '../../src/features/refresh/queries.ts';
import * as sessions from '../../src/features/sessions/queries.ts';
import * as settings from '../../src/features/settings/queries.ts';
import * as users from '../../src/features/users/queries.ts';

type Use = (db: Kysely<Schema>) => Promise<unknown>;

const id = newId();
const bytes = new Uint8Array(32);
const page = { skip: 0, take: 50 };
const setting = { key: 'x', value: 'x', is_encrypted: 0, updated_at: 1, updated_by: null } as const;
const apiToken = { user_id: id, token_hash: bytes, ciphertext: bytes, created_at: 1 };
const ending = { reason: 'signed_out', now: 1 };

const user: users.UserRow = {
  id,
  email: 'grace@example.com',
  email_key: 'grace@example.com',
  name: 'Grace Hopper',
  password_hash: null,
  is_admin: 0,
  status: 'active',
  token_version: 1,
  is_proven: 0,
  profile_image: null,
  name_follows_provider: 1,
  image_follows_provider: 1,
  created_at: 1,
  updated_at: 1,
  last_login_at: null,
  search_key: '',
};

const session: sessions.SessionRow = {
  id,
  user_id: id,
  provider: 'local',
  refresh_hash: bytes,
  refresh_expires_at: 1,
  rotated_at: null,
  user_agent: null,
  ip: null,
  created_at: 1,
  last_used_at: 1,
  ended_at: null,
  end_reason: null,
};

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
  },
  // Whole-table counts and searches of the panel; their cost is measured by the bench.
  admin: {
    countByStatus: [],
    countLiveSessions: [],
    countActiveAdmins: [(db) => admin.countActiveAdmins(db)],
    pageOfUsers: [(db) => admin.pageOfUsers(db, 'pending', page)],
    countUsers: [(db) => admin.countUsers(db, 'pending')],
    // A search walks the table by its nature.
    findUserIds: [],
    usersById: [(db) => admin.usersById(db, [id, id])],
    identitiesOf: [(db) => admin.identitiesOf(db, [id, id])],
  },
  housekeeping: {
    nextSessions: [(db) => housekeeping.nextSessions(db, id, 100)],
    deleteSessionsOver: [
      (db) => housekeeping.deleteSessionsOver(db, [id], { expiredBefore: 1, endedBefore: 1 }),
    ],
    deleteOldEntries: [(db) => housekeeping.deleteOldEntries(db, 1, 100)],
    // Short-lived rows, few at any time.
    deleteExpiredFlows: [],
    deleteExpiredCodes: [],
  },
  settings: {
    putSetting: [(db) => settings.putSetting(db, setting)],
    findSetting: [(db) => settings.findSetting(db, 'x')],
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
};
