import type { Kysely } from 'kysely';
import { AppError } from '../../core/errors.ts';
import type { Origin } from '../../core/origin.ts';
import { formatId, type Id } from '../../core/uuid.ts';
import type { Database } from '../../db/open.ts';
import type { Schema } from '../../db/schema.ts';
import type { WriteTransaction } from '../../db/writer.ts';
import type { ImageStore } from '../../io/image-store.ts';
import type { Images, Picture } from '../../io/images.ts';
import type { Log } from '../../io/log.ts';
import type { RateLimits } from '../../io/rate-limits.ts';
import { type Audit, type AuditEntry, ownAct } from '../audit/service.ts';
import { showUser, type User, type UserRow, type Users } from '../users/service.ts';
import { listPictures, updatePicture } from './queries.ts';

interface ProfileImagesDependencies {
  readonly database: Database;
  readonly limits: Pick<RateLimits, 'images'>;
  readonly audit: Audit;
  readonly users: Users;
  readonly images: Images;
  readonly store: ImageStore;
  readonly log: Log;
}

/** Who brings a picture, and from where. */
interface Bringer {
  /** False for a provider's: it never replaces what the person chose here. */
  readonly byOwner: boolean;
  readonly origin: Origin;
}

interface ServedPicture {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

interface Change {
  readonly user: UserRow;
  /** The name of the file that nobody refers to once this is committed. */
  readonly obsolete: string | null;
  readonly line: AuditEntry | null;
}

/** The most that a file may have, as people send it. */
export const maxImageBytes = 5 * 1024 * 1024;

const pageRows = 1000;
const firstId: Id = new Uint8Array(16);

const publicPath = '/uploads/profiles/';

/** The pictures people show: a file each at most, and the row that names it. */
export class ProfileImages {
  readonly #the: ProfileImagesDependencies;

  constructor(dependencies: ProfileImagesDependencies) {
    this.#the = dependencies;
  }

  /** Counts one upload, before anything is done for it. Throws AppError `rate_limited`. */
  async countUpload(userId: Id): Promise<void> {
    await this.#the.limits.images.consume(formatId(userId));
  }

  /**
   * Gives a person the picture in `source`. Throws AppError `image_too_large`, `image_invalid`,
   * `unsupported_image_type`, `server_busy`, `storage_unavailable`, and `invalid_token` when the person
   * was deleted meanwhile.
   */
  async setImage(userId: Id, source: Uint8Array<ArrayBuffer>, bringer: Bringer): Promise<User> {
    if (source.length > maxImageBytes) throw new AppError('image_too_large');
    const picture = await this.#the.images.reencode(source);
    const settled = bringer.byOwner ? null : await this.#settled(userId, picture);
    if (settled !== null) return showUser(settled);
    const name = await this.#the.store.add(picture);
    let change: Change | null = null;
    try {
      change = await this.#the.database.write((trx) => this.#show(trx, { userId, name }, bringer));
    } finally {
      // Without a commit the new file is the one that nobody refers to.
      await this.#discard(change === null ? name : change.obsolete);
    }
    return this.#announced(change);
  }

  /** A provider brings the same picture at every sign-in; its address shall not change with each. */
  async #settled(userId: Id, picture: Picture): Promise<UserRow | null> {
    const user = await this.#findUser(this.#the.database.read, userId);
    if (user.image_follows_provider === 0) return user;
    const shown = await this.#the.store.read(nameIn(user.profile_image) ?? '');
    return shown !== null && Buffer.compare(shown.bytes, picture.bytes) === 0 ? user : null;
  }

  async #show(
    trx: WriteTransaction,
    { userId, name }: { readonly userId: Id; readonly name: string },
    { byOwner, origin }: Bringer,
  ): Promise<Change> {
    const user = await this.#findUser(trx, userId);
    if (!byOwner && user.image_follows_provider === 0) return { user, obsolete: name, line: null };
    const changed = await this.#update(trx, user, {
      profile_image: publicPath + name,
      image_follows_provider: byOwner ? 0 : 1,
    });
    const line = byOwner
      ? await this.#record(trx, ownAct('profile.image_changed', user, origin))
      : null;
    return { user: changed, obsolete: nameIn(user.profile_image), line };
  }

  /** Takes a person's picture away; none there is no error. */
  async removeImage(userId: Id, origin: Origin): Promise<User> {
    const change = await this.#the.database.write(async (trx): Promise<Change> => {
      const user = await this.#findUser(trx, userId);
      if (user.profile_image === null) return { user, obsolete: null, line: null };
      const none = { profile_image: null, image_follows_provider: 0 } as const;
      const changed = await this.#update(trx, user, none);
      const line = await this.#record(trx, ownAct('profile.image_removed', user, origin));
      return { user: changed, obsolete: nameIn(user.profile_image), line };
    });
    await this.#discard(change.obsolete);
    return this.#announced(change);
  }

  /** The file behind a public name; null for every name that is not one of ours. */
  async read(name: string): Promise<ServedPicture | null> {
    const picture = await this.#the.store.read(name);
    return picture && { name, type: `image/${picture.format}`, bytes: picture.bytes };
  }

  /** Removes the file of somebody who was deleted; to be called once that is committed. */
  async forget(user: Pick<UserRow, 'profile_image'>): Promise<void> {
    await this.#discard(nameIn(user.profile_image));
  }

  /** Removes files that no row names. Only for a start: a picture on its way in has no row yet. */
  async sweep(): Promise<void> {
    const keep = new Set<string>();
    let after: Id | undefined = firstId;
    while (after !== undefined) {
      const page = await listPictures(this.#the.database.read, after, pageRows);
      for (const row of page) keep.add(nameIn(row.profile_image) ?? '');
      after = page.at(-1)?.id;
    }
    await this.#the.store.sweep(keep);
  }

  async #findUser(db: Kysely<Schema>, userId: Id): Promise<UserRow> {
    const user = await this.#the.users.findById(db, userId);
    if (user === undefined) throw new AppError('invalid_token');
    return user;
  }

  async #update(
    trx: WriteTransaction,
    user: UserRow,
    picture: Pick<UserRow, 'profile_image' | 'image_follows_provider'>,
  ): Promise<UserRow> {
    const change = { ...picture, updated_at: Date.now() };
    await updatePicture(trx, user.id, change);
    return { ...user, ...change };
  }

  async #record(trx: WriteTransaction, line: AuditEntry): Promise<AuditEntry> {
    await this.#the.audit.record(trx, line);
    return line;
  }

  #announced({ user, line }: Change): User {
    if (line !== null) this.#the.audit.announce(line);
    return showUser(user);
  }

  /** The change is on disk already, so a file that cannot be removed now waits for the next sweep. */
  async #discard(name: string | null): Promise<void> {
    if (name === null) return;
    try {
      await this.#the.store.remove(name);
    } catch (error) {
      this.#the.log.warn('A picture could not be removed; the next start tries again', { error });
    }
  }
}

/** The file's name in what a row says; whatever else stands there is not ours to touch. */
function nameIn(path: string | null): string | null {
  return path?.startsWith(publicPath) === true ? path.slice(publicPath.length) : null;
}
