// A person in the ledger: acknowledged facts, valid and invalid secrets, and the one request that got no answer.
import { parseRefreshToken, refreshTokenHash, sessionIdOf } from '../../src/core/refresh-token.ts';
import { sha256 } from '../../src/core/tokens.ts';
import { formatId } from '../../src/core/uuid.ts';
import { type Body, textIn } from './client.ts';
import type { Facts, SessionFact } from './facts.ts';

/** The secrets of a session; a session from a lost answer has none. */
export interface Holding {
  readonly sessionId: string;
  /** Empty when the session is active but needs a refresh. */
  accessToken: string;
  refreshToken: string;
  /** Used refresh tokens, oldest first. */
  readonly usedTokens: string[];
  /** When the last of them was used, by a monotonic clock in milliseconds. */
  rotatedAtMs: number;
}

/** A request that may or may not have been carried out. */
export interface Doubt {
  readonly request: string;
  /** The stored facts if it was; null: the account was deleted. */
  readonly after: Facts | null;
  /** The valid password if it was. */
  readonly password: string;
  /** The session that it would have rotated. */
  readonly rotating: Holding | null;
}

export interface Person {
  readonly email: string;
  password: string;
  readonly oldPasswords: string[];
  /** Null for an account that does not exist (yet, or any more). */
  facts: Facts | null;
  readonly holdings: Holding[];
  apiToken: string | null;
  readonly deadApiTokens: string[];
  readonly deadAccessTokens: string[];
  readonly deadRefreshTokens: string[];
  /** The deleted account, and the audit event of its end. */
  gone: { readonly id: string; readonly event: string } | null;
  doubt: Doubt | null;
  isTouched: boolean;
}

export function newPerson(email: string, password: string): Person {
  return {
    email,
    password,
    oldPasswords: [],
    facts: null,
    holdings: [],
    apiToken: null,
    deadApiTokens: [],
    deadAccessTokens: [],
    deadRefreshTokens: [],
    gone: null,
    doubt: null,
    isTouched: true,
  };
}

/** The parts of a token answer that the ledger stores. */
export function holdingIn(body: Body): Holding {
  const refreshToken = textIn(body, 'refresh_token');
  const accessToken = textIn(body, 'access_token');
  const { sessionId } = refreshFacts(refreshToken);
  return { sessionId, accessToken, refreshToken, usedTokens: [], rotatedAtMs: -Infinity };
}

/** Which session a refresh token belongs to, and how it is stored. */
export function refreshFacts(text: string): { sessionId: string; refreshHash: string } {
  const token = parseRefreshToken(text);
  if (token === null) throw new Error('The answer has no refresh token');
  return {
    sessionId: formatId(sessionIdOf(token)),
    refreshHash: refreshTokenHash(token).toHex(),
  };
}

export function withAudit(facts: Facts, ...events: readonly string[]): Facts {
  const audit = { ...facts.audit };
  for (const event of events) audit[event] = (audit[event] ?? 0) + 1;
  return { ...facts, audit };
}

export function withSession(facts: Facts, id: string, session: SessionFact): Facts {
  return { ...facts, sessions: new Map([...facts.sessions, [id, session]]) };
}

/** Ends all sessions except one (null: all). */
export function withSessionsEnded(facts: Facts, keep: string | null): Facts {
  const sessions = [...facts.sessions].map(([id, session]): [string, SessionFact] => [
    id,
    id === keep ? session : { ...session, isLive: false },
  ]);
  return { ...facts, sessions: new Map(sessions) };
}

/** Ends one session. */
export function ending(facts: Facts, sessionId: string): Facts {
  const session = facts.sessions.get(sessionId);
  return session === undefined
    ? facts
    : withSession(facts, sessionId, { ...session, isLive: false });
}

/** Replaces the facts: secrets that became invalid are no longer used, but checked to stay invalid. */
export function adopt(person: Person, facts: Facts | null): void {
  const isOutdated = person.facts !== null && facts?.tokenVersion !== person.facts.tokenVersion;
  person.facts = facts;
  const isLive = ({ sessionId }: Holding) => facts?.sessions.get(sessionId)?.isLive === true;
  for (const holding of person.holdings)
    if (isOutdated || !isLive(holding)) retireAccess(person, holding);
  const ended = person.holdings.filter((holding) => !isLive(holding));
  for (const holding of ended) {
    remember(person.deadRefreshTokens, holding.refreshToken);
    person.holdings.splice(person.holdings.indexOf(holding), 1);
  }
  if (person.apiToken !== null && hashOf(person.apiToken) !== facts?.apiTokenHash) {
    remember(person.deadApiTokens, person.apiToken);
    person.apiToken = null;
  }
}

function retireAccess(person: Person, holding: Holding): void {
  if (holding.accessToken === '') return;
  remember(person.deadAccessTokens, holding.accessToken);
  holding.accessToken = '';
}

/** How an API token is stored. */
export function hashOf(token: string): string {
  return sha256(token).toHex();
}

const memory = 6;

/** Keeps only the last few. */
export function remember(list: string[], value: string): void {
  list.push(value);
  if (list.length > memory) list.shift();
}

let serial = 0;

/** A text that was not used before. */
export function freshText(prefix: string): string {
  serial += 1;
  return `${prefix} ${serial}`;
}
