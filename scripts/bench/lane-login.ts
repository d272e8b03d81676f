import { availableParallelism } from 'node:os';
import { loginRequest, register } from './client.ts';
import type { Lane } from './lane.ts';
import { load, type LoadResult, median } from './load.ts';
import { runYardstick, sourceCommand, startServer } from './processes.ts';
import { figure, row } from './report.ts';

const connections = 16;

/** Mark 4: sign-in beside raw bcrypt (B), many at once and alone. */
export const measureLogin: Lane = async ({ seconds, rounds }) => {
  const ours = await startServer(sourceCommand);
  await register(ours.port);
  const request = loginRequest();
  const signIn = async (count: number): Promise<LoadResult> =>
    load({ port: ours.port, seconds: seconds * 2, connections: count, request: () => request });

  await signIn(connections);
  const ratios: number[] = [];
  const extraMs: number[] = [];
  const speeds: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const raw = await runYardstick('bcrypt', seconds * 2, availableParallelism());
    const { perSecond } = await signIn(connections);
    const rawAlone = await runYardstick('bcrypt', seconds, 1);
    const alone = await signIn(1);
    ratios.push(perSecond / raw);
    speeds.push(perSecond);
    extraMs.push(alone.p50Ms - 1000 / rawAlone);
  }
  await ours.stop();
  return [
    row('4', `POST /login, ${connections} connections`, {
      value: 100 * median(ratios),
      unit: '% of B',
      atLeast: 92,
      note: `${figure(median(speeds))}/s`,
    }),
    row('4', 'POST /login alone, beyond one raw check', {
      value: median(extraMs),
      unit: 'ms',
      atMost: 3,
    }),
  ];
};
