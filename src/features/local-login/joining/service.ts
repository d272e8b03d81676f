// New accounts with a password: in the registration mode in force, or by an invitation in any mode.
import type { ClientInfo } from '../../../core/client-info.ts';
import { parseEmail } from '../../../core/email.ts';
import { AppError } from '../../../core/errors.ts';
import { sameSecret } from '../../../core/tokens.ts';
import type { Database, WriteTransaction } from '../../../db/port.ts';
import type { HashingPlace } from '../../../io/passwords.ts';
import { type Audit, ownAct } from '../../audit/service.ts';
import {
  accountOf,
  isForOther,
  isUndecided,
  type MadeInvitation,
  otherAddress,
  tokenHashOf,
} from '../../links/invitations/rules.ts';
import type {
  Invitations,
  OpenInvitation,
  RefusedInvitation,
} from '../../links/invitations/service.ts';
import type { Verification } from '../../links/verification/service.ts';
import type { Credentials } from '../../passwords/service.ts';
import type { Connections } from '../../providers/service.ts';
import type { SessionStart } from '../../sessions/start/service.ts';
import { isBootstrapped, type RuntimeSettings } from '../../settings/service.ts';
import { checkDetails, type UserRow, type Users } from '../../users/service.ts';
import {
  type Application,
  type Entry,
  type Joined,
  type Own,
  type Ready,
  refusedFor,
  waitsAlready,
} from './rules.ts';

interface JoiningDependencies {
  readonly database: Database;
  readonly audit: Audit;
  readonly settings: RuntimeSettings;
  readonly connections: Connections;
  readonly users: Users;
  readonly credentials: Credentials;
  readonly sessionStart: SessionStart;
  readonly invitations: Invitations;
  readonly verification: Verification;
  /** Whether an account needs a confirmed address to sign in with its password. */
  readonly requireVerifiedEmail: boolean;
  /** When set, the first registration must contain it. */
  readonly setupToken: string | null;
}

export class Joining {
  readonly #database: Database;
  readonly #audit: Audit;
  readonly #settings: RuntimeSettings;
  readonly #connections: Connections;
  readonly #users: Users;
  readonly #credentials: Credentials;
  readonly #sessionStart: SessionStart;
  readonly #invitations: Invitations;
  readonly #verification: Verification;
  readonly #requireVerifiedEmail: boolean;
  readonly #setupToken: string | null;

  constructor({
    database,
    audit,
    settings,
    connections,
    users,
    credentials,
    sessionStart,
    invitations,
    verification,
    requireVerifiedEmail,
    setupToken,
  }: JoiningDependencies) {
    this.#database = database;
    this.#audit = audit;
    this.#settings = settings;
    this.#connections = connections;
    this.#users = users;
    this.#credentials = credentials;
    this.#sessionStart = sessionStart;
    this.#invitations = invitations;
    this.#verification = verification;
    this.#requireVerifiedEmail = requireVerifiedEmail;
    this.#setupToken = setupToken;
  }

  /** Whether the first registration must contain the setup token. */
  get needsSetupToken(): boolean {
    return this.#setupToken !== null;
  }

  /**
   * Creates an account, and a session for it when one is wanted and the account need not wait. The first account
   * becomes an active administrator in every mode. Throws AppError `registration_disabled`, `local_auth_disabled`,
   * `setup_token_required`, `validation_failed`, `user_exists`, `link_invalid`, `server_busy`, `rate_limited`.
   */
  async join(application: Application, entry: Entry): Promise<Joined> {
    using place = this.#credentials.admit(entry.origin);
    await this.#connections.requireLocalAuth();
    const hash = tokenHashOf(application.invitation);
    await this.#checkOpen(application, hash !== null);
    const invited = hash === null ? null : await this.#judge(hash, application, entry);
    const problems = await this.#credentials.problems(application.password);
    const applicant = checkDetails(application, problems);
    if (invited !== null && isForOther(invited.invitation, applicant.email)) {
      return this.#refuse(refusedFor(invited.invitation), application, entry);
    }
    const own = { applicant, password: application.password, invited };
    const hashes = await this.#hashes(own, place, entry.origin);
    const ready = { applicant, ...hashes, invitation: hash };
    const joined = await this.#database.write((trx) => this.#joinIn(trx, ready, entry));
    return 'kind' in joined ? refusal(joined) : joined;
  }

  /** Refuses before the costly hashing what the transaction would refuse after it. */
  async #checkOpen({ setupToken = null }: Application, isInvited: boolean): Promise<void> {
    if (!(await isBootstrapped(this.#database.read))) {
      const expected = this.#setupToken;
      if (expected !== null && !(setupToken !== null && sameSecret(setupToken, expected))) {
        throw new AppError('setup_token_required');
      }
      return;
    }
    if (isInvited) return;
    const { value: mode } = await this.#settings.registrationMode.get(this.#database.read);
    if (mode === 'disabled') throw new AppError('registration_disabled');
  }

  async #judge(hash: Uint8Array, by: Application, entry: Entry): Promise<OpenInvitation> {
    const judged = await this.#invitations.judge(this.#database.read, { hash, email: null });
    return judged.kind === 'open' ? judged : this.#refuse(judged, by, entry);
  }

  /** Records a refused invitation, then throws the refusal. */
  async #refuse(refused: RefusedInvitation, { email }: Application, entry: Entry): Promise<never> {
    const checked = parseEmail(email);
    const address = 'value' in checked ? checked.value.address : null;
    const attempt = { email: address, origin: entry.origin };
    await this.#database.write((trx) => this.#invitations.noteRefusal(trx, refused, attempt));
    return refusal(refused);
  }

  async #hashes(
    { applicant, password, invited }: Own,
    place: HashingPlace,
    origin: ClientInfo,
  ): Promise<Pick<Ready, 'passwordHash' | 'knownHash'>> {
    const { email } = applicant;
    const holder = await this.#users.findByEmail(this.#database.read, email);
    if (holder === undefined) return { passwordHash: await place.hash(password), knownHash: null };
    if (invited === null || !isUndecided(holder)) throw new AppError('user_exists');
    const find = () => this.#users.findByEmail(this.#database.read, email);
    const attempt = { emailKey: email.key, password, origin, place, find };
    const { account, matches } = await this.#credentials.verify(attempt);
    const knownHash = matches ? (account?.password_hash ?? null) : null;
    if (knownHash !== null) return { passwordHash: knownHash, knownHash };
    if (invited.invitation.is_mailed === 0) throw waitsAlready();
    return { passwordHash: await this.#credentials.hash(password, origin.area), knownHash };
  }

  // Refusals of invitations are returned, not thrown: a thrown one would roll back its own audit entry.
  async #joinIn(
    trx: WriteTransaction,
    ready: Ready,
    { origin, opensSession }: Entry,
  ): Promise<Joined | RefusedInvitation> {
    const { applicant, invitation: hash } = ready;
    const used =
      hash === null ? null : await this.#invitations.use(trx, { hash, email: applicant.email });
    if (used?.kind === 'refused') {
      const attempt = { email: applicant.email.address, origin };
      await this.#invitations.noteRefusal(trx, used, attempt);
      return used;
    }
    const user =
      used === null
        ? await this.#register(trx, ready, origin)
        : await this.#welcome(trx, ready, { invitation: used.invitation, origin });
    if (user.is_proven === 0) await this.#verification.send(trx, user);
    if (!opensSession || this.#mustWait(user)) return { user, session: null };
    const start = { user, provider: 'local', origin, providerSession: null } as const;
    const { session } = await this.#sessionStart.start(trx, start);
    return { user, session };
  }

  #mustWait({ status, is_proven }: UserRow): boolean {
    return status === 'pending' || (this.#requireVerifiedEmail && is_proven === 0);
  }

  async #register(
    trx: WriteTransaction,
    { applicant, passwordHash }: Ready,
    origin: ClientInfo,
  ): Promise<UserRow> {
    const isFirst = await this.#settings.claimFirstUser(trx, origin.requestId);
    const mode = isFirst ? 'enabled' : (await this.#settings.registrationMode.get(trx)).value;
    if (mode === 'disabled') throw new AppError('registration_disabled');
    const isPending = mode === 'review';
    const user = await this.#users.create(trx, {
      ...applicant,
      passwordHash,
      isAdmin: isFirst,
      isProven: isFirst,
      status: isPending ? 'pending' : 'active',
      waits: isPending ? { from: origin.area, isCapped: true } : null,
    });
    await this.#audit.record(trx, ownAct('user.registered', user, origin));
    return user;
  }

  /** Makes the account of an invitation, or approves the one that its owner has been waiting with. */
  async #welcome(
    trx: WriteTransaction,
    { applicant, passwordHash, knownHash }: Ready,
    use: { readonly invitation: MadeInvitation; readonly origin: ClientInfo },
  ): Promise<UserRow> {
    const isFirst = await this.#settings.claimFirstUser(trx, use.origin.requestId);
    const holder = await this.#users.findByEmail(trx, applicant.email);
    if (holder !== undefined) {
      if (!isUndecided(holder)) throw new AppError('user_exists');
      if (knownHash !== null && holder.password_hash === knownHash) {
        return this.#invitations.approve(trx, holder, use);
      }
      // Only the owner of the address got the link, so another person may have registered it before.
      if (use.invitation.is_mailed === 0) throw waitsAlready();
      await this.#users.delete(trx, holder.id);
      await this.#invitations.noteReplaced(trx, holder, use);
    }
    const given = accountOf(use.invitation);
    const role = { isAdmin: given.isAdmin || isFirst, isProven: given.isProven || isFirst };
    const user = await this.#users.create(trx, { ...applicant, passwordHash, ...given, ...role });
    await this.#audit.record(trx, ownAct('user.registered', user, use.origin));
    return this.#invitations.welcome(trx, user, use);
  }
}

function refusal({ code, invitation }: RefusedInvitation): never {
  if (code === 'invitation_for_other_address' && invitation !== null) {
    throw otherAddress(invitation);
  }
  throw new AppError(code);
}
