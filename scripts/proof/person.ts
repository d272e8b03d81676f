// Somebody whom the ledger follows: what was acknowledged, the secrets that work, those that must not,
// and the one request whose answer never came.
import { parseRefreshToken, refreshTokenHash, sessionIdOf } from '../../src/core/refresh-token.ts';
import { sha256 } from '../../src/core/tokens.ts';
import { formatId } from '../../src/core/uuid.ts';
import { type Body, textIn } from './client.ts';
import type { Facts, SessionFact } from './facts.ts';

/** The secrets of a session; a session nobody was told of has none. */
export interface Holding {
  readonly sessionId: string;
  /** Empty when the session lives but needs a refresh. */
  accessToken: string;
  refreshToken: string;
  /** Refresh tokens used up, oldest first. */
  readonly usedTokens: string[];
  /** When the last of them was used up, by a clock that only goes forward. */
  rotatedAtMs: number;
}

/** A request that may or may not have been carried out. */
export interface Doubt {
  readonly deed: string;
  /** What stands there if it was; null: the person is gone. */
  readonly after: Facts | null;
  /** The password that counts if it was. */
  readonly password: string;
  /** The session it would have rotated. */
  readonly rotating: Holding | null;
}

export interface Person {
  readonly email: string;
  password: string;
  readonly oldPasswords: string[];
  /** Null for somebody who does not exist (yet, or any more). */
  facts: Facts | null;
  readonly holdings: Holding[];
  apiToken: string | null;
  readonly deadApiTokens: string[];
  readonly deadAccessTokens: string[];
  readonly deadRefreshTokens: string[];
  /** Who it was, and what the audit log must say of the end. */
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

/** The parts of a token answer that the ledger keeps. */
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

/** All sessions over but one (null: all). */
export function withSessionsEnded(facts: Facts, keep: string | null): Facts {
  const sessions = [...facts.sessions].map(([id, session]): [string, SessionFact] => [
    id,
    id === keep ? session : { ...session, isLive: false },
  ]);
  return { ...facts, sessions: new Map(sessions) };
}

/** One session over. */
export function ending(facts: Facts, sessionId: string): Facts {
  const session = facts.sessions.get(sessionId);
  return session === undefined
    ? facts
    : withSession(facts, sessionId, { ...session, isLive: false });
}

/**
 * Takes over what counts from now on: secrets that are dead by it are no longer used, but it is remembered
 * that they must stay dead.
 */
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

/** Keeps the last few. */
export function remember(list: string[], value: string): void {
  list.push(value);
  if (list.length > memory) list.shift();
}

let serial = 0;

/** A text that was never used before. */
export function freshText(prefix: string): string {
  serial += 1;
  return `${prefix} ${serial}`;
}
