import type { Race } from '../../../src/cli/prove/races.ts';
import { runRace, type Shown } from '../../../src/cli/prove/run-race.ts';
import { raceSettings, Stage } from '../../../src/cli/prove/stage.ts';
import { loadConfig } from '../../../src/config/config.ts';
import { deleteAllRows } from '../../../src/db/postgres/clear.ts';
import { createLog } from '../../../src/io/log.ts';
import { createServices } from '../../../src/services.ts';
import { launch, started, workDirectory } from '../server.ts';

interface RaceOptions {
  /** Starts the program. */
  readonly command: readonly string[];
  /** The address of a database without tables. */
  readonly url: string;
  readonly races: readonly Race[];
  readonly rounds: number;
  readonly onShown?: (shown: Shown) => void;
}

/** Runs races of two processes on one database; returns what each has shown. */
export async function raceProcesses({
  command,
  url,
  races,
  rounds,
  onShown = () => undefined,
}: RaceOptions): Promise<readonly Shown[]> {
  const env = { ...raceSettings, DATABASE_URL: url, DATA_DIR: workDirectory() };
  await using parts = new AsyncDisposableStack();
  const start = async () => {
    const child = launch({ command: [...command, 'serve', '--new'], dataDir: env.DATA_DIR, env });
    parts.defer(() => child.kill());
    return started(child);
  };
  // One after the other, because the second needs the key that the first makes.
  const origins = [await start(), await start()] as const;
  const log = createLog({ level: 'error', format: 'json', write: () => undefined });
  const { config } = loadConfig({ env });
  const services = await createServices({ config, log, tenancy: 'visitor' });
  parts.defer(() => services.close());
  const clear = () => deleteAllRows(services.database.migrations);
  const results: Shown[] = [];
  for (const race of races) {
    const shown = await runRace(race, new Stage({ origins, services }), { rounds, clear });
    onShown(shown);
    results.push(shown);
  }
  return results;
}
