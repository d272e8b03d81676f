// An instance with a row in every table, its backups, and servers on them.
import { Database } from 'bun:sqlite';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type Transcript, transcript } from '../cli/transcript.ts';
import { fourCorners } from '../support/images/png.ts';
import { upload } from '../support/images/upload.ts';
import { addIdentity, addSignedIn, password } from '../support/people.ts';
import { fromSource } from '../support/process.ts';
import { createTestApp, type Env, type TestApp } from '../support/test-app.ts';
import { temporaryDirectory } from '../support/test-database.ts';

export const stamped = /-\d{8}T\d{9}Z/g;

export interface Inhabited extends AsyncDisposable {
  readonly app: TestApp;
  readonly dataDir: string;
  /** Of Grace, who has a picture, an identity at GitHub and an API token. */
  readonly tokens: { readonly access: string; readonly refresh: string; readonly api: string };
  /** An unused path. */
  path(name: string): string;
  command(line: string, env?: Env): Promise<Transcript>;
}

export const grace = 'grace@example.com';
export const clientSecret = 'canary-client-secret';

/** A running server that people use. */
export async function inhabited(env: Env = {}): Promise<Inhabited> {
  const outside = temporaryDirectory();
  const app = await createTestApp({ DATA_DIR: join(outside.path, 'data'), ...env });
  const admin = await addSignedIn(app, { email: 'root@example.com', isAdmin: true });
  await app.send({
    method: 'PATCH',
    path: '/api/admin/settings/providers/github',
    json: { clientId: 'id', clientSecret },
    bearer: admin.access_token,
  });
  const person = await addSignedIn(app, { email: grace });
  await addIdentity(app, person.user, 'github');
  await upload(app, person.access_token, fourCorners(8, 8));
  await app.send({
    method: 'PATCH',
    path: '/api/auth/profile',
    json: { language: 'fr' },
    bearer: person.access_token,
  });
  const made = await app.post('/api/auth/api-token/regenerate', {}, person.access_token);
  app.services.dataDir.markInitialized();
  return {
    app,
    dataDir: app.services.config.storage.dataDir,
    tokens: {
      access: person.access_token,
      refresh: person.refresh_token,
      api: String((made.body as Record<string, unknown>)['apiToken']),
    },
    path: (name) => join(outside.path, name),
    command: (line, more = {}) =>
      commandOn(app.services.config.storage.dataDir)(line, { ...env, ...more }),
    async [Symbol.asyncDispose]() {
      await app[Symbol.asyncDispose]();
      outside[Symbol.dispose]();
    },
  };
}

/** The modes and names in a backup of it; of the picture's name only the ending. */
export const backupModes = [
  '700',
  '600 anchor.db',
  '600 initialized',
  '600 secret.key',
  '700 uploads',
  '700 uploads/profiles',
  '600 uploads/profiles/id.png',
];

/** Starts the program with so little room for a file as if the disk were full. */
export const onFullDisk = [
  '/bin/sh',
  '-c',
  `trap '' XFSZ; ulimit -f 100; exec "$@"`,
  'sh',
  ...fromSource,
];

export function commandOn(dataDir: string) {
  return (line: string, env: Env = {}): Promise<Transcript> =>
    transcript(line.split(' '), { env: { DATA_DIR: dataDir, ...env } });
}

/** What the tokens of a person open. */
export interface Doors {
  readonly password: number;
  readonly access: number;
  readonly refresh: number;
  readonly api: number;
}

export async function doorsOf(app: TestApp, { tokens }: Inhabited): Promise<Doors> {
  const { access, refresh, api } = tokens;
  return {
    password: (await app.post('/api/auth/login', { email: grace, password })).status,
    access: (await app.get('/api/auth/me', access)).status,
    refresh: (await app.post('/api/auth/refresh', { refresh_token: refresh })).status,
    api: (await app.get('/api/auth/me', api)).status,
  };
}

/** The rows of a table in a database that no server has open. */
export function rowsIn<Row>(file: string, text: string): Row[] {
  using connection = new Database(file, { readonly: true });
  return connection.query<Row, []>(text).all();
}

/** Each path below a directory, with its mode; names of pictures are left out. */
export function modesBelow(root: string): readonly string[] {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true });
  const paths = [root, ...entries.map((entry) => join(entry.parentPath, entry.name))];
  return paths.toSorted().map((path) => {
    const name = relative(root, path).replace(/[0-9a-f-]{36}(?=\.png)/, 'id');
    return `${(statSync(path).mode & 0o777).toString(8)} ${name}`.trim();
  });
}

export function namesIn(directory: string): readonly string[] {
  return existsSync(directory) ? readdirSync(directory).toSorted() : [];
}

/** A backup of a server, and a command line for a data directory that does not exist yet. */
export async function backedUp(it: Inhabited) {
  const backup = it.path('copy');
  const { err } = await it.command(`backup ${backup}`);
  if (err.length > 0) throw new Error(err.join());
  return { backup, fresh: it.path('fresh'), command: commandOn(it.path('fresh')) };
}
