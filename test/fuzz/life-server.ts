// The server that the plain model is held against: sends the commands, keeps what they gave, and looks at
// everything that can be seen from outside.
import { AppError } from '../../src/core/errors.ts';
import { parseRefreshToken, refreshTokenHash } from '../../src/core/refresh-token.ts';
import { sha256 } from '../../src/core/tokens.ts';
import { formatId, parseId } from '../../src/core/uuid.ts';
import type { Tokens } from '../../src/features/sessions/schema.ts';
import { profile, rules } from '../identity/people-from-providers.ts';
import { claimsOf } from '../support/access-token.ts';
import { addPerson, changePerson, setSetting } from '../support/people.ts';
import type { Call, TestApp } from '../support/test-app.ts';
import { clear } from './cast.ts';
import { callOf, emailOf } from './life-calls.ts';
import type { Command } from './life-rules.ts';
import { callerOf, type World } from './life-world.ts';

/** What a command was answered, and what it gave. */
export interface Result {
  readonly outcome: string;
  readonly body: Readonly<Record<string, unknown>>;
}

const origin = { ip: null, network: 'unknown', area: null, userAgent: null, requestId: '' };

export class LifeServer {
  readonly #app: TestApp;
  readonly #people = new Map<string, string>();
  readonly #sessions = new Map<string, string>();
  readonly #access = new Map<string, string>();
  readonly #refresh = new Map<string, string>();
  readonly #scripts = new Map<string, string>();

  private constructor(app: TestApp) {
    this.#app = app;
  }

  /** The server with only the people of a new world. */
  static async start(app: TestApp, world: World): Promise<LifeServer> {
    const server = new LifeServer(app);
    await clear(app);
    await setSetting(app, 'registration.mode', world.mode);
    for (const [key, { name, isAdmin, isProven }] of Object.entries(world.people)) {
      const user = await addPerson(app, { email: emailOf(name), name, isAdmin });
      if (isProven) await changePerson(app, user, { is_proven: 1 });
      server.#people.set(key, formatId(user.id));
    }
    return server;
  }

  async run(command: Command): Promise<Result> {
    try {
      return await this.#send(command);
    } catch (error) {
      if (error instanceof AppError) return { outcome: `${error.status} ${error.code}`, body: {} };
      throw error;
    }
  }

  async #send(command: Command): Promise<Result> {
    const { kind, name } = command;
    const email = emailOf(name);
    const someone = profile({ email, subject: `${name}-at-the-provider`, name });
    const { identity, links, sessions } = this.#app.services;
    const bearer = this.#access.get(command.access) ?? 'none';
    if (kind === 'arrive') return this.#arrive(identity, someone);
    if (kind === 'link' || kind === 'unlink') {
      const person = await sessions.authenticate(bearer);
      const own = profile({ email: person.me.email, subject: `${person.me.name}-at-the-provider` });
      if (kind === 'link')
        await links.add(person, { profile: own, origin }, () => Promise.resolve());
      else await links.remove(person, 'oidc', origin);
      return { outcome: '200', body: {} };
    }
    const { status, body } = await this.#app.send(this.#callOf(command, bearer));
    const { code, ...rest } = (body ?? {}) as Record<string, unknown>;
    return {
      outcome: typeof code === 'string' ? `${status} ${code}` : String(status),
      body: rest,
    };
  }

  async #arrive(
    identity: TestApp['services']['identity'],
    someone: ReturnType<typeof profile>,
  ): Promise<Result> {
    const { sessions, sessionStart } = this.#app.services;
    const { result } = await identity.arrive({
      profile: someone,
      rules,
      origin,
      admit: (trx, user) =>
        sessionStart.start(trx, { user, provider: 'oidc', origin, providerSession: null }),
    });
    return { outcome: '200', body: { ...(await sessions.issueTokens(result.session)) } };
  }

  #callOf(command: Command, bearer: string): Call {
    const none = crypto.randomUUID();
    return callOf(command, {
      bearer,
      refresh_token: this.#refresh.get(command.refresh) ?? '0'.repeat(128),
      script: this.#scripts.get(command.script) ?? 'none',
      session: this.#sessions.get(command.session) ?? none,
      user: this.#people.get(command.target) ?? none,
    });
  }

  /** Keeps what a command gave, under the key that the model gave it. */
  keep({ id, kind, refresh }: Command, { body }: Result, world: World): readonly string[] {
    const { access_token, refresh_token, apiToken } = body as Partial<Tokens> & {
      readonly apiToken?: string | null;
    };
    if (apiToken) this.#scripts.set(id, apiToken);
    if (access_token !== undefined) {
      this.#access.set(id, access_token);
      this.#sessions.set(world.access[id]?.session ?? '', String(claimsOf(access_token)['sid']));
    }
    if (refresh_token === undefined) return [];
    const key = kind === 'refresh' ? `${refresh}'` : id;
    const before = this.#refresh.get(key) ?? refresh_token;
    this.#refresh.set(key, refresh_token);
    return before === refresh_token ? [] : [`${refresh} was traded for two different tokens`];
  }

  /** Everything that is not as the model has it. */
  async differences(world: World): Promise<readonly string[]> {
    return [
      ...(await this.#ofPeople(world)),
      ...(await this.#ofSessions(world)),
      ...(await this.#ofTokens(world)),
    ];
  }

  async #ofPeople(world: World): Promise<readonly string[]> {
    const { users } = await this.#app.services.admin.users({ take: '200' });
    const rows = await this.#app.database.read
      .selectFrom('users')
      .leftJoin('api_tokens', 'user_id', 'id')
      .select(['id', 'token_version', 'is_proven', 'token_hash'])
      .execute();
    const inside = new Map(
      rows.map((row) => [
        formatId(row.id),
        `${row.token_version} ${row.is_proven} ${row.token_hash?.toHex()}`,
      ]),
    );
    const seen = users.map(({ id, name, status, isAdmin, identities }) =>
      [name, status, isAdmin, identities.join('+'), inside.get(id)].join(' '),
    );
    const meant = Object.entries(world.people).map(([key, person]) => {
      const found = users.find((user) => user.name === person.name);
      if (found !== undefined) this.#people.set(key, found.id);
      const { name, status, isAdmin, version, isProven } = person;
      const script = person.script === null ? undefined : this.#scripts.get(person.script);
      const hash = script === undefined ? undefined : sha256(script).toHex();
      return [
        name,
        status,
        isAdmin,
        methodsOf(person),
        version,
        isProven ? 1 : 0,
        String(hash),
      ].join(' ');
    });
    const admins = users.filter((user) => user.isAdmin && user.status === 'active');
    return [
      ...(admins.length === 0 ? ['there is no administrator'] : []),
      ...(same(seen, meant) ? [] : [`people are ${seen.join('; ')} and not ${meant.join('; ')}`]),
    ];
  }

  async #ofSessions(world: World): Promise<readonly string[]> {
    const rows = await this.#app.database.read.selectFrom('sessions').selectAll().execute();
    const seen = rows
      .filter((row) => row.ended_at === null)
      .map((row) => `${formatId(row.id)} ${row.refresh_hash.toHex()} ${row.refresh_expires_at}`);
    const meant = Object.entries(world.sessions)
      .filter(([, session]) => !session.isEnded && session.owner in world.people)
      .map(([key, { live, expiresAt }]) => {
        const token = parseRefreshToken(this.#refresh.get(live) ?? '');
        const hash = token === null ? 'none' : refreshTokenHash(token).toHex();
        return `${this.#sessions.get(key)} ${hash} ${expiresAt}`;
      });
    const listed: string[] = [];
    for (const id of this.#people.values()) {
      const owner = parseId(id);
      const list = owner === null ? [] : await this.#app.services.sessionList.of(owner, null);
      listed.push(...list.map((session) => session.id));
    }
    const shown = Object.entries(world.sessions)
      .filter(
        ([, { isEnded, owner, expiresAt }]) =>
          !isEnded && owner in world.people && expiresAt > world.now,
      )
      .map(([key]) => String(this.#sessions.get(key)));
    return [
      ...(same(seen, meant) ? [] : [`sessions are ${seen.join('; ')} and not ${meant.join('; ')}`]),
      ...(same(listed, shown)
        ? []
        : [`listed are ${listed.join(', ')} and not ${shown.join(', ')}`]),
    ];
  }

  async #ofTokens(world: World): Promise<readonly string[]> {
    const problems: string[] = [];
    const ask = async (
      label: string,
      bearer: string | undefined,
      person: World['people'][string] | null,
    ) => {
      const { status, body } = await this.#app.get('/api/auth/me', bearer ?? 'none');
      const { isAdmin, authIdentities } = (body ?? {}) as Record<string, unknown>;
      const seen = [status, isAdmin, String(authIdentities).replaceAll(',', '+')].join(' ');
      const meant = [200, person?.isAdmin, person === null ? '' : methodsOf(person)].join(' ');
      if (person === null ? status !== 401 : seen !== meant) problems.push(`${label}: ${seen}`);
    };
    for (const key of Object.keys(world.access)) {
      await ask(`access token ${key}`, this.#access.get(key), callerOf(world, key));
    }
    for (const [key, owner] of Object.entries(world.scripts)) {
      const person = world.people[owner];
      const isGood = person?.script === key && person.status === 'active';
      await ask(`API token ${key}`, this.#scripts.get(key), isGood ? person : null);
    }
    return problems;
  }
}

function methodsOf({ password, isLinked }: World['people'][string]): string {
  return [...(password === null ? [] : ['local']), ...(isLinked ? ['oidc'] : [])].join('+');
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return Bun.deepEquals(a.toSorted(), b.toSorted());
}
