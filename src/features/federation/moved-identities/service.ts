// Replaces the identities of people who are taken over by a provider move, and takes that back.
import type { ClientInfo } from '../../../core/client-info.ts';
import { sameIssuer } from '../../../core/issuer.ts';
import { type Id, sameId } from '../../../core/uuid.ts';
import type { Provider } from '../../../db/schema.ts';
import type { WriteTransaction } from '../../../db/port.ts';
import { type Audit, countEventsOn, ownAct } from '../../audit/service.ts';
import type { UserRow } from '../../users/service.ts';
import type { AccountSecurity } from '../account-security/service.ts';
import type { Profile } from '../identities/rules.ts';
import {
  deleteSubject,
  identitiesOfUser,
  replaceIdentity,
  storeIdentity,
  wasUnlinked,
} from '../identities/service.ts';
import type { MovedRow, MoveRow, MoveVerdict } from '../provider-moves/rules.ts';
import { insertMoved, markContested, movedOfUser } from '../provider-moves/service.ts';

interface MovedIdentitiesDependencies {
  readonly audit: Audit;
  readonly accountSecurity: AccountSecurity;
}

/** A refused sign-in. */
interface MayContest {
  readonly user: UserRow | null;
  /** Whether an old subject appeared after its identity was replaced. */
  readonly contests?: boolean;
}

export class MovedIdentities {
  readonly #audit: Audit;
  readonly #accountSecurity: AccountSecurity;

  constructor({ audit, accountSecurity }: MovedIdentitiesDependencies) {
    this.#audit = audit;
    this.#accountSecurity = accountSecurity;
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

  /** After a refusal that contests an account, takes from both subjects what the new one got and made, because it may be another person. */
  async contest(
    trx: WriteTransaction,
    { user, contests = false }: MayContest,
    { profile, origin }: { readonly profile: Profile; readonly origin: ClientInfo },
  ): Promise<void> {
    if (!contests || user === null) return;
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
   * Gives an account its old identity back and removes what was made since, unless it is the account of the person
   * who undoes the move. False when the owner unlinked the new identity, when the account is linked to the old issuer
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
    return storeIdentity(trx, { ...identity, email_verified: 1, created_at, last_used_at });
  }

  async #secure(
    trx: WriteTransaction,
    { provider, moved }: { readonly provider: Provider; readonly moved: MovedRow },
    reason: string,
  ): Promise<void> {
    const { user_id: userId, moved_at: since, had_password } = moved;
    await deleteSubject(trx, userId, { provider, ...newOf(moved) });
    // A link sets a password without the old one.
    const resets = { targetId: userId, events: ['user.password_reset'], since } as const;
    const hadPassword = had_password === 1 && (await countEventsOn(trx, resets)) === 0;
    await this.#accountSecurity.secureSince(trx, { userId, since, hadPassword }, reason);
  }
}

function newOf({ new_issuer, new_subject }: MovedRow) {
  return { issuer: new_issuer, subject: new_subject };
}
