import type { Id } from '../../../core/uuid.ts';
import { afterCommit } from '../../../db/effects.ts';
import type { Database, WriteTransaction } from '../../../db/port.ts';
import { imageFormatIn, newImageName } from '../../../io/image-names.ts';
import type { ImageStore } from '../../../io/image-store.ts';
import type { Picture } from '../../../io/images.ts';
import type { Log } from '../../../io/log.ts';
import { deletePicture, findPicture, putPicture } from './queries.ts';

export { putPicture };

/** A user, and the name of the picture that their row named until now; null when it named none. */
interface Owner {
  readonly userId: Id;
  readonly name: string | null;
}

/** Replaces the picture of a user in the change that also writes the new name into their row; returns that name. */
type Save = (trx: WriteTransaction, owner: Owner) => Promise<string>;

/** The pictures of users, each under a random name. Other names are never found. */
export interface PictureStore {
  /**
   * Runs a change that may call `save`. The picture stays only if it did and the change is committed. Throws
   * AppError `storage_unavailable`, and what `change` throws.
   */
  add<T>(picture: Picture, requestId: string, change: (save: Save) => Promise<T>): Promise<T>;
  read(name: string): Promise<Picture | null>;
  /** Removes the picture of a user whose row names it no longer once `trx` is committed. */
  remove(trx: WriteTransaction, owner: Owner, requestId: string): Promise<void>;
  /** Removes pictures that no row names. `names` are those that rows name, in pages. */
  sweep(names: AsyncIterable<readonly string[]>): Promise<void>;
}

/**
 * Pictures as files: written before the change, removed after it. An interruption between them leaves a file that
 * no row names, until the next sweep.
 */
export function createPictureFiles(files: ImageStore, log: Log): PictureStore {
  // The change is committed, so a file that cannot be removed now is left for the next sweep.
  const discard = async (name: string, requestId: string) => {
    try {
      await files.remove(name);
    } catch (error) {
      log.warn('A picture could not be removed; the next start tries again', { requestId, error });
    }
  };
  const remove: PictureStore['remove'] = async (trx, { name }, requestId) => {
    if (name !== null) afterCommit(trx, () => discard(name, requestId));
  };
  return {
    async add(picture, requestId, change) {
      const name = await files.add(picture);
      let isSaved = false;
      try {
        return await change(async (trx, owner) => {
          afterCommit(trx, () => {
            isSaved = true;
          });
          await remove(trx, owner, requestId);
          return name;
        });
      } finally {
        if (!isSaved) await discard(name, requestId);
      }
    },
    read: (name) => files.read(name),
    remove,
    async sweep(names) {
      // Without a single file there is nothing to compare, so the start need not read every user.
      if (await files.isEmpty()) return;
      const keep = new Set<string>();
      for await (const page of names) for (const name of page) keep.add(name);
      await files.sweep(keep);
    },
  };
}

/**
 * Pictures as rows, which every instance of the same database serves. They change in the transaction that names
 * them and are deleted with their user, so there is never one that no row names.
 */
export function createPictureRows({ read }: Pick<Database, 'read'>): PictureStore {
  return {
    async add({ format, bytes }, _requestId, change) {
      const name = newImageName(format);
      return change(async (trx, { userId }) => {
        await putPicture(trx, { name, user_id: userId, bytes });
        return name;
      });
    },
    async read(name) {
      const format = imageFormatIn(name);
      if (format === null) return null;
      const row = await findPicture(read, name);
      return row === undefined ? null : { format, bytes: row.bytes };
    },
    async remove(trx, { userId, name }) {
      if (name !== null) await deletePicture(trx, userId);
    },
    sweep: () => Promise.resolve(),
  };
}
