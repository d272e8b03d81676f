import { register } from './client.ts';
import type { Lane } from './lane.ts';
import { median } from './load.ts';
import { sourceCommand, startServer, startYardstick, temporaryDirectory } from './processes.ts';
import { figure, row, type Row } from './report.ts';

const starts = 7;

/** Mark 7: from nothing to the first 200, beside a bare Bun server. */
export const measureStartup: Lane = async ({ binary }) => {
  const kinds = [{ name: 'from source', command: sourceCommand, atMostMs: 200 }];
  if (binary !== null) kinds.push({ name: 'binary', command: [binary], atMostMs: 60 });
  const rows: Row[] = [];
  for (const { name, command, atMostMs } of kinds) {
    const times = await measureStarts(command);
    rows.push(
      row('7', `Cold start, ${name}`, {
        value: times.existingMs,
        unit: 'ms',
        atMost: atMostMs,
        note: `bare Bun ${figure(times.bareMs)} ms`,
      }),
      row('7', `First start with migrations, ${name}`, {
        value: times.freshMs - times.existingMs,
        unit: 'ms more',
        atMost: 100,
      }),
    );
  }
  return rows;
};

async function measureStarts(command: readonly string[]) {
  const used = temporaryDirectory();
  const first = await startServer(command, used);
  await register(first.port);
  await first.stop();

  const times = { existing: [] as number[], fresh: [] as number[], bare: [] as number[] };
  for (let round = 0; round < starts; round += 1) {
    times.bare.push(await timeStart(startYardstick('bare')));
    times.existing.push(await timeStart(startServer(command, used)));
    times.fresh.push(await timeStart(startServer(command)));
  }
  return {
    existingMs: median(times.existing),
    freshMs: median(times.fresh),
    bareMs: median(times.bare),
  };
}

async function timeStart(starting: ReturnType<typeof startServer>): Promise<number> {
  const server = await starting;
  await server.stop();
  return server.startMs;
}
