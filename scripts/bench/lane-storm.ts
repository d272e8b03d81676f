import { availableParallelism } from 'node:os';
import type { Answer } from './http-connection.ts';
import { loginRequest, logInRepeatedly, meRequest, refreshChains, register } from './client.ts';
import type { Lane } from './lane.ts';
import { load, type LoadResult, median } from './load.ts';
import { runYardstick, sourceCommand, startServer } from './processes.ts';
import { figure, row } from './report.ts';

const stormConnections = 32;
const connectionsEach = 8;

interface Traffic {
  readonly me: LoadResult;
  readonly refresh: LoadResult;
}

interface Round {
  readonly idle: Traffic;
  readonly storm: Traffic;
  readonly logins: LoadResult;
  readonly rawChecks: number;
}

/** Mark 5: everybody signs in at once while others work. */
export const measureStorm: Lane = async ({ seconds: slice, rounds }) => {
  const seconds = slice * 2;
  const ours = await startServer(sourceCommand);
  const { access } = await register(ours.port);
  const chains = refreshChains(await logInRepeatedly(ours.port, connectionsEach));
  const { port } = ours;

  const others = async (): Promise<Traffic> => {
    const [me, refresh] = await Promise.all([
      load({ port, seconds, connections: connectionsEach, request: () => meRequest(access) }),
      load({ port, seconds, ...chains }),
    ]);
    return { me, refresh };
  };
  const signIns = async (): Promise<LoadResult> =>
    load({
      port,
      seconds,
      connections: stormConnections,
      request: () => loginRequest(),
      answered: (_connection, answer) => retryAfterMs(answer),
    });

  await others();
  const results: Round[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const idle = await others();
    const rawChecks = await runYardstick('bcrypt', seconds, availableParallelism());
    const [storm, logins] = await Promise.all([others(), signIns()]);
    results.push({ idle, storm, logins, rawChecks });
  }
  await ours.stop();
  return rowsOf(results);
};

/** A client that waits as long as Retry-After says. */
function retryAfterMs(answer: Answer): number {
  return 1000 * Number(answer.header('retry-after') ?? 0);
}

function total({ me, refresh }: Traffic): number {
  return me.perSecond + refresh.perSecond;
}

function rowsOf(results: readonly Round[]) {
  const middle = (of: (round: Round) => number): number => median(results.map(of));
  return [
    row('5', 'Login storm: p99 of GET /me', {
      value: middle(({ storm, idle }) => storm.me.p99Ms / idle.me.p99Ms),
      unit: '× idle',
      atMost: 2,
      note: `${figure(middle(({ storm }) => storm.me.p99Ms))} ms`,
    }),
    row('5', 'Login storm: p99 of POST /refresh', {
      value: middle(({ storm, idle }) => storm.refresh.p99Ms / idle.refresh.p99Ms),
      unit: '× idle',
      atMost: 2,
      note: `${figure(middle(({ storm }) => storm.refresh.p99Ms))} ms`,
    }),
    row('5', 'Login storm: others’ throughput', {
      value: 100 * middle(({ storm, idle }) => total(storm) / total(idle)),
      unit: '% of idle',
      atLeast: 50,
      note: `${figure(middle(({ storm }) => total(storm)))}/s`,
    }),
    row('5', 'Login storm: logins', {
      value: 100 * middle(({ logins, rawChecks }) => logins.perSecond / rawChecks),
      unit: '% of B',
      atLeast: 60,
      note: `${figure(middle(({ logins }) => logins.perSecond))}/s`,
    }),
  ];
}
