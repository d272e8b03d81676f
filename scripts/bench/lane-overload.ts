import { burst, median } from './load.ts';
import { loginRequest, logInRepeatedly, register } from './client.ts';
import type { Lane } from './lane.ts';
import { type ServerProcess, sourceCommand, startServer } from './processes.ts';
import { row } from './report.ts';

const atOnce = 500;

/** Mark 6: more sign-ins in one moment than the machine can do. */
export const measureOverload: Lane = async ({ rounds }) => {
  const ours = await startServer(sourceCommand);
  await register(ours.port);
  await logInRepeatedly(ours.port, 5);
  const results: Overload[] = [];
  for (let round = 0; round < rounds; round += 1) results.push(await overload(ours));
  await ours.stop();

  const middle = (of: (result: Overload) => number): number => median(results.map(of));
  return [
    row('6', `${atOnce} logins at once: slowest 200`, {
      value: middle((result) => result.slowestAcceptedMs),
      unit: 'ms',
      atMost: 2000,
      note: `${middle((result) => result.accepted)} accepted`,
    }),
    row('6', `${atOnce} logins at once: slowest 503`, {
      value: middle((result) => result.slowestRefusedMs),
      unit: 'ms',
      atMost: 100,
      note: `${middle((result) => result.refused)} refused`,
    }),
    row('6', `${atOnce} logins at once: neither 200 nor 503 with Retry-After`, {
      value: Math.max(...results.map((result) => result.others)),
      unit: 'answers',
      atMost: 0,
    }),
    row('6', `${atOnce} logins at once: memory`, {
      value: Math.max(...results.map((result) => result.grownMiB)),
      unit: 'MiB more',
      atMost: 30,
    }),
  ];
};

interface Overload {
  readonly accepted: number;
  readonly refused: number;
  readonly others: number;
  readonly slowestAcceptedMs: number;
  readonly slowestRefusedMs: number;
  readonly grownMiB: number;
}

async function overload(server: ServerProcess): Promise<Overload> {
  const before = server.residentMiB();
  let peak = before;
  const sampler = setInterval(() => {
    peak = Math.max(peak, server.residentMiB());
  }, 20);
  const answers = await burst(server.port, atOnce, loginRequest());
  clearInterval(sampler);
  const accepted = answers.filter((answer) => answer.status === 200);
  const refused = answers.filter(
    (answer) => answer.status === 503 && Number(answer.header('retry-after')) >= 1,
  );
  return {
    accepted: accepted.length,
    refused: refused.length,
    others: atOnce - accepted.length - refused.length,
    slowestAcceptedMs: Math.max(...accepted.map((answer) => answer.latencyMs)),
    slowestRefusedMs: Math.max(0, ...refused.map((answer) => answer.latencyMs)),
    grownMiB: peak - before,
  };
}
