// Maps an identity from a provider to an account: the only module that links, creates or refuses at sign-in.
import type { Kysely } from 'kysely';
import type { ErrorCode } from '../../../core/errors.ts';
import type { Database } from '../../../db/port.ts';
import type { Schema } from '../../../db/schema.ts';
import type { WriteTransaction } from '../../../db/port.ts';
import { type Audit, ownAct } from '../../audit/service.ts';
import { groupRefusal, type GroupRefusalFacts } from '../claimed-groups/rules.ts';
import type { ClaimedGroups } from '../claimed-groups/service.ts';
import type { AccountSecurity } from '../account-security/service.ts';
import type { Profile } from '../identities/rules.ts';
import { addIdentity, findIdentity, standingOf } from '../identities/service.ts';
import type { NewTicket } from '../link-tickets/rules.ts';
import type { RefusalTickets } from '../link-tickets/service.ts';
import type { MovedIdentities } from '../moved-identities/service.ts';
import type { Newcomer, Newcomers } from '../newcomers/service.ts';
import type { ProviderMoves } from '../provider-moves/service.ts';
import type { ProviderDetails } from '../details/service.ts';
import { isBootstrapped, type RuntimeSettings } from '../../settings/service.ts';
import { explanationOf, RecordedRefusal } from '../refusals/rules.ts';
import { refusedSignIn } from '../../local-login/rules.ts';
import { statusRefusal, type UserRow, type Users } from '../../users/service.ts';
import {
  type Decision,
  decide,
  placeOf,
  type IdentityFacts,
  type IdentityRules,
  type Notice,
  targetOf,
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
  readonly newcomers: Newcomers;
  readonly refusalTickets: RefusalTickets;
  /** Whether an account with an unverified address keeps its credentials and sessions when linked: LINK_POLICY. */
  readonly keepsUnproven: boolean;
  readonly needsSetupToken: boolean;
}

/** Produces the result of the sign-in, in the same transaction. */
export type Admission<T> = (trx: WriteTransaction, user: UserRow, notice: Notice) => Promise<T>;

interface Arrival<T> extends Newcomer {
  readonly rules: IdentityRules;
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
  readonly #newcomers: Newcomers;
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
    newcomers,
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
    this.#newcomers = newcomers;
    this.#refusalTickets = refusalTickets;
    this.#keepsUnproven = keepsUnproven;
    this.#needsSetupToken = needsSetupToken;
  }

  /** Decides without changing anything, for a person without an invitation. */
  async decide(
    profile: Profile,
    rules: IdentityRules,
    db: Kysely<Schema> = this.#database.read,
  ): Promise<Decision> {
    return decide(profile, await this.#facts(db, { profile }), rules);
  }

  async #facts(
    db: Kysely<Schema>,
    newcomer: Pick<Newcomer, 'profile' | 'invitation'>,
  ): Promise<IdentityFacts> {
    const { profile } = newcomer;
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
      invitation: await this.#newcomers.judge(db, newcomer, known),
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
    const facts = await this.#facts(trx, arrival);
    const decision = decide(profile, facts, rules);
    if (decision.kind === 'refuse') {
      await this.#movedIdentities.contest(trx, decision, arrival);
      await this.#newcomers.noteRefusal(trx, { ...decision, judged: facts.invitation }, arrival);
      return this.#refuse(trx, arrival, decision);
    }
    if (decision.kind === 'create' && decision.isFirst) {
      const isFirst = await this.#settings.claimFirstUser(trx, arrival.origin.requestId);
      // Another user was first since the decision, so it no longer holds.
      if (!isFirst) return this.#settle(trx, arrival);
    }
    const { user: arrived, notice } = await this.#carryOut(trx, decision, arrival);
    const user = await this.#newcomers.admit(trx, arrived, arrival);
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
    { code, user, why: groupRule }: Refusal,
  ): Promise<Settled<T>> {
    const { provider } = profile;
    const target = targetOf(user, profile);
    const byGroups = groupRefusal(groupRule, profile.groups, rules.groups);
    const why = byGroups ?? explanationOf(code, profile.findings);
    const entry = refusedSignIn(code, { target, origin, provider, details: why?.details });
    await this.#audit.record(trx, entry, why?.cause);
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
    if (decision.kind === 'create') {
      const place = placeOf(decision, arrival.rules);
      return { user: await this.#newcomers.create(trx, place, arrival), notice: null };
    }
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
}

interface Carried {
  readonly user: UserRow;
  readonly notice: Notice;
}
