// The built program behind the address that others know, its first user, and tokens as an attacker would make them.
import { Database } from 'bun:sqlite';
import type { KeyObject } from 'node:crypto';
import { join } from 'node:path';
import type { SignedIn } from '../../../src/features/local-login/schema.ts';
import { headerOf } from '../access-token.ts';
import { buildProgram } from '../built-program.ts';
import { openKey, type StoredKey } from '../es256-token.ts';
import { type ServerProcess, startServer } from '../process.ts';
import { type Front, openFront } from './front.ts';

const person = { email: 'ada@example.com', password: 'correct horse battery' };

export interface KitServer {
  readonly front: Front;
  /** A new sign-in of the administrator. */
  signIn(): Promise<SignedIn>;
  /** A sign-in of a person with a temporary password. */
  signInRestricted(bearer: string): Promise<SignedIn>;
  /** A token of a signed-in person for one program. */
  appToken(audience: string, bearer: string): Promise<string>;
  rotate(options: { readonly revoke: boolean }, bearer: string): Promise<void>;
  signOut(bearer: string): Promise<void>;
  /** The server's own key that signed a token, which no attacker has. */
  privateKey(token: string): KeyObject;
}

/** Builds and starts the program; it ends with `endProcesses`. */
export async function startKitServer(): Promise<KitServer> {
  const front = openFront();
  const { command } = await buildProgram();
  const env = { APP_URL: front.origin, APP_AUDIENCES: 'reports,notes', RATE_LIMIT: 'off' };
  const server = await startServer({ command, env });
  front.target = server.origin;
  await read(server.post('/api/auth/register', { ...person, name: 'Ada Lovelace' }), 201);
  return {
    front,
    signIn: () => read<SignedIn>(server.post('/api/auth/login', person), 200),
    signInRestricted: async (bearer) => {
      const account = { ...person, email: `${crypto.randomUUID()}@example.com` };
      const asked = { ...account, name: 'Grace Hopper', mustChange: true };
      await read(server.post('/api/admin/users', asked, bearer), 201);
      return read<SignedIn>(server.post('/api/auth/login', account), 200);
    },
    appToken: async (audience, bearer) => {
      const asked = server.post('/api/auth/app-token', { audience }, bearer);
      return (await read<{ readonly token: string }>(asked, 200)).token;
    },
    rotate: (options, bearer) => read(server.post('/api/admin/keys/rotate', options, bearer), 200),
    signOut: (bearer) => read(server.post('/api/auth/logout', {}, bearer), 200),
    privateKey: (token) => privateKeyIn(server, String(headerOf(token)['kid'])),
  };
}

async function read<Content>(asked: Promise<Response>, status: number): Promise<Content> {
  const answer = await asked;
  const text = await answer.text();
  if (answer.status !== status) throw new Error(`${answer.status}: ${text}`);
  return JSON.parse(text) as Content;
}

function privateKeyIn({ dataDir }: ServerProcess, kid: string): KeyObject {
  using database = new Database(join(dataDir, 'anchor.db'), { readonly: true });
  const stored = database
    .query<Pick<StoredKey, 'kid' | 'private_sealed'>, [string]>(
      'select kid, private_sealed from signing_keys where kid = ?',
    )
    .get(kid);
  if (stored === null) throw new Error(`There is no key ${kid}`);
  return openKey(dataDir, stored);
}
