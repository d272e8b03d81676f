import { join } from 'node:path';
import { register } from './client.ts';
import type { Lane } from './lane.ts';
import { median } from './load.ts';
import { sourceCommand, startServer, startYardstick, temporaryDirectory } from './processes.ts';
import { figure, row, type Row } from './report.ts';
import { seed } from './seed.ts';

const starts = 7;
const sessions = 100_000;
/** As many as the seed gives to each person. */
const sessionsEach = 5;

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
      row('12f1', `Start with ${figure(sessions / 1000)}k sessions after a clean stop, ${name}`, {
        value: times.filledMs / times.existingMs,
        unit: '× the empty one',
        atMost: 1.5,
        note: `${figure(times.filledMs)} and ${figure(times.existingMs)} ms`,
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

  const filled = await filledDirectory(command);

  const times = {
    filled: [] as number[],
    existing: [] as number[],
    fresh: [] as number[],
    bare: [] as number[],
  };
  for (let round = 0; round < starts; round += 1) {
    times.bare.push(await timeStart(startYardstick('bare')));
    times.existing.push(await timeStart(startServer(command, used)));
    times.filled.push(await timeStart(startServer(command, filled)));
    times.fresh.push(await timeStart(startServer(command)));
  }
  return {
    filledMs: median(times.filled),
    existingMs: median(times.existing),
    freshMs: median(times.fresh),
    bareMs: median(times.bare),
  };
}

/** A directory with many sessions, whose server has been stopped in good order. */
async function filledDirectory(command: readonly string[]): Promise<string> {
  const directory = temporaryDirectory();
  const first = await startServer(command, directory);
  await register(first.port);
  await first.stop();
  seed(join(directory, 'anchor.db'), sessions / sessionsEach);
  // Checks what the seed has written before it serves, and leaves the mark of a clean stop.
  await timeStart(startServer(command, directory));
  return directory;
}

async function timeStart(starting: ReturnType<typeof startServer>): Promise<number> {
  const server = await starting;
  await server.stop();
  return server.startMs;
}
