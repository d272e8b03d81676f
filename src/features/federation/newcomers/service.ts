// The accounts that sign-ins at providers make, with and without an invitation.
import type { Kysely } from 'kysely';
import { localPart } from '../../../core/email.ts';
import { AppError, type ErrorCode } from '../../../core/errors.ts';
import type { ClientInfo } from '../../../core/client-info.ts';
import type { WriteTransaction } from '../../../db/port.ts';
import type { Schema } from '../../../db/schema.ts';
import { type Audit, ownAct } from '../../audit/service.ts';
import { accountOf, isUndecided } from '../../links/invitations/rules.ts';
import type { Invitations, Judgement } from '../../links/invitations/service.ts';
import type { UserRow, Users } from '../../users/service.ts';
import type { Profile } from '../identities/rules.ts';
import { addFirstIdentity } from '../identities/service.ts';
import type { NewPlace } from './rules.ts';

interface NewcomersDependencies {
  readonly audit: Audit;
  readonly users: Users;
  readonly invitations: Invitations;
}

/** Who signs in at a provider for the first time. */
export interface Newcomer {
  readonly profile: Profile;
  readonly origin: ClientInfo;
  /** The hash of the token of an invitation; null or absent without one. */
  readonly invitation?: Uint8Array | null;
}

export class Newcomers {
  readonly #audit: Audit;
  readonly #users: Users;
  readonly #invitations: Invitations;

  constructor({ audit, users, invitations }: NewcomersDependencies) {
    this.#audit = audit;
    this.#users = users;
    this.#invitations = invitations;
  }

  /** What the invitation allows that a person came with; null without one. `known` is their account here. */
  async judge(
    db: Kysely<Schema>,
    { profile, invitation: hash = null }: Pick<Newcomer, 'profile' | 'invitation'>,
    known: UserRow | null,
  ): Promise<Judgement | null> {
    const email = known === null ? profile.email : { key: known.email_key };
    return hash === null ? null : this.#invitations.judge(db, { hash, email });
  }

  /** Makes the account. Throws AppError `provider_email_missing`, `link_invalid`, `invitation_for_other_address`. */
  async create(trx: WriteTransaction, place: NewPlace, newcomer: Newcomer): Promise<UserRow> {
    const { invitation: hash = null, origin } = newcomer;
    const { email } = newcomer.profile;
    if (email === null) throw new AppError('provider_email_missing');
    if (hash === null) return this.#make(trx, place, newcomer);
    const used = await this.#invitations.use(trx, { hash, email });
    if (used.kind === 'refused') throw new AppError(used.code);
    const { invitation } = used;
    const given = accountOf(invitation);
    const isAdmin = place.isAdmin || given.isAdmin;
    const isProven = place.isProven || given.isProven;
    const access = { isAdmin, isProven, status: given.status };
    const { profile } = newcomer;
    const named = { ...profile, name: profile.name ?? invitation.name };
    const user = await this.#make(trx, access, { profile: named, origin });
    return this.#invitations.welcome(trx, user, { invitation, origin });
  }

  async #make(
    trx: WriteTransaction,
    place: NewPlace,
    { profile, origin }: Newcomer,
  ): Promise<UserRow> {
    const { email, name, provider } = profile;
    if (email === null) throw new AppError('provider_email_missing');
    const user = await this.#users.create(trx, {
      email,
      name: name ?? localPart(email.address),
      passwordHash: null,
      ...place,
      // The provider has verified these users, so the cap on waiting registrations does not apply to them.
      waits: place.status === 'pending' ? { from: null, isCapped: false } : null,
    });
    await addFirstIdentity(trx, user.id, profile);
    const details = { provider };
    await this.#audit.record(trx, { ...ownAct('user.registered', user, origin), details });
    return user;
  }

  /** Approves an account that waits for approval, when its owner comes with an invitation. Returns the account. */
  async admit(trx: WriteTransaction, user: UserRow, newcomer: Newcomer): Promise<UserRow> {
    const { invitation: hash = null, origin } = newcomer;
    if (hash === null || !isUndecided(user)) return user;
    const used = await this.#invitations.use(trx, { hash, email: { key: user.email_key } });
    if (used.kind === 'refused') return user;
    return this.#invitations.approve(trx, user, { invitation: used.invitation, origin });
  }

  /** Records the refusal of a sign-in when it is one of the invitation. */
  async noteRefusal(
    trx: WriteTransaction,
    { code, judged }: { readonly code: ErrorCode; readonly judged: Judgement | null },
    { profile, origin }: Newcomer,
  ): Promise<void> {
    if (judged?.kind !== 'refused' || code !== judged.code) return;
    const email = profile.email?.address ?? null;
    await this.#invitations.noteRefusal(trx, judged, { email, origin });
  }
}
