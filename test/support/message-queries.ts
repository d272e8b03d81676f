// The queries of links, invitations and messages, for `queries-in-use.ts`.
import type { Kysely } from 'kysely';
import type { Schema } from '../../src/db/schema.ts';
import * as outbox from '../../src/features/outbox/queries.ts';
import * as invitations from '../../src/features/invitations/queries.ts';
import { bytes, id, invitation, message } from './sample-rows.ts';

type Use = (db: Kysely<Schema>) => Promise<unknown>;

export const messageQueries: Readonly<Record<string, Readonly<Record<string, readonly Use[]>>>> = {
  invitations: {
    insertInvitation: [(db) => invitations.insertInvitation(db, invitation)],
    findByToken: [(db) => invitations.findByToken(db, bytes)],
    findInvitation: [(db) => invitations.findInvitation(db, id)],
    countUse: [(db) => invitations.countUse(db, id)],
    deleteInvitation: [(db) => invitations.deleteInvitation(db, id)],
    deleteEndedInvitations: [(db) => invitations.deleteEndedInvitations(db, 1, 100)],
    // At most a few hundred rows, for the panel and for the few changes of them.
    listInvitations: [],
    countOpen: [],
    lockMaker: [], // PostgreSQL only.
    deleteInvitations: [], // About a whole table, in a copy that no request waits for.
  },
  outbox: {
    insertMessage: [(db) => outbox.insertMessage(db, message)],
  },
};
