import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { errorCode } from '../core/error-code.ts';
import { parsePostgresUrl } from '../core/postgres-address.ts';
import { StartupError } from '../core/startup-error.ts';
import type { TableProgress } from '../db/copy-rows.ts';
import { move, type MoveTarget } from '../features/maintenance/move/service.ts';
import { openInstance } from '../instance/open.ts';
import { createLog } from '../io/log.ts';
import { secondsSince } from './backup.ts';
import { defineCommand, optional } from './command.ts';
import { existingInstance } from './instance.ts';
import { placeOf, replacements } from './places.ts';
import type { Shell } from './shell.ts';
import { UsageError } from './usage-error.ts';

export const moveCommand = defineCommand({
  name: 'move',
  summary: 'moves everything to PostgreSQL, or back',
  operand: null,
  options: {
    to: optional('PLACE', 'postgres://… of an empty database, or a new directory'),
    'to-file': optional('FILE', 'reads the place from the first line of a file'),
  },
  notes: [
    'The settings name the old place; no server may run on it. People stay signed',
    'in. The old place is kept but refuses to start. An address with a password',
    'belongs into a file (--to-file), because the list of processes shows options.',
  ],
  async run({ options }, shell) {
    const startedAt = performance.now();
    const target = targetOf(textOf(options, shell), shell);
    const config = existingInstance(shell);
    await using closers = new AsyncDisposableStack();
    const log = createLog({ level: 'error', format: 'pretty', write: shell.err });
    const tenancy = 'server';
    const opening = {
      config,
      log,
      tenancy,
      mayBegin: false,
      replacesKeys: false,
      closers,
    } as const;
    const instance = await openInstance(opening);
    const { storage } = config;
    const onProgress = progressTo(shell);
    const moved = await move({ storage, instance, target, onProgress });
    const people = `${moved.people} ${moved.people === 1 ? 'account' : 'accounts'}`;
    const where = `from ${placeOf(storage)} to ${shown(target)}`;
    shell.out(`Moved ${people} ${where}, in ${secondsSince(startedAt)}; all copies are compared`);
    for (const line of replacements(moved.replaced)) shell.out(line);
    for (const line of nextSteps(target, instance.dataDir.path)) shell.out(line);
    return 0;
  },
});

interface Options {
  readonly to: string | null;
  readonly 'to-file': string | null;
}

function textOf({ to, 'to-file': file }: Options, shell: Shell): string {
  if ((to === null) === (file === null)) {
    throw new UsageError(
      to === null ? '"move" needs --to PLACE or --to-file FILE' : '"move" takes one place',
      'see "anchor-auth move --help"',
    );
  }
  return to ?? firstLine(resolve(shell.sources.cwd ?? '.', file ?? ''));
}

function firstLine(file: string): string {
  try {
    return readFileSync(file, 'utf8').split('\n')[0]?.trim() ?? '';
  } catch (error) {
    throw new StartupError(
      `The file ${file} of --to-file cannot be read (${errorCode(error)})`,
      'name a file with the address in its first line',
      error,
    );
  }
}

// The text may hold a password, so no message repeats it.
function targetOf(text: string, shell: Shell): MoveTarget {
  if (/^postgres(?:ql)?:/i.test(text)) {
    const parsed = parsePostgresUrl(text);
    if ('problem' in parsed) throw new UsageError(`--to ${parsed.problem}`, seeHelp);
    return { kind: 'postgres', address: parsed.value };
  }
  if (text.trim() === '' || /^[a-z][a-z0-9+.-]+:|\p{Cc}/iu.test(text)) {
    throw new UsageError('--to takes postgres://… or the path of a new directory', seeHelp);
  }
  return { kind: 'directory', path: resolve(shell.sources.cwd ?? '.', text) };
}

const seeHelp = 'see "anchor-auth move --help"';

function shown(target: MoveTarget): string {
  return target.kind === 'directory'
    ? target.path
    : placeOf({ ...target, dataDir: '', secretKey: null });
}

/** A line for each table, and one now and then for a long one. */
function progressTo(shell: Shell): (progress: TableProgress) => void {
  const step = 100_000;
  let announced = 0;
  return ({ table, rows, isDone }) => {
    if (isDone) announced = 0;
    if (isDone) shell.out(`  ${table}: ${rows}`);
    else if (rows - announced >= step) {
      announced = rows;
      shell.out(`  ${table}: ${rows} so far`);
    }
  };
}

function nextSteps(target: MoveTarget, dataDir: string): readonly string[] {
  return target.kind === 'postgres'
    ? [
        `Now set DATABASE_URL to the new address and start the server. The key in ${dataDir} is still`,
        'needed: keep it there, and give it to every further server as SECRET_KEY.',
      ]
    : [
        `Now unset DATABASE_URL and SECRET_KEY, set DATA_DIR to ${target.path} and start the server.`,
        'The key is in that directory. The old database is kept, and refuses to start.',
      ];
}
