// T60: what the server writes is its owner's alone, also where the surroundings leave every file open.
import { afterAll, expect, test } from 'bun:test';
import { chmodSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { imageForm } from '../support/images/upload.ts';
import { pngFile } from '../support/images/png.ts';
import { directory, endProcesses, fromSource, startServer } from '../support/process.ts';

afterAll(endProcesses);

/** A shell that leaves files open to everybody, and then becomes the server. */
const carelessly = ['/bin/sh', '-c', 'umask 000; exec "$@"', 'sh', ...fromSource];

test.skipIf(process.platform === 'win32')(
  'every file and directory of a running server is for its owner alone, whatever the umask',
  async () => {
    await using server = await startServer({ command: carelessly });
    const person = { email: 'ada@example.com', password: 'correct horse battery', name: 'Ada' };
    const answer = await server.post('/api/auth/register', person);
    const { access_token: bearer } = (await answer.json()) as { readonly access_token: string };
    const { headers, body } = imageForm(pngFile({ width: 2, height: 2 }));
    const path = `${server.origin}/api/auth/profile/image`;
    const init = { method: 'POST', headers: { ...headers, authorization: `Bearer ${bearer}` } };
    expect((await fetch(path, { ...init, body })).status).toBe(200);
    const modes = modesBelow(server.dataDir);
    expect(Object.keys(modes).map((name) => name.replace(/[^/]+\.png$/, 'id.png'))).toEqual([
      '',
      'anchor.db',
      'anchor.db-shm',
      'anchor.db-wal',
      'initialized',
      'lock.db',
      'secret.key',
      'uploads',
      'uploads/profiles',
      'uploads/profiles/id.png',
    ]);
    const wide = Object.entries(modes).filter(([, mode]) => (mode & 0o077) !== 0);
    expect(wide.map(([name, mode]) => `${name} ${mode.toString(8)}`)).toEqual([]);
  },
  300_000,
);

test.skipIf(process.platform === 'win32')(
  'a start warns of a data directory that others can look into',
  async () => {
    const dataDir = join(directory(), 'data');
    mkdirSync(dataDir);
    writeFileSync(join(dataDir, 'notes.txt'), 'not ours');
    chmodSync(dataDir, 0o755);
    await using server = await startServer({ dataDir });
    expect(server.log()).toContain(`Other users of this machine can read ${dataDir}`);
  },
  300_000,
);

/** Each path below a directory and its mode; the directory itself is ''. */
function modesBelow(root: string): Readonly<Record<string, number>> {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true });
  const paths = [root, ...entries.map((entry) => join(entry.parentPath, entry.name))];
  return Object.fromEntries(
    paths.toSorted().map((path) => [relative(root, path), statSync(path).mode & 0o777]),
  );
}
