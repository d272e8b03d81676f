// What a developer of an app does in the first hour, each step with the commands and the programs of the README and
// the handbook. How the server and the apps are started is up to the caller, so that the tests take the same steps.
import { join, resolve } from 'node:path';
import { blocksOf, exampleCode } from '../../../test/support/verify-kit/handbook-code.ts';

type Env = Readonly<Record<string, string>>;

export interface Server {
  /** The address that people open, which is the issuer of its tokens. */
  readonly origin: string;
  stop(): Promise<void>;
}

export interface App {
  /** Asks for the protected route, with that header; answers with the status. */
  status(authorization?: string): Promise<number>;
  stop(): Promise<void>;
}

export interface AppSettings {
  readonly issuer: string;
  readonly audience: string;
}

export interface Scene {
  /** Starts the server on the directory of the scene. */
  serve(env: Env): Promise<Server>;
  /** Runs a command of the server beside it, as the handbook shows it after `anchor-auth`. */
  command(args: readonly string[]): Promise<void>;
  /** Installs and starts an example of the handbook; null when this machine cannot. */
  startApp(file: string, settings: AppSettings): Promise<App | null>;
  /** Called after each step, with the time that it took. */
  tell(step: string, seconds: number): void;
}

const root = resolve(import.meta.dir, '../../..');
const documents = ['README.md', 'src/web/handbook/apps.md'];
const blocks = await Promise.all(documents.map((path) => blocksOf(join(root, path))));

/** The command of the README or the handbook that calls a route, alone. */
function curlOf(route: string): string {
  const commands = blocks
    .flat()
    .filter(({ language }) => language === 'sh')
    .flatMap(({ text }) => text.split(/\n(?=curl )/));
  const command = commands.find((each) => each.startsWith('curl ') && each.includes(route));
  if (command === undefined) throw new Error(`No document shows how to call ${route}`);
  return command;
}

/** Takes all steps; throws at the first that does not lead to what the documents say. */
export async function takeFirstHour(scene: Scene): Promise<void> {
  await using ends = new AsyncDisposableStack();
  const step = async <Result>(text: string, work: () => Promise<Result>): Promise<Result> => {
    const startedAt = performance.now();
    const result = await work();
    scene.tell(text, (performance.now() - startedAt) / 1000);
    return result;
  };
  const closing = <Part extends { stop(): Promise<void> }>(part: Part): Part => {
    ends.defer(() => part.stop());
    return part;
  };

  const first = await step('start the server', () => scene.serve({}));
  await step('create the administrator', () => call(first, '/api/auth/register'));
  const server = await step('name the audience `reports`, start again', async () => {
    await first.stop();
    return closing(await scene.serve({ APP_AUDIENCES: 'reports' }));
  });
  const { origin: issuer } = server;
  const web = await step('write, install and start the app for Hono', () =>
    scene.startApp('hono.mjs', { issuer, audience: 'anchor' }),
  );
  if (web === null) throw new Error('The app for Hono cannot be started here');
  closing(web);
  const reports = await step('write, install and start the app for Python', () =>
    scene.startApp('notes.py', { issuer, audience: 'reports' }),
  );
  if (reports !== null) closing(reports);
  await takeUse({ server, web, reports, scene, step });
}

interface Use {
  readonly server: Server;
  readonly web: App;
  readonly reports: App | null;
  readonly scene: Scene;
  readonly step: <Result>(text: string, work: () => Promise<Result>) => Promise<Result>;
}

/** What happens when both apps run. */
async function takeUse({ server, web, reports, scene, step }: Use): Promise<void> {
  await step('call the protected routes without a token: 401', async () => {
    expectStatus(await web.status(), 401);
    if (reports !== null) expectStatus(await reports.status(), 401);
  });
  const tokens = await step('sign in', async () => tokensIn(await call(server, '/api/auth/login')));
  await step('call the app for Hono with the access token: 200', async () => {
    expectStatus(await web.status(bearer(tokens.ACCESS)), 200);
  });
  const program = await step('get an app token for `reports`', async () =>
    textIn(await call(server, '/api/auth/app-token', tokens), 'token'),
  );
  await step(
    'call the app for Python with the app token: 200, with the access token: 401',
    async () => {
      if (reports === null) return;
      expectStatus(await reports.status(bearer(program)), 200);
      expectStatus(await reports.status(bearer(tokens.ACCESS)), 401);
    },
  );
  await step('rotate the keys; both tokens are good still', async () => {
    await scene.command(['key', 'rotate']);
    expectStatus(await web.status(bearer(tokens.ACCESS)), 200);
    if (reports !== null) expectStatus(await reports.status(bearer(program)), 200);
  });
  const next = await step('refresh until another key has signed', async () =>
    refreshed(server, tokens),
  );
  await step('the apps learn the new key without a restart', async () => {
    const other = textIn(await call(server, '/api/auth/app-token', next), 'token');
    await become(200, () => web.status(bearer(next.ACCESS)));
    if (reports !== null) await become(200, () => reports.status(bearer(other)));
  });
  await step(
    'sign out: who asks the server sees it at once, the app when the token expires',
    async () => {
      await call(server, '/api/auth/logout', next);
      const isStillSignedIn = await loadCheck();
      if (await isStillSignedIn(server.origin, next.ACCESS)) throw new Error('Still signed in');
      expectStatus(await web.status(bearer(next.ACCESS)), 200);
    },
  );
}

interface Tokens {
  readonly ACCESS: string;
  readonly REFRESH: string;
}

/** Servers take a rotation over within five seconds. */
async function refreshed(server: Server, tokens: Tokens): Promise<Tokens> {
  const kid = kidOf(tokens.ACCESS);
  let next = tokens;
  while (kidOf(next.ACCESS) === kid) {
    await Bun.sleep(500);
    next = tokensIn(await call(server, '/api/auth/refresh', next));
  }
  return next;
}

function kidOf(token: string): string {
  const header = Buffer.from(token.split('.')[0] ?? '', 'base64url').toString();
  return textIn(JSON.parse(header), 'kid');
}

function bearer(token: string): string {
  return `Bearer ${token}`;
}

/** Runs the command that the documents show for a route, against the server. */
async function call({ origin }: Server, route: string, tokens?: Tokens): Promise<unknown> {
  const command = curlOf(route).replaceAll(
    /https?:\/\/(?:localhost:3000|auth\.example\.com)(?=\/)/g,
    origin,
  );
  const child = Bun.spawn(['bash', '-euc', command], {
    env: { PATH: process.env['PATH'] ?? '', ...tokens },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const text = await child.stdout.text();
  if ((await child.exited) !== 0 || text.includes('"statusCode"')) {
    throw new Error(`${command}\n${text}`);
  }
  return JSON.parse(text);
}

function tokensIn(answer: unknown): Tokens {
  return { ACCESS: textIn(answer, 'access_token'), REFRESH: textIn(answer, 'refresh_token') };
}

function textIn(answer: unknown, name: string): string {
  const value: unknown = Object(answer)[name];
  if (typeof value !== 'string') throw new Error(`The answer has no ${name}`);
  return value;
}

function expectStatus(status: number, expected: number): void {
  if (status !== expected) throw new Error(`The app answered ${status}, not ${expected}`);
}

async function become(expected: number, ask: () => Promise<number>): Promise<void> {
  while ((await ask()) !== expected) await Bun.sleep(200);
}

type Check = (issuer: string, accessToken: string) => Promise<boolean>;

/** The check of the handbook, as an app would import it. */
async function loadCheck(): Promise<Check> {
  const code = Buffer.from(exampleCode('still-signed-in.js')).toString('base64');
  const module = (await import(`data:text/javascript;base64,${code}`)) as {
    readonly isStillSignedIn: Check;
  };
  return module.isStillSignedIn;
}
