// The queries about API tokens.
import type { Kysely } from 'kysely';
import type { Schema } from '../../src/db/schema.ts';
import * as apiTokens from '../../src/features/api-tokens/queries.ts';
import * as named from '../../src/features/api-tokens/named/queries.ts';
import * as tokenUses from '../../src/features/api-tokens/uses/queries.ts';
import { apiToken, bytes, id, namedToken } from './sample-rows.ts';

type Use = (db: Kysely<Schema>) => Promise<unknown>;

const which = { userId: id, tokenId: id };
const use = { tokenHash: bytes, ip: null, now: 1 };

export const tokenQueries: Readonly<Record<string, Readonly<Record<string, readonly Use[]>>>> = {
  'api-tokens': {
    findLegacy: [(db) => apiTokens.findLegacy(db, id)],
    putLegacy: [(db) => apiTokens.putLegacy(db, apiToken)],
    deleteLegacy: [(db) => apiTokens.deleteLegacy(db, id)],
    deleteNamed: [(db) => apiTokens.deleteNamed(db, id)],
    prepareFindOwner: [(db) => apiTokens.prepareFindOwner(db).run(db, { tokenHash: bytes })],
    findLiveToken: [(db) => apiTokens.findLiveToken(db, which)],
  },
  'api-tokens/named': {
    listTokens: [(db) => named.listTokens(db, id)],
    findToken: [(db) => named.findToken(db, which)],
    countTokens: [(db) => named.countTokens(db, id)],
    insertToken: [(db) => named.insertToken(db, namedToken)],
    updateToken: [(db) => named.updateToken(db, which, { name: 'x' })],
    claimExpiring: [(db) => named.claimExpiring(db, { now: 1, withinMs: 1, limit: 1 })],
    deleteToken: [(db) => named.deleteToken(db, which)],
    deleteExpiredTokens: [(db) => named.deleteExpiredTokens(db, 1, 100)],
  },
  'api-tokens/uses': {
    prepareNoteUse: (['api_tokens', 'named_tokens'] as const).map(
      (table) => (db) => tokenUses.prepareNoteUse(db, table).run(db, use),
    ),
  },
};
