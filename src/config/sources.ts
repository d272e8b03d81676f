import { closeSync, lstatSync, openSync, readSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { errorCode } from '../core/error-code.ts';
import type { Checked } from '../core/result.ts';
import { settingNames, settings } from './env.ts';
import type { ConfigSources, SettingName } from './env.ts';

/** The text of one variable and where it came from; null when its file could not be read. */
interface RawValue {
  readonly text: string | null;
  readonly source: string;
}

/** Why one variable cannot be used. */
export interface Problem {
  /** The variable at fault, or `.env`. */
  readonly name: string;
  readonly message: string;
}

/** The text of every variable, before it is checked. */
export interface RawSettings {
  readonly values: ReadonlyMap<SettingName, RawValue>;
  readonly problems: readonly Problem[];
  /** Every name that was set, also those that are not settings. */
  readonly names: ReadonlySet<string>;
  /** The `.env` that was read. */
  readonly envFile: string | null;
}

/** Collects the text of every variable: the environment before `.env`, secrets from their files. */
export function gatherSettings(sources: ConfigSources): RawSettings {
  const dotenv = readDotenv(sources);
  const values = new Map<SettingName, RawValue>();
  const problems = [...dotenv.problems];
  const find = (name: string, keepSpaces = false): FoundText | null =>
    present(sources.env[name], { source: 'environment', keepSpaces }) ??
    present(dotenv.variables[name], { source: '.env', keepSpaces });

  for (const name of settingNames) {
    const { isSecret, isExact } = settings[name];
    const direct = find(name, isExact);
    const file = isSecret ? find(`${name}_FILE`) : null;
    if (direct !== null) values.set(name, direct);
    if (file === null) continue;
    if (direct !== null) {
      const message = `${name} and ${name}_FILE are both set; keep one of them`;
      problems.push({ name, message });
      continue;
    }
    const secret = readSecretFile(resolve(sources.cwd ?? '.', file.text), `${name}_FILE`);
    values.set(name, secret.value);
    if (secret.problem !== null) problems.push({ name, message: secret.problem });
  }
  const names = new Set([...Object.keys(sources.env), ...Object.keys(dotenv.variables)]);
  return { values, problems, names, envFile: dotenv.path };
}

interface FoundText extends RawValue {
  readonly text: string;
}

function present(
  given: string | undefined,
  origin: { readonly source: string; readonly keepSpaces: boolean },
): FoundText | null {
  const text = origin.keepSpaces ? given : given?.trim();
  return text === undefined || text === '' ? null : { text, source: origin.source };
}

interface Dotenv {
  readonly path: string | null;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly problems: readonly Problem[];
}

function readDotenv(sources: ConfigSources): Dotenv {
  for (const directory of [sources.cwd, sources.executableDir]) {
    if (directory === undefined) continue;
    const path = join(directory, '.env');
    const read = readText(path, 1_000_000);
    if ('value' in read) return { path, variables: parseEnv(read.value), problems: [] };
    if (read.problem === 'ENOENT' || isOutOfReach(path)) continue;
    // Starting without the settings in this file would be worse than not starting.
    const message = `${path} cannot be read (${read.problem}); repair or remove it`;
    return { path: null, variables: {}, problems: [{ name: '.env', message }] };
  }
  return { path: null, variables: {}, problems: [] };
}

/**
 * Whether this user may not search the directory of a path, such as root's home. A `.env` there is not meant
 * for this user, so it is skipped; a file that is visible but unreadable is a problem.
 */
function isOutOfReach(path: string): boolean {
  try {
    lstatSync(path);
    return false;
  } catch (error) {
    return errorCode(error) === 'EACCES';
  }
}

interface SecretFile {
  readonly value: RawValue;
  readonly problem: string | null;
}

// The message does not repeat the path, because the variable may hold the secret itself by mistake.
function readSecretFile(path: string, variable: string): SecretFile {
  const read = readText(path, 65_536);
  const unread = { text: null, source: variable };
  if ('problem' in read) {
    const problem = `${variable} names a file that cannot be read (${read.problem}); check its path and permissions`;
    return { value: unread, problem };
  }
  const text = read.value.replace(/(?:\r?\n)+$/, '');
  if (text === '') {
    const problem = `${variable} names an empty file; write the secret into it or unset the variable`;
    return { value: unread, problem };
  }
  return { value: { text, source: path }, problem: null };
}

/** Reads the UTF-8 text of a file (or pipe) of limited size; the problem is a short reason. */
function readText(path: string, maxBytes: number): Checked<string> {
  try {
    const bytes = readAtMost(path, maxBytes + 1);
    if (bytes.length > maxBytes) return { problem: 'it is too large' };
    return { value: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const code = 'code' in error ? String(error.code) : 'unknown';
    return { problem: error instanceof TypeError ? 'it is not UTF-8 text' : code };
  }
}

function readAtMost(path: string, maxBytes: number): Uint8Array {
  const file = openSync(path, 'r');
  try {
    const buffer = new Uint8Array(maxBytes);
    let length = 0;
    for (;;) {
      const count = readSync(file, buffer, length, maxBytes - length, null);
      length += count;
      if (count === 0) return buffer.subarray(0, length);
    }
  } finally {
    closeSync(file);
  }
}
