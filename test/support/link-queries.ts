import * as requests from '../../src/features/federation/link-requests/queries.ts';
import * as tickets from '../../src/features/federation/link-tickets/queries.ts';
import type { Use } from './queries-in-use.ts';
import { linkRequest, linkTicket } from './link-rows.ts';
import { bytes, id } from './sample-rows.ts';

/** The queries of the requests to link an account at a provider. */
export const linkQueries: Readonly<Record<string, Readonly<Record<string, readonly Use[]>>>> = {
  'federation/link-tickets': {
    putTicket: [(db) => tickets.putTicket(db, linkTicket)],
    findTicket: [(db) => tickets.findTicket(db, bytes)],
    takeTicket: [(db) => tickets.takeTicket(db, bytes)],
    deleteExpiredTickets: [(db) => tickets.deleteExpiredTickets(db, 1, 100)],
    deleteTicketsOf: [(db) => tickets.deleteTicketsOf(db, id)],
    deleteTickets: [], // About a whole table, in a copy that no request waits for.
  },
  'federation/link-requests': {
    insertRequest: [(db) => requests.insertRequest(db, linkRequest)],
    findRequest: [(db) => requests.findRequest(db, id)],
    requestOfSubject: [(db) => requests.requestOfSubject(db, linkRequest)],
    liveRequests: [(db) => requests.liveRequests(db, 1)],
    countWaiting: [(db) => requests.countWaiting(db, 1)],
    markRefused: [(db) => requests.markRefused(db, id, 1)],
    deleteRequest: [(db) => requests.deleteRequest(db, id)],
    deleteRequestOfSubject: [(db) => requests.deleteRequestOfSubject(db, linkRequest)],
    deleteExpiredRequests: [(db) => requests.deleteExpiredRequests(db, 1, 100)],
    deleteRequestsOf: [(db) => requests.deleteRequestsOf(db, id)],
  },
};
