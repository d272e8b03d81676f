import type { Kysely } from 'kysely';
import { AppError } from '../../../core/errors.ts';
import type { ClientInfo } from '../../../core/client-info.ts';
import { formatId, type Id } from '../../../core/uuid.ts';
import type { Database } from '../../../db/port.ts';
import type { Flag, Schema } from '../../../db/schema.ts';
import type { WriteTransaction } from '../../../db/port.ts';
import { copyPicture, openImageStore } from '../../../io/image-store.ts';
import type { Images, Picture } from '../../../io/images.ts';
import type { RateLimits } from '../../../io/rate-limits.ts';
import { type Audit, ownAct } from '../../audit/service.ts';
import type { AnyCaller, Person, Sessions } from '../../sessions/service.ts';
import type { PictureStore } from '../picture-store/service.ts';
import { showUser } from '../../users/rules.ts';
import {
  forgetPicture,
  listPictures,
  updatePicture,
  type User,
  type UserRow,
  type Users,
} from '../../users/service.ts';
import { addressOf, maxImageBytes, nameIn, type ServedPicture } from './rules.ts';

interface ProfileImagesDependencies {
  readonly database: Database;
  readonly uploadLimit: RateLimits['images'];
  readonly audit: Audit;
  readonly sessions: Sessions;
  readonly users: Users;
  readonly images: Images;
  readonly store: PictureStore;
}

/** The caller, whose picture is changed. */
type Owner = AnyCaller & Pick<Person, 'provider'>;

// A page also limits how many files are copied at the same time.
const pageRows = 100;
const firstId: Id = new Uint8Array(16);

/** Profile pictures: at most one per user, named by the user's row. */
export class ProfileImages {
  readonly #database: Database;
  readonly #uploadLimit: RateLimits['images'];
  readonly #audit: Audit;
  readonly #sessions: Sessions;
  readonly #users: Users;
  readonly #images: Images;
  readonly #store: PictureStore;

  constructor({
    database,
    uploadLimit,
    audit,
    sessions,
    users,
    images,
    store,
  }: ProfileImagesDependencies) {
    this.#database = database;
    this.#uploadLimit = uploadLimit;
    this.#audit = audit;
    this.#sessions = sessions;
    this.#users = users;
    this.#images = images;
    this.#store = store;
  }

  /** Counts one upload against the rate limit, before it is processed. Throws AppError `rate_limited`. */
  async countUpload(userId: Id): Promise<void> {
    await this.#uploadLimit.consume(formatId(userId));
  }

  /**
   * Sets a user's picture to `source`. Throws AppError `image_too_large`, `image_invalid`,
   * `unsupported_image_type`, `server_busy`, `storage_unavailable`, and `invalid_token` when the user
   * was signed out or deleted during the upload.
   */
  async setImage(
    caller: Owner,
    source: Uint8Array<ArrayBuffer>,
    origin: ClientInfo,
  ): Promise<User> {
    const picture = await this.#reencoded(source);
    const after = await this.#store.add(picture, origin.requestId, (save) =>
      this.#sessions.writeAs(caller, async (trx) => {
        const user = await this.#findUser(trx, caller.userId);
        await this.#audit.record(trx, ownAct('profile.image_changed', user, origin));
        return showPicture(trx, user, { name: await save(trx, ownerOf(user)), followsProvider: 0 });
      }),
    );
    return showUser(after, caller.provider);
  }

  /**
   * Sets a user's picture to the one from their provider, unless they uploaded one here. Throws
   * AppError as `setImage` does.
   */
  async followImage(userId: Id, source: Uint8Array<ArrayBuffer>, requestId = ''): Promise<User> {
    const picture = await this.#reencoded(source);
    const settled = await this.#settled(userId, picture);
    if (settled !== null) return showUser(settled, 'anywhere');
    const after = await this.#store.add(picture, requestId, (save) =>
      this.#database.write(async (trx) => {
        const user = await this.#findUser(trx, userId);
        if (user.image_follows_provider === 0) return user;
        return showPicture(trx, user, { name: await save(trx, ownerOf(user)), followsProvider: 1 });
      }),
    );
    return showUser(after, 'anywhere');
  }

  async #reencoded(source: Uint8Array<ArrayBuffer>): Promise<Picture> {
    if (source.length > maxImageBytes) throw new AppError('image_too_large');
    return this.#images.reencode(source);
  }

  /** Returns the user if nothing must change, as when the provider sends the same picture again; otherwise null. */
  async #settled(userId: Id, picture: Picture): Promise<UserRow | null> {
    const user = await this.#findUser(this.#database.read, userId);
    if (user.image_follows_provider === 0) return user;
    const shown = await this.#store.read(nameIn(user.profile_image) ?? '');
    return shown !== null && Buffer.compare(shown.bytes, picture.bytes) === 0 ? user : null;
  }

  /** Removes a user's picture; having none is no error. Throws AppError `invalid_token`. */
  async removeImage(caller: Owner, origin: ClientInfo): Promise<User> {
    const after = await this.#sessions.writeAs(caller, async (trx) => {
      const user = await this.#findUser(trx, caller.userId);
      if (user.profile_image === null) return user;
      await this.#audit.record(trx, ownAct('profile.image_removed', user, origin));
      await this.#store.remove(trx, ownerOf(user), origin.requestId);
      return showPicture(trx, user, { name: null, followsProvider: 0 });
    });
    return showUser(after, caller.provider);
  }

  /** The picture with a public name; null when this server did not make that name. */
  async read(name: string): Promise<ServedPicture | null> {
    const picture = await this.#store.read(name);
    return picture && { name, type: `image/${picture.format}`, bytes: picture.bytes };
  }

  /** Removes the picture of a user who is deleted in `trx`. */
  forget(trx: WriteTransaction, user: UserRow, requestId: string): Promise<void> {
    return this.#store.remove(trx, ownerOf(user), requestId);
  }

  /** Removes pictures that no row names. Only before requests are served: an upload under way has no row yet. */
  async sweep(): Promise<void> {
    await this.#store.sweep(namesInUse(this.#database.read));
  }

  async #findUser(db: Kysely<Schema>, userId: Id): Promise<UserRow> {
    const user = await this.#users.findById(db, userId);
    if (user === undefined) throw new AppError('invalid_token');
    return user;
  }
}

function ownerOf({ id, profile_image: path }: UserRow) {
  return { userId: id, name: nameIn(path) };
}

interface Shown {
  readonly name: string | null;
  readonly followsProvider: Flag;
}

/** Names the picture in the row of its user. */
async function showPicture(
  trx: WriteTransaction,
  user: UserRow,
  { name, followsProvider }: Shown,
): Promise<UserRow> {
  const change = {
    profile_image: name === null ? null : addressOf(name),
    image_follows_provider: followsProvider,
    updated_at: Date.now(),
  };
  await updatePicture(trx, user.id, change);
  return { ...user, ...change };
}

/** A picture of a user, by the name that their row gives it. */
export interface NamedPicture {
  readonly userId: Id;
  readonly name: string;
}

/** Copies a few pictures; returns the size in bytes of each, or null for one that does not exist. */
export type CopyPictures = (
  pictures: readonly NamedPicture[],
) => Promise<readonly (number | null)[]>;

/**
 * Copies the pictures that the rows of a copied database name. A user whose picture was replaced after the
 * database was copied has none in the copy, because the old one is gone.
 */
export async function copyPictures(db: Kysely<Schema>, copy: CopyPictures) {
  const copied = { pictures: 0, bytes: 0 };
  for await (const page of pagesOfPictures(db)) {
    const sizes = await copy(page.map(({ id, name }) => ({ userId: id, name })));
    for (const [index, { id, name }] of page.entries()) {
      const size = sizes[index] ?? null;
      copied.pictures += size === null ? 0 : 1;
      copied.bytes += size ?? 0;
      if (size === null && name !== '') await forgetPicture(db, id);
    }
  }
  return copied;
}

/** Copies files from one directory to another. */
export function fileCopier(from: string, to: string): CopyPictures {
  openImageStore(to);
  return (pictures) => Promise.all(pictures.map(({ name }) => copyPicture(name, from, to)));
}

async function* namesInUse(db: Kysely<Schema>) {
  for await (const page of pagesOfPictures(db)) yield page.map(({ name }) => name);
}

/** Users and their picture files; the name is empty when the path does not name a file of this server. */
async function* pagesOfPictures(db: Kysely<Schema>) {
  let after: Id | undefined = firstId;
  while (after !== undefined) {
    const page = await listPictures(db, after, pageRows);
    yield page.map(({ id, profile_image: path }) => ({ id, name: nameIn(path) ?? '' }));
    after = page.at(-1)?.id;
  }
}
