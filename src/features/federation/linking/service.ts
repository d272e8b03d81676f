import { AppError } from '../../../core/errors.ts';
import type { ClientInfo } from '../../../core/client-info.ts';
import { sameIssuer } from '../../../core/issuer.ts';
import { sameId } from '../../../core/uuid.ts';
import type { Provider } from '../../../db/schema.ts';
import type { WriteTransaction } from '../../../db/port.ts';
import { type Audit, type AuditEntry, ownAct } from '../../audit/service.ts';
import type { Connections } from '../../providers/service.ts';
import type { Profile } from '../identities/rules.ts';
import {
  addIdentity,
  deleteIdentities,
  findIdentity,
  forgetUnlinked,
  identitiesOfUser,
  type IdentityRow,
  rememberUnlinked,
  renewIdentity,
} from '../identities/service.ts';
import type { Caller, Sessions } from '../../sessions/service.ts';
import { isAdminByGroup } from '../../users/rules.ts';
import {
  hasOtherActiveAdmin,
  lockAdmins,
  noGroupRole,
  noteAdminGroup,
  type UserRow,
  type Users,
} from '../../users/service.ts';

interface LinksDependencies {
  readonly audit: Audit;
  readonly connections: Connections;
  readonly users: Users;
  readonly sessions: Sessions;
}

interface NewLink {
  readonly profile: Profile;
  readonly origin: ClientInfo;
}

/** Runs in the transaction that links, also when the identity is linked already. */
type WhenLinked = (trx: WriteTransaction, user: UserRow) => Promise<void>;

/** The identity providers linked to the caller's own account. */
export class Links {
  readonly #audit: Audit;
  readonly #connections: Connections;
  readonly #users: Users;
  readonly #sessions: Sessions;

  constructor({ audit, connections, users, sessions }: LinksDependencies) {
    this.#audit = audit;
    this.#connections = connections;
    this.#users = users;
    this.#sessions = sessions;
  }

  /**
   * Links an identity to the caller's account; one that is linked already is no error.
   * Throws AppError `identity_taken`, `provider_already_linked`, `invalid_token`.
   */
  add(caller: Caller, { profile, origin }: NewLink, onLinked: WhenLinked): Promise<void> {
    return this.#change(caller, async (trx, user) => {
      const isNew = await link(trx, user, profile);
      await onLinked(trx, user);
      if (!isNew) return null;
      const details = { provider: profile.provider };
      return { ...ownAct('identity.linked', user, origin), details };
    });
  }

  /**
   * Unlinks a provider from the caller's account; a verified address never links it again. The administrator role by
   * a group ends with the OpenID provider. Throws AppError `identity_not_linked`, `last_way_in`,
   * `last_admin_demoted`, `invalid_token`.
   */
  async remove(caller: Caller, provider: Provider, origin: ClientInfo): Promise<void> {
    await this.#change(caller, async (trx, user) => {
      const identities = await identitiesOfUser(trx, user.id);
      const others = identities.filter((row) => row.provider !== provider);
      const unlinked = identities.filter((row) => row.provider === provider);
      if (unlinked.length === 0) throw new AppError('identity_not_linked');
      if (!(await this.#canSignIn(trx, user, others))) throw new AppError('last_way_in');
      if (provider === 'oidc') await endGroupRole(trx, user);
      await deleteIdentities(trx, user.id, provider);
      await rememberUnlinked(trx, unlinked, Date.now());
      return { ...ownAct('identity.unlinked', user, origin), details: { provider } };
    });
  }

  /** Whether the account has a sign-in method that is enabled now. */
  async #canSignIn(
    trx: WriteTransaction,
    user: UserRow,
    identities: readonly IdentityRow[],
  ): Promise<boolean> {
    const { providers, takesPasswords } = await this.#connections.signInMethods(trx);
    if (takesPasswords && user.password_hash !== null) return true;
    return identities.some(({ provider, issuer }) =>
      providers.some((open) => open.provider === provider && sameIssuer(open.issuer, issuer)),
    );
  }

  async #change(
    caller: Caller,
    work: (trx: WriteTransaction, user: UserRow) => Promise<AuditEntry | null>,
  ): Promise<void> {
    await this.#sessions.writeAs(caller, async (trx) => {
      const row = await this.#users.findById(trx, caller.userId);
      if (row === undefined) throw new AppError('invalid_token');
      const line = await work(trx, row);
      if (line !== null) await this.#audit.record(trx, line);
    });
  }
}

/**
 * Ends the administrator role by a group with the identity that gave it. Throws AppError `last_admin_demoted` when
 * there is no other active administrator.
 */
export async function endGroupRole(trx: WriteTransaction, user: UserRow): Promise<void> {
  const isLost = isAdminByGroup(user) && user.is_admin === 0;
  if (isLost) {
    await lockAdmins(trx);
    if (!(await hasOtherActiveAdmin(trx, user.id))) throw new AppError('last_admin_demoted');
  }
  const revoked = isLost ? { token_version: user.token_version + 1 } : {};
  if (user.admin_group !== null) await noteAdminGroup(trx, user.id, { ...noGroupRole, ...revoked });
}

/** Whether an identity is at the provider of a profile. */
function isAt(row: IdentityRow, { provider, issuer }: Profile): boolean {
  return row.provider === provider && sameIssuer(row.issuer, issuer);
}

/** Whether the identity is new to the account. */
async function link(trx: WriteTransaction, user: UserRow, profile: Profile): Promise<boolean> {
  const existing = await findIdentity(trx, profile);
  if (existing !== undefined) {
    if (!sameId(existing.user_id, user.id)) throw new AppError('identity_taken');
    await renewIdentity(trx, existing, profile);
    return false;
  }
  const own = await identitiesOfUser(trx, user.id);
  if (own.some((row) => isAt(row, profile))) {
    throw new AppError('provider_already_linked');
  }
  await addIdentity(trx, user.id, profile);
  await forgetUnlinked(trx, profile);
  return true;
}
