// Links that do one thing once for an account: a new password, the confirmation of its address, another address.
import type { Kysely } from 'kysely';
import type { ClientInfo } from '../../core/client-info.ts';
import { AppError } from '../../core/errors.ts';
import { sha256 } from '../../core/tokens.ts';
import type { Id } from '../../core/uuid.ts';
import type { LinkKind } from '../../db/message-tables.ts';
import type { Database, WriteTransaction } from '../../db/port.ts';
import type { Schema } from '../../db/schema.ts';
import type { NetworkLimit } from '../../io/rate-limits.ts';
import type { Connections } from '../providers/service.ts';
import type { UserRow, Users } from '../users/service.ts';
import {
  deleteExpiredLinks,
  deleteLinks,
  deleteLinksMadeBy,
  deleteLinksOf,
  deletePowerfulLinksOf,
  findLink,
  findMadeAt,
  type LinkRow,
  putLink,
  takeLink,
} from './queries.ts';
import { isWellFormed, linkUrl, newToken, type OpenedLink } from './rules.ts';

export {
  deleteExpiredLinks as expire,
  deleteLinks as forgetAll,
  deleteLinksOf as forget,
  deleteLinksMadeBy as forgetMadeBy,
  findMadeAt as madeAt,
  /** After the password was changed: another person may have asked for the links. */
  deletePowerfulLinksOf as forgetPowerful,
};

/** A link to be made. */
interface NewLink {
  readonly user: Pick<UserRow, 'id'>;
  readonly kind: LinkKind;
  /** The address that it is for; the new one, where it changes the address. */
  readonly email: string;
  /** Whether only the owner of the address gets it: then its use proves that the address is theirs. */
  readonly isMailed: boolean;
  /** The administrator who makes it; null for the person's own request and for the command line. */
  readonly madeBy: Id | null;
  /** See `linkLivesMs`. */
  readonly lifeMs: number;
}

/** A link that was made; its address is known only now. */
export interface MadeLink {
  readonly url: string;
  /** What is stored of its token. */
  readonly hash: Uint8Array;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** A link that was used, and its account as it was then. */
export interface TakenLink {
  readonly user: UserRow;
  readonly email: string;
  readonly isMailed: boolean;
  readonly madeBy: Id | null;
}

/** Looks for the hash of a token; null when it finds nothing that works. */
export type LookUp = (
  db: Kysely<Schema>,
  tokenHash: Uint8Array,
  now: number,
) => Promise<OpenedLink | null>;

interface OneTimeLinksDependencies {
  readonly database: Database;
  readonly connections: Connections;
  readonly users: Users;
  /** Look for links that other features keep. */
  readonly otherLinks: readonly LookUp[];
  readonly failureLimit: NetworkLimit;
  readonly appUrl: string;
}

export class OneTimeLinks {
  readonly #database: Database;
  readonly #connections: Connections;
  readonly #users: Users;
  readonly #lookUps: readonly LookUp[];
  readonly #failureLimit: NetworkLimit;
  readonly #appUrl: string;

  constructor({
    database,
    connections,
    users,
    otherLinks,
    failureLimit,
    appUrl,
  }: OneTimeLinksDependencies) {
    this.#database = database;
    this.#connections = connections;
    this.#users = users;
    this.#lookUps = [(db, tokenHash, now) => this.#lookUp(db, tokenHash, now), ...otherLinks];
    this.#failureLimit = failureLimit;
    this.#appUrl = appUrl;
  }

  /** Makes a link in the transaction of what it is for; the account's earlier one of this kind ends. */
  async make(trx: WriteTransaction, link: NewLink): Promise<MadeLink> {
    // Drawn here, because the transaction may run twice.
    const token = newToken();
    const now = Date.now();
    const hash = sha256(token);
    const expiresAt = now + link.lifeMs;
    await putLink(trx, {
      token_hash: hash,
      kind: link.kind,
      user_id: link.user.id,
      email: link.email,
      is_mailed: link.isMailed ? 1 : 0,
      made_by: link.madeBy,
      created_at: now,
      expires_at: expiresAt,
    });
    return { url: linkUrl(this.#appUrl, token), hash, expiresAt };
  }

  /**
   * What a link is for; uses nothing up. A token that does not work is counted, and all such tokens get the same
   * answer after the same look-ups. Throws AppError `link_invalid`, `rate_limited`.
   */
  inspect(token: string, origin: ClientInfo): Promise<OpenedLink> {
    return this.#counted(origin, () => this.#find(token));
  }

  /**
   * The account of a link. Refuses a token that `take` would not take, before anything costly is done for it, and
   * counts it. Throws AppError `link_invalid`, `rate_limited`.
   */
  async require(token: string, kind: LinkKind, origin: ClientInfo): Promise<Id> {
    const row = await this.#counted(origin, async () => {
      if (!isWellFormed(token)) return null;
      const found = await this.#working(this.#database.read, sha256(token), Date.now());
      return found?.kind === kind ? found : null;
    });
    return row.user_id;
  }

  /**
   * Uses a link up, in the transaction of what it does: of all requests that show its token, exactly one gets the
   * account. Throws AppError `link_invalid`.
   */
  async take(trx: WriteTransaction, token: string, kind: LinkKind): Promise<TakenLink> {
    const row = await takeLink(trx, { tokenHash: sha256(token), kind }, Date.now());
    if (row === undefined || !(await this.#isOpen(trx, row))) throw new AppError('link_invalid');
    const user = await this.#users.findById(trx, row.user_id);
    if (user === undefined) throw new AppError('link_invalid');
    return { user, email: row.email, isMailed: row.is_mailed === 1, madeBy: row.made_by };
  }

  /** Whether a link works whose token has this hash. */
  async isLive(tokenHash: Uint8Array): Promise<boolean> {
    return (await this.#findHash(tokenHash)) !== null;
  }

  /** Counts before it looks, so that parallel guesses count too; a token that works is uncounted. */
  async #counted<Found>(origin: ClientInfo, look: () => Promise<Found | null>): Promise<Found> {
    const use = await this.#failureLimit.count(origin);
    const found = await look();
    if (found === null) throw new AppError('link_invalid');
    await use.refund();
    return found;
  }

  /** All look-ups are made in every case, so that the time tells nothing. */
  async #find(token: string): Promise<OpenedLink | null> {
    return isWellFormed(token) ? this.#findHash(sha256(token)) : null;
  }

  async #findHash(tokenHash: Uint8Array): Promise<OpenedLink | null> {
    const now = Date.now();
    const { read } = this.#database;
    const found = await Promise.all(this.#lookUps.map((lookUp) => lookUp(read, tokenHash, now)));
    return found.find((link) => link !== null) ?? null;
  }

  async #lookUp(
    db: Kysely<Schema>,
    tokenHash: Uint8Array,
    now: number,
  ): Promise<OpenedLink | null> {
    const row = await this.#working(db, tokenHash, now);
    return row === null ? null : { kind: row.kind, email: row.email, expiresAt: row.expires_at };
  }

  async #working(db: Kysely<Schema>, tokenHash: Uint8Array, now: number): Promise<LinkRow | null> {
    const row = await findLink(db, tokenHash, now);
    return row === undefined || !(await this.#isOpen(db, row)) ? null : row;
  }

  /** A new password is of no use while passwords are refused. */
  async #isOpen(db: Kysely<Schema>, { kind }: LinkRow): Promise<boolean> {
    return kind !== 'reset_password' || !(await this.#connections.isLocalAuthDisabled(db));
  }
}
