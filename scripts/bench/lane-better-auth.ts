import { getRequest, loginRequest, logInRepeatedly, meRequest, person } from './client.ts';
import { postRequest, refreshChains, register } from './client.ts';
import type { Lane } from './lane.ts';
import { load, type LoadResult, median } from './load.ts';
import { sourceCommand, startServer, startYardstick } from './processes.ts';
import { figure, row } from './report.ts';

const connections = 16;

// What is compared with what. Both servers read the session and its person from SQLite for every request.
// me      our GET /api/auth/me     its GET /get-session
// refresh our POST /refresh        the same GET /get-session: it has no rotation, and extends a session
//         once a day; ours writes and syncs each time, its side writes nothing
// renewal our POST /refresh        GET /get-session set to extend the session at every read
//         (updateAge 0), so that both sides write
// login   our POST /login          its POST /sign-in/email, the same bcrypt
interface Speeds {
  readonly me: number;
  readonly refresh: number;
  readonly login: number;
}

interface Round {
  readonly we: Speeds;
  readonly they: Speeds & { readonly renewal: number };
}

/** Mark 12: beside Better Auth, the sign-in library most like this server, on the same runtime and database. */
export const measureBetterAuth: Lane = async ({ seconds, rounds }) => {
  const [ours, theirs] = await Promise.all([
    startServer(sourceCommand),
    startYardstick('better-auth'),
  ]);
  const we = await prepareOurs(ours.port);
  const they = await prepareTheirs(theirs.port);
  const speed = async (requests: Requests): Promise<number> => {
    const result = await load({ seconds, connections, ...requests });
    requireSuccess(result);
    return result.perSecond;
  };

  const results: Round[] = [];
  // The first round only warms up.
  for (let round = 0; round <= rounds; round += 1) {
    const me = [await speed(we.me), await speed(they.me)] as const;
    const refresh = [await speed(we.refresh), await speed(they.me)] as const;
    const renewal = await speed(they.renewal);
    const login = [
      await speed({ ...we.login, seconds: seconds * 2 }),
      await speed({ ...they.login, seconds: seconds * 2 }),
    ] as const;
    if (round === 0) continue;
    results.push({
      we: { me: me[0], refresh: refresh[0], login: login[0] },
      they: { me: me[1], refresh: refresh[1], login: login[1], renewal },
    });
  }
  await Promise.all([ours.stop(), theirs.stop()]);
  return rowsOf(results);
};

type Requests = Pick<Parameters<typeof load>[0], 'port' | 'seconds' | 'request' | 'answered'>;

async function prepareOurs(port: number) {
  const { access } = await register(port);
  const [me, login] = [meRequest(access), loginRequest()];
  return {
    me: { port, request: () => me },
    refresh: { port, ...refreshChains(await logInRepeatedly(port, connections)) },
    login: { port, request: () => login },
  };
}

async function prepareTheirs(port: number) {
  const response = await fetch(`http://127.0.0.1:${port}/api/auth/sign-up/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(person),
  });
  const [cookie] = (response.headers.get('set-cookie') ?? '').split(';');
  if (!response.ok || cookie === undefined)
    throw new Error('Better Auth did not register the user');
  const { email, password } = person;
  const me = getRequest('/api/auth/get-session', { Cookie: cookie });
  const renewal = getRequest('/writing/get-session', { Cookie: cookie });
  const login = postRequest('/api/auth/sign-in/email', { email, password });
  await requirePerson(port, cookie);
  return {
    me: { port, request: () => me },
    renewal: { port, request: () => renewal },
    login: { port, request: () => login },
  };
}

/** It answers 200 and null to a client that is not signed in. */
async function requirePerson(port: number, cookie: string): Promise<void> {
  for (const path of ['/api/auth/get-session', '/writing/get-session']) {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { cookie } });
    const text = await response.text();
    if (!text.includes(person.email)) throw new Error(`Better Auth ${path} answered: ${text}`);
  }
}

function requireSuccess({ statuses }: LoadResult): void {
  if (statuses.size === 1 && statuses.has(200)) return;
  throw new Error(`Answers other than 200: ${[...statuses.keys()].join(', ')}`);
}

function rowsOf(results: readonly Round[]) {
  const compare = (name: keyof Speeds, other: keyof Round['they']) => {
    const middle = (of: (round: Round) => number): number => median(results.map(of));
    const [mine, its] = [middle(({ we }) => we[name]), middle(({ they }) => they[other])];
    return {
      value: middle(({ we, they }) => we[name] / they[other]),
      unit: '× Better Auth',
      note: `${figure(mine)}/s and ${figure(its)}/s`,
    };
  };
  return [
    row('12', 'GET /me beside its get-session', { ...compare('me', 'me'), atLeast: 20 }),
    row('12', 'POST /refresh beside its get-session, which writes nothing', {
      ...compare('refresh', 'refresh'),
      atLeast: 4,
    }),
    row('12', 'POST /refresh beside its get-session when that writes too', {
      ...compare('refresh', 'renewal'),
      atLeast: 4,
    }),
    row('12', 'POST /login beside its sign-in', { ...compare('login', 'login'), atLeast: 0.97 }),
  ];
}
