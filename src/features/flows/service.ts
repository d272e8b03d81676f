// Signing in somewhere else, from the first redirect to the answer: whatever provider it is.
import { AppError } from '../../core/errors.ts';
import { localRedirect } from '../../core/local-redirect.ts';
import type { Origin } from '../../core/origin.ts';
import { constantTimeEqual, sha256 } from '../../core/tokens.ts';
import type { Database } from '../../db/open.ts';
import type { WriteTransaction } from '../../db/writer.ts';
import type { Log } from '../../io/log.ts';
import type { Exchange } from '../exchange/service.ts';
import type { Exchanged } from '../exchange/model.ts';
import type { Profile } from '../identities/model.ts';
import type { IdentityRules } from '../identity/model.ts';
import type { Identity } from '../identity/service.ts';
import type { Links } from '../links/service.ts';
import type { ProviderPictures } from '../provider-pictures/service.ts';
import {
  answerOf,
  type Beginning,
  type BegunFlow,
  type Callback,
  codeOf,
  endingOf,
  type Landing,
  type PageLanding,
  type SignInProvider,
  stateMarks,
} from './model.ts';
import {
  busiestNetwork,
  countFlows,
  deleteOldestFlows,
  type FlowRow,
  insertFlow,
  takeFlow,
} from './queries.ts';

interface FlowsDependencies {
  readonly database: Database;
  readonly identity: Identity;
  readonly links: Links;
  readonly exchange: Exchange;
  readonly pictures: ProviderPictures;
  readonly log: Log;
  readonly appUrl: string;
}

/** Somebody, and what their provider may do here. */
interface Vouched {
  readonly profile: Profile;
  readonly rules: IdentityRules;
  /** Runs in the transaction that lets the person in; throwing undoes it. */
  readonly onAdmit?: ((trx: WriteTransaction) => Promise<void>) | undefined;
}

const flowLifeMs = 10 * 60_000;
const maxFlows = 10_000;
const evictedAtOnce = 100;

export class Flows {
  readonly #the: FlowsDependencies;

  constructor(dependencies: FlowsDependencies) {
    this.#the = dependencies;
  }

  /** The path to be opened after signing in. Throws AppError `invalid_redirect`. */
  checkedRedirect(text: string | null): string | null {
    const path = text === null || text === '' ? null : localRedirect(text, this.#the.appUrl);
    if (text !== null && text !== '' && path === null) throw new AppError('invalid_redirect');
    return path;
  }

  /**
   * Begins a sign-in: what the callback must find again is in the database, so that it survives a restart.
   * Throws AppError `provider_unavailable`, `provider_misconfigured`.
   */
  async begin(
    provider: SignInProvider,
    { purpose, redirectUri, origin }: Beginning,
  ): Promise<BegunFlow> {
    const { newCodeVerifier, newState } = await import('../../io/oauth-urls.ts');
    const state = `${stateMarks[answerOf(purpose)]}${newState()}`;
    const [nonce, codeVerifier] = [newState(), newCodeVerifier()];
    const url = await provider.authorizationUrl({ state, nonce, codeVerifier, redirectUri });
    const isProgram = answerOf(purpose) === 'json';
    const browserKey = isProgram ? null : newState();
    const now = Date.now();
    await this.#the.database.write(async (trx) => {
      await makeRoom(trx);
      await insertFlow(trx, {
        state_hash: sha256(state),
        provider: provider.provider,
        issuer: provider.issuer,
        redirect_uri: redirectUri,
        kind: purpose.kind,
        answer: isProgram ? 'json' : 'redirect',
        browser_hash: browserKey === null ? null : sha256(browserKey),
        nonce,
        code_verifier: codeVerifier,
        redirect: 'redirect' in purpose ? purpose.redirect : null,
        user_id: 'caller' in purpose ? purpose.caller.userId : null,
        session_id: 'caller' in purpose ? purpose.caller.sessionId : null,
        network: origin.area ?? origin.network,
        created_at: now,
        expires_at: now + flowLifeMs,
      });
    });
    return { url: url.href, state, browserKey };
  }

  /**
   * Ends a sign-in the way it was begun. A browser is always sent to a page, which tells what went wrong;
   * for a program it throws the AppError.
   */
  async complete(connect: () => Promise<SignInProvider>, callback: Callback): Promise<Landing> {
    const ending = endingOf(callback);
    let redirect: string | null = null;
    try {
      const flow = await this.#take(callback);
      redirect = this.checkedRedirect(flow.redirect);
      return await this.#finish(flow, connect, callback);
    } catch (error) {
      if (ending === 'json') throw error;
      return this.#tell(error, { page: ending, redirect, requestId: callback.origin.requestId });
    }
  }

  /** Whoever tries again still ends where they wanted to go. */
  #tell(error: unknown, { page, redirect, requestId }: FailedEnding): Landing {
    const refusal =
      error instanceof AppError ? error : new AppError('internal_error', { cause: error });
    this.#logFailure(refusal, requestId);
    const query = { error: refusal.message, error_code: refusal.code };
    return this.#page(`/${page}`, { ...query, ...(redirect === null ? {} : { redirect }) });
  }

  /** The page is told a fixed sentence; what really happened is for the operator. */
  #logFailure(refusal: AppError, requestId: string): void {
    if (refusal.cause === undefined) return;
    const level = refusal.code === 'internal_error' ? 'error' : 'warn';
    const fields = { requestId, code: refusal.code, error: refusal.cause };
    this.#the.log[level]('A sign-in at an identity provider failed', fields);
  }

  async #finish(
    flow: FlowRow,
    connect: () => Promise<SignInProvider>,
    callback: Callback,
  ): Promise<Landing> {
    const provider = await connect();
    const isSame = flow.provider === provider.provider && flow.issuer === provider.issuer;
    if (!isSame) throw new AppError('invalid_state');
    const profile = await provider.redeem({
      code: codeOf(callback.parameters, provider),
      codeVerifier: flow.code_verifier,
      nonce: flow.nonce,
      redirectUri: flow.redirect_uri,
      iss: callback.parameters.iss ?? null,
    });
    if (flow.kind === 'link') return this.#link(flow, profile, callback.origin);
    if (flow.answer === 'redirect') {
      return this.#sendHome(provider, { flow, profile }, callback.origin);
    }
    const answer = await this.signIn({ profile, rules: provider.rules }, callback.origin);
    return { kind: 'tokens', answer };
  }

  /** The flow is gone before the provider is asked anything, so nobody can use it twice. */
  async #take({ parameters, redirectUri, browserKey }: Callback): Promise<FlowRow> {
    const stateHash = sha256(parameters.state ?? '');
    const flow = await this.#the.database.write((trx) => takeFlow(trx, stateHash));
    const isLive = flow !== undefined && flow.expires_at > Date.now();
    if (!isLive || flow.redirect_uri !== redirectUri) throw new AppError('invalid_state');
    const isSameBrowser =
      flow.browser_hash === null || constantTimeEqual(flow.browser_hash, sha256(browserKey ?? ''));
    if (!isSameBrowser) throw new AppError('invalid_state');
    return flow;
  }

  async #link(flow: FlowRow, profile: Profile, origin: Origin): Promise<Landing> {
    const { links, pictures } = this.#the;
    if (flow.user_id === null || flow.session_id === null) throw new AppError('invalid_state');
    const caller = { userId: flow.user_id, sessionId: flow.session_id };
    const user = await links.add(caller, profile, origin);
    pictures.follow(user, profile, origin.requestId);
    return this.#page('/account', { linked: profile.provider });
  }

  async #sendHome(
    { rules }: SignInProvider,
    { flow, profile }: { readonly flow: FlowRow; readonly profile: Profile },
    origin: Origin,
  ): Promise<Landing> {
    const { identity, exchange, pictures } = this.#the;
    const { redirect, provider } = flow;
    const { user, result: code } = await identity.arrive({
      profile,
      rules,
      origin,
      admit: (trx, person, notice) =>
        exchange.issue(trx, { user: person, provider, redirect, notice }),
    });
    pictures.follow(user, profile, origin.requestId);
    const query = { code, ...(redirect === null ? {} : { redirect }) };
    return { ...this.#page('/login', query), code };
  }

  /** Signs somebody in whom a provider vouches for. Throws AppError as `Identity.arrive` does. */
  async signIn({ profile, rules, onAdmit }: Vouched, origin: Origin): Promise<Exchanged> {
    const { identity, exchange, pictures } = this.#the;
    const { provider } = profile;
    const { user, result } = await identity.arrive({
      profile,
      rules,
      origin,
      admit: async (trx, person, notice) => {
        await onAdmit?.(trx);
        return { ...(await exchange.begin(trx, { user: person, provider, origin })), notice };
      },
    });
    pictures.follow(user, profile, origin.requestId);
    return exchange.finish(result);
  }

  #page(path: string, query: Readonly<Record<string, string>>): PageLanding {
    const url = new URL(path, this.#the.appUrl);
    url.search = new URLSearchParams(query).toString();
    return { kind: 'page', url: url.href, code: null };
  }
}

/** Where a browser is sent whose sign-in failed, and which request that was. */
interface FailedEnding {
  readonly page: 'login' | 'account';
  readonly redirect: string | null;
  readonly requestId: string;
}

/** Whoever fills the table loses his own flows, not those of others. */
async function makeRoom(trx: WriteTransaction): Promise<void> {
  if ((await countFlows(trx)) < maxFlows) return;
  await deleteOldestFlows(trx, await busiestNetwork(trx), evictedAtOnce);
}
