// The queries about rows that several instances share: pictures and failed logins.
import type { Kysely } from 'kysely';
import type { Schema } from '../../src/db/schema.ts';
import * as pictureStore from '../../src/features/account/picture-store/queries.ts';
import * as failures from '../../src/features/passwords/failures/queries.ts';
import { bytes, id } from './sample-rows.ts';

type Use = (db: Kysely<Schema>) => Promise<unknown>;

const key = { keyHash: bytes };

export const queriesOfSharedRows: Readonly<Record<string, Readonly<Record<string, Use[]>>>> = {
  'account/picture-store': {
    putPicture: [(db) => pictureStore.putPicture(db, { name: 'x', user_id: id, bytes })],
    findPicture: [(db) => pictureStore.findPicture(db, 'x')],
    deletePicture: [(db) => pictureStore.deletePicture(db, id)],
  },
  'passwords/failures': {
    prepareCountFailure: [
      (db) => failures.prepareCountFailure(db).run(db, { ...key, now: 1, points: 1, expiresAt: 2 }),
    ],
    prepareFindWindow: [(db) => failures.prepareFindWindow(db).run(db, { ...key, now: 1 })],
    prepareDropWindow: [
      (db) => failures.prepareDropWindow(db).run(db, { ...key, since: 1, atMost: 1 }),
    ],
    prepareUncount: [(db) => failures.prepareUncount(db).run(db, { ...key, since: 1 })],
    prepareForgetFailures: [
      (db) => failures.prepareForgetFailures(db).run(db, { ...key, upTo: 1 }),
    ],
    countKeys: [], // About a whole table, once for a thousand new keys.
    deleteOverWindows: [(db) => failures.deleteOverWindows(db, 1, 100)],
  },
};
