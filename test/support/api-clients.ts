// Clients of the API as others make them: by a generator, from the document that the server sends.
import { join } from 'node:path';
import { projectRoot } from './process.ts';

export interface ApiClient {
  readonly name: string;
  /** The generator's own program and its arguments; it finds `openapi.json` where it is started. */
  readonly generate: readonly string[];
  /** Further files that the generator or its reader expects, by name. */
  readonly files: (origin: string) => Readonly<Record<string, string>>;
  /**
   * The first half of a program that uses the client: it has `register`, `login`, `me` and `logout`, each
   * answering with the status and the body, and `session.token`, which the client is to send.
   */
  readonly calls: (origin: string) => string;
}

const program = (path: string) => join(projectRoot, 'node_modules', path);

const openapiTypescript: ApiClient = {
  name: 'openapi-typescript',
  generate: [program('openapi-typescript/bin/cli.js'), 'openapi.json', '--output', 'schema.ts'],
  // It reads the settings of the linter that lie beside the document, and stops at what they find.
  files: () => ({ 'redocly.yaml': 'extends:\n  - recommended\n' }),
  calls: (origin) => `
import createClient from 'openapi-fetch';
import type { paths } from './schema.ts';

const session = { token: '' };
const client = createClient<paths>({ baseUrl: '${origin}' });
client.use({
  onRequest({ request }) {
    if (session.token !== '') request.headers.set('authorization', 'Bearer ' + session.token);
    return request;
  },
});
type Answer<T, E> = { data?: T; error?: E; response: Response };
const shown = <T, E>({ data, error, response }: Answer<T, E>) => ({
  status: response.status,
  data,
  code: error,
});
const register = async (body: typeof person) =>
  shown(await client.POST('/api/auth/register', { body }));
const login = async (body: { email: string; password: string }) =>
  shown(await client.POST('/api/auth/login', { body }));
const me = async () => shown(await client.GET('/api/auth/me'));
const logout = async () => shown(await client.POST('/api/auth/logout'));
`,
};

const heyApi: ApiClient = {
  name: '@hey-api/openapi-ts',
  generate: [
    program('@hey-api/openapi-ts/bin/run.js'),
    '--input',
    'openapi.json',
    '--output',
    'client',
    '--no-log-file',
    '--silent',
  ],
  files: () => ({}),
  // It asks for the token only where the document says that an operation takes one.
  calls: (origin) => `
import { client } from './client/client.gen';
import * as api from './client';

const session = { token: '' };
client.setConfig({ baseUrl: '${origin}', auth: () => session.token });
type Answer<T, E> = { data?: T | undefined; error?: E | undefined; response?: Response | undefined };
const shown = <T, E>({ data, error, response }: Answer<T, E>) => ({
  status: response?.status,
  data,
  code: error,
});
const register = async (body: typeof person) => shown(await api.register({ body }));
const login = async (body: { email: string; password: string }) => shown(await api.login({ body }));
const me = async () => shown(await api.getMe());
const logout = async () => shown(await api.logout());
`,
};

const orval: ApiClient = {
  name: 'orval',
  generate: [program('orval/dist/bin/orval.mjs'), '--config', 'orval.config.ts'],
  files: (origin) => ({
    'orval.config.ts': `export default {
  anchor: {
    input: './openapi.json',
    output: { target: './client.ts', client: 'fetch', baseUrl: '${origin}' },
  },
};
`,
  }),
  calls: () => `
import * as api from './client';

const session = { token: '' };
const options = () => ({ headers: { authorization: 'Bearer ' + session.token } });
const register = async (body: typeof person) => shown(await api.register(body));
const login = async (body: { email: string; password: string }) => shown(await api.login(body));
const me = async () => shown(await api.getMe(options()));
const logout = async () => shown(await api.logout({}, options()));
const shown = <T extends { status: number; data: object }>({ status, data }: T) => ({
  status,
  data: data as T['data'],
  code: data as T['data'],
});
`,
};

/** Every generator whose clients must work. */
export const apiClients: readonly ApiClient[] = [openapiTypescript, heyApi, orval];

/** What becomes of a person who registers, signs in, asks who they are, and signs out. */
export interface ClientRun {
  readonly registered: number;
  readonly email: string;
  readonly farewell: string;
  readonly afterwards: { readonly status: number; readonly code: string };
}

/** The second half: the same for every client, and as strictly typed as its answers are. */
export const lifeWithClient = `
const person = {
  email: 'ada@example.com',
  password: 'correct horse battery',
  name: 'Ada Lovelace',
};
const registered = await register(person);
const signedIn = await login({ email: person.email, password: person.password });
if (signedIn.data && 'access_token' in signedIn.data) session.token = signedIn.data.access_token;
const shownMe = await me();
const email: string = shownMe.data && 'email' in shownMe.data ? shownMe.data.email : '';
const left = await logout();
const farewell = left.data && 'message' in left.data ? left.data.message : '';
const after = await me();
const code: string = after.code && 'code' in after.code ? after.code.code : '';
console.log(
  JSON.stringify({
    registered: registered.status,
    email,
    farewell,
    afterwards: { status: after.status, code },
  }),
);
export {};
`;

/** The settings of a careful reader of the generated code. */
export const clientSettings = JSON.stringify({
  compilerOptions: {
    target: 'ESNext',
    module: 'Preserve',
    moduleResolution: 'bundler',
    lib: ['ESNext', 'DOM', 'DOM.Iterable'],
    types: [],
    strict: true,
    noUncheckedIndexedAccess: true,
    allowImportingTsExtensions: true,
    noEmit: true,
    skipLibCheck: true,
  },
  include: ['life.ts'],
});
