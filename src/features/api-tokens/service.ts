import { AppError } from '../../core/errors.ts';
import type { ClientInfo } from '../../core/client-info.ts';
import { seal, unseal } from '../../core/seal.ts';
import { base64url, randomBytes, sha256 } from '../../core/tokens.ts';
import type { Database } from '../../db/port.ts';
import type { WriteTransaction } from '../../db/port.ts';
import { type Audit, type AuditEvent, ownAct } from '../audit/service.ts';
import type { Person, Sessions, SessionPerson } from '../sessions/service.ts';
import { showUser, signInMethods } from '../users/rules.ts';
import { deleteApiToken, findCiphertext, prepareFindOwner, putApiToken } from './queries.ts';

export { deleteApiToken as forget };

const prefix = 'ak_';
const tokenText = /^ak_[A-Za-z0-9_-]{43}$/;

interface ApiTokensDependencies {
  readonly database: Database;
  readonly audit: Audit;
  readonly sessions: Sessions;
  /** Encrypts the tokens at rest. */
  readonly key: Uint8Array;
}

/** API tokens for scripts: one per user, without expiry, not accepted for account changes or administration. */
export class ApiTokens {
  readonly #database: Database;
  readonly #audit: Audit;
  readonly #sessions: Sessions;
  readonly #key: Uint8Array;
  readonly #findOwner: ReturnType<typeof prepareFindOwner>;

  constructor({ database, audit, sessions, key }: ApiTokensDependencies) {
    this.#database = database;
    this.#audit = audit;
    this.#sessions = sessions;
    this.#key = key;
    this.#findOwner = prepareFindOwner(database.read);
  }

  /** The user of a bearer token, be it an access token or an API token. Throws AppError `invalid_token`. */
  authenticate(bearer: string): Promise<Person> {
    return bearer.startsWith(prefix) ? this.#owner(bearer) : this.#sessions.authenticate(bearer);
  }

  /** The same for routes that refuse API tokens. Throws AppError `invalid_token`, `session_required`. */
  async authenticateSession(bearer: string): Promise<SessionPerson> {
    if (!bearer.startsWith(prefix)) return this.#sessions.authenticate(bearer);
    await this.#owner(bearer);
    throw new AppError('session_required');
  }

  async #owner(token: string): Promise<Person> {
    if (!tokenText.test(token)) throw new AppError('invalid_token');
    const rows = await this.#database.find(this.#findOwner, { tokenHash: sha256(token) });
    const row = rows[0];
    if (row === undefined || row.status !== 'active') throw new AppError('invalid_token');
    const me = { ...showUser(row, null), authIdentities: signInMethods(rows) };
    return { userId: row.id, sessionId: null, isAdmin: me.isAdmin, me };
  }

  /** The user's token, or null. */
  async show(person: SessionPerson): Promise<string | null> {
    const sealed = await findCiphertext(this.#database.read, person.userId);
    return sealed === undefined ? null : unseal(this.#key, sealed, person.userId);
  }

  /** Issues a new token and revokes the previous one. Throws AppError `invalid_token` when the session has ended. */
  async regenerate(person: SessionPerson, origin: ClientInfo): Promise<string> {
    const token = `${prefix}${base64url.encode(randomBytes(32), { includePadding: false })}`;
    await this.#change('api_token.regenerated', { person, origin }, async (trx) => {
      await putApiToken(trx, {
        user_id: person.userId,
        token_hash: sha256(token),
        ciphertext: seal(this.#key, token, person.userId),
        created_at: Date.now(),
      });
      return true;
    });
    return token;
  }

  /** Revokes the user's token; having none is no error. Throws AppError `invalid_token`. */
  async revoke(person: SessionPerson, origin: ClientInfo): Promise<void> {
    await this.#change('api_token.revoked', { person, origin }, (trx) =>
      deleteApiToken(trx, person.userId),
    );
  }

  async #change(
    event: AuditEvent,
    { person, origin }: { readonly person: SessionPerson; readonly origin: ClientInfo },
    work: (trx: WriteTransaction) => Promise<boolean>,
  ): Promise<void> {
    const line = ownAct(event, { id: person.userId, email: person.me.email }, origin);
    await this.#sessions.writeAs(person, async (trx) => {
      if (await work(trx)) await this.#audit.record(trx, line);
    });
  }
}
