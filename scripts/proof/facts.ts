// What the database stores about one person, and how that compares with what is expected. A value that was in a
// lost answer is known only by what it is not.
import type { Database } from 'bun:sqlite';
import { formatId, parseId } from '../../src/core/uuid.ts';

/** A value that exists and differs from `not`. */
export interface Unknown {
  readonly not: string | null;
}

export type Known<T> = T | Unknown;

export interface SessionFact {
  readonly refreshHash: Known<string>;
  readonly isLive: boolean;
}

/** What is certain about one person. */
export interface Facts {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly passwordHash: Known<string>;
  readonly tokenVersion: number;
  readonly image: Known<string | null>;
  readonly apiTokenHash: Known<string | null>;
  readonly sessions: ReadonlyMap<string, SessionFact>;
  /** Sessions that a request without an answer may have started. */
  readonly newSessions: number;
  /** The number of audit entries about this person, by event. */
  readonly audit: Readonly<Record<string, number>>;
}

interface UserFact {
  readonly id: Uint8Array;
  readonly name: string;
  readonly status: string;
  readonly password_hash: string;
  readonly token_version: number;
  readonly profile_image: string | null;
  readonly token_hash: Uint8Array | null;
}

interface SessionRow {
  readonly id: Uint8Array;
  readonly refresh_hash: Uint8Array;
  readonly ended_at: number | null;
}

/** The stored facts; null when the account does not exist. */
export function readFacts(database: Database, email: string): Facts | null {
  const user = database
    .query<UserFact, [string]>(
      `select u.id, u.name, u.status, u.password_hash, u.token_version, u.profile_image, t.token_hash
       from users u left join api_tokens t on t.user_id = u.id where u.email_key = ?`,
    )
    .get(email);
  if (user === null) return null;
  const sessions = database
    .query<SessionRow, [Uint8Array]>(
      'select id, refresh_hash, ended_at from sessions where user_id = ?',
    )
    .all(user.id)
    .map((row): [string, SessionFact] => [
      formatId(row.id),
      { refreshHash: row.refresh_hash.toHex(), isLive: row.ended_at === null },
    ]);
  return {
    id: formatId(user.id),
    name: user.name,
    status: user.status,
    passwordHash: user.password_hash,
    tokenVersion: user.token_version,
    image: user.profile_image,
    apiTokenHash: user.token_hash?.toHex() ?? null,
    sessions: new Map(sessions),
    newSessions: 0,
    audit: readAudit(database, formatId(user.id)),
  };
}

/** The number of audit entries about an account, by event; also for deleted accounts. */
export function readAudit(database: Database, userId: string): Readonly<Record<string, number>> {
  const rows = database
    .query<{ event: string; count: number }, [Uint8Array]>(
      'select event, count(*) as count from audit_log where target_id = ? group by event',
    )
    .all(parseId(userId) ?? new Uint8Array());
  return Object.fromEntries(rows.map(({ event, count }) => [event, count]));
}

/** The differences as text; empty when the facts agree. */
export function differences(actual: Facts, expected: Facts): string[] {
  const found: string[] = [];
  const compare = (what: string, is: Known<string | number | null>, shall: typeof is) => {
    if (!agrees(is, shall)) found.push(`${what} is ${show(is)}, not ${show(shall)}`);
  };
  compare('id', actual.id, expected.id);
  compare('name', actual.name, expected.name);
  compare('status', actual.status, expected.status);
  compare('password hash', actual.passwordHash, expected.passwordHash);
  compare('token version', actual.tokenVersion, expected.tokenVersion);
  compare('picture', actual.image, expected.image);
  compare('API token', actual.apiTokenHash, expected.apiTokenHash);
  for (const [id, shall] of expected.sessions) {
    const is = actual.sessions.get(id);
    compare(`refresh token of session ${id}`, is?.refreshHash ?? null, shall.refreshHash);
    compare(`session ${id}`, lifeOf(is), lifeOf(shall));
  }
  const fresh = [...actual.sessions].filter(([id]) => !expected.sessions.has(id));
  compare('number of new sessions', fresh.length, expected.newSessions);
  if (fresh.some(([, { isLive }]) => !isLive)) found.push('a new session has ended');
  for (const event of new Set([...Object.keys(actual.audit), ...Object.keys(expected.audit)]))
    compare(`audit ${event}`, actual.audit[event] ?? 0, expected.audit[event] ?? 0);
  return found;
}

function lifeOf(session: SessionFact | undefined): string {
  if (session === undefined) return 'missing';
  return session.isLive ? 'live' : 'ended';
}

function agrees(is: Known<string | number | null>, shall: typeof is): boolean {
  if (typeof shall === 'object' && shall !== null) return is !== null && is !== shall.not;
  return is === shall;
}

function show(value: Known<string | number | null>): string {
  return typeof value === 'object' && value !== null
    ? `anything but ${show(value.not)}`
    : String(value);
}
