// Maps an identity from a provider to an account: the only module that links, creates or refuses at sign-in.
import type { Kysely } from 'kysely';
import { localPart } from '../../../core/email.ts';
import { AppError, type ErrorCode } from '../../../core/errors.ts';
import type { ClientInfo } from '../../../core/client-info.ts';
import { sameIssuer } from '../../../core/issuer.ts';
import type { Database } from '../../../db/port.ts';
import type { Schema } from '../../../db/schema.ts';
import type { WriteTransaction } from '../../../db/port.ts';
import { type Audit, ownAct } from '../../audit/service.ts';
import type { Profile } from '../identities/rules.ts';
import {
  addFirstIdentity,
  addIdentity,
  deleteIdentities,
  findIdentity,
  identitiesOfUser,
  isProven,
  wasUnlinked,
} from '../identities/service.ts';
import type { ProviderDetails } from '../details/service.ts';
import type { Sessions } from '../../sessions/service.ts';
import { isBootstrapped, type RuntimeSettings } from '../../settings/service.ts';
import { RecordedRefusal } from '../refusals/rules.ts';
import { refusedSignIn } from '../../local-login/rules.ts';
import type { PendingTickets } from '../../local-login/pending/service.ts';
import { statusRefusal, type UserRow, type Users } from '../../users/service.ts';
import {
  type AddressOwner,
  type Decision,
  decide,
  type IdentityFacts,
  type IdentityRules,
  type Notice,
} from './rules.ts';

interface IdentityDependencies {
  readonly database: Database;
  readonly audit: Audit;
  readonly settings: RuntimeSettings;
  readonly users: Users;
  readonly sessions: Sessions;
  readonly providerDetails: ProviderDetails;
  readonly pendingTickets: PendingTickets;
  /** Whether an account with an unverified address keeps its credentials and sessions when linked: LINK_POLICY. */
  readonly keepsUnproven: boolean;
  readonly needsSetupToken: boolean;
}

/** Produces the result of the sign-in, in the same transaction. */
export type Admission<T> = (trx: WriteTransaction, user: UserRow, notice: Notice) => Promise<T>;

interface Arrival<T> {
  readonly profile: Profile;
  readonly rules: IdentityRules;
  readonly origin: ClientInfo;
  /** Not called when the sign-in is refused. */
  readonly admit: Admission<T>;
}

type Settled<T> =
  | { readonly user: UserRow; readonly result: T }
  | { readonly refusal: ErrorCode; readonly refused: UserRow | null };

export class Identity {
  readonly #database: Database;
  readonly #audit: Audit;
  readonly #settings: RuntimeSettings;
  readonly #users: Users;
  readonly #sessions: Sessions;
  readonly #providerDetails: ProviderDetails;
  readonly #pendingTickets: PendingTickets;
  readonly #keepsUnproven: boolean;
  readonly #needsSetupToken: boolean;

  constructor({
    database,
    audit,
    settings,
    users,
    sessions,
    providerDetails,
    pendingTickets,
    keepsUnproven,
    needsSetupToken,
  }: IdentityDependencies) {
    this.#database = database;
    this.#audit = audit;
    this.#settings = settings;
    this.#users = users;
    this.#sessions = sessions;
    this.#providerDetails = providerDetails;
    this.#pendingTickets = pendingTickets;
    this.#keepsUnproven = keepsUnproven;
    this.#needsSetupToken = needsSetupToken;
  }

  /** Decides without changing anything. */
  async decide(
    profile: Profile,
    rules: IdentityRules,
    db: Kysely<Schema> = this.#database.read,
  ): Promise<Decision> {
    return decide(profile, await this.#facts(db, profile), rules);
  }

  async #facts(db: Kysely<Schema>, profile: Profile): Promise<IdentityFacts> {
    const identity = await findIdentity(db, profile);
    const known =
      identity === undefined ? null : ((await this.#users.findById(db, identity.user_id)) ?? null);
    const user =
      profile.email === null ? undefined : await this.#users.findByEmail(db, profile.email);
    return {
      known,
      owner: user === undefined ? null : await ownerOf(db, user, profile),
      isFirstUser: !(await isBootstrapped(db)),
      mode: (await this.#settings.registrationMode.get(db)).value,
      keepsUnproven: this.#keepsUnproven,
      needsSetupToken: this.#needsSetupToken,
    };
  }

  /**
   * Decides and applies the decision in one transaction. When the sign-in is refused it throws a RecordedRefusal
   * with the decision's code, but changes made before (a pending account created, an account secured) are committed.
   */
  async arrive<T>(arrival: Arrival<T>): Promise<{ readonly user: UserRow; readonly result: T }> {
    const settled = await this.#database.write((trx) => this.#settle(trx, arrival));
    if (!('refusal' in settled)) return settled;
    const { refusal, refused } = settled;
    throw new RecordedRefusal(
      refusal,
      this.#pendingTickets.ticketFor(refusal, refused?.id ?? null),
    );
  }

  // Refusals are returned, not thrown: a thrown one would roll back its own audit entry.
  async #settle<T>(trx: WriteTransaction, arrival: Arrival<T>): Promise<Settled<T>> {
    const { profile, rules } = arrival;
    const decision = await this.decide(profile, rules, trx);
    if (decision.kind === 'refuse') return this.#refuse(trx, arrival, decision);
    if (decision.kind === 'create' && decision.isFirst) {
      const isFirst = await this.#settings.claimFirstUser(trx, arrival.origin.requestId);
      // Another user was first since the decision, so it no longer holds.
      if (!isFirst) return this.#settle(trx, arrival);
    }
    const { user, notice } = await this.#carryOut(trx, decision, arrival);
    const refusal = statusRefusal(user);
    if (refusal !== null) return this.#refuse(trx, arrival, { code: refusal, user });
    return { user, result: await arrival.admit(trx, user, notice) };
  }

  async #refuse<T>(
    trx: WriteTransaction,
    { profile, origin }: Arrival<T>,
    why: { readonly code: ErrorCode; readonly user: UserRow | null },
  ): Promise<Settled<T>> {
    const email = why.user?.email ?? profile.email?.address ?? null;
    const target = email === null ? null : { id: why.user?.id ?? null, email };
    const { provider } = profile;
    await this.#audit.record(trx, refusedSignIn(why.code, { target, origin, provider }));
    return { refusal: why.code, refused: why.user };
  }

  async #carryOut(
    trx: WriteTransaction,
    decision: Exclude<Decision, { readonly kind: 'refuse' }>,
    { profile, origin }: Pick<Arrival<unknown>, 'profile' | 'origin'>,
  ): Promise<Carried> {
    if (decision.kind === 'sign_in') {
      const user = await this.#providerDetails.renew(trx, decision.user, { profile, origin });
      return { user, notice: null };
    }
    if (decision.kind === 'create') return this.#create(trx, decision, { profile, origin });
    const secured = decision.seizes ? await this.#secure(trx, decision.user) : decision.user;
    const hadPassword = decision.user.password_hash !== null && secured.password_hash === null;
    await addIdentity(trx, secured.id, profile);
    const details = { provider: profile.provider, secured: decision.seizes };
    const line = { ...ownAct('identity.linked', secured, origin), details };
    await this.#audit.record(trx, line);
    const user = await this.#providerDetails.followName(trx, secured, profile);
    return { user, notice: hadPassword ? 'password_removed' : null };
  }

  async #create(
    trx: WriteTransaction,
    { status, isFirst }: Extract<Decision, { readonly kind: 'create' }>,
    { profile, origin }: Pick<Arrival<unknown>, 'profile' | 'origin'>,
  ): Promise<Carried> {
    const { email } = profile;
    if (email === null) throw new AppError('provider_email_missing');
    const user = await this.#users.create(trx, {
      email,
      name: profile.name ?? localPart(email.address),
      passwordHash: null,
      isAdmin: isFirst,
      isProven: isFirst,
      status,
      // The provider has verified these users, so the cap on waiting registrations does not apply to them.
      waits: status === 'pending' ? { from: null, isCapped: false } : null,
    });
    await addFirstIdentity(trx, user.id, profile);
    const details = { provider: profile.provider };
    await this.#audit.record(trx, { ...ownAct('user.registered', user, origin), details });
    return { user, notice: null };
  }

  /**
   * Removes password, sessions, API token and identities of an account whose address was never verified: another
   * person may have created them, and must lose access when the owner of the address signs in.
   */
  async #secure(trx: WriteTransaction, user: UserRow): Promise<UserRow> {
    const change = { password_hash: null, token_version: user.token_version + 1 };
    await this.#users.update(trx, user.id, change);
    await this.#sessions.revokeAccess(trx, user.id, 'account_secured');
    await deleteIdentities(trx, user.id, null);
    return { ...user, ...change };
  }
}

interface Carried {
  readonly user: UserRow;
  readonly notice: Notice;
}

async function ownerOf(db: Kysely<Schema>, user: UserRow, profile: Profile): Promise<AddressOwner> {
  const identities = await identitiesOfUser(db, user.id);
  const { issuer, subject } = profile;
  const hasOther = identities.some(
    (row) => sameIssuer(row.issuer, issuer) && row.subject !== subject,
  );
  const mayNotLink = hasOther || (await wasUnlinked(db, profile));
  return { user, isProven: await isProven(db, user), mayNotLink };
}
