// A whole server for one test: real services, real SQLite in a directory of its own, no network unless
// asked for. Every answer it gives is held against the rules that hold for all answers.
import { readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createApp } from '../../src/app.ts';
import { loadConfig } from '../../src/config/config.ts';
import type { Database } from '../../src/db/port.ts';
import { createLog } from '../../src/io/log.ts';
import { createServices, type Services } from '../../src/services.ts';
import type { Channels } from '../../src/services-messages.ts';
import { type Answer, checkAnswer } from './answer-rules.ts';
import { snapshotOf, snapshotOver, type Snapshot } from './database-snapshot.ts';
import { switchValue } from './environment.ts';
import { roundRobin } from './round-robin.ts';
import { layEmptyDatabase, temporaryDirectory } from './test-database.ts';
import { createPostgresStorage, usesPostgres } from './test-storage.ts';

export type Env = Readonly<Record<string, string>>;

export interface Call {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as `Authorization: Bearer …`. */
  readonly bearer?: string;
  /** Sent as application/json. */
  readonly json?: unknown;
  /** Sent as it is, without a content type unless `headers` has one. */
  readonly body?: string | Uint8Array<ArrayBuffer> | ReadableStream;
}

export interface TestApp extends AsyncDisposable {
  readonly services: Services;
  readonly database: Database;
  /** Every line the server logged, as written. */
  readonly lines: readonly string[];
  /** Sends a request and checks what must be true of any answer. */
  send(call: Call): Promise<Answer>;
  get(path: string, bearer?: string): Promise<Answer>;
  post(path: string, json?: unknown, bearer?: string): Promise<Answer>;
  /** From now on requests travel over a socket, so that the server sees the address of a peer; on any free port by default. */
  listen(port?: number): string;
  /** The variables that lead another process to the same instance. */
  readonly place: Env;
  /** Every row of every table except the audit log. */
  snapshot(): Promise<Snapshot>;
  /** Ends the server and starts another on the same directory. */
  restart(): Promise<void>;
}

/** Whether each server is two instances on one database, which answer in turns over a socket. */
const hasPeer = usesPostgres && switchValue('TEST_INSTANCES') === '2';
const behindBalancer: Env = hasPeer ? { TRUSTED_PROXIES: '127.0.0.1' } : {};

/**
 * Starts a server of its own; `await using` puts it away again. `channels` are how it sends messages, where not by
 * its settings.
 */
export async function createTestApp(
  env: Env = {},
  channels: Partial<Channels> = {},
): Promise<TestApp> {
  const lines: string[] = [];
  await using cleanUp = new AsyncDisposableStack();
  const directory = cleanUp.use(temporaryDirectory());
  const own =
    usesPostgres && env['DATABASE_URL'] === undefined
      ? { DATABASE_URL: cleanUp.use(await createPostgresStorage()).url, ...behindBalancer }
      : {};
  // A key that is made is announced, which is not what tests of the log are about.
  if ('DATABASE_URL' in own) {
    const key = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toHex();
    writeFileSync(join(directory.path, 'secret.key'), `${key}\n`, { mode: 0o600 });
  }
  // Tests may change the variables before a restart.
  const variables = () => ({ ...own, ...env });
  const startOne = () => start({ directory: directory.path, env: variables(), lines, channels });
  let running = await startOne();
  let peer = hasPeer ? await startOne() : null;
  const cleaners = cleanUp.move();

  const send = async (call: Call): Promise<Answer> => {
    const request = requestFor(call, running.origin);
    // Whatever port it listens on, people open it under APP_URL.
    const { host } = new URL(running.services.config.server.appUrl);
    if (running.isListening && !request.headers.has('host')) request.headers.set('host', host);
    const response = running.isListening ? await fetch(request) : await running.app.handle(request);
    const answer = await read(response);
    await checkAnswer({ method: request.method, path: call.path }, answer, running.services);
    return answer;
  };
  return {
    get services() {
      return running.services;
    },
    get database() {
      return running.services.database;
    },
    lines,
    place: { DATA_DIR: directory.path, ...own },
    send,
    get: (path, bearer) => send({ path, ...(bearer === undefined ? {} : { bearer }) }),
    post: (path, json, bearer) =>
      send({
        method: 'POST',
        path,
        ...(json === undefined ? {} : { json }),
        ...(bearer === undefined ? {} : { bearer }),
      }),
    listen(port = 0) {
      if (peer === null) return listenAt(running, port);
      const balancer = roundRobin([listenAt(running), listenAt(peer)], port);
      running.balancer = balancer;
      return (running.origin = balancer.origin);
    },
    async snapshot() {
      const { config, database } = running.services;
      const { storage } = config;
      return storage.kind === 'sqlite'
        ? snapshotOf(storage.databaseFile)
        : snapshotOver(database.read);
    },
    async restart() {
      await stop(running);
      if (peer !== null) await stop(peer);
      running = await startOne();
      if (peer !== null) peer = await startOne();
    },
    async [Symbol.asyncDispose]() {
      await stop(running);
      if (peer !== null) await stop(peer);
      await cleaners.disposeAsync();
    },
  };
}

interface Running {
  readonly services: Services;
  readonly app: ReturnType<typeof createApp>;
  origin: string;
  isListening: boolean;
  balancer?: ReturnType<typeof roundRobin>;
}

function listenAt(running: Running, port = 0): string {
  const { server } = running.app.listen({ hostname: '127.0.0.1', port });
  running.isListening = true;
  return (running.origin = `http://127.0.0.1:${server?.port}`);
}

interface Start {
  readonly directory: string;
  readonly env: Env;
  readonly lines: string[];
  readonly channels: Partial<Channels>;
}

async function start({ directory, env, lines, channels }: Start): Promise<Running> {
  const { config } = loadConfig({ env: { DATA_DIR: directory, ...env } });
  const { storage } = config;
  if (storage.kind === 'sqlite') {
    const { databaseFile } = storage;
    const isFirst = dirname(databaseFile) === directory && readdirSync(directory).length === 0;
    if (isFirst) await layEmptyDatabase(databaseFile);
  }
  const log = createLog({ ...config.log, write: (line) => void lines.push(line) });
  // The usual two seconds would let a busy machine refuse requests that a test sends at once.
  const services = await createServices({
    config,
    log,
    mayBegin: true,
    channels,
    hashing: { maxWaitMs: 240_000 },
  });
  return {
    services,
    app: compiled(createApp(services)),
    origin: 'http://localhost',
    isListening: false,
  };
}

/**
 * Elysia asks for a collection of garbage whenever it compiles an app, by default at the first request: it tidies
 * up once in the life of a server, and would do so thousands of times in that of the tests.
 */
function compiled(app: ReturnType<typeof createApp>): ReturnType<typeof createApp> {
  const { gc } = Bun;
  Object.assign(Bun, { gc: () => 0 });
  try {
    void app.fetch;
  } finally {
    Object.assign(Bun, { gc });
  }
  return app;
}

async function stop({ app, services, isListening, balancer }: Running): Promise<void> {
  await balancer?.stop();
  if (isListening) await app.server?.stop(true);
  await services.close();
}

function requestFor(call: Call, origin: string): Request {
  const headers = new Headers(call.headers);
  if (call.bearer !== undefined) headers.set('authorization', `Bearer ${call.bearer}`);
  const hasJson = 'json' in call;
  if (hasJson && !headers.has('content-type')) headers.set('content-type', 'application/json');
  const body = hasJson ? JSON.stringify(call.json) : call.body;
  return new Request(origin + call.path, {
    method: call.method ?? 'GET',
    headers,
    ...(body === undefined ? {} : { body }),
    redirect: 'manual',
  });
}

async function read(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: isJson && text !== '' ? (JSON.parse(text) as unknown) : undefined,
  };
}
