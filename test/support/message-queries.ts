// The queries of links, invitations and messages, for `queries-in-use.ts`.
import type { Kysely } from 'kysely';
import type { Schema } from '../../src/db/schema.ts';
import * as links from '../../src/features/links/queries.ts';
import * as notices from '../../src/features/mail/notices/queries.ts';
import * as attempts from '../../src/features/outbox/attempts/queries.ts';
import * as outbox from '../../src/features/outbox/queries.ts';
import * as invitations from '../../src/features/links/invitations/queries.ts';
import * as sender from '../../src/features/outbox/sender/queries.ts';
import { bytes, id, invitation, message, oneTimeLink } from './sample-rows.ts';

const note = { id, attempts: 1, after: 1, nextAt: 1, error: 'x' };

type Use = (db: Kysely<Schema>) => Promise<unknown>;

export const messageQueries: Readonly<Record<string, Readonly<Record<string, readonly Use[]>>>> = {
  'links/invitations': {
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
  links: {
    putLink: [(db) => links.putLink(db, oneTimeLink)],
    findMadeAt: [(db) => links.findMadeAt(db, id, 'verify_email')],
    findLink: [(db) => links.findLink(db, bytes, 1)],
    takeLink: [(db) => links.takeLink(db, { tokenHash: bytes, kind: 'reset_password' }, 1)],
    deleteLinksOf: [(db) => links.deleteLinksOf(db, id, 1)],
    deleteLinksMadeBy: [(db) => links.deleteLinksMadeBy(db, id)],
    deletePowerfulLinksOf: [(db) => links.deletePowerfulLinksOf(db, id)],
    deleteLinks: [], // About a whole table, in a copy that no request waits for.
    deleteExpiredLinks: [(db) => links.deleteExpiredLinks(db, 1, 1)],
  },
  outbox: {
    insertMessages: [(db) => outbox.insertMessages(db, [message])],
    countMessages: [(db) => outbox.countMessages(db, 'mail')],
    findLastError: [(db) => outbox.findLastError(db, 'mail')],
    makeDue: [(db) => outbox.makeDue(db, 'mail', 1)],
    deleteMessages: [], // About a whole table, in a copy that no request waits for.
  },
  'outbox/attempts': {
    prepareClaim: [(db) => attempts.prepareClaim(db).run(db, { id, attempts: 0, nextAt: 1 })],
    prepareNoteAttempt: [(db) => attempts.prepareNoteAttempt(db).run(db, note)],
    prepareDeleteDelivered: [(db) => attempts.prepareDeleteDelivered(db).run(db, { id })],
    deleteUnsent: [(db) => attempts.deleteUnsent(db, message)],
    markStopped: [(db) => attempts.markStopped(db, message)],
  },
  'outbox/sender': {
    nextMessage: [(db) => sender.nextMessage(db, 'mail')],
    findStopEnd: [(db) => sender.findStopEnd(db, 'webhook')],
    endStop: [(db) => sender.endStop(db, 'webhook', 1)],
  },
  'mail/notices': {
    activeAdmins: [(db) => notices.activeAdmins(db, 1)],
    countPending: [(db) => notices.countPending(db, 1)],
    findTime: [(db) => notices.findTime(db, 'x')],
    claimTime: [(db) => notices.claimTime(db, { name: 'x', now: 1, before: 0 })],
    deleteTimes: [], // Few rows at any time.
  },
};
