import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../app.ts';
import { type Config, loadConfig } from '../config/config.ts';
import { parsePostgresUrl, type PostgresAddress, shownAddress } from '../core/postgres-address.ts';
import { StartupError } from '../core/startup-error.ts';
import { deleteAllRows, dropAllTables, isWithoutTables } from '../db/postgres/clear.ts';
import { openPostgres } from '../db/postgres/open.ts';
import { createLog, type Log } from '../io/log.ts';
import { createServices } from '../services.ts';
import { defineCommand } from './command.ts';
import { races } from './prove/races.ts';
import { runRace, type Shown } from './prove/run-race.ts';
import { type RaceServers, raceSettings, Stage } from './prove/stage.ts';
import type { Shell } from './shell.ts';
import { UsageError } from './usage-error.ts';

const defaultRounds = 50;

export const proveDatabaseCommand = defineCommand({
  name: 'prove-database',
  summary: 'tries whether several instances can use a database',
  operand: 'URL',
  options: {
    rounds: {
      value: 'NUMBER',
      isRequired: false,
      help: `rounds of each race, ${defaultRounds} by default`,
    },
  },
  notes: [
    'The database must be empty, and is empty again afterwards. Two servers change',
    'the same rows of it at the same moment. For servers that speak the protocol of',
    'PostgreSQL and are not PostgreSQL, such as CockroachDB or YugabyteDB. With -',
    'as URL it takes the address in DATABASE_URL, which other users cannot see.',
  ],
  async run({ options, operand }, shell) {
    const rounds = Number(options.rounds ?? defaultRounds);
    if (!Number.isSafeInteger(rounds) || rounds < 1) {
      throw new UsageError(
        '--rounds takes a whole number from 1 up',
        `leave it out for ${defaultRounds}`,
      );
    }
    const url = operand === '-' ? shell.sources.env['DATABASE_URL'] : operand;
    const address = addressOf(url ?? '');
    await using servers = await openServers(address, url ?? '');
    shell.out(`Two servers change the same rows of ${shownAddress(address)}`);
    const shown = await runAll(servers, rounds, shell);
    const broken = shown.filter(({ violations }) => violations.length > 0);
    if (broken.length === 0) {
      shell.out('Every promise held: this database can be used by several instances.');
      return 0;
    }
    shell.err(
      `anchor-auth: ${broken.length} of ${shown.length} promises were broken. Do not use this database.`,
    );
    return 1;
  },
});

function addressOf(url: string): PostgresAddress {
  const parsed = parsePostgresUrl(url);
  if ('value' in parsed) return parsed.value;
  throw new UsageError(`URL ${parsed.problem}`, 'see "anchor-auth prove-database --help"');
}

async function runAll(
  servers: RaceServers,
  rounds: number,
  shell: Shell,
): Promise<readonly Shown[]> {
  const clear = () => deleteAllRows(servers.services.database.migrations);
  const shown: Shown[] = [];
  for (const race of races) {
    const result = await runRace(race, new Stage(servers), { rounds, clear });
    shown.push(result);
    const [first] = result.violations;
    const verdict =
      first === undefined ? 'held' : `BROKEN in ${result.violations.length}: ${first}`;
    shell.out(`${result.promise}: ${rounds} rounds, ${verdict}`);
  }
  return shown;
}

/** Starts the servers on an empty database; their disposal leaves it empty. */
async function openServers(
  address: PostgresAddress,
  url: string,
): Promise<RaceServers & AsyncDisposable> {
  await using parts = new AsyncDisposableStack();
  await refuseFilled(address);
  const directory = mkdtempSync(join(tmpdir(), 'anchor-auth-proof-'));
  parts.defer(() => {
    rmSync(directory, { recursive: true, force: true });
  });
  const log = createLog({ level: 'error', format: 'pretty', write: () => undefined });
  const config = configOf(directory, url);
  const services = await createServices({ config, log, tenancy: 'visitor', mayBegin: true });
  parts.defer(async () => {
    await dropAllTables(services.database.migrations);
    await services.close();
  });
  const origins = [await serve(config, log, parts), await serve(config, log, parts)] as const;
  const held = parts.move();
  return { origins, services, [Symbol.asyncDispose]: () => held.disposeAsync() };
}

async function refuseFilled(address: PostgresAddress): Promise<void> {
  const database = await openPostgres(address);
  try {
    if (await isWithoutTables(database.migrations)) return;
    throw new StartupError(
      `The database ${shownAddress(address)} is not empty`,
      'name one without tables: everything in it is deleted',
    );
  } finally {
    await database.close();
  }
}

function configOf(directory: string, url: string): Config {
  return loadConfig({ env: { ...raceSettings, DATA_DIR: directory, DATABASE_URL: url } }).config;
}

async function serve(config: Config, log: Log, parts: AsyncDisposableStack): Promise<string> {
  const services = await createServices({ config, log, tenancy: 'server', mayBegin: true });
  parts.defer(() => services.close());
  const { server } = createApp(services).listen({ hostname: '127.0.0.1', port: 0 });
  parts.defer(() => server?.stop(true));
  return `http://127.0.0.1:${server?.port}`;
}
