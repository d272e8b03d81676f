// What fuzzing once brought down, each by the smallest input that showed it.
import { afterAll, describe, expect, test } from 'bun:test';
import { formatId } from '../../src/core/uuid.ts';
import type { UserRow } from '../../src/features/users/service.ts';
import { claimsOf } from '../support/access-token.ts';
import { addSignedIn, startSession } from '../support/people.ts';
import { type Call, createTestApp, type TestApp } from '../support/test-app.ts';
import { sendRaw } from './raw-http.ts';

const app = await createTestApp({ RATE_LIMIT: 'off' });
const port = Number(new URL(app.listen()).port);
afterAll(() => app[Symbol.asyncDispose]());

const badHosts = ['', '[', '%', 'a b', 'a/b', 'a?b', 'a#b', 'a@b', 'a, b', 'localhost:99999', 'é'];

const requests: readonly (readonly [name: string, head: string, status: number])[] = [
  ...badHosts.flatMap((host) =>
    ['GET', 'OPTIONS', 'POST'].map(
      (method) =>
        [
          `${method} with a host that is none (${JSON.stringify(host)})`,
          `${method} /api/auth/registration-mode HTTP/1.1\r\nHost: ${host}`,
          400,
        ] as const,
    ),
  ),
  ['GET without a host as in HTTP/1.0', 'GET /health/live HTTP/1.0\r\nX: y', 200],
  ['GET without a host of an unknown address', 'GET /another/health/live HTTP/1.0\r\nX: y', 404],
  ['OPTIONS without a host as in HTTP/1.0', 'OPTIONS /health/live HTTP/1.0\r\nX: y', 204],
];

test.each([...requests])('%s is answered for what it is', async (_, head, status) => {
  const answer = await sendRaw(port, `${head}\r\nConnection: close\r\n\r\n`);
  expect(answer.text).toStartWith(`HTTP/1.1 ${status} `);
  expect(answer.text.toLowerCase()).toContain('\r\nx-request-id: ');
});

interface Party {
  readonly bearer: string;
  readonly userId: string;
  readonly sessionId: string;
}

type Ask = (other: Party) => {
  readonly method: string;
  readonly path: string;
  readonly json?: object;
};

const person = (other: Party) => `/api/admin/users/${other.userId}`;
const endSessions: Ask = (other) => ({ method: 'DELETE', path: `${person(other)}/sessions` });

/** Two requests at once, each of which takes away what the other stands on: one comes too late. */
const races: readonly (readonly [name: string, one: Ask, another: Ask])[] = [
  ['end the sessions of each other', endSessions, endSessions],
  [
    'end the sessions of one, who deletes the other',
    endSessions,
    (other) => ({ method: 'DELETE', path: person(other) }),
  ],
  [
    'end the sessions of one, who demotes the other',
    endSessions,
    (other) => ({ method: 'PATCH', path: person(other), json: { isAdmin: false } }),
  ],
  [
    'end the sessions of one, who disables the other',
    endSessions,
    (other) => ({ method: 'PATCH', path: person(other), json: { status: 'disabled' } }),
  ],
];

const endEachOther: Ask = (other) => ({
  method: 'DELETE',
  path: `/api/auth/sessions/${other.sessionId}`,
});

const ownRaces: readonly (readonly [name: string, one: Ask, another: Ask])[] = [
  ['end each other', endEachOther, endEachOther],
  ['end all others', ...twice(() => ({ method: 'DELETE', path: '/api/auth/sessions' }))],
];

describe('of two administrators who at once', () => {
  test.each([...races])('%s only the first succeeds', async (_, one, another) => {
    await using server = await createTestApp();
    const ada = partyOf(await addSignedIn(server, { isAdmin: true }));
    const grace = partyOf(await addSignedIn(server, { isAdmin: true }));
    await expectOneWinner(server, [
      { ...one(grace), bearer: ada.bearer },
      { ...another(ada), bearer: grace.bearer },
    ]);
  });
});

describe('of a user who at the same time deletes their account and', () => {
  test.each([
    ['signs out', '/api/auth/logout'],
    ['signs out in the compatibility API', '/auth/logout'],
  ])('%s only the first succeeds', async (_, path) => {
    for (const isLogoutFirst of [false, true]) {
      await using server = await createTestApp();
      await addSignedIn(server, { isAdmin: true });
      const { bearer, userId } = partyOf(await addSignedIn(server, { isAdmin: true }));
      const calls: Call[] = [
        { method: 'DELETE', path: `/api/admin/users/${userId}`, bearer },
        { method: 'POST', path, json: {}, bearer },
      ];
      await expectOneWinner(server, isLogoutFirst ? calls.toReversed() : calls);
    }
  });
});

describe('of two sessions of one person that at once', () => {
  test.each([...ownRaces])('%s one stays', async (_, one, another) => {
    await using server = await createTestApp();
    const signedIn = await addSignedIn(server);
    const first = partyOf(signedIn);
    const second = partyOf({ ...(await startSession(server, signedIn.user)), user: signedIn.user });
    await expectOneWinner(server, [
      { ...one(second), bearer: first.bearer },
      { ...another(first), bearer: second.bearer },
    ]);
    const left = await server.services.sessionList.of(signedIn.user.id, null);
    expect(left.length).toBe(1);
  });
});

function twice<T>(value: T): readonly [T, T] {
  return [value, value];
}

function partyOf(signedIn: { readonly access_token: string; readonly user: UserRow }): Party {
  const { access_token: bearer, user } = signedIn;
  return { bearer, userId: formatId(user.id), sessionId: String(claimsOf(bearer)['sid']) };
}

async function expectOneWinner(server: TestApp, calls: readonly Call[]): Promise<void> {
  const answers = await Promise.all(calls.map((call) => server.send(call)));
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 401]);
}
