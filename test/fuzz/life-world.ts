// What the server is meant to remember of people, sessions and tokens, in the plainest form.

type Status = 'active' | 'pending' | 'disabled';

export interface Person {
  readonly name: string;
  status: Status;
  isAdmin: boolean;
  isProven: boolean;
  /** Null for an account without one. */
  password: string | null;
  isLinked: boolean;
  /** Whether its owner took the identity off by hand. */
  isUnlinked: boolean;
  /** Raised by whatever kills all access tokens. */
  version: number;
  /** The key of the one API token. */
  script: string | null;
}

export interface Session {
  readonly owner: string;
  isEnded: boolean;
  /** The key of the one live refresh token; the successor of `a` is `a'`. */
  live: string;
  rotatedAt: number;
  /** When its person last proved to be there. */
  authenticatedAt: number;
  expiresAt: number;
}

interface Access {
  readonly owner: string;
  readonly session: string;
  readonly version: number;
  readonly authenticatedAt: number;
  readonly expiresAt: number;
}

/** Keys are made of the id of the command that made the thing. */
export interface World {
  now: number;
  readonly mode: 'enabled' | 'review';
  readonly people: Record<string, Person>;
  readonly sessions: Record<string, Session>;
  readonly access: Record<string, Access>;
  /** Of each refresh token ever given out, the session. */
  readonly refresh: Record<string, string>;
  readonly scripts: Record<string, string>;
}

const dayMs = 86_400_000;
const accessTtlMs = 900_000;
export const graceMs = 60_000;
const recentMs = 600_000;
export const refreshTtlMs = 90 * dayMs;

/** A server with these people; the first of them is the administrator. */
export function newWorld(now: number, mode: World['mode'], names: readonly string[]): World {
  const people = names.map((name, index): [string, Person] => [
    name,
    { ...newcomer(name), password: firstPassword, isAdmin: index < 2, isProven: index === 0 },
  ]);
  return {
    now,
    mode,
    people: Object.fromEntries(people),
    sessions: {},
    access: {},
    refresh: {},
    scripts: {},
  };
}

const firstPassword = 'correct horse battery';

/** The password that a command sets. */
export function newPassword(id: string): string {
  return `battery staple ${id}`;
}

export function newcomer(name: string): Person {
  return {
    name,
    status: 'active',
    isAdmin: false,
    isProven: false,
    password: null,
    isLinked: false,
    isUnlinked: false,
    version: 1,
    script: null,
  };
}

/** The account that a provider's word makes. */
export function settle(world: World, id: string, name: string): Person {
  const person = { ...newcomer(name), isLinked: true };
  if (world.mode === 'review') person.status = 'pending';
  world.people[id] = person;
  return person;
}

/** The user of an access token. */
export function callerOf(world: World, access: string): Person | null {
  const token = world.access[access];
  if (token === undefined || world.now >= token.expiresAt) return null;
  const person = world.people[token.owner];
  if (person === undefined || world.sessions[token.session]?.isEnded !== false) return null;
  return person.status === 'active' && person.version === token.version ? person : null;
}

/** Who has the name now; keys outlive their accounts. */
export function owners(world: World, name: string): readonly (readonly [string, Person])[] {
  return Object.entries(world.people).filter(([, person]) => person.name === name);
}

/** Starts a session, whose first tokens carry its key. */
export function begin(world: World, id: string, owner: string): void {
  const expiresAt = world.now + refreshTtlMs;
  const times = { rotatedAt: -Infinity, authenticatedAt: world.now, expiresAt };
  world.sessions[id] = { owner, isEnded: false, live: id, ...times };
  world.refresh[id] = id;
  grant(world, id, id);
}

/** Gives out an access token of a session. */
export function grant(world: World, id: string, session: string): void {
  const { owner = '', authenticatedAt: at = 0 } = world.sessions[session] ?? {};
  const version = world.people[owner]?.version ?? 0;
  const times = { authenticatedAt: inSeconds(at), expiresAt: inSeconds(world.now) + accessTtlMs };
  world.access[id] = { owner, session, version, ...times };
}

/** Tokens know no milliseconds. */
function inSeconds(time: number): number {
  return Math.floor(time / 1000) * 1000;
}

/** Whether an access token is of a recent sign-in. */
export function isRecent(world: World, access: string): boolean {
  return world.now - (world.access[access]?.authenticatedAt ?? 0) <= recentMs;
}

/** The person of an access token proves to be there, and gets another. */
export function confirm(world: World, id: string, access: string): void {
  const key = world.access[access]?.session ?? '';
  const session = world.sessions[key];
  if (session !== undefined) session.authenticatedAt = world.now;
  grant(world, id, key);
}

/** Ends all sessions of a user but one. */
export function endAll(world: World, owner: string, besides?: string): void {
  for (const [key, session] of Object.entries(world.sessions)) {
    if (session.owner === owner && key !== besides) session.isEnded = true;
  }
}

/** Removes all credentials of a user. */
export function secure(world: World, key: string, person: Person): void {
  Object.assign(person, { password: null, script: null, version: person.version + 1 });
  person.isLinked = false;
  endAll(world, key);
}

export function isLastAdmin(world: World, person: Person): boolean {
  const admins = Object.values(world.people).filter(
    (each) => each.isAdmin && each.status === 'active',
  );
  return admins.length === 1 && admins[0] === person;
}

/** Disabled or set back to waiting. */
export function withdraw(world: World, key: string, status: 'disabled' | 'pending'): string {
  const person = world.people[key];
  if (person === undefined || person.status === status) return '200';
  if (isLastAdmin(world, person)) return '400 last_admin_disabled';
  if (person.status === 'active') {
    person.version += 1;
    endAll(world, key);
  }
  person.status = status;
  if (status === 'disabled') person.script = null;
  return '200';
}
