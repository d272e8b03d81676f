import { AppError } from '../../../core/errors.ts';
import type { Id } from '../../../core/uuid.ts';
import { isReservedName } from '../../groups/rules.ts';
import { findGroups, type MembershipChange, replaceMemberships } from '../../groups/service.ts';
import { showUser } from '../../users/rules.ts';
import type { User } from '../../users/service.ts';
import { requireForToken, targetOf } from '../users/rules.ts';
import type { Accounts, Actor } from '../users/service.ts';
import { distinctGroups } from './rules.ts';

interface MembershipsDependencies {
  readonly accounts: Accounts;
}

/** The groups that administrators give to people. */
export class Memberships {
  readonly #accounts: Accounts;

  constructor({ accounts }: MembershipsDependencies) {
    this.#accounts = accounts;
  }

  /**
   * Replaces the groups that a person has been given here; those from the OpenID provider stay. Tokens that were
   * issued stay valid, because they only hint at groups. Throws AppError `user_not_found`, `group_not_found`,
   * `validation_failed`, `insufficient_scope`.
   */
  async replace(userId: Id, ids: readonly string[], by: Actor): Promise<User> {
    const groupIds = distinctGroups(ids);
    return this.#accounts.change(by, async (trx) => {
      const user = targetOf(by, await this.#accounts.get(trx, userId));
      const groups = await findGroups(trx, groupIds);
      if (groups.length < groupIds.length) throw new AppError('group_not_found');
      const change = await replaceMemberships(trx, { userId, source: 'local', groups });
      // Other programs may take its members for their administrators.
      if (change.added.some(isReservedName)) requireForToken(by, { isAdmin: true });
      const result = showUser(await this.#accounts.get(trx, userId), 'anywhere');
      const details = described(change);
      if (details === null) return { event: null, user, result };
      return { event: 'user.groups_changed', user, details, result };
    });
  }
}

/** The names in one text; null when nothing changed. */
function described({ added, removed }: MembershipChange) {
  if (added.length === 0 && removed.length === 0) return null;
  return {
    ...(added.length === 0 ? {} : { added: added.join(', ') }),
    ...(removed.length === 0 ? {} : { removed: removed.join(', ') }),
  };
}
