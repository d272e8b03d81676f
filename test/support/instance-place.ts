// The storage of an instance between its starts, for tests of the start itself.
import { loadConfig } from '../../src/config/config.ts';
import { StartupError } from '../../src/core/startup-error.ts';
import { claimSetting } from '../../src/features/settings/queries.ts';
import { createLog } from '../../src/io/log.ts';
import { createServices, type Services } from '../../src/services.ts';
import type { Env } from './environment.ts';
import { temporaryDirectory } from './test-database.ts';
import { createPostgresStorage, usesPostgres } from './test-storage.ts';

interface StartOptions {
  readonly env?: Env;
  readonly mayBegin?: boolean;
  readonly replacesKeys?: boolean;
}

type Started = Services & AsyncDisposable & { readonly lines: readonly string[] };

export interface Place extends AsyncDisposable {
  readonly dataDir: string;
  /** Starts all services there; `await using` stops them. */
  start(options?: StartOptions): Promise<Started>;
  /** The refusal of a start. */
  refusal(options?: StartOptions): Promise<StartupError>;
  /** Starts, lets it have a user, and stops. */
  begin(options?: StartOptions): Promise<void>;
}

/** A place for an instance; `databaseUrl` instead of the database that the tests of this run use. */
export async function instancePlace(databaseUrl?: string): Promise<Place> {
  await using cleanUp = new AsyncDisposableStack();
  const { path: dataDir } = cleanUp.use(temporaryDirectory());
  const given: Env | null = databaseUrl === undefined ? null : { DATABASE_URL: databaseUrl };
  const storage =
    given ?? (usesPostgres ? { DATABASE_URL: cleanUp.use(await createPostgresStorage()).url } : {});
  const start = async ({ env, ...consent }: StartOptions = {}): Promise<Started> => {
    const lines: string[] = [];
    const { config } = loadConfig({ env: { DATA_DIR: dataDir, ...storage, ...env } });
    const log = createLog({ ...config.log, write: (line) => void lines.push(line) });
    const services = await createServices({ config, log, mayBegin: true, ...consent });
    return { ...services, lines, [Symbol.asyncDispose]: () => services.close() };
  };
  const cleaners = cleanUp.move();
  return {
    dataDir,
    start,
    refusal: (options) => refusalOf(start(options)),
    async begin(options) {
      await using services = await start(options);
      await services.database.write((trx) =>
        claimSetting(trx, { key: 'bootstrapped', value: 'true', now: Date.now() }),
      );
    },
    [Symbol.asyncDispose]: () => cleaners.disposeAsync(),
  };
}

async function refusalOf(starting: Promise<Started>): Promise<StartupError> {
  const outcome = await starting.catch((error: unknown) => error);
  if (outcome instanceof StartupError) return outcome;
  if (outcome instanceof Error) throw outcome;
  await (outcome as Started).close();
  throw new Error('It started');
}
