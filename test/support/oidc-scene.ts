// A server, the provider it trusts, and a user's browser between the two.
import type { Answer } from './answer-rules.ts';
import type { Snapshot } from './database-snapshot.ts';
import { startProvider, type TestProvider } from './provider/provider.ts';
import { type Call, createTestApp, type Env, type TestApp } from './test-app.ts';

interface SceneOptions {
  readonly provider?: Parameters<typeof startProvider>[0];
  readonly env?: Env;
}

export type Scene = Awaited<ReturnType<typeof openScene>>;

/** Starts both; `await using` stops both. */
export async function openScene({ provider: options, env = {} }: SceneOptions = {}) {
  const provider = await startProvider(options);
  const app = await createTestApp({ ...oidcEnv(provider), ...env });
  return {
    provider,
    app,
    browser: openBrowser(app, provider),
    /** Another user's browser. */
    anotherBrowser: () => openBrowser(app, provider),
    [Symbol.asyncDispose]: async () => {
      await app[Symbol.asyncDispose]();
      await provider[Symbol.asyncDispose]();
    },
  };
}

/** What an operator sets to sign people in at this provider. */
export function oidcEnv({ issuer, clientId, clientSecret }: TestProvider): Env {
  return {
    OIDC_ENABLED: 'true',
    OIDC_ISSUER_URL: issuer,
    OIDC_CLIENT_ID: clientId,
    ...(clientSecret === null ? {} : { OIDC_CLIENT_SECRET: clientSecret }),
  };
}

/** Where the callback sent the browser. */
interface Landing {
  readonly answer: Answer;
  readonly url: URL;
  readonly query: Readonly<Record<string, string>>;
}

/** A user's browser between a server and its provider. */
export function openBrowser(app: TestApp, provider: Pick<TestProvider, 'signIn'>) {
  const jar = new Map<string, string>();
  const send = async (path: string, posted: Partial<Call> = {}): Promise<Answer> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...posted.headers, ...(cookie === '' ? {} : { cookie }) };
    const answer = await app.send({ ...posted, path, headers });
    for (const line of answer.headers.getSetCookie()) keep(jar, line);
    return answer;
  };
  const begin = async (redirect?: string, invitation?: string): Promise<URL> => {
    const query = new URLSearchParams({
      ...(redirect === undefined ? {} : { redirect }),
      ...(invitation === undefined ? {} : { invitation }),
    }).toString();
    const answer = await send(`${oidcPath}/initiate${query === '' ? '' : `?${query}`}`);
    if (answer.status !== 302) throw new Error(`initiate said ${answer.text}`);
    return new URL(answer.headers.get('location') ?? '');
  };
  const comeBack = async (parameters: URLSearchParams): Promise<Landing> => {
    const answer = await send(`${oidcPath}/callback?${parameters.toString()}`);
    if (answer.status !== 302) throw new Error(`the callback said ${answer.text}`);
    const url = new URL(answer.headers.get('location') ?? '');
    return { answer, url, query: Object.fromEntries(url.searchParams) };
  };
  /** To the provider and back, as far as the parameters of the callback. */
  const visit = async (redirect?: string) => provider.signIn(await begin(redirect));
  return {
    jar,
    /** Opens an address of the server. */
    get: (path: string) => send(path),
    /** Sends JSON to the server. */
    post: (path: string, json: unknown, headers: Call['headers'] = {}) =>
      send(path, { method: 'POST', json, headers }),
    begin,
    visit,
    comeBack,
    /** A whole sign-in, as far as our login page. */
    signIn: async (redirect?: string) => comeBack(await visit(redirect)),
    /** The same for a person who was invited. */
    comeInvited: async (invitation: string) =>
      comeBack(await provider.signIn(await begin(undefined, invitation))),
    /** What our login page does with the code in its address, as browsers send it. */
    exchange: (code: unknown, path = `${oidcPath}/exchange`, headers = browserHeaders) =>
      send(path, { method: 'POST', json: { code }, headers }),
  };
}

export const browserHeaders: Readonly<Record<string, string>> = {
  origin: 'http://localhost:3000',
  'sec-fetch-site': 'same-origin',
};

function keep(jar: Map<string, string>, line: string): void {
  const { name, value, maxAge } = Bun.Cookie.parse(line);
  if (maxAge === 0 || value === '') jar.delete(name);
  else jar.set(name, value);
}

export const oidcPath = '/api/auth/oidc';

/** Shows a login code as a program does; what is answered. */
export function exchange(app: TestApp, code: unknown): Promise<Answer> {
  return app.post(`${oidcPath}/exchange`, { code });
}

/** Every row but the answers of callbacks and the tickets of refusals, which are kept for some minutes. */
export async function lastingRows(app: TestApp): Promise<Snapshot> {
  const rows = await app.snapshot();
  const flows = rows['sign_in_flows'] ?? [];
  const lasting = flows.filter((row) => row.includes('"landing":null'));
  return { ...rows, sign_in_flows: lasting, link_tickets: [] };
}

/** The tables that have rows of a signed-in user. */
export async function traces(app: TestApp): Promise<readonly string[]> {
  const rows = await lastingRows(app);
  const tables = ['users', 'identities', 'sessions', 'exchange_codes', 'sign_in_flows'];
  return tables.filter((table) => rows[table]?.length !== 0);
}
