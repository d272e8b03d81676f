// Mails a link to people who have forgotten their password.
import { parseEmail } from '../../../core/email.ts';
import { validationError } from '../../../core/errors.ts';
import type { ClientInfo } from '../../../core/client-info.ts';
import { asObject } from '../../../core/json.ts';
import { providerLabels } from '../../../core/providers/registry.ts';
import { fieldError } from '../../../core/field-faults.ts';
import type { Database, WriteTransaction } from '../../../db/port.ts';
import type { Limit } from '../../../io/bounded-limit.ts';
import type { Audit } from '../../audit/service.ts';
import { identitiesOfUser } from '../../federation/identities/service.ts';
import type { Mail } from '../../mail/service.ts';
import type { Send } from '../../outbox/attempts/service.ts';
import type { Outbox } from '../../outbox/service.ts';
import type { Connections } from '../../providers/service.ts';
import { recipientOf } from '../../users/rules.ts';
import type { UserRow, Users } from '../../users/service.ts';
import { linkLivesMs } from '../rules.ts';
import type { OneTimeLinks } from '../service.ts';

interface ForgottenPasswordsDependencies {
  readonly database: Database;
  readonly audit: Audit;
  readonly connections: Connections;
  readonly users: Users;
  readonly outbox: Outbox;
  readonly mail: Mail;
  readonly links: OneTimeLinks;
  readonly appUrl: string;
  /** Mails with a link to one address. */
  readonly mailsTo: Limit;
}

/** What a request leaves for later. */
type Asked = { readonly email: string } & Pick<ClientInfo, 'ip' | 'userAgent' | 'requestId'>;

/** The kind of the task that a request leaves in the outbox. */
const forgottenTask = 'forgot_password';

/** A request that could not be worked on within this time is dropped. */
const taskLifeMs = 60 * 60_000;

export class ForgottenPasswords {
  readonly #database: Database;
  readonly #audit: Audit;
  readonly #connections: Connections;
  readonly #users: Users;
  readonly #outbox: Outbox;
  readonly #mail: Mail;
  readonly #links: OneTimeLinks;
  readonly #appUrl: string;
  readonly #mailsTo: Limit;

  constructor({
    database,
    audit,
    connections,
    users,
    outbox,
    mail,
    links,
    appUrl,
    mailsTo,
  }: ForgottenPasswordsDependencies) {
    this.#database = database;
    this.#audit = audit;
    this.#connections = connections;
    this.#users = users;
    this.#outbox = outbox;
    this.#mail = mail;
    this.#links = links;
    this.#appUrl = appUrl;
    this.#mailsTo = mailsTo;
  }

  /**
   * Stores a request and answers it later, so that neither answer nor time tells whether there is an account. Throws
   * AppError `validation_failed`, `mail_not_configured`, `rate_limited`.
   */
  async request(address: string, { ip, userAgent, requestId }: ClientInfo): Promise<void> {
    const email = parseEmail(address);
    if ('problem' in email) throw validationError([fieldError('email', email)]);
    await this.#mail.require(this.#database.read);
    await this.#mailsTo.consume(email.value.key);
    const payload: Asked = { email: email.value.address, ip, userAgent, requestId };
    await this.#database.write((trx) =>
      this.#outbox.put(trx, {
        channel: 'task',
        kind: forgottenTask,
        payload,
        expiresAt: Date.now() + taskLifeMs,
      }),
    );
  }

  /** Works on a stored request, as the channel of tasks. */
  readonly work: Send = async ({ payload }) => {
    const asked = askedIn(payload);
    if (asked !== null) await this.#answer(asked);
    return { outcome: 'delivered' };
  };

  /** Mails a link to the account with the address, if there is one. */
  async #answer(asked: Asked): Promise<void> {
    const email = parseEmail(asked.email);
    if ('problem' in email) return;
    await this.#database.write(async (trx) => {
      const user = await this.#users.findByEmail(trx, email.value);
      if (user === undefined || user.status === 'disabled') return;
      const { takesPasswords, names } = await this.#waysOf(trx, user);
      if (takesPasswords) await this.#sendLink(trx, user, asked);
      else if (names.length > 0) await this.#nameProviders(trx, user, names);
    });
  }

  async #sendLink(
    trx: WriteTransaction,
    user: UserRow,
    { ip, userAgent, requestId }: Asked,
  ): Promise<void> {
    const kind = 'reset_password';
    const {
      url: link,
      hash: linkHash,
      expiresAt,
    } = await this.#links.make(trx, {
      user,
      kind,
      email: user.email,
      isMailed: true,
      madeBy: null,
      lifeMs: linkLivesMs.reset,
    });
    await this.#mail.send(
      trx,
      { kind, link, expiresAt, by: null },
      { to: recipientOf(user), linkHash },
    );
    await this.#audit.record(trx, {
      event: 'user.reset_requested',
      outcome: 'success',
      actor: null,
      target: user,
      origin: { ip, userAgent, requestId, network: '', area: null },
    });
  }

  async #nameProviders(
    trx: WriteTransaction,
    user: UserRow,
    providers: readonly string[],
  ): Promise<void> {
    const letter = {
      kind: 'reset_at_provider',
      providers,
      signIn: `${this.#appUrl}/login`,
    } as const;
    await this.#mail.send(trx, letter, { to: recipientOf(user) });
  }

  /** An account that only signs in at providers gets their names; one without any way in gets a link. */
  async #waysOf(trx: WriteTransaction, user: UserRow) {
    const { takesPasswords, providers } = await this.#connections.signInMethods(trx);
    const identities = await identitiesOfUser(trx, user.id);
    const own = new Set(identities.map(({ provider }) => provider));
    const open = providers.filter(({ provider }) => own.has(provider));
    const { providerName } = await this.#connections.oidc(trx);
    const names = open.flatMap(({ provider }) => {
      if (provider === 'local') return [];
      return [provider === 'oidc' ? providerName : providerLabels[provider]];
    });
    const hasWay = user.password_hash !== null || open.length === 0;
    return { takesPasswords: takesPasswords && hasWay, names };
  }
}

/** Null for what another version has stored. */
function askedIn(payload: unknown): Asked | null {
  const { email, ip, userAgent, requestId } = asObject(payload) ?? {};
  if (typeof email !== 'string' || typeof requestId !== 'string') return null;
  return { email, ip: textOrNull(ip), userAgent: textOrNull(userAgent), requestId };
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
