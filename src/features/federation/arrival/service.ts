// Maps an identity from a provider to an account: the only module that links, creates or refuses at sign-in.
import type { Kysely } from 'kysely';
import { localPart } from '../../../core/email.ts';
import { AppError, type ErrorCode } from '../../../core/errors.ts';
import type { ClientInfo } from '../../../core/client-info.ts';
import type { Database } from '../../../db/port.ts';
import type { Schema } from '../../../db/schema.ts';
import type { WriteTransaction } from '../../../db/port.ts';
import { type Audit, ownAct } from '../../audit/service.ts';
import { groupRefusal, type GroupRefusalFacts } from '../claimed-groups/rules.ts';
import type { ClaimedGroups } from '../claimed-groups/service.ts';
import type { AccountSecurity } from '../account-security/service.ts';
import type { Profile } from '../identities/rules.ts';
import { addFirstIdentity, addIdentity, findIdentity, standingOf } from '../identities/service.ts';
import type { NewTicket } from '../link-tickets/rules.ts';
import type { RefusalTickets } from '../link-tickets/service.ts';
import type { MovedIdentities } from '../moved-identities/service.ts';
import type { ProviderMoves } from '../provider-moves/service.ts';
import type { ProviderDetails } from '../details/service.ts';
import { isBootstrapped, type RuntimeSettings } from '../../settings/service.ts';
import { RecordedRefusal } from '../refusals/rules.ts';
import { refusedSignIn } from '../../local-login/rules.ts';
import { statusRefusal, type UserRow, type Users } from '../../users/service.ts';
import {
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
  readonly accountSecurity: AccountSecurity;
  readonly providerDetails: ProviderDetails;
  readonly claimedGroups: ClaimedGroups;
  readonly providerMoves: ProviderMoves;
  readonly movedIdentities: MovedIdentities;
  readonly refusalTickets: RefusalTickets;
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
  /** Given away by a refusal with which the person can ask for the link to an account. */
  readonly linkTicket?: NewTicket | undefined;
}

type Settled<T> =
  | { readonly user: UserRow; readonly result: T }
  | {
      readonly refusal: ErrorCode;
      readonly tickets: Awaited<ReturnType<RefusalTickets['give']>>;
      readonly byGroups: GroupRefusalFacts | null;
    };

type Refusal = Pick<Extract<Decision, { readonly kind: 'refuse' }>, 'code' | 'user' | 'why'>;

export class Identity {
  readonly #database: Database;
  readonly #audit: Audit;
  readonly #settings: RuntimeSettings;
  readonly #users: Users;
  readonly #accountSecurity: AccountSecurity;
  readonly #providerDetails: ProviderDetails;
  readonly #claimedGroups: ClaimedGroups;
  readonly #providerMoves: ProviderMoves;
  readonly #movedIdentities: MovedIdentities;
  readonly #refusalTickets: RefusalTickets;
  readonly #keepsUnproven: boolean;
  readonly #needsSetupToken: boolean;

  constructor({
    database,
    audit,
    settings,
    users,
    accountSecurity,
    providerDetails,
    claimedGroups,
    providerMoves,
    movedIdentities,
    refusalTickets,
    keepsUnproven,
    needsSetupToken,
  }: IdentityDependencies) {
    this.#database = database;
    this.#audit = audit;
    this.#settings = settings;
    this.#users = users;
    this.#accountSecurity = accountSecurity;
    this.#providerDetails = providerDetails;
    this.#claimedGroups = claimedGroups;
    this.#providerMoves = providerMoves;
    this.#movedIdentities = movedIdentities;
    this.#refusalTickets = refusalTickets;
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
      owner: user === undefined ? null : { user, ...(await standingOf(db, user, profile)) },
      moving: identity === undefined ? await this.#providerMoves.judge(db, profile) : null,
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
    const { refusal, tickets, byGroups } = settled;
    throw new RecordedRefusal(refusal, {
      ...tickets,
      ...(byGroups === null ? {} : { message: byGroups.message, because: byGroups.because }),
    });
  }

  // Refusals are returned, not thrown: a thrown one would roll back its own audit entry.
  async #settle<T>(trx: WriteTransaction, arrival: Arrival<T>): Promise<Settled<T>> {
    const { profile, rules } = arrival;
    const decision = await this.decide(profile, rules, trx);
    if (decision.kind === 'refuse') {
      await this.#movedIdentities.contest(trx, decision, arrival);
      return this.#refuse(trx, arrival, decision);
    }
    if (decision.kind === 'create' && decision.isFirst) {
      const isFirst = await this.#settings.claimFirstUser(trx, arrival.origin.requestId);
      // Another user was first since the decision, so it no longer holds.
      if (!isFirst) return this.#settle(trx, arrival);
    }
    const { user, notice } = await this.#carryOut(trx, decision, arrival);
    const refusal = statusRefusal(user);
    if (refusal !== null) return this.#refuse(trx, arrival, { code: refusal, user });
    const admitted = await this.#followGroups(trx, user, arrival);
    return { user: admitted, result: await arrival.admit(trx, admitted, notice) };
  }

  #followGroups(
    trx: WriteTransaction,
    user: UserRow,
    { profile, rules: { groups: rules }, origin }: Arrival<unknown>,
  ): Promise<UserRow> | UserRow {
    return rules === null
      ? user
      : this.#claimedGroups.follow(trx, user, { profile, rules, origin });
  }

  async #refuse<T>(
    trx: WriteTransaction,
    { profile, rules, origin, linkTicket }: Arrival<T>,
    { code, user, why }: Refusal,
  ): Promise<Settled<T>> {
    const email = user?.email ?? profile.email?.address ?? null;
    const target = email === null ? null : { id: user?.id ?? null, email };
    const { provider } = profile;
    const byGroups = groupRefusal(why, profile.groups, rules.groups);
    const refused = { target, origin, provider, details: byGroups?.details };
    await this.#audit.record(trx, refusedSignIn(code, refused), byGroups?.cause);
    const tickets = await this.#refusalTickets.give(trx, { code, user, profile, linkTicket });
    return { refusal: code, tickets, byGroups };
  }

  async #carryOut(
    trx: WriteTransaction,
    decision: Exclude<Decision, { readonly kind: 'refuse' }>,
    arrival: Arrival<unknown>,
  ): Promise<Carried> {
    const { profile, origin } = arrival;
    if (decision.kind === 'replace') await this.#movedIdentities.replace(trx, decision, arrival);
    if (decision.kind === 'sign_in' || decision.kind === 'replace') {
      const user = await this.#providerDetails.renew(trx, decision.user, { profile, origin });
      return { user, notice: null };
    }
    if (decision.kind === 'create') return this.#create(trx, decision, arrival);
    const secured = decision.seizes
      ? await this.#accountSecurity.secure(trx, decision.user)
      : decision.user;
    const hadPassword = decision.user.password_hash !== null && secured.password_hash === null;
    await addIdentity(trx, secured.id, profile);
    const details = { provider: profile.provider, secured: decision.seizes };
    const line = { ...ownAct('identity.linked', secured, origin), details };
    await this.#audit.record(trx, line);
    const user = await this.#providerDetails.followName(trx, secured, { profile, origin });
    return { user, notice: hadPassword ? 'password_removed' : null };
  }

  async #create(
    trx: WriteTransaction,
    { status, isFirst }: Extract<Decision, { readonly kind: 'create' }>,
    { profile, rules, origin }: Arrival<unknown>,
  ): Promise<Carried> {
    const { email } = profile;
    if (email === null) throw new AppError('provider_email_missing');
    const user = await this.#users.create(trx, {
      email,
      name: profile.name ?? localPart(email.address),
      passwordHash: null,
      // Where groups make administrators, the first user is one by a group as well.
      isAdmin: isFirst && (rules.groups?.admins ?? []).length === 0,
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
}

interface Carried {
  readonly user: UserRow;
  readonly notice: Notice;
}
