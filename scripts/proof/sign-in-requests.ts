// Requests to register, sign in and refresh.
import { attempt, type PersonRequest, type Load } from './attempt.ts';
import { type Call, textIn } from './client.ts';
import type { Facts, Known } from './facts.ts';
import {
  ending,
  freshText,
  type Holding,
  holdingIn,
  newPerson,
  type Person,
  refreshFacts,
  remember,
  withAudit,
  withSession,
} from './person.ts';

const maxSessions = 4;
/** Well within the grace period of the run, in milliseconds. */
const repeatableMs = 120_000;

/** Registers a person. */
export async function register(load: Load, email: string): Promise<Person> {
  const person = newPerson(email, freshText('password'));
  const isPending = load.mode === 'review';
  const body = { email, password: person.password, name: freshText('Name') };
  const events = isPending ? ['user.registered'] : ['user.registered', 'session.started'];
  const joined = (id: string): Facts =>
    withAudit(
      {
        id,
        name: body.name,
        status: isPending ? 'pending' : 'active',
        passwordHash: { not: null },
        tokenVersion: 1,
        image: null,
        apiTokenHash: null,
        sessions: new Map(),
        newSessions: isPending ? 0 : 1,
        audit: {},
      },
      ...events,
    );
  await attempt(load, person, {
    request: 'register',
    call: { method: 'POST', path: '/api/auth/register', body },
    status: 201,
    after: (answer) => {
      if (answer === null) return joined('');
      const facts = joined(String((answer['user'] as { readonly id: unknown }).id));
      if (isPending) return facts;
      const { sessionId, refreshHash } = refreshFacts(textIn(answer, 'refresh_token'));
      return withSession({ ...facts, newSessions: 0 }, sessionId, { refreshHash, isLive: true });
    },
    learn: (answer) => {
      if (!isPending) person.holdings.push(holdingIn(answer));
    },
  });
  return person;
}

const login: PersonRequest = (person, facts) => {
  if (facts.status !== 'active' || person.holdings.length >= maxSessions) return null;
  const { email, password } = person;
  const after = withAudit(facts, 'session.started');
  return {
    request: 'login',
    call: { method: 'POST', path: '/api/auth/login', body: { email, password } },
    status: 200,
    after: (body) => {
      if (body === null) return { ...after, newSessions: 1 };
      const { sessionId, refreshHash } = refreshFacts(textIn(body, 'refresh_token'));
      return withSession(after, sessionId, { refreshHash, isLive: true });
    },
    learn: (body) => {
      person.holdings.push(holdingIn(body));
    },
  };
};

const loginWithOldPassword: PersonRequest = (person, facts, { random }) => {
  if (person.oldPasswords.length === 0) return null;
  const body = { email: person.email, password: random.pick(person.oldPasswords) };
  return {
    request: 'login with an old password',
    call: { method: 'POST', path: '/api/auth/login', body },
    status: 401,
    after: () => withAudit(facts, 'session.failed'),
  };
};

const refresh: PersonRequest = (person, facts, { random }) => {
  if (person.holdings.length === 0) return null;
  const holding = random.pick(person.holdings);
  const { sessionId, refreshToken } = holding;
  const before = refreshFacts(refreshToken).refreshHash;
  return {
    request: 'refresh',
    call: refreshCall(refreshToken),
    status: 200,
    rotating: holding,
    twice: random.chance(0.1),
    after: (body) => {
      const refreshHash: Known<string> =
        body === null ? { not: before } : refreshFacts(textIn(body, 'refresh_token')).refreshHash;
      return withSession(facts, sessionId, { refreshHash, isLive: true });
    },
    learn: (body) => {
      renew(holding, holdingIn(body));
    },
  };
};

/** Replaces the tokens of a session. */
export function renew(holding: Holding, next: Holding): void {
  remember(holding.usedTokens, holding.refreshToken);
  holding.rotatedAtMs = performance.now();
  holding.refreshToken = next.refreshToken;
  holding.accessToken = next.accessToken;
}

export function refreshCall(token: string): Call {
  return { method: 'POST', path: '/api/auth/refresh', body: { refresh_token: token } };
}

/** Repeats the last refresh: it must return the same token and change nothing. */
const repeatRefresh: PersonRequest = (person, facts) => {
  const holding = person.holdings.find(
    ({ rotatedAtMs }) => performance.now() - rotatedAtMs < repeatableMs,
  );
  const shown = holding?.usedTokens.at(-1);
  if (holding === undefined || shown === undefined) return null;
  return {
    request: 'repeat a refresh',
    call: refreshCall(shown),
    status: 200,
    after: (body) => {
      const given = body?.['refresh_token'] ?? holding.refreshToken;
      if (given !== holding.refreshToken) throw new Error('A repeated refresh forked the session');
      return facts;
    },
  };
};

/** Uses an older refresh token again: it counts as stolen, so the session ends. */
const reuseRefresh: PersonRequest = (person, facts) => {
  const holding = person.holdings.find(({ usedTokens }) => usedTokens.length > 1);
  const shown = holding?.usedTokens.at(-2);
  if (holding === undefined || shown === undefined) return null;
  return {
    request: 'reuse a refresh token',
    call: refreshCall(shown),
    status: 401,
    after: () => ending(withAudit(facts, 'session.refresh_reused'), holding.sessionId),
  };
};

/** Each with its weight in the load. */
export const signInRequests: readonly (readonly [number, PersonRequest])[] = [
  [40, refresh],
  [6, repeatRefresh],
  [1, reuseRefresh],
  [5, login],
  [1, loginWithOldPassword],
];
