// Whose instance a data directory is, before and after a restore.
import { join } from 'node:path';
import { addPerson } from '../support/people.ts';
import { createTestApp, type Env } from '../support/test-app.ts';
import { type Inhabited, namesIn } from './copies.ts';

/** A stopped instance of other people, with a secret of its own. */
export async function formerInstance(path: string, env: Env = {}): Promise<void> {
  await using app = await createTestApp({ DATA_DIR: path, ...env });
  await addPerson(app, { email: 'former@example.com' });
}

/** Whose instance a data directory is, by everything that makes one: people, secret, pictures. */
export async function ownersOf(it: Inhabited, dataDir: string, env: Env = {}): Promise<string> {
  await using app = await createTestApp({ DATA_DIR: dataDir, ...env });
  const people = await app.services.users.list(app.database.read, 9);
  const pictures = namesIn(join(dataDir, 'uploads/profiles')).length;
  const bearer = (await app.get('/api/auth/me', it.tokens.api)).status;
  return `${people
    .map(({ email }) => email)
    .toSorted()
    .join()} ${pictures} ${bearer}`;
}

export const restored = 'grace@example.com,root@example.com 1 200';
export const former = 'former@example.com 0 401';
