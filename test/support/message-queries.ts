// The queries of links, invitations and messages, for `queries-in-use.ts`.
import type { Kysely } from 'kysely';
import type { Schema } from '../../src/db/schema.ts';
import * as notices from '../../src/features/notices/queries.ts';
import * as outbox from '../../src/features/outbox/queries.ts';
import { message } from './sample-rows.ts';

type Use = (db: Kysely<Schema>) => Promise<unknown>;

export const messageQueries: Readonly<Record<string, Readonly<Record<string, readonly Use[]>>>> = {
  outbox: {
    insertMessage: [(db) => outbox.insertMessage(db, message)],
  },
  notices: {
    activeAdmins: [(db) => notices.activeAdmins(db, 1)],
    countPending: [(db) => notices.countPending(db, 1)],
    findTime: [(db) => notices.findTime(db, 'x')],
    claimTime: [(db) => notices.claimTime(db, { name: 'x', now: 1, before: 0 })],
    deleteTimes: [], // Few rows at any time.
  },
};
