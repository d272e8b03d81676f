import type { LogoutAnswer } from '../from-document.ts';
import { AnchorAuthError, noConnection } from './errors.ts';
import {
  type AnchorAuthOptions,
  memoryStore,
  type StoredTokens,
  type TokenStore,
} from './options.ts';
import { unlessAborted, within } from './platform.ts';
import { addressOf, type CallOptions, type CallParts, send } from './requests.ts';

/** Two attempts have to fit into the 60 seconds for which the server repeats a refresh. */
const refreshTimeoutMs = 20_000;

/** Sends calls with the tokens of a session, and refreshes these. */
export class Connection {
  readonly store: TokenStore;
  protected readonly options: AnchorAuthOptions;
  private last: Promise<unknown> = Promise.resolve();
  private refreshing: Promise<StoredTokens> | null = null;

  constructor(options: AnchorAuthOptions) {
    this.options = options;
    this.store = options.store ?? memoryStore();
  }

  /**
   * Refresh the tokens. Calls do so by themselves; all that wait share one refresh. A refused one ends the session,
   * and a lost connection does not.
   */
  async refresh({ signal }: CallOptions = {}): Promise<StoredTokens> {
    this.refreshing ??= this.refreshInTurn().finally(() => {
      this.refreshing = null;
    });
    return await unlessAborted(this.refreshing, signal);
  }

  /** Sign out. The tokens are kept when the server cannot be reached. */
  async logout(options: CallOptions = {}): Promise<LogoutAnswer> {
    return await this.inTurn(async () => {
      const tokens = await this.store.get();
      if (tokens === null) return {};
      const { access_token, refresh_token } = tokens;
      // Either ends the session, so that an expired access token does no harm.
      const call = { ...options, body: { refresh_token }, token: access_token || undefined };
      const answer = await send(this.options, ['POST', '/api/auth/logout'], call);
      await this.store.set(null);
      return answer as LogoutAnswer;
    });
  }

  /** A call without a token. */
  protected async open<T>(route: string, options?: CallOptions, parts?: CallParts): Promise<T> {
    const answer = await send(this.options, route.split(' '), { ...parts, ...options });
    if (parts?.keeps === true) await this.keep(answer as Partial<StoredTokens>);
    return answer as T;
  }

  /** A call of a signed-in user. */
  protected async call<T>(route: string, options?: CallOptions, parts?: CallParts): Promise<T> {
    const answer = await this.signed(route.split(' '), { ...parts, ...options });
    if (parts?.keeps === true) await this.keep(answer as Partial<StoredTokens>);
    return answer as T;
  }

  protected address(path: string, query?: object): string {
    return addressOf(this.options.server, path, query);
  }

  private async signed(route: readonly string[], call: CallOptions & CallParts): Promise<unknown> {
    const { apiToken } = this.options;
    if (apiToken !== undefined)
      return await send(this.options, route, { ...call, token: apiToken });
    const token = await unlessAborted(this.tokenToSend(), call.signal);
    try {
      return await send(this.options, route, { ...call, token });
    } catch (error) {
      if (token === undefined || !isExpired(error)) throw error;
      const fresh = await unlessAborted(this.tokenAfter(token), call.signal);
      if (fresh === undefined) throw error;
      return await send(this.options, route, { ...call, token: fresh });
    }
  }

  private async tokenToSend(): Promise<string | undefined> {
    // One that fails is tried again when the server refuses the old token.
    await this.refreshing?.catch(() => null);
    return await this.tokenAfter('');
  }

  /** Another token than the refused one; undefined without a session. */
  private async tokenAfter(refused: string): Promise<string | undefined> {
    const tokens = await this.store.get();
    if (tokens === null) return undefined;
    const { access_token } = tokens;
    return access_token === refused ? (await this.refresh()).access_token : access_token;
  }

  private async refreshInTurn(): Promise<StoredTokens> {
    const before = await this.store.get();
    return await this.inTurn(async () => {
      const tokens = await this.store.get();
      if (tokens === null) throw signedOut();
      // Another tab was faster, or the user has signed in again.
      if (tokens.refresh_token !== before?.refresh_token) return tokens;
      try {
        const { access_token, refresh_token } = await this.trade(tokens);
        const fresh = { access_token, refresh_token };
        await this.store.set(fresh);
        return fresh;
      } catch (error) {
        return await this.afterRefusal(error, tokens);
      }
    });
  }

  private async afterRefusal(error: unknown, refused: StoredTokens): Promise<StoredTokens> {
    if (!(error instanceof AnchorAuthError) || error.status !== 401) throw error;
    const now = await this.store.get();
    if (now !== null && now.refresh_token !== refused.refresh_token) return now;
    await this.store.set(null);
    this.options.onSessionEnd?.(error);
    throw error;
  }

  /** When the answer is lost, the server gives the same tokens again. */
  private async trade({ refresh_token }: StoredTokens): Promise<StoredTokens> {
    const route = ['POST', '/api/auth/refresh'];
    const attempt = () =>
      within(refreshTimeoutMs, (signal) =>
        send(this.options, route, { body: { refresh_token }, signal }),
      ).catch((error: unknown) => {
        throw error instanceof AnchorAuthError ? error : noConnection(error);
      }) as Promise<StoredTokens>;
    return await attempt().catch((error: AnchorAuthError) => {
      if (error.code !== 'no_connection' && error.code !== 'unexpected_answer') throw error;
      return attempt();
    });
  }

  private async keep({ access_token, refresh_token }: Partial<StoredTokens>): Promise<void> {
    // A user who waits for approval gets none.
    if (access_token === undefined) return;
    await this.inTurn(async () => {
      const kept = refresh_token ?? (await this.store.get())?.refresh_token;
      if (kept !== undefined) await this.store.set({ access_token, refresh_token: kept });
    });
  }

  /** One change of the tokens after the other. */
  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.last.then(async () => {
      const outcome: { value?: T } = {};
      const run = async () => {
        outcome.value = await work();
      };
      await (this.options.lock?.(run) ?? run());
      return outcome.value as T;
    });
    this.last = turn.catch(() => null);
    return await turn;
  }
}

function isExpired(error: unknown): boolean {
  return error instanceof AnchorAuthError && error.code === 'invalid_token';
}

function signedOut(): AnchorAuthError {
  const message = 'No user is signed in';
  return new AnchorAuthError({ status: 401, code: 'authentication_required', message });
}
