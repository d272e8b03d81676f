// The queries of a logout that a provider tells of, for the table of all queries.
import * as atProvider from '../../src/features/sessions/at-provider/queries.ts';
import * as logoutTokens from '../../src/features/federation/logout-tokens/queries.ts';
import type { Use } from './queries-in-use.ts';
import { bytes, id } from './sample-rows.ts';

export const logoutQueries: Readonly<Record<string, Readonly<Record<string, readonly Use[]>>>> = {
  'sessions/at-provider': {
    endSessionsAtProvider: [
      { issuer: 'x', sid: 'x', subject: null },
      { issuer: 'x', sid: 'x', subject: 'x' },
      { issuer: 'x', subject: 'x', onlyWithoutSid: true },
      { issuer: 'x', subject: 'x', onlyWithoutSid: false },
    ].map((which) => (db) => atProvider.endSessionsAtProvider(db, which, 1)),
    endOlderSessions: [(db) => atProvider.endOlderSessions(db, id, 1)],
  },
  'federation/logout-tokens': {
    insertLogoutToken: [
      (db) =>
        logoutTokens.insertLogoutToken(db, { token_hash: bytes, sid_hash: bytes, expires_at: 1 }),
    ],
    findEndedSid: [(db) => logoutTokens.findEndedSid(db, bytes, 1)],
    deleteExpiredLogoutTokens: [], // Short-lived rows, few at any time.
  },
};
