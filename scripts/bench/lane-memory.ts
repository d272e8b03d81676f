import { loginRequest, meRequest, register } from './client.ts';
import type { Lane } from './lane.ts';
import { load } from './load.ts';
import { type ServerProcess, sourceCommand, startServer } from './processes.ts';
import { row, type Row } from './report.ts';

/** Mark 8: memory at rest, and whether it stays there. */
export const measureMemory: Lane = async ({ isFull, binary }) => {
  const rows = await measureGrowth('from source', sourceCommand, isFull);
  if (binary !== null) rows.push(...(await measureGrowth('binary', [binary], isFull)));
  return rows;
};

async function measureGrowth(
  name: string,
  command: readonly string[],
  isFull: boolean,
): Promise<Row[]> {
  const requests = isFull ? 1_000_000 : 200_000;
  const logins = isFull ? 1000 : 200;
  const ours = await startServer(command);
  const atFirst = ours.residentMiB();
  const { access } = await register(ours.port);
  const half = { requests: requests / 2, logins: logins / 2, access };
  await work(ours, half);
  const halfway = ours.residentMiB();
  await work(ours, half);
  const atLast = ours.residentMiB();
  await ours.stop();
  return [
    row('8', `Memory after the first answer, ${name}`, { value: atFirst, unit: 'MiB', atMost: 80 }),
    row('8', `Memory after ${requests / 1000}k requests and ${logins} logins, ${name}`, {
      value: atLast,
      unit: 'MiB',
      atMost: 130,
    }),
    row('8', `Memory: growth in the last half, ${name}`, {
      value: atLast - halfway,
      unit: 'MiB',
      atMost: 3,
    }),
  ];
}

interface Work {
  readonly requests: number;
  readonly logins: number;
  readonly access: string;
}

async function work({ port }: ServerProcess, { requests, logins, access }: Work): Promise<void> {
  await load({ port, connections: 16, requests, request: () => meRequest(access) });
  await load({ port, connections: 4, requests: logins, request: () => loginRequest() });
  // Gives the collector a moment, as any quiet second would.
  await Bun.sleep(1000);
}
