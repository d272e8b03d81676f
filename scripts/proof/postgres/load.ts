// Clients of two servers that go on through every failure, and remember everything that was acknowledged.
import { password, type Reply, textIn } from '../../../src/cli/prove/stage.ts';

export interface Account {
  readonly email: string;
  access: string;
  refresh: string;
}

export interface Tally {
  answers: number;
  refused: number;
  unanswered: number;
  readonly violations: string[];
}

/** Every answer is judged: nothing but 503 with Retry-After may tell of trouble with the database. */
export class Clients {
  readonly tally: Tally = { answers: 0, refused: 0, unanswered: 0, violations: [] };
  readonly #origins: () => readonly string[];
  #turn = 0;
  #isOver = false;
  readonly #ended: string[] = [];
  readonly #registered: string[] = [];
  readonly #names = new Map<string, { account: Account; possible: Set<string> }>();

  constructor(origins: () => readonly string[]) {
    this.#origins = origins;
  }

  stop(): void {
    this.#isOver = true;
  }

  /** Sends a request to the server whose turn it is; null when no answer came, or 503. */
  async send(method: string, path: string, json?: unknown, bearer?: string): Promise<Reply | null> {
    const origins = this.#origins();
    const origin = origins[this.#turn++ % origins.length] ?? '';
    let response: Response;
    try {
      response = await fetch(origin + path, {
        method,
        headers: {
          'user-agent': 'proof',
          'x-forwarded-for': '203.0.113.7',
          ...(json === undefined ? {} : { 'content-type': 'application/json' }),
          ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
        },
        ...(json === undefined ? {} : { body: JSON.stringify(json) }),
        signal: AbortSignal.timeout(60_000),
      });
      const body = (await response.json()) as Readonly<Record<string, unknown>>;
      return this.#judge(`${method} ${path}`, response, body);
    } catch {
      this.tally.unanswered += 1;
      return null;
    }
  }

  #judge(
    what: string,
    { status, headers }: Response,
    body: Readonly<Record<string, unknown>>,
  ): Reply | null {
    this.tally.answers += 1;
    if (status < 500) return { status, body };
    this.tally.refused += 1;
    if (status !== 503) this.#violation(`${what} was answered ${status} ${JSON.stringify(body)}`);
    else if (!headers.has('retry-after'))
      this.#violation(`${what} was answered 503 without Retry-After`);
    return null;
  }

  #violation(what: string): void {
    this.tally.violations.push(what);
  }

  /** Repeats a request until it is answered, as a patient app does. */
  async insist(method: string, path: string, json?: unknown, bearer?: string): Promise<Reply> {
    for (;;) {
      const reply = await this.send(method, path, json, bearer);
      if (reply !== null) return reply;
      await Bun.sleep(50 + Math.random() * 100);
    }
  }

  async join(email: string): Promise<Account> {
    const reply = await this.insist('POST', '/api/auth/register', { email, password, name: 'P' });
    return {
      email,
      access: textIn(reply, 'access_token'),
      refresh: textIn(reply, 'refresh_token'),
    };
  }

  /** Rotates one refresh token after the other; the chain must never be signed out. */
  async refreshChain(account: Account): Promise<void> {
    while (!this.#isOver) {
      const reply = await this.insist('POST', '/api/auth/refresh', {
        refresh_token: account.refresh,
      });
      if (reply.status !== 200) {
        this.#violation(`the chain of ${account.email} was answered ${reply.status}`);
        return;
      }
      account.access = textIn(reply, 'access_token');
      account.refresh = textIn(reply, 'refresh_token');
      await Bun.sleep(20);
    }
  }

  /** Changes a name again and again; the last acknowledged one must be there at the end. */
  async renaming(account: Account): Promise<void> {
    const possible = new Set<string>();
    this.#names.set(account.email, { account, possible });
    for (let count = 0; !this.#isOver; count++) {
      const name = `name ${count}`;
      possible.add(name);
      const reply = await this.send('PATCH', '/api/auth/profile', { name }, account.access);
      if (reply?.status === 200) {
        possible.clear();
        possible.add(name);
      }
      if (reply?.status === 401) await this.#signIn(account);
      await Bun.sleep(30);
    }
  }

  async #signIn(account: Account): Promise<void> {
    const { email } = account;
    const reply = await this.insist('POST', '/api/auth/login', { email, password });
    account.access = textIn(reply, 'access_token');
    account.refresh = textIn(reply, 'refresh_token');
  }

  /** Signs in and out; a session whose end was acknowledged must never work again. */
  async signingOut(account: Account): Promise<void> {
    while (!this.#isOver) {
      await this.#signIn(account);
      const reply = await this.send('POST', '/api/auth/logout', {}, account.access);
      if (reply?.status === 200) {
        this.#ended.push(account.access);
        const me = await this.send('GET', '/api/auth/me', undefined, account.access);
        if (me?.status === 200) this.#violation('an ended session was accepted at once');
      }
      await Bun.sleep(100);
    }
  }

  /** Registers accounts; those that were acknowledged must be there at the end. */
  async registering(prefix: string): Promise<void> {
    for (let count = 0; !this.#isOver; count++) {
      const email = `${prefix}-${count}@example.com`;
      const reply = await this.send('POST', '/api/auth/register', { email, password, name: 'P' });
      if (reply?.status === 201) this.#registered.push(email);
      await Bun.sleep(100);
    }
  }

  async asking(account: Account): Promise<void> {
    while (!this.#isOver) {
      await this.send('GET', '/api/auth/me', undefined, account.access);
      await Bun.sleep(10);
    }
  }

  /** Compares what was acknowledged with what is there; returns how much was acknowledged. */
  async settle(): Promise<number> {
    for (const access of this.#ended) {
      const me = await this.insist('GET', '/api/auth/me', undefined, access);
      if (me.status === 200) this.#violation('an ended session works again');
    }
    for (const email of this.#registered) {
      const reply = await this.insist('POST', '/api/auth/register', { email, password, name: 'P' });
      if (reply.status !== 409) this.#violation(`the account ${email} is gone`);
    }
    for (const { account, possible } of this.#names.values()) {
      await this.#signIn(account);
      const me = await this.insist('GET', '/api/auth/me', undefined, account.access);
      if (!possible.has(textIn(me, 'name')))
        this.#violation(`the name of ${account.email} is an older one`);
    }
    return this.#ended.length + this.#registered.length;
  }
}
