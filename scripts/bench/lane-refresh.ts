import { join } from 'node:path';
import { logInRepeatedly, refreshChains, register } from './client.ts';
import type { Lane } from './lane.ts';
import { load, median } from './load.ts';
import { runYardstick, sourceCommand, startServer, temporaryDirectory } from './processes.ts';
import { figure, row } from './report.ts';

const connections = 16;

/** Mark 3: durable rotations beside raw SQLite doing one after another (T). */
export const measureRefresh: Lane = async ({ seconds, rounds }) => {
  const ours = await startServer(sourceCommand);
  await register(ours.port);
  const chains = refreshChains(await logInRepeatedly(ours.port, connections));
  const rawFile = join(temporaryDirectory(), 'rotation.db');

  const ratios: number[] = [];
  const speeds: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const raw = await runYardstick('rotation', rawFile, seconds);
    const { perSecond } = await load({ port: ours.port, seconds, ...chains });
    if (round === 0) continue;
    ratios.push(perSecond / raw);
    speeds.push(perSecond);
  }
  await ours.stop();
  return [
    row('3', `POST /refresh, ${connections} connections`, {
      value: 100 * median(ratios),
      unit: '% of T',
      atLeast: 45,
      note: `${figure(median(speeds))}/s`,
    }),
  ];
};
