// The queries of links, invitations and messages, for `queries-in-use.ts`.
import type { Kysely } from 'kysely';
import type { Schema } from '../../src/db/schema.ts';
import * as outbox from '../../src/features/outbox/queries.ts';
import * as links from '../../src/features/links/queries.ts';
import { bytes, id, message, oneTimeLink } from './sample-rows.ts';

type Use = (db: Kysely<Schema>) => Promise<unknown>;

export const messageQueries: Readonly<Record<string, Readonly<Record<string, readonly Use[]>>>> = {
  links: {
    putLink: [(db) => links.putLink(db, oneTimeLink)],
    findLink: [(db) => links.findLink(db, bytes, 1)],
    takeLink: [(db) => links.takeLink(db, { tokenHash: bytes, kind: 'reset_password' }, 1)],
    deleteLinksOf: [(db) => links.deleteLinksOf(db, id, 1)],
    deletePowerfulLinksOf: [(db) => links.deletePowerfulLinksOf(db, id)],
    deleteLinks: [(db) => links.deleteLinks(db)],
    deleteExpiredLinks: [(db) => links.deleteExpiredLinks(db, 1, 1)],
  },
  outbox: {
    insertMessage: [(db) => outbox.insertMessage(db, message)],
  },
};
