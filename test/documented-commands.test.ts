// Every shell block of the README and the handbook that calls anchor-auth or curl does what it is there for.
import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { SignedIn } from '../src/features/local-login/schema.ts';
import {
  directory,
  endProcesses,
  fromSource,
  projectRoot,
  runProgram,
  type ServerProcess,
  startServer,
} from './support/process.ts';
import { newDatabase } from './support/postgres-databases.ts';
import { copyOf } from './support/refused-start.ts';

afterAll(endProcesses);

const handbook = 'src/web/handbook';
const documents = [
  'README.md',
  ...readdirSync(join(projectRoot, handbook))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${handbook}/${name}`),
];
const callsUs = /^(?:[A-Z_]+=\S+ )*anchor-auth\b|\bcurl /m;

async function blocksOf(document: string): Promise<readonly (readonly [string, string])[]> {
  const text = await Bun.file(join(projectRoot, document)).text();
  return [...text.matchAll(/^ *```sh\n([\s\S]*?)^ *```/gm)]
    .map(([, block = '']) => block)
    .filter((block) => callsUs.test(block))
    .map((block, index) => [`${document}, block ${index + 1}`, block] as const);
}

const origins = /https?:\/\/(?:localhost:3000|auth\.example\.com)(?=\/)/g;
const shown = (await Promise.all(documents.map((document) => blocksOf(document)))).flat();
/** What two documents show alike, apart from the server it is sent to, is run once. */
const blocks = [
  ...new Map(shown.map((each) => [each[1].replaceAll(origins, ''), each] as const)).values(),
];
const password = 'correct horse battery';

/**
 * Without arguments the program would serve until it is stopped; a restore needs an empty directory; one round of each
 * race shows that the command works.
 */
const words = fromSource.map((word) => `'${word}'`).join(' ');
const programFunction = `serve_until_ready() {
  (DATA_DIR=$DATA_DIR PORT=0 exec ${words} "$@") > "$log" & local server=$!
  until grep -q 'anchor-auth is ready' "$log"; do kill -0 $server || return 1; sleep 0.05; done
  kill -TERM $server
  wait $server && cat "$log"
}
anchor-auth() {
  case "\${1:-}" in
    '') set -- config check ;;
    serve) serve_until_ready "$@"; return ;;
    backup) rm -rf "$2" ;;
    restore) local DATA_DIR; DATA_DIR=$(mktemp -d) ;;
    prove-database) set -- "$@" --rounds 1 ;;
  esac
  DATA_DIR=$DATA_DIR ${words} "$@"
}`;

async function addUser(server: ServerProcess, name: string): Promise<SignedIn> {
  const person = { email: `${name}@example.com`, password, name };
  return (await (await server.post('/api/auth/register', person)).json()) as SignedIn;
}

/** Where Ada, an administrator, and another user have accounts. */
let used = '';
let ada: SignedIn;

beforeAll(async () => {
  const server = await startServer();
  ada = await addUser(server, 'ada');
  await addUser(server, 'you');
  await server.stop();
  used = server.dataDir;
});

/** The directory of the two secrets that servers on PostgreSQL share: an empty database and the key in `dataDir`. */
async function secretsFor(dataDir: string): Promise<string> {
  const path = directory();
  const key = Bun.file(join(dataDir, 'secret.key'));
  await Bun.write(
    join(path, 'secret-key'),
    (await key.exists()) ? key : crypto.getRandomValues(new Uint8Array(32)).toHex(),
  );
  await Bun.write(join(path, 'database-url'), await newDatabase());
  return path;
}

interface Places {
  readonly backups: string;
  readonly secrets: string;
}

/** What must be there before a block can do its work. */
function preparation(block: string, { backups, secrets }: Places): string {
  if (block.includes('restore') && !block.includes('anchor-auth backup')) {
    return `anchor-auth backup ${backups}/anchor-2026-11-21`;
  }
  return block.includes('move --to ') ? `anchor-auth move --to-file ${secrets}/database-url` : ':';
}

async function run(block: string) {
  // A block that registers the first user needs a server without any.
  const isFirst = /\/register|serve --new/.test(block);
  const dataDir = isFirst ? directory() : copyOf(used);
  const serving = { dataDir, env: { RATE_LIMIT: 'off', APP_AUDIENCES: 'reports' } };
  await using server = block.includes('curl ') ? await startServer(serving) : null;
  const backups = join(directory(), 'backups');
  mkdirSync(backups);
  const secrets = /database-url|postgres:/.test(block) ? await secretsFor(dataDir) : '';
  const command = block
    .replaceAll(origins, server?.origin ?? '')
    .replaceAll('/var/lib/recovered', '/backups/anchor-2026-11-21')
    .replaceAll('/backups', backups)
    .replaceAll('/etc/anchor-auth', secrets)
    .replaceAll('/var/lib/anchor-auth-new', join(directory(), 'new'))
    .replaceAll(/DATABASE_URL=postgres:\S+/g, `DATABASE_URL=$(cat ${secrets}/database-url)`)
    .replaceAll(/DATA_DIR=\S+/g, `DATA_DIR=${dataDir}`);
  const log = `log=${join(directory(), 'log')}`;
  const before = `{ ${preparation(block, { backups, secrets })}; } >/dev/null`;
  const script = ['set -eu', log, programFunction, before, command].join('\n');
  return await runProgram([script], {
    command: ['bash', '-c'],
    env: { DATA_DIR: dataDir, ACCESS: ada.access_token, REFRESH: ada.refresh_token },
  });
}

test('the documents have such blocks', () => {
  expect(blocks.length).toBeGreaterThan(8);
});

const hasCurl = Bun.which('curl') !== null;
if (!hasCurl) console.log('skipped: documented commands that call curl, which is not installed');

test.each(blocks.filter(([, block]) => hasCurl || !block.includes('curl ')))(
  '%s',
  async (_, block) => {
    const { exitCode, out, err } = await run(block);
    expect({ exitCode, err }).toMatchObject({ exitCode: 0 });
    expect(out).not.toContain('"statusCode"');
    expect(out).not.toBe('');
  },
);
