import { base64url, randomBytes } from '../../core/tokens.ts';
import { userOf } from '../../features/users/service.ts';
import type { Services } from '../../services.ts';

/** Two running servers on one database, and the services of a third program, which prepares the races. */
export interface RaceServers {
  readonly origins: readonly [string, string];
  readonly services: Services;
}

/** The settings of the servers besides where their data is. A login code needs a provider, which is never asked. */
export const raceSettings = {
  RATE_LIMIT: 'off',
  TRUSTED_PROXIES: '127.0.0.1',
  OIDC_ENABLED: 'true',
  OIDC_ISSUER_URL: 'https://id.example.com',
  OIDC_CLIENT_ID: 'anchor-auth',
} as const;

export interface Reply {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

interface Call {
  readonly json?: unknown;
  readonly bearer?: string;
}

/** One server of the two, as an app sees it. */
export class Server {
  readonly #origin: string;

  constructor(origin: string) {
    this.#origin = origin;
  }

  post(path: string, json: unknown, bearer?: string): Promise<Reply> {
    return this.#send('POST', path, { json, ...(bearer === undefined ? {} : { bearer }) });
  }

  patch(path: string, json: unknown, bearer: string): Promise<Reply> {
    return this.#send('PATCH', path, { json, bearer });
  }

  get(path: string, bearer: string): Promise<Reply> {
    return this.#send('GET', path, { bearer });
  }

  delete(path: string, bearer: string): Promise<Reply> {
    return this.#send('DELETE', path, { bearer });
  }

  async #send(method: string, path: string, { json, bearer }: Call): Promise<Reply> {
    const response = await fetch(this.#origin + path, {
      method,
      headers: {
        'user-agent': 'anchor-auth prove-database',
        // The servers trust this peer; the address is one for documentation (RFC 5737).
        'x-forwarded-for': '203.0.113.7',
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
        ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
      },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    });
    const body: unknown = await response.json();
    return { status: response.status, body: isObject(body) ? body : {} };
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** A text in a reply; empty when it is absent. */
export function textIn({ body }: Reply, name: string): string {
  const value = body[name];
  return typeof value === 'string' ? value : '';
}

/** The password of everyone in the races. */
export const password = 'correct-horse-7-battery';

/** A signed-in user. */
export interface Racer {
  readonly email: string;
  readonly id: string;
  access: string;
  refresh: string;
}

/** Requests and preparations that several races need. */
export class Stage {
  readonly first: Server;
  readonly second: Server;
  readonly #services: Services;
  #made = 0;

  constructor({ origins, services }: RaceServers) {
    this.first = new Server(origins[0]);
    this.second = new Server(origins[1]);
    this.#services = services;
  }

  /** One of the two servers, by turns. */
  server(index: number): Server {
    return index % 2 === 0 ? this.first : this.second;
  }

  /** Runs calls at the same moment, each at the server whose turn it is. */
  together(
    count: number,
    call: (server: Server, index: number) => Promise<Reply>,
  ): Promise<readonly Reply[]> {
    return Promise.all(
      Array.from({ length: count }, (_, index) => call(this.server(index), index)),
    );
  }

  newEmail(): string {
    this.#made += 1;
    return `racer-${this.#made}-${Date.now()}@example.com`;
  }

  /** Registers and signs in; the first one becomes the administrator. */
  async join(): Promise<Racer> {
    const email = this.newEmail();
    const reply = await this.first.post('/api/auth/register', { email, password, name: 'Racer' });
    const { user } = reply.body;
    const id = isObject(user) ? String(user['id']) : '';
    return { email, id, ...tokensIn(reply) };
  }

  async signIn(racer: Racer): Promise<void> {
    const { email } = racer;
    Object.assign(racer, tokensIn(await this.first.post('/api/auth/login', { email, password })));
  }

  /** New tokens of the same session, as after a change that ended the former access token. */
  async renew(racer: Racer): Promise<void> {
    const reply = await this.first.post('/api/auth/refresh', { refresh_token: racer.refresh });
    Object.assign(racer, tokensIn(reply));
  }

  async makeAdministrator({ email }: Racer): Promise<void> {
    const { accounts, database } = this.#services;
    await accounts.makeAdmin((await userOf(database.read, email)).id, null);
  }

  /** Makes the password of a user quick to check, so that sign-ins happen at the moment of another request. */
  async hashCheaply({ email }: Racer): Promise<void> {
    const { users, database } = this.#services;
    const hash = await Bun.password.hash(password, { algorithm: 'bcrypt', cost: 4 });
    const user = await userOf(database.read, email);
    await database.write((trx) => users.setPassword(trx, user, hash));
  }

  /** A login code, as the callback of a provider gives it. */
  async loginCode({ email }: Racer): Promise<string> {
    const { database, loginCodes } = this.#services;
    const user = await userOf(database.read, email);
    const code = base64url.encode(randomBytes(32), { includePadding: false });
    const issuer = 'https://id.example.com';
    const profile = { provider: 'oidc', issuer, subject: email, sid: null } as const;
    const grant = { code, user, profile, redirect: null, notice: null };
    await database.write((trx) => loginCodes.issue(trx, grant));
    return code;
  }

  /** Whether a server still accepts an access token. */
  async isAccepted(access: string): Promise<boolean> {
    return (await this.second.get('/api/auth/me', access)).status === 200;
  }
}

function tokensIn(reply: Reply): { readonly access: string; readonly refresh: string } {
  return { access: textIn(reply, 'access_token'), refresh: textIn(reply, 'refresh_token') };
}
