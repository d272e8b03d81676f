// Takes people over to a new issuer, or to new subjects of the same one, for as long as a move runs.
import type { Kysely } from 'kysely';
import type { Email } from '../../../core/email.ts';
import type { ClientInfo } from '../../../core/client-info.ts';
import { sameIssuer } from '../../../core/issuer.ts';
import { type Id, sameId } from '../../../core/uuid.ts';
import type { Provider, Schema } from '../../../db/schema.ts';
import type { WriteTransaction } from '../../../db/port.ts';
import { type Audit, ownAct } from '../../audit/service.ts';
import type { UserRow, Users } from '../../users/service.ts';
import type { AccountSecurity } from '../account-security/service.ts';
import type { Profile } from '../identities/rules.ts';
import {
  deleteSubject,
  identitiesOfUser,
  identitiesWithAddress,
  type IdentityRow,
  replaceIdentity,
  restoreIdentity,
  wasUnlinked,
} from '../identities/service.ts';
import {
  accountsWithAddress,
  endMove,
  identitiesAt,
  type IdentityAt,
  insertMove,
  insertMoved,
  issuersInUse,
  latestMove,
  markContested,
  movedIn,
  movedOfSubject,
  movedOfUser,
  usersAtBoth,
  wasMoved,
} from './queries.ts';
import {
  addressKeyOf,
  isWithinOneIssuer,
  type MovedRow,
  type MoveRow,
  type MoveVerdict,
  obstacleOf,
  refusalOf,
  stateOf,
  type Surroundings,
} from './rules.ts';

export {
  accountsWithAddress,
  endMove,
  type IdentityAt,
  identitiesAt,
  insertMove,
  issuersInUse,
  latestMove,
  movedIn,
  usersAtBoth,
};

interface ProviderMovesDependencies {
  readonly audit: Audit;
  readonly users: Users;
  readonly accountSecurity: AccountSecurity;
}

export class ProviderMoves {
  readonly #audit: Audit;
  readonly #users: Users;
  readonly #accountSecurity: AccountSecurity;

  constructor({ audit, users, accountSecurity }: ProviderMovesDependencies) {
    this.#audit = audit;
    this.#users = users;
    this.#accountSecurity = accountSecurity;
  }

  /** What a move says about a subject that no account has; null when none concerns it. */
  async judge(
    db: Kysely<Schema>,
    profile: Profile,
    now: number = Date.now(),
  ): Promise<MoveVerdict | null> {
    const contested = await this.#contested(db, profile);
    if (contested !== null) return contested;
    const { email, emailVerified, provider, issuer } = profile;
    if (email === null || !emailVerified || (await wasUnlinked(db, profile))) return null;
    const move = await latestMove(db, provider);
    if (move === undefined || stateOf(move, now) !== 'running') return null;
    if (!sameIssuer(move.to_issuer, issuer)) return null;
    const olds = await withAddress(db, move, email);
    const [old] = olds;
    const user = old === undefined ? undefined : await this.#users.findById(db, old.user_id);
    if (old === undefined || user === undefined) return null;
    const around = await this.#around(db, { old, olds, move, email });
    const obstacle = obstacleOf({ identity: old, user }, move, around);
    if (obstacle !== null)
      return { kind: 'refuse', user, code: refusalOf(obstacle), contests: false };
    return { kind: 'replace', user, old, move };
  }

  /** Whether two subjects of one issuer claim the account: the old one and the one that replaced it. */
  async #contested(db: Kysely<Schema>, profile: Profile): Promise<MoveVerdict | null> {
    const rows = await movedOfSubject(db, profile);
    const claims = rows.filter((row) => row.contested_at !== null || isOld(row, profile));
    const [row] = claims;
    const user = row === undefined ? undefined : await this.#users.findById(db, row.user_id);
    if (user === undefined) return null;
    const contests = claims.every(({ contested_at }) => contested_at === null);
    return { kind: 'refuse', user, code: 'identity_contested', contests };
  }

  async #around(db: Kysely<Schema>, { old, olds, move, email }: Match): Promise<Surroundings> {
    const own = await identitiesOfUser(db, old.user_id);
    const owner = await this.#users.findByEmail(db, email);
    const others = own.filter((row) => row.provider === move.provider && !sameId(row.id, old.id));
    return {
      hasSeveral: others.some((row) => sameIssuer(row.issuer, move.from_issuer)),
      isAtNewIssuer: others.some((row) => sameIssuer(row.issuer, move.to_issuer)),
      isAddressShared: olds.length > 1,
      isAddressOfAnother: owner !== undefined && !sameId(owner.id, old.user_id),
      wasMoved: await wasMoved(db, move.id, old.user_id),
    };
  }

  /** Puts the new identity in the place of the old one, in the transaction that decided it. */
  async replace(
    trx: WriteTransaction,
    { user, old, move }: Extract<MoveVerdict, { readonly kind: 'replace' }>,
    { profile, origin }: { readonly profile: Profile; readonly origin: ClientInfo },
  ): Promise<void> {
    const { user_id, issuer, subject, email_follows, created_at, last_used_at } = old;
    // What the new subject makes is made at this time or later.
    const now = Date.now();
    // First, because a change beside this one that replaces it too is repeated then, and finds it gone.
    await replaceIdentity(trx, old, profile);
    await insertMoved(trx, {
      move_id: move.id,
      user_id,
      issuer,
      subject,
      email_follows,
      created_at,
      last_used_at,
      email: old.email ?? '',
      new_issuer: profile.issuer,
      new_subject: profile.subject,
      had_password: user.password_hash === null ? 0 : 1,
      moved_at: now,
    });
    const { provider } = profile;
    const details = {
      provider,
      from: old.issuer,
      oldSubject: subject,
      newSubject: profile.subject,
    };
    await this.#audit.record(trx, { ...ownAct('identity.replaced', user, origin), details });
  }

  /** Takes from both subjects of an account what the new one got and made, because it may be another person. */
  async contest(
    trx: WriteTransaction,
    user: UserRow,
    { profile, origin }: { readonly profile: Profile; readonly origin: ClientInfo },
  ): Promise<void> {
    const rows = (await movedOfUser(trx, user.id)).filter(
      (row) => row.contested_at === null && sameIssuer(row.issuer, row.new_issuer),
    );
    for (const row of rows) {
      await markContested(trx, row, Date.now());
      await this.#secure(trx, { provider: profile.provider, moved: row }, 'identity_contested');
    }
    const { provider, subject } = profile;
    const details = { provider, subject, reason: 'identity_contested' } as const;
    const event = { event: 'identity.contested', outcome: 'failure', details } as const;
    await this.#audit.record(trx, { ...event, actor: null, target: user, origin });
  }

  /**
   * Gives an account its old identity back and removes what was made since, unless it is the account of whoever
   * undoes the move. False when the owner unlinked the new identity, when the account is linked to the old issuer
   * again, or when another account has the subject.
   */
  async restore(
    trx: WriteTransaction,
    { provider }: MoveRow,
    { moved, by }: { readonly moved: MovedRow; readonly by: Id | null },
  ): Promise<boolean> {
    const { user_id, issuer, subject, email, email_follows, created_at, last_used_at } = moved;
    const wasRemoved = await wasUnlinked(trx, { provider, ...newOf(moved) });
    if (by !== null && sameId(by, user_id)) {
      await deleteSubject(trx, user_id, { provider, ...newOf(moved) });
    } else await this.#secure(trx, { provider, moved }, 'provider_move_undone');
    const own = await identitiesOfUser(trx, user_id);
    const isLinked = own.some((row) => row.provider === provider && sameIssuer(row.issuer, issuer));
    if (wasRemoved || isLinked) return false;
    const identity = { user_id, provider, issuer, subject, email, email_follows };
    return restoreIdentity(trx, { ...identity, email_verified: 1, created_at, last_used_at });
  }

  async #secure(
    trx: WriteTransaction,
    { provider, moved }: { readonly provider: Provider; readonly moved: MovedRow },
    reason: string,
  ): Promise<void> {
    const { user_id: userId, moved_at: since, had_password } = moved;
    await deleteSubject(trx, userId, { provider, ...newOf(moved) });
    const hadPassword = had_password === 1;
    await this.#accountSecurity.secureSince(trx, { userId, since, hadPassword }, reason);
  }
}

interface Match {
  readonly old: IdentityRow;
  /** All identities of the old issuer with the address. */
  readonly olds: readonly IdentityRow[];
  readonly move: MoveRow;
  readonly email: Email;
}

async function withAddress(
  db: Kysely<Schema>,
  { provider, from_issuer }: MoveRow,
  email: Email,
): Promise<readonly IdentityRow[]> {
  const found = await identitiesWithAddress(db, { provider, issuer: from_issuer }, email);
  return found.filter((row) => addressKeyOf(row) === email.key);
}

function newOf({ new_issuer, new_subject }: MovedRow) {
  return { issuer: new_issuer, subject: new_subject };
}

/** Whether the subject is the one that was replaced, by another one of the same issuer. */
function isOld(row: MovedRow, { issuer, subject }: Profile): boolean {
  return (
    row.subject === subject &&
    sameIssuer(row.issuer, issuer) &&
    isWithinOneIssuer({ from_issuer: row.issuer, to_issuer: row.new_issuer })
  );
}
