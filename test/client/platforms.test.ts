// The typed client where apps run: the same life of a user in Bun, in Node, and on a page of another origin.
import { afterAll, expect, setDefaultTimeout, test } from 'bun:test';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import type { StoredTokens } from '../../scripts/client/runtime/options.ts';
import { visit } from '../support/browser.ts';
import { fourCorners } from '../support/images/png.ts';
import { canRun, endProcesses, runProgram } from '../support/process.ts';
import { createTestApp, type Env, type TestApp } from '../support/test-app.ts';
import { temporaryDirectory } from '../support/test-database.ts';
import { clientText, signedInAt } from '../support/typed-client.ts';

setDefaultTimeout(300_000);
afterAll(endProcesses);

const script = new Bun.Transpiler({ loader: 'ts' }).transformSync(await clientText());
const picture = fourCorners(64, 32).toString('base64');

/** A function of JavaScript: what becomes of a user, and what the client made of it. */
const life = `async (AnchorAuth, server) => {
  const refreshes = [];
  const ends = [];
  const watched = (url, init) => {
    if (url.endsWith('/refresh')) refreshes.push(init.method);
    return fetch(url, init);
  };
  const auth = new AnchorAuth({ server, fetch: watched, onSessionEnd: ({ code }) => ends.push(code) });
  const named = new AnchorAuth({ server });
  const failing = (work) => work.then(() => 'no error', (error) =>
    error.name === 'AnchorAuthError' ? error.code : error.name);
  const spoil = async () => {
    const tokens = await auth.store.get();
    await auth.store.set({ ...tokens, access_token: tokens.access_token.slice(0, -8) + 'spoiled_' });
  };
  const seen = {};
  seen.invalid = await failing(auth.register({ email: 'ada@example.com', name: 'Ada' }));
  await auth.register({ email: 'ada@example.com', password: 'correct horse battery', name: 'Ada' });
  await spoil();
  const people = await Promise.all(Array.from({ length: 50 }, () => auth.getMe()));
  seen.emails = [...new Set(people.map(({ email }) => email))];
  seen.refreshes = refreshes.length;
  const bytes = Uint8Array.from(atob('${picture}'), (letter) => letter.charCodeAt(0));
  const image = new Blob([bytes], { type: 'image/png' });
  const { profileImage } = await auth.uploadProfileImage({ image });
  seen.picture = (await auth.getProfileImage(profileImage.split('/').at(-1))).size > 0;
  const controller = new AbortController();
  controller.abort();
  seen.aborted = await failing(auth.getMe({ signal: controller.signal }));
  const headers = { 'accept-language': 'de', 'x-requested-with': 'app', traceparent: '00-1-1-00' };
  seen.headers = (await auth.getMe({ headers })).name;
  seen.wrong = await failing(named.login({ email: 'ada@example.com', password: 'wrong' }));
  const other = new AnchorAuth({ server });
  await other.login({ email: 'ada@example.com', password: 'correct horse battery' });
  await other.endOtherSessions();
  seen.over = await failing(auth.getMe());
  seen.ends = ends;
  seen.farewell = (await other.logout()).message;
  seen.afterwards = await failing(other.getMe());
  return seen;
}`;

const expected = {
  invalid: 'validation_failed',
  emails: ['ada@example.com'],
  refreshes: 1,
  picture: true,
  aborted: 'AbortError',
  headers: 'Ada',
  wrong: 'invalid_credentials',
  over: 'invalid_refresh_token',
  ends: ['invalid_refresh_token'],
  farewell: 'Logged out successfully',
  afterwards: 'authentication_required',
};

/** The server itself counts too. */
const debugging: Env = { LOG_LEVEL: 'debug', LOG_FORMAT: 'json' };

function refreshesAt(app: TestApp): number {
  return app.lines.filter((line) => line.includes('"/api/auth/refresh"')).length;
}

async function liveWith(command: string): Promise<void> {
  await using app = await createTestApp(debugging);
  using directory = temporaryDirectory();
  const at = (name: string) => join(directory.path, name);
  await Bun.write(at('anchor-auth.mjs'), script);
  const program = `import { AnchorAuth } from './anchor-auth.mjs';
console.log(JSON.stringify(await (${life})(AnchorAuth, '${app.listen()}')));
`;
  await Bun.write(at('life.mjs'), program);
  const ran = await runProgram(['life.mjs'], { command: [command], cwd: directory.path });
  expect(ran).toMatchObject({ exitCode: 0, err: '' });
  expect(JSON.parse(ran.out)).toEqual(expected);
  // The second is the one that was refused.
  expect(refreshesAt(app)).toBe(2);
}

test('in Bun', () => liveWith(process.execPath));

const isNode = [`process.exit('bun' in process.versions ? 1 : 0)`];
const node = Bun.which('node');
const hasNode = node !== null && canRun([node, '-e', ...isNode], '/');
if (!hasNode) console.log('skipped: the typed client in Node, which is not installed');

test.skipIf(!hasNode)('in Node', () => liveWith(node ?? ''));

test('where the platform has `fetch` and nothing else', async () => {
  await using app = await createTestApp();
  const { server, tokens, user } = await signedInAt(app);
  const program = `${script.replaceAll(/^export /gm, '')}
    (async (server, tokens) => {
      const present = ['URL', 'URLSearchParams', 'Blob', 'FormData', 'AbortController', 'setTimeout']
        .filter((name) => name in globalThis);
      const auth = new AnchorAuth({ server });
      await auth.store.set({ ...tokens, access_token: '' });
      const people = await Promise.all([auth.getMe(), auth.getMe()]);
      return { present, emails: people.map(({ email }) => email), left: await auth.logout() };
    })`;
  const run = runInNewContext(program, { fetch }) as (
    server: string,
    tokens: StoredTokens,
  ) => Promise<object>;
  expect(JSON.parse(JSON.stringify(await run(server, tokens)))).toEqual({
    present: [],
    emails: [user.email, user.email],
    left: { message: 'Logged out successfully' },
  });
});

test('on a page of another origin', async () => {
  using site = Bun.serve({ hostname: '127.0.0.1', port: 0, fetch: pageOrScript });
  const { origin } = site.url;
  await using app = await createTestApp({ ...debugging, CORS_ORIGINS: origin });
  const server = app.listen();
  const run = `import('/anchor-auth.js').then(({ AnchorAuth }) => (${life})(AnchorAuth, '${server}'))`;
  const refused = /status of 4\d\d/;
  await visit({ origin, path: '/', mayCall: [server], expected: refused }, async (page) => {
    expect(await page.evaluate<unknown>(run)).toEqual(expected);
  });
  expect(refreshesAt(app)).toBe(2);
});

function pageOrScript(request: Request): Response {
  const isScript = new URL(request.url).pathname === '/anchor-auth.js';
  const page = '<!doctype html><title>An app</title><link rel="icon" href="data:,">';
  const headers = { 'content-type': isScript ? 'text/javascript' : 'text/html' };
  return new Response(isScript ? script : page, { headers });
}
