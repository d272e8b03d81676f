import { join } from 'node:path';
import { loginRequest, logIn, meRequest, refreshChains, register, type Tokens } from './client.ts';
import type { Lane } from './lane.ts';
import { load, median } from './load.ts';
import { type ServerProcess, sourceCommand, startServer, temporaryDirectory } from './processes.ts';
import { figure, row } from './report.ts';
import { seed, seededEmail, type SeededSizes } from './seed.ts';

const connections = 16;
const smallUsers = 1000;

interface SeededServer {
  readonly server: ServerProcess;
  readonly sessions: readonly Tokens[];
  readonly chains: ReturnType<typeof refreshChains>;
  readonly sizes: SeededSizes;
}

interface Speeds {
  readonly me: number;
  readonly refresh: number;
  readonly login: number;
}

/** Marks 10 and 11: what many people cost, in speed and on disk. */
export const measureScale: Lane = async ({ seconds, rounds, users }) => {
  const small = await startSeeded(smallUsers);
  const large = await startSeeded(users);
  const results: { small: Speeds; large: Speeds }[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const result = {
      small: await measureSpeeds(small, seconds),
      large: await measureSpeeds(large, seconds),
    };
    if (round > 0) results.push(result);
  }
  await Promise.all([small.server.stop(), large.server.stop()]);

  const percent = (name: keyof Speeds): number =>
    100 * median(results.map((result) => result.large[name] / result.small[name]));
  const many = `${figure(users / 1000)}k users, ${figure(users / 200)}k refresh tokens`;
  const unit = '% of 1k users';
  const mebibytes = 1_000_000 / users / 2 ** 20;
  return [
    row('10', `GET /me with ${many}`, { value: percent('me'), unit, atLeast: 80 }),
    row('10', `POST /refresh with ${many}`, { value: percent('refresh'), unit, atLeast: 75 }),
    row('10', `POST /login with ${many}`, { value: percent('login'), unit, atLeast: 98 }),
    row('11', 'Disk for a million users', {
      value: large.sizes.userBytes * mebibytes,
      unit: 'MiB',
      atMost: 300,
    }),
    row('11', 'Disk for a million refresh tokens', {
      value: (large.sizes.sessionBytes * mebibytes) / 5,
      unit: 'MiB',
      atMost: 150,
    }),
  ];
};

async function startSeeded(users: number): Promise<SeededServer> {
  const dataDir = temporaryDirectory();
  const empty = await startServer(sourceCommand, dataDir);
  await register(empty.port);
  await empty.stop();
  const sizes = seed(join(dataDir, 'anchor.db'), users);
  const server = await startServer(sourceCommand, dataDir);
  const sessions: Tokens[] = [];
  while (sessions.length < connections) {
    sessions.push(
      await logIn(server.port, seededEmail(Math.floor((sessions.length * users) / connections))),
    );
  }
  return { server, sessions, chains: refreshChains(sessions), sizes };
}

async function measureSpeeds(seeded: SeededServer, seconds: number): Promise<Speeds> {
  const { sessions, chains } = seeded;
  const { port } = seeded.server;
  const me = await load({
    port,
    seconds,
    connections,
    request: (connection) => meRequest(sessions[connection]?.access),
  });
  const refresh = await load({ port, seconds, ...chains });
  const login = await load({
    port,
    seconds: seconds * 2,
    connections,
    request: (connection) => loginRequest(seededEmail(connection)),
  });
  return { me: me.perSecond, refresh: refresh.perSecond, login: login.perSecond };
}
