// What people are told by mail: it follows the audit log, so that no feature has to call for it.
import type { Kysely } from 'kysely';
import { knownForMs } from '../../../core/known-areas.ts';
import type { Notice } from '../../../core/mail-options.ts';
import type { AreaOf } from '../../../core/network.ts';
import { namedProviders, providerLabels } from '../../../core/providers/registry.ts';
import { formatId } from '../../../core/uuid.ts';
import type { WriteTransaction } from '../../../db/port.ts';
import type { Schema } from '../../../db/schema.ts';
import { claimExpiring } from '../../api-tokens/named/service.ts';
import { type AuditEntry, type AuditFollower, countEventsOn } from '../../audit/service.ts';
import type { Mail } from '../service.ts';
import type { Connections } from '../../providers/service.ts';
import { usedPlaces } from '../../sessions/service.ts';
import { recipientOf } from '../../users/rules.ts';
import type { UserRow, Users } from '../../users/service.ts';
import { activeAdmins, claimTime, countPending, deleteTimes, findTime } from './queries.ts';
import {
  isKnownPlace,
  isByOther,
  noticeOf,
  placeIn,
  securityEventOf,
  toldEvents,
} from './rules.ts';

interface NoticesDependencies {
  readonly mail: Mail;
  readonly users: Users;
  readonly connections: Connections;
  /** Whether the settings have this told by mail, and mail is sent at all. */
  readonly isWanted: (db: Kysely<Schema>, notice: Notice) => Promise<boolean>;
  readonly areaOf: AreaOf;
  readonly appUrl: string;
}

const minuteMs = 60 * 1000;
const hourMs = 60 * minuteMs;

/** An account gets at most so many mails an hour about its security, so that no session can flood a mailbox. */
const maxSecurityAnHour = 10;
/** An account gets at most one mail about a sign-in in this time. */
const signInPauseMs = 6 * minuteMs;
/** How long the choice about sign-ins is remembered, so that it costs a sign-in no read of the settings. */
const rememberedMs = minuteMs;

/** How long before its end the owner of an API token is told. */
const tokenNoticeMs = 7 * 24 * hourMs;

/** Deletes the times of notices that stop no further one, at most `limit`; returns how many. */
export function expire(db: Kysely<Schema>, now: number, limit: number): Promise<number> {
  return deleteTimes(db, now - hourMs, limit);
}

export class Notices {
  readonly #mail: Mail;
  readonly #users: Users;
  readonly #connections: Connections;
  readonly #isWanted: NoticesDependencies['isWanted'];
  readonly #areaOf: AreaOf;
  readonly #appUrl: string;
  #signIns = { areTold: false, knownUntil: 0 };

  constructor({ mail, users, connections, isWanted, areaOf, appUrl }: NoticesDependencies) {
    this.#mail = mail;
    this.#users = users;
    this.#connections = connections;
    this.#isWanted = isWanted;
    this.#areaOf = areaOf;
    this.#appUrl = appUrl;
  }

  /** Stores the mails that an event leads to, in its transaction. */
  readonly follow: AuditFollower = async (trx, entry) => {
    const notice = noticeOf(entry);
    if (notice === null || !(await this.#wants(trx, notice))) return;
    await this.#tell[notice](trx, entry);
  };

  async #wants(trx: WriteTransaction, notice: Notice): Promise<boolean> {
    if (notice !== 'sign-in') return this.#isWanted(trx, notice);
    const now = Date.now();
    if (now >= this.#signIns.knownUntil) {
      const areTold = await this.#isWanted(trx, notice);
      this.#signIns = { areTold, knownUntil: now + rememberedMs };
    }
    return this.#signIns.areTold;
  }

  readonly #tell: Readonly<Record<Notice, AuditFollower>> = {
    pending: (trx, entry) => this.#tellWaiting(trx, entry),
    approved: (trx, entry) => this.#tellDecision(trx, entry),
    security: (trx, entry) => this.#tellSecurity(trx, entry),
    'sign-in': (trx, entry) => this.#tellSignIn(trx, entry),
  };

  /** Tells all administrators at once, at most once an hour on all instances together. */
  async #tellWaiting(trx: WriteTransaction, entry: AuditEntry): Promise<void> {
    const user = await this.#targetOf(trx, entry);
    if (user?.status !== 'pending' || !(await isDue(trx, 'waiting', hourMs))) return;
    const { name, email } = user;
    const now = Date.now();
    const count = await countPending(trx, now);
    const page = `${this.#appUrl}/admin/waiting`;
    for (const admin of await activeAdmins(trx, now)) {
      const to = recipientOf(admin);
      await this.#mail.send(trx, { kind: 'waiting', count, name, email, page }, { to });
    }
  }

  async #tellDecision(trx: WriteTransaction, entry: AuditEntry): Promise<void> {
    const { deleted } = entry;
    if (deleted !== undefined) {
      await this.#mail.send(trx, { kind: 'rejected' }, { to: recipientOf(deleted) });
      return;
    }
    const user = await this.#targetOf(trx, entry);
    if (user === undefined) return;
    const signIn = `${this.#appUrl}/login`;
    await this.#mail.send(trx, { kind: 'approved', signIn }, { to: recipientOf(user) });
  }

  async #tellSecurity(trx: WriteTransaction, entry: AuditEntry): Promise<void> {
    const event = securityEventOf(entry.event);
    const user = await this.#targetOf(trx, entry);
    if (event === null || user === undefined) return;
    const now = Date.now();
    const which = { targetId: user.id, events: toldEvents, since: now - hourMs };
    // The event itself is among them.
    if ((await countEventsOn(trx, which)) > maxSecurityAnHour) return;
    const detail = await this.#detailOf(trx, entry);
    const facts = { event, detail, account: user.email, ...placeIn(entry, now) };
    await this.#mail.send(trx, { kind: 'security', ...facts }, { to: recipientOf(user) });
  }

  /** The name of the token or the provider of an event, or of the administrator who caused it. */
  async #detailOf(trx: WriteTransaction, entry: AuditEntry): Promise<string | null> {
    const { actor, details = {} } = entry;
    const { name, provider } = details;
    if (typeof provider === 'string') return this.#providerName(trx, provider);
    if (typeof name === 'string') return name;
    if (actor === null || !isByOther(entry)) return null;
    return (await this.#users.findById(trx, actor.id))?.name ?? null;
  }

  async #providerName(trx: WriteTransaction, provider: string): Promise<string> {
    const named = namedProviders.find((id) => id === provider);
    return named !== undefined
      ? providerLabels[named]
      : (await this.#connections.oidc(trx)).providerName;
  }

  /** Tells of a sign-in with a device or from a network that is new, except of the first one of an account. */
  async #tellSignIn(trx: WriteTransaction, entry: AuditEntry): Promise<void> {
    const { origin } = entry;
    const user = await this.#targetOf(trx, entry);
    if (origin === null || user === undefined || user.last_login_at === null) return;
    const now = Date.now();
    const places = await usedPlaces(trx, { userId: user.id, since: now - knownForMs });
    if (isKnownPlace(origin, places, this.#areaOf)) return;
    if (!(await isDue(trx, `sign-in ${formatId(user.id)}`, signInPauseMs))) return;
    const facts = { account: user.email, ...placeIn(entry, now) };
    await this.#mail.send(trx, { kind: 'new_device', ...facts }, { to: recipientOf(user) });
  }

  /**
   * Tells the owners of at most `limit` API tokens that these expire in seven days, each token once; returns how many
   * tokens that were. None when nothing is told, so that they are told once mail is set up.
   */
  async tellExpiring(trx: WriteTransaction, now: number, limit: number): Promise<number> {
    if (!(await this.#isWanted(trx, 'security'))) return 0;
    const tokens = await claimExpiring(trx, { now, withinMs: tokenNoticeMs, limit });
    for (const { user_id, name: token, expires_at: expiresAt } of tokens) {
      const user = await this.#users.findById(trx, user_id);
      if (user?.status !== 'active' || expiresAt === null) continue;
      const letter = { kind: 'token_expires', token, expiresAt, account: user.email } as const;
      await this.#mail.send(trx, letter, { to: recipientOf(user) });
    }
    return tokens.length;
  }

  async #targetOf(trx: WriteTransaction, { target }: AuditEntry): Promise<UserRow | undefined> {
    const id = target?.id ?? null;
    return id === null ? undefined : this.#users.findById(trx, id);
  }
}

/** Whether the last notice of this name is long enough ago, and if so notes this one. */
async function isDue(trx: WriteTransaction, name: string, pauseMs: number): Promise<boolean> {
  const now = Date.now();
  const before = now - pauseMs;
  // Read first, because the claim would have all who come at the same time wait for one row.
  if (((await findTime(trx, name)) ?? 0) > before) return false;
  return claimTime(trx, { name, now, before });
}
