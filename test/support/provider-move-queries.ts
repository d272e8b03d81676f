import * as moves from '../../src/features/federation/provider-moves/queries.ts';
import type { Use } from './queries-in-use.ts';
import { id, identity } from './sample-rows.ts';

const issuers = { from_issuer: 'https://old.example.com', to_issuer: 'https://new.example.com' };

const moved = {
  move_id: id,
  user_id: id,
  issuer: issuers.from_issuer,
  subject: 'x',
  email: 'x@example.com',
  email_follows: 0,
  created_at: 1,
  last_used_at: 1,
  new_issuer: issuers.to_issuer,
  new_subject: 'y',
  had_password: 0,
  moved_at: 1,
} as const;

const at = { provider: 'oidc', issuer: issuers.from_issuer } as const;

/** The queries of the moves to another provider. */
export const moveQueries: Readonly<Record<string, Readonly<Record<string, readonly Use[]>>>> = {
  'federation/provider-moves': {
    latestMove: [(db) => moves.latestMove(db, 'oidc')],
    insertMove: [
      (db) => moves.insertMove(db, { id, provider: 'oidc', ...issuers, began_at: 1, ends_at: 2 }),
    ],
    endMove: [(db) => moves.endMove(db, id, 1)],
    insertMoved: [(db) => moves.insertMoved(db, moved)],
    wasMoved: [(db) => moves.wasMoved(db, id, id)],
    movedIn: [(db) => moves.movedIn(db, id)],
    movedOfSubject: [(db) => moves.movedOfSubject(db, identity)],
    movedOfUser: [(db) => moves.movedOfUser(db, id)],
    markContested: [(db) => moves.markContested(db, moved, 1)],
    identitiesAt: [(db) => moves.identitiesAt(db, at, { after: '', limit: 10 })],
    usersAtBoth: [(db) => moves.usersAtBoth(db, 'oidc', issuers)],
    issuersInUse: [(db) => moves.issuersInUse(db, 'oidc')],
    accountsWithAddress: [(db) => moves.accountsWithAddress(db, ['x', 'y'])],
  },
};
