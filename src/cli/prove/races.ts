import { password, type Racer, type Reply, type Stage, textIn } from './stage.ts';

/** A promise that must hold when two servers change the same rows at the same moment. */
export interface Race {
  /** The promise, as a sentence. */
  readonly promise: string;
  /** Whether each round needs a database without rows; otherwise only the first does. */
  readonly clearsEachRound?: boolean;
  /** Prepares the rounds; each then returns what broke the promise, or null. */
  readonly prepare: (stage: Stage) => Promise<() => Promise<string | null>>;
}

export const races: readonly Race[] = [
  {
    promise: 'of the first registrations exactly one becomes the administrator',
    clearsEachRound: true,
    prepare: (stage) => Promise.resolve(() => firstAdministrator(stage)),
  },
  {
    promise: 'an address has one account',
    prepare: (stage) => Promise.resolve(() => sameAddress(stage)),
  },
  {
    promise: 'two administrators cannot demote each other',
    async prepare(stage) {
      const pair = [await stage.join(), await stage.join()] as const;
      return () => lastAdministrator(stage, pair);
    },
  },
  {
    promise: 'a refresh token has one successor, however often it is shown at once',
    async prepare(stage) {
      const racer = await stage.join();
      return () => sameRefresh(stage, racer);
    },
  },
  {
    promise: 'a login code gives one session',
    async prepare(stage) {
      const racer = await stage.join();
      return () => sameCode(stage, racer);
    },
  },
  {
    promise: 'no refresh survives the end of all sessions',
    async prepare(stage) {
      const racer = await stage.join();
      return () => refreshAgainstEnd(stage, racer);
    },
  },
  {
    promise: 'no sign-in with the old password survives a reset',
    async prepare(stage) {
      const administrator = await stage.join();
      const racer = await stage.join();
      return () => oldPassword(stage, administrator, racer);
    },
  },
  {
    promise: 'no sign-in survives the disabling of its user',
    async prepare(stage) {
      const administrator = await stage.join();
      const racer = await stage.join();
      await stage.hashCheaply(racer);
      return () => signInAgainstDisabling(stage, administrator, racer);
    },
  },
  {
    promise: 'a user is approved or rejected, never both',
    async prepare(stage) {
      const administrator = await stage.join();
      return () => approveOrReject(stage, administrator);
    },
  },
];

async function firstAdministrator(stage: Stage): Promise<string | null> {
  const replies = await stage.together(3, (server) =>
    server.post('/api/auth/register', { email: stage.newEmail(), password, name: 'Racer' }),
  );
  const administrators = replies.filter(({ body }) =>
    JSON.stringify(body).includes('"isAdmin":true'),
  );
  return expectCount('administrators', administrators.length, 1);
}

async function sameAddress(stage: Stage): Promise<string | null> {
  const email = stage.newEmail();
  const replies = await stage.together(3, (server) =>
    server.post('/api/auth/register', { email, password, name: 'Racer' }),
  );
  return expectCount('accounts', withStatus(replies, 201).length, 1);
}

async function lastAdministrator(
  stage: Stage,
  pair: readonly [Racer, Racer],
): Promise<string | null> {
  for (const racer of pair) {
    await stage.makeAdministrator(racer);
    await stage.renew(racer);
  }
  const [one, other] = pair;
  await stage.together(2, (server, index) => {
    const [by, target] = index === 0 ? [one, other] : [other, one];
    return server.patch(`/api/admin/users/${target.id}`, { isAdmin: false }, by.access);
  });
  for (const racer of pair) await stage.renew(racer);
  const answers = await stage.together(2, (server, index) =>
    server.get('/api/admin/stats', index === 0 ? one.access : other.access),
  );
  return withStatus(answers, 200).length > 0 ? null : 'no administrator is left';
}

async function sameRefresh(stage: Stage, racer: Racer): Promise<string | null> {
  const replies = await stage.together(6, (server) =>
    server.post('/api/auth/refresh', { refresh_token: racer.refresh }),
  );
  const successors = new Set(replies.map((reply) => textIn(reply, 'refresh_token')));
  const isWell = withStatus(replies, 200).length === 6 && successors.size === 1;
  if (isWell) racer.refresh = [...successors][0] ?? '';
  else await stage.signIn(racer);
  return isWell ? null : `answers ${statuses(replies)}, ${successors.size} successors`;
}

async function sameCode(stage: Stage, racer: Racer): Promise<string | null> {
  const code = await stage.loginCode(racer);
  const replies = await stage.together(4, (server) =>
    server.post('/api/auth/oidc/exchange', { code }),
  );
  return expectCount('sessions', withStatus(replies, 200).length, 1);
}

async function refreshAgainstEnd(stage: Stage, keeper: Racer): Promise<string | null> {
  const victim = { ...keeper };
  await stage.signIn(victim);
  const replies = await stage.together(4, (server, index) =>
    index === 1
      ? server.delete('/api/auth/sessions', keeper.access)
      : server.post('/api/auth/refresh', { refresh_token: victim.refresh }),
  );
  const left = await living(stage, replies);
  if (left.length > 0) return 'a session is alive after all others were ended';
  for (const token of new Set(replies.map((reply) => textIn(reply, 'refresh_token')))) {
    const { status } = await stage.first.post('/api/auth/refresh', { refresh_token: token });
    if (token !== '' && status === 200) return 'a refresh token works after its session was ended';
  }
  return null;
}

async function oldPassword(
  stage: Stage,
  administrator: Racer,
  { email, id }: Racer,
): Promise<string | null> {
  // Each round's new password is the next round's old one.
  const old = passwords.get(id) ?? password;
  const newPassword = `${password}-${crypto.randomUUID()}`;
  passwords.set(id, newPassword);
  const replies = await stage.together(3, (server, index) =>
    index === 1
      ? server.post(`/api/admin/users/${id}/reset-password`, { newPassword }, administrator.access)
      : server.post('/api/auth/login', { email, password: old }),
  );
  if (replies[1]?.status !== 200) return `the reset was answered ${replies[1]?.status}`;
  const left = await living(stage, replies);
  return left.length === 0 ? null : 'a sign-in with the old password is alive after the reset';
}

const passwords = new Map<string, string>();

async function signInAgainstDisabling(
  stage: Stage,
  { access }: Racer,
  { email, id }: Racer,
): Promise<string | null> {
  const path = `/api/admin/users/${id}`;
  const replies = await stage.together(6, (server, index) =>
    index === 2
      ? server.patch(path, { status: 'disabled' }, access)
      : server.post('/api/auth/login', { email, password }),
  );
  await stage.first.patch(path, { status: 'active' }, access);
  for (const token of replies.map((reply) => textIn(reply, 'refresh_token'))) {
    if (token === '') continue;
    const { status } = await stage.first.post('/api/auth/refresh', { refresh_token: token });
    if (status === 200) return 'a session is alive after its user was disabled';
  }
  return null;
}

async function approveOrReject(stage: Stage, { access }: Racer): Promise<string | null> {
  const email = stage.newEmail();
  const made = await stage.first.post('/api/admin/users', { email, password, name: 'R' }, access);
  const path = `/api/admin/users/${textIn(made, 'id')}`;
  await stage.first.patch(path, { status: 'pending' }, access);
  const replies = await stage.together(2, (server, index) =>
    server.post(`${path}/${index === 0 ? 'approve' : 'reject'}`, {}, access),
  );
  return expectCount('decisions', withStatus(replies, 200).length, 1);
}

/** The access tokens among the answers that a server still accepts. */
async function living(stage: Stage, replies: readonly Reply[]): Promise<readonly string[]> {
  const tokens = replies
    .map((reply) => textIn(reply, 'access_token'))
    .filter((token) => token !== '');
  const accepted = await Promise.all(tokens.map((token) => stage.isAccepted(token)));
  return tokens.filter((_, index) => accepted[index]);
}

function withStatus(replies: readonly Reply[], status: number): readonly Reply[] {
  return replies.filter((reply) => reply.status === status);
}

function statuses(replies: readonly Reply[]): string {
  return replies.map(({ status }) => status).join(', ');
}

function expectCount(what: string, found: number, expected: number): string | null {
  return found === expected ? null : `${found} ${what} instead of ${expected}`;
}
