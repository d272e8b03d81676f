// The queries about the keys that sign access tokens, for queries-in-use.ts.

import * as tokenAlgorithm from '../../src/features/settings/token-algorithm/queries.ts';
import * as signingKeys from '../../src/features/signing-keys/queries.ts';
import * as keyRotation from '../../src/features/signing-keys/rotation/queries.ts';
import type { Use } from './queries-in-use.ts';
import { signingKey } from './sample-rows.ts';

export const keyQueries: Readonly<Record<string, Readonly<Record<string, readonly Use[]>>>> = {
  'settings/token-algorithm': {
    findAlgorithm: [(db) => tokenAlgorithm.findAlgorithm(db)],
  },
  'signing-keys': {
    prepareFindKeys: [], // All of a few rows.
    findPrivatePart: [(db) => signingKeys.findPrivatePart(db, 'x')],
    insertKey: [(db) => signingKeys.insertKey(db, signingKey)],
    deleteKeys: [], // All of a few rows.
  },
  'signing-keys/rotation': {
    activateKey: [(db) => keyRotation.activateKey(db, 'x', 1)],
    retireKey: [(db) => keyRotation.retireKey(db, 'x', 1)],
    deleteKey: [(db) => keyRotation.deleteKey(db, 'x')],
  },
};
