// Requests of signed-in users about their own account.
import type { Attempt, PersonRequest } from './attempt.ts';
import { textIn } from './client.ts';
import type { Facts, Known } from './facts.ts';
import {
  ending,
  freshText,
  hashOf,
  type Holding,
  type Person,
  withAudit,
  withSessionsEnded,
} from './person.ts';
import { imageForm } from './picture.ts';

/** A request that needs a session with a valid access token. */
type SessionRequest = (holding: Holding, facts: Facts, person: Person) => Attempt | null;

function signedIn(request: SessionRequest): PersonRequest {
  return (person, facts, { random }) => {
    const usable = person.holdings.filter(({ accessToken }) => accessToken !== '');
    return usable.length === 0 ? null : request(random.pick(usable), facts, person);
  };
}

const changePassword = signedIn((holding, facts, person) => {
  const newPassword = freshText('password');
  const { accessToken: bearer, sessionId } = holding;
  const body = { currentPassword: person.password, newPassword };
  const after = withSessionsEnded(withAudit(facts, 'password.changed'), sessionId);
  const { passwordHash: before, tokenVersion } = facts;
  const passwordHash = typeof before === 'string' ? { not: before } : before;
  return {
    request: 'change password',
    call: { method: 'POST', path: '/api/auth/change-password', bearer, body },
    status: 200,
    password: newPassword,
    after: () => ({ ...after, passwordHash, tokenVersion: tokenVersion + 1 }),
    learn: (answer) => {
      holding.accessToken = textIn(answer, 'access_token');
    },
  };
});

const regenerate = signedIn(({ accessToken: bearer }, facts, person) => {
  const after = withAudit(facts, 'api_token.regenerated');
  const before = person.apiToken === null ? null : hashOf(person.apiToken);
  return {
    request: 'regenerate API token',
    call: { method: 'POST', path: '/api/auth/api-token/regenerate', bearer, body: {} },
    status: 200,
    after: (body) => ({
      ...after,
      apiTokenHash: body === null ? { not: before } : hashOf(textIn(body, 'apiToken')),
    }),
    learn: (body) => {
      person.apiToken = textIn(body, 'apiToken');
    },
  };
});

const revoke = signedIn(({ accessToken: bearer }, facts) => ({
  request: 'revoke API token',
  call: { method: 'DELETE', path: '/api/auth/api-token', bearer },
  status: 200,
  after: () => ({
    ...(facts.apiTokenHash === null ? facts : withAudit(facts, 'api_token.revoked')),
    apiTokenHash: null,
  }),
}));

const changeName = signedIn(({ accessToken: bearer }, facts) => {
  const name = freshText('Name');
  return {
    request: 'change name',
    call: { method: 'PATCH', path: '/api/auth/profile', bearer, body: { name } },
    status: 200,
    after: () => ({ ...withAudit(facts, 'profile.changed'), name }),
  };
});

const bringPicture = signedIn(({ accessToken: bearer }, facts) => ({
  request: 'bring a picture',
  call: { method: 'POST', path: '/api/auth/profile/image', bearer, body: imageForm() },
  status: 200,
  after: (body) => ({
    ...withAudit(facts, 'profile.image_changed'),
    image: body === null ? { not: plain(facts.image) } : textIn(body, 'profileImage'),
  }),
}));

const removePicture = signedIn(({ accessToken: bearer }, facts) => ({
  request: 'remove the picture',
  call: { method: 'DELETE', path: '/api/auth/profile/image', bearer },
  status: 200,
  after: () => ({
    ...(facts.image === null ? facts : withAudit(facts, 'profile.image_removed')),
    image: null,
  }),
}));

const signOut = signedIn(({ accessToken: bearer, sessionId }, facts) => ({
  request: 'sign out',
  call: { method: 'POST', path: '/api/auth/logout', bearer, body: {} },
  status: 200,
  after: () => ending(withAudit(facts, 'session.ended'), sessionId),
}));

const signOutByToken: PersonRequest = ({ holdings }, facts, { random }) => {
  if (holdings.length === 0) return null;
  const { sessionId, refreshToken } = random.pick(holdings);
  return {
    request: 'sign out by refresh token',
    call: { method: 'POST', path: '/api/auth/logout', body: { refreshToken } },
    status: 200,
    after: () => ending(withAudit(facts, 'session.ended'), sessionId),
  };
};

const endSession = signedIn(({ accessToken: bearer }, facts, { holdings }) => {
  const sessionId = holdings[0]?.sessionId ?? '';
  return {
    request: 'end a session',
    call: { method: 'DELETE', path: `/api/auth/sessions/${sessionId}`, bearer },
    status: 200,
    after: () => ending(withAudit(facts, 'session.ended'), sessionId),
  };
});

const endOthers = signedIn(({ accessToken: bearer, sessionId }, facts) => ({
  request: 'end all other sessions',
  call: { method: 'DELETE', path: '/api/auth/sessions', bearer },
  status: 200,
  after: () => withSessionsEnded(withAudit(facts, 'session.others_ended'), sessionId),
}));

/** Each with its weight in the load. */
export const accountRequests: readonly (readonly [number, PersonRequest])[] = [
  [12, changeName],
  [8, regenerate],
  [4, revoke],
  [5, bringPicture],
  [2, removePicture],
  [3, changePassword],
  [1, signOut],
  [1, signOutByToken],
  [1, endSession],
  [1, endOthers],
];

function plain(value: Known<string | null>): string | null {
  return typeof value === 'string' ? value : null;
}
