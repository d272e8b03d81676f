// Test sign-ins: what a sign-in at the OpenID provider would do, told to an administrator without doing it.
import { AppError, type ErrorCode } from '../../../core/errors.ts';
import type { ClientInfo } from '../../../core/client-info.ts';
import type { Database, WriteTransaction } from '../../../db/port.ts';
import type { VerifiedAnswer } from '../../../openid/connection.ts';
import type { Audit, AuditEntry } from '../../audit/service.ts';
import type { Caller, Sessions } from '../../sessions/service.ts';
import type { Users } from '../../users/service.ts';
import type { Decision, IdentityRules } from '../arrival/rules.ts';
import type { Identity } from '../arrival/service.ts';
import type { ClaimedGroups, GroupsPreview } from '../claimed-groups/service.ts';
import { type KeptLanding, readLanding, testMark } from '../flow-store/rules.ts';
import { findLandingOf, type FlowRow, type SignInFlows } from '../flow-store/service.ts';
import type { Profile } from '../identities/rules.ts';
import { failureOf, reportOf } from './rules.ts';
import type { SignInTest } from './schema.ts';

interface SignInTestsDependencies {
  readonly database: Database;
  readonly audit: Audit;
  readonly users: Users;
  readonly sessions: Sessions;
  readonly identity: Identity;
  readonly claimedGroups: ClaimedGroups;
  readonly signInFlows: SignInFlows;
}

/** What the provider said about a user, and the profile made of it. */
export interface Inspected {
  readonly answer: VerifiedAnswer;
  readonly profile: Profile;
}

interface Testing {
  readonly flow: FlowRow;
  readonly origin: ClientInfo;
}

const landing: KeptLanding = { path: '/admin/providers', query: { tested: '1' }, hasCode: false };

export class SignInTests {
  readonly #database: Database;
  readonly #audit: Audit;
  readonly #users: Users;
  readonly #sessions: Sessions;
  readonly #identity: Identity;
  readonly #claimedGroups: ClaimedGroups;
  readonly #signInFlows: SignInFlows;

  constructor({
    database,
    audit,
    users,
    sessions,
    identity,
    claimedGroups,
    signInFlows,
  }: SignInTestsDependencies) {
    this.#database = database;
    this.#audit = audit;
    this.#users = users;
    this.#sessions = sessions;
    this.#identity = identity;
    this.#claimedGroups = claimedGroups;
    this.#signInFlows = signInFlows;
  }

  /** Keeps for the panel what a sign-in would do, without doing it. Throws AppError `invalid_token`. */
  async finish(
    { answer, profile }: Inspected,
    rules: IdentityRules,
    testing: Testing,
  ): Promise<KeptLanding> {
    return this.#database.write(async (trx) => {
      await this.#requireLive(trx, testing.flow);
      const decision = await this.#identity.decide(profile, rules, trx);
      const preview = await this.#preview(trx, decision, { profile, rules });
      const { memberships, ...role } = preview;
      const tested = { answer, profile, decision, preview: memberships, ...role };
      const kept = { ...landing, report: reportOf(tested, Date.now()) };
      await this.#note(trx, testing, decision.kind === 'refuse' ? decision.code : null);
      await this.#signInFlows.settle(trx, testing.flow, kept);
      return kept;
    });
  }

  async #preview(
    trx: WriteTransaction,
    decision: Decision,
    { profile, rules }: { readonly profile: Profile; readonly rules: IdentityRules },
  ): Promise<GroupsPreview> {
    if (decision.kind === 'refuse' || rules.groups === null) return nothing;
    const user = decision.kind === 'create' ? null : decision.user;
    return this.#claimedGroups.preview(trx, user, { profile, rules: rules.groups });
  }

  /** Keeps why the provider gave no answer that can be used. */
  async fail(refusal: AppError, testing: Testing): Promise<KeptLanding> {
    const kept = { ...landing, report: failureOf(refusal, Date.now()) };
    await this.#database.write(async (trx) => {
      await this.#note(trx, testing, refusal.code);
      await this.#signInFlows.settle(trx, testing.flow, kept);
    });
    return kept;
  }

  /** The result of the last test that a session made; null when there is none. */
  async last({ userId, sessionId }: Caller): Promise<SignInTest> {
    const which = { userId, sessionId, issuerMark: testMark, now: Date.now() };
    const stored = await findLandingOf(this.#database.read, which);
    const report = stored === undefined ? null : (readLanding(stored).report ?? null);
    // Only `finish` and `fail` write it; an older version wrote no findings.
    const test = report === null ? null : { findings: [], ...report };
    return { test: test as SignInTest['test'] };
  }

  async #requireLive(trx: WriteTransaction, { user_id, session_id }: FlowRow): Promise<void> {
    if (user_id === null || session_id === null) throw new AppError('invalid_state');
    await this.#sessions.requireLive(trx, { userId: user_id, sessionId: session_id });
  }

  async #note(
    trx: WriteTransaction,
    { flow, origin }: Testing,
    code: ErrorCode | null,
  ): Promise<void> {
    const actor =
      flow.user_id === null ? null : ((await this.#users.findById(trx, flow.user_id)) ?? null);
    const issuer = flow.issuer.slice(testMark.length);
    const about = { event: 'oidc.tested', actor, target: null, origin } as const;
    const details = { issuer, signIn: true, ok: code === null };
    const line: AuditEntry =
      code === null
        ? { ...about, outcome: 'success', details }
        : { ...about, outcome: 'failure', details: { ...details, reason: code } };
    await this.#audit.record(trx, line);
  }
}

const nothing: GroupsPreview = {
  memberships: { added: [], removed: [], ignored: [] },
  adminGroup: null,
  role: 'none',
};
