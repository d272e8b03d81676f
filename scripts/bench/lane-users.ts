import { join } from 'node:path';
import {
  getRequest,
  type Headers,
  logIn,
  loginRequest,
  meRequest,
  register,
  type Tokens,
} from './client.ts';
import type { Lane } from './lane.ts';
import { load, median } from './load.ts';
import { type ServerProcess, sourceCommand, startServer, temporaryDirectory } from './processes.ts';
import { figure, type Row, row } from './report.ts';
import { seed, seededEmail } from './seed.ts';

const fewUsers = 100;
const manyUsers = 100_000;
const users = '/api/admin/users';

interface SeededServer {
  readonly server: ServerProcess;
  readonly admin: Tokens;
  readonly count: number;
}

interface Question {
  readonly name: string;
  readonly path: (count: number) => string;
  /** The most it may take with many users. */
  readonly atMostMs: number;
}

/** What the panel asks; its table pages, counts and searches the whole of the users. */
const questions: readonly Question[] = [
  { name: 'first page', path: () => users, atMostMs: 50 },
  { name: 'last page', path: (count) => `${users}?skip=${count - 50}`, atMostMs: 100 },
  { name: 'search, many hits', path: () => `${users}?search=person`, atMostMs: 200 },
  { name: 'search, one hit', path: () => `${users}?search=${seededEmail(7)}`, atMostMs: 200 },
  { name: 'search, no hit', path: () => `${users}?search=nobody-at-all`, atMostMs: 200 },
  { name: 'pending', path: () => `${users}/pending`, atMostMs: 50 },
  { name: 'stats', path: () => '/api/admin/stats', atMostMs: 200 },
];

interface Pair {
  readonly few: number;
  readonly many: number;
}

/** What the lists of the panel and a sign-in cost, with few users and with 100,000; one request at a time. */
export const measureUsers: Lane = async ({ seconds, rounds }) => {
  const few = await startSeeded(fewUsers);
  const many = await startSeeded(manyUsers);
  const rows: Row[] = [];
  const compare = async (name: string, atMostMs: number, request: Request): Promise<void> => {
    const pairs: Pair[] = [];
    // The first round only warms up.
    for (let round = 0; round <= rounds; round += 1) {
      const pair = {
        few: await medianMs(few, seconds / 2, request),
        many: await medianMs(many, seconds / 2, request),
      };
      if (round > 0) pairs.push(pair);
    }
    rows.push(pairRow(name, atMostMs, pairs));
  };
  for (const { name, path, atMostMs } of questions) {
    const request: Request = ({ admin, count }) => getRequest(path(count), bearer(admin));
    await compare(`GET ${name}`, atMostMs, request);
  }
  await compare('POST /login', 300, ({ count }) => loginRequest(seededEmail(count - 1)));
  for (const walk of walks) rows.push(await beside(many, seconds, walk));
  await Promise.all([few.server.stop(), many.server.stop()]);
  return rows;
};

type Request = (seeded: SeededServer) => string;

async function startSeeded(count: number): Promise<SeededServer> {
  const dataDir = temporaryDirectory();
  const empty = await startServer(sourceCommand, dataDir);
  await register(empty.port);
  await empty.stop();
  seed(join(dataDir, 'anchor.db'), count);
  const server = await startServer(sourceCommand, dataDir);
  return { server, admin: await logIn(server.port), count };
}

async function medianMs(seeded: SeededServer, seconds: number, of: Request): Promise<number> {
  const request = of(seeded);
  const { port } = seeded.server;
  const result = await load({ port, seconds, connections: 1, request: () => request });
  if (result.statuses.size !== 1 || !result.statuses.has(200)) {
    throw new Error(`Answers other than 200 to: ${request.slice(0, request.indexOf('\r'))}`);
  }
  return result.p50Ms;
}

function pairRow(name: string, atMostMs: number, pairs: readonly Pair[]): Row {
  const fewMs = median(pairs.map((pair) => pair.few));
  const ratio = median(pairs.map((pair) => pair.many / pair.few));
  return row('–', `${name}, ${figure(manyUsers)} users`, {
    value: median(pairs.map((pair) => pair.many)),
    unit: 'ms',
    atMost: atMostMs,
    note: `${figure(fewMs)} ms with ${fewUsers}, × ${figure(ratio)}`,
  });
}

/** What walks a whole table. */
const walks = [
  { name: 'a search', path: `${users}?search=nobody-at-all` },
  { name: 'a search that finds everybody', path: `${users}?search=person` },
  { name: 'the counts', path: '/api/admin/stats' },
] as const;

/** How long everybody else waits while an administrator asks for the same walk all the time. */
async function beside(
  { server: { port }, admin }: SeededServer,
  seconds: number,
  walk: { readonly name: string; readonly path: string },
): Promise<Row> {
  const slow = getRequest(walk.path, bearer(admin));
  const me = meRequest(admin.access);
  const alone = await load({ port, seconds, connections: 1, request: () => me });
  const [, both] = await Promise.all([
    load({ port, seconds, connections: 1, request: () => slow }),
    load({ port, seconds, connections: 1, request: () => me }),
  ]);
  return row('–', `GET /me beside ${walk.name} of ${figure(manyUsers)} users`, {
    value: both.p99Ms,
    unit: 'ms p99',
    atMost: 10,
    note: `× ${figure(both.p99Ms / alone.p99Ms)} of alone, p50 ${figure(both.p50Ms)} ms`,
  });
}

function bearer({ access }: Tokens): Headers {
  return { Authorization: `Bearer ${access}` };
}
