// The queries about the table of settings, which several parts of a feature use.
import type { Kysely } from 'kysely';
import type { Schema } from '../../src/db/schema.ts';
import * as checklist from '../../src/features/settings/checklist/queries.ts';
import * as fingerprints from '../../src/features/settings/fingerprints/queries.ts';
import * as moved from '../../src/features/settings/moved/queries.ts';
import * as settings from '../../src/features/settings/queries.ts';
import { setting } from './sample-rows.ts';

type Use = (db: Kysely<Schema>) => Promise<unknown>;

const claim = { key: 'x', value: 'x', now: 1 };

export const queriesOfSettings: Readonly<Record<string, Readonly<Record<string, Use[]>>>> = {
  'settings/fingerprints': {
    findFingerprints: [(db) => fingerprints.findFingerprints(db, ['x', 'y'])],
    insertFingerprint: [(db) => fingerprints.insertFingerprint(db, claim)],
    deleteFingerprint: [(db) => fingerprints.deleteFingerprint(db, 'x')],
  },
  settings: {
    putSetting: [(db) => settings.putSetting(db, setting)],
    prepareFindSettings: [
      (db) => settings.prepareFindSettings(db, 2).run(db, { key0: 'x', key1: 'y' }),
    ],
    removeSetting: [(db) => settings.removeSetting(db, 'oidc.prompt')],
    claimSetting: [(db) => settings.claimSetting(db, claim)],
  },
  'settings/checklist': {
    findTicks: [(db) => checklist.findTicks(db, ['x', 'y'])],
    putTick: [(db) => checklist.putTick(db, setting)],
  },
  'settings/moved': {
    findSetting: [(db) => moved.findSetting(db, 'x')],
    insertSetting: [(db) => moved.insertSetting(db, setting)],
    deleteSetting: [(db) => moved.deleteSetting(db, 'x')],
  },
};
