import { availableParallelism } from 'node:os';
import { loginRequest, logInRepeatedly, meRequest, register } from './client.ts';
import type { Lane } from './lane.ts';
import { load, type LoadResult, median } from './load.ts';
import { runYardstick, type ServerProcess, sourceCommand, startServer } from './processes.ts';
import { figure, row } from './report.ts';

const impatientConnections = 32;
/** More than the queue has places for, so that most answers are refusals. */
const floodConnections = 128;
const connectionsOfOthers = 8;

interface Round {
  readonly idle: LoadResult;
  readonly storm: LoadResult;
  readonly logins: LoadResult;
  readonly rawChecks: number;
  readonly refusalMicroseconds: number;
  readonly refusedPerSecond: number;
}

/** Mark 12f0: clients that retry at once instead of waiting for Retry-After. */
export const measureImpatient: Lane = async ({ seconds: slice, rounds }) => {
  const seconds = slice * 2;
  const ours = await startServer(sourceCommand);
  const { access } = await register(ours.port);
  await logInRepeatedly(ours.port, 4);
  const { port } = ours;
  const others = (): Promise<LoadResult> =>
    load({ port, seconds, connections: connectionsOfOthers, request: () => meRequest(access) });
  const signIns = (connections: number): Promise<LoadResult> =>
    load({ port, seconds, connections, request: () => loginRequest() });

  await others();
  const results: Round[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const idle = await others();
    const rawChecks = await runYardstick('bcrypt', seconds, availableParallelism());
    const [storm, logins] = await Promise.all([others(), signIns(impatientConnections)]);
    const cost = await refusalCost(ours, seconds, () => signIns(floodConnections));
    results.push({ idle, storm, logins, rawChecks, ...cost });
  }
  await ours.stop();
  return rowsOf(results);
};

/** What a refused sign-in takes of the thread that answers everybody; the few good ones are counted in. */
async function refusalCost(
  server: ServerProcess,
  seconds: number,
  flood: () => Promise<LoadResult>,
): Promise<Pick<Round, 'refusalMicroseconds' | 'refusedPerSecond'>> {
  const before = server.mainThreadMs();
  const { statuses } = await flood();
  const usedMs = server.mainThreadMs() - before;
  const refused = statuses.get(503) ?? 0;
  return { refusalMicroseconds: (1000 * usedMs) / refused, refusedPerSecond: refused / seconds };
}

function rowsOf(results: readonly Round[]) {
  const middle = (of: (round: Round) => number): number => median(results.map(of));
  return [
    row('12f0', `${impatientConnections} impatient clients: logins`, {
      value: 100 * middle(({ logins, rawChecks }) => logins.perSecond / rawChecks),
      unit: '% of B',
      atLeast: 60,
      note: `${figure(middle(({ logins }) => logins.perSecond))}/s`,
    }),
    row('12f0', `${impatientConnections} impatient clients: p99 of GET /me`, {
      value: middle(({ storm, idle }) => storm.p99Ms / idle.p99Ms),
      unit: '× idle',
      atMost: 3,
      note: `${figure(middle(({ storm }) => storm.p99Ms))} ms`,
    }),
    row('12f0', `${floodConnections} impatient clients: one refused sign-in`, {
      value: middle(({ refusalMicroseconds }) => refusalMicroseconds),
      unit: 'µs',
      atMost: 60,
      note: `${figure(middle(({ refusedPerSecond }) => refusedPerSecond))}/s`,
    }),
  ];
}
