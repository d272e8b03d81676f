// Copies name and e-mail address from the identity provider to the account at each sign-in.
import type { ClientInfo } from '../../../core/client-info.ts';
import { sameId } from '../../../core/uuid.ts';
import type { WriteTransaction } from '../../../db/port.ts';
import { type Audit, ownAct } from '../../audit/service.ts';
import type { Profile } from '../identities/rules.ts';
import { forget as forgetLinks } from '../../links/service.ts';
import { findIdentity, type IdentityRow, renewIdentity } from '../identities/service.ts';
import type { UserRow, Users } from '../../users/service.ts';

interface ProviderDetailsDependencies {
  readonly audit: Audit;
  readonly users: Users;
}

interface Arrived {
  readonly profile: Profile;
  readonly origin: ClientInfo;
}

export class ProviderDetails {
  readonly #audit: Audit;
  readonly #users: Users;

  constructor({ audit, users }: ProviderDetailsDependencies) {
    this.#audit = audit;
    this.#users = users;
  }

  /** Copies the current details from the provider for a user whose identity is linked. */
  async renew(
    trx: WriteTransaction,
    user: UserRow,
    { profile, origin }: Arrived,
  ): Promise<UserRow> {
    const identity = await findIdentity(trx, profile);
    if (identity === undefined) return user;
    await renewIdentity(trx, identity, profile);
    const named = await this.followName(trx, user, { profile, origin });
    return this.#followEmail(trx, named, { profile, origin, identity });
  }

  /** The name follows the provider until the user changes it here. */
  async followName(
    trx: WriteTransaction,
    user: UserRow,
    { profile, origin }: Arrived,
  ): Promise<UserRow> {
    const { name, provider } = profile;
    if (name === null || name === user.name || user.name_follows_provider === 0) return user;
    await this.#users.update(trx, user.id, { name });
    const details = { fields: 'name', provider };
    await this.#audit.record(trx, { ...ownAct('profile.changed', user, origin), details });
    return { ...user, name };
  }

  /**
   * The address follows the identity that created the account, so that an address which the provider later
   * gives to another person no longer matches this account.
   */
  async #followEmail(
    trx: WriteTransaction,
    user: UserRow,
    { profile, origin, identity }: Arrived & { readonly identity: IdentityRow },
  ): Promise<UserRow> {
    const { email, provider } = profile;
    const follows = identity.email_follows === 1 && profile.emailVerifiedByProvider;
    if (!follows || email === null || email.address === user.email) return user;
    const details = { provider, from: user.email, to: email.address };
    const owner = await this.#users.findByEmail(trx, email);
    if (owner !== undefined && !sameId(owner.id, user.id)) {
      const why = { ...details, reason: 'user_exists' } as const;
      const event = { event: 'user.email_followed', outcome: 'failure', details: why } as const;
      await this.#audit.record(trx, { ...event, actor: user, target: user, origin });
      return user;
    }
    const change = { email: email.address, email_key: email.key };
    await this.#users.update(trx, user.id, change);
    await forgetLinks(trx, user.id);
    const after = { ...user, ...change };
    await this.#audit.record(trx, { ...ownAct('user.email_followed', after, origin), details });
    return after;
  }
}
