// The typed client as apps get it: the file that the server sends, loaded as it is.
import { join } from 'node:path';
import type { AnchorAuthError } from '../../scripts/client/runtime/errors.ts';
import type { Connection } from '../../scripts/client/runtime/connection.ts';
import type { AnchorAuthOptions, StoredTokens } from '../../scripts/client/runtime/options.ts';
import type { Upload } from '../../scripts/client/runtime/platform.ts';
import type { CallOptions } from '../../scripts/client/runtime/requests.ts';
import type { SignedIn } from '../../src/features/local-login/schema.ts';
import type { Me, Session, Tokens } from '../../src/features/sessions/schema.ts';
import clientFile from '../../src/web/docs/typed-client.txt' with { type: 'file' };
import { home } from './networks.ts';
import { addSignedIn } from './people.ts';
import type { Env, TestApp } from './test-app.ts';
import { temporaryDirectory } from './test-database.ts';

/** The text of the file. */
export async function clientText(): Promise<string> {
  return await Bun.file(clientFile).text();
}

/** The methods that tests of the running client call; `types.test.ts` reads the file's own types. */
interface Client extends Pick<Connection, 'store' | 'refresh' | 'logout'> {
  register(body: object): Promise<Partial<SignedIn>>;
  login(body: object, options?: CallOptions): Promise<SignedIn>;
  getMe(options?: CallOptions): Promise<Me>;
  listSessions(options?: CallOptions): Promise<readonly Session[]>;
  endSession(id: string): Promise<object>;
  reauthenticate(body: object): Promise<Pick<Tokens, 'access_token'>>;
  updateProfile(body: object): Promise<Me>;
  uploadProfileImage(body: { readonly image: Upload }): Promise<Me>;
  getProfileImage(file: string): Promise<Blob>;
  linkProvider(provider: string): Promise<object>;
  regenerateApiToken(): Promise<{ readonly apiToken: string | null }>;
  listUsers(query?: object, options?: CallOptions): Promise<unknown>;
  getHealth(options?: CallOptions): Promise<object>;
  exchangeOidcMobile(body: object): Promise<SignedIn>;
  startOidcSignIn(query?: object): string;
}

interface ClientModule {
  readonly AnchorAuth: new (options: AnchorAuthOptions) => Client;
  readonly AnchorAuthError: typeof AnchorAuthError;
}

/** Loads the file as a module, as Bun does with any file of TypeScript. */
export async function loadClient(): Promise<ClientModule> {
  using directory = temporaryDirectory();
  const path = join(directory.path, 'anchor-auth.ts');
  await Bun.write(path, await clientText());
  return (await import(path)) as ClientModule;
}

/** Beside `fromHome` of the client, where the tests need to know from where a call comes. */
export const behindProxy: Env = { TRUSTED_PROXIES: '127.0.0.1' };

/** A refresh may be repeated only from where the session is known. */
export const fromHome = { 'x-forwarded-for': home.address };

/** A server that listens, and the tokens of a user. */
export async function signedInAt(app: TestApp) {
  const server = app.listen();
  const { user, access_token, refresh_token } = await addSignedIn(app);
  return { server, user, tokens: { access_token, refresh_token } };
}

/** What a call failed with; null when it did not. */
export async function failure(work: Promise<unknown>): Promise<unknown> {
  return await work.then(
    () => null,
    (error: unknown) => error,
  );
}

/** Why each session ended; null for one that has not. */
export async function endings(app: TestApp): Promise<readonly (string | null)[]> {
  const rows = await app.database.read.selectFrom('sessions').select('end_reason').execute();
  return rows.map((row) => row.end_reason);
}

export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | null;
  readonly body: unknown;
  readonly signal: AbortSignal | undefined;
}

/** A `fetch` that remembers what was sent; `before` may answer in place of the server, or fail. */
export function watchedFetch(before?: (sent: Sent) => Promise<Response> | undefined) {
  const sent: Sent[] = [];
  const watched: NonNullable<AnchorAuthOptions['fetch']> = async (url, init) => {
    const headers = new Headers(init.headers);
    const each: Sent = {
      method: init.method ?? '',
      path: new URL(url).pathname,
      authorization: headers.get('authorization'),
      body: init.body,
      signal: init.signal,
    };
    sent.push(each);
    return await (before?.(each) ?? fetch(url, init));
  };
  const countOf = (path: string) => sent.filter((each) => each.path === path).length;
  return { fetch: watched, sent, countOf };
}

/** A store that tells when it was changed. */
export function watchedStore(first: StoredTokens | null, beforeSet?: () => Promise<void>) {
  let kept = first;
  const changes: (StoredTokens | null)[] = [];
  return {
    changes,
    get: () => kept,
    set: async (tokens: StoredTokens | null) => {
      await beforeSet?.();
      kept = tokens;
      changes.push(tokens);
    },
  };
}
