// Signing in at a provider, from the first redirect to the answer: whatever provider it is.
import { AppError } from '../../../core/errors.ts';
import { localRedirect } from '../../../core/local-redirect.ts';
import type { ClientInfo } from '../../../core/client-info.ts';
import { sha256 } from '../../../core/tokens.ts';
import type { WriteTransaction } from '../../../db/writer.ts';
import { callbackRefusal } from '../../../openid/callback-error.ts';
import type { Log } from '../../../io/log.ts';
import type { LoginCodes, StartedSession } from '../login-codes/service.ts';
import type { Exchanged } from '../login-codes/schema.ts';
import type { Profile } from '../identities/rules.ts';
import type { IdentityRules } from '../arrival/rules.ts';
import type { Admission, Identity } from '../arrival/service.ts';
import type { Links } from '../linking/service.ts';
import type { ProviderPictures } from '../picture/service.ts';
import type { KeptLanding, OpenedFlow } from '../flow-store/rules.ts';
import type { FlowRow, SignInFlows } from '../flow-store/service.ts';
import type { SignInRefusals } from '../refusals/service.ts';
import type { SessionStart } from '../../sessions/start/service.ts';
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
} from './rules.ts';

interface FlowsDependencies {
  readonly signInFlows: SignInFlows;
  readonly signInRefusals: SignInRefusals;
  readonly identity: Identity;
  readonly links: Links;
  readonly loginCodes: LoginCodes;
  readonly pictures: ProviderPictures;
  readonly sessionStart: SessionStart;
  readonly log: Log;
  readonly appUrl: string;
}

/** A person, and what their provider may do here. */
interface Vouched {
  readonly profile: Profile;
  readonly rules: IdentityRules;
  /** Runs in the transaction that lets the person in; throwing undoes it. */
  readonly onAdmit?: ((trx: WriteTransaction) => Promise<void>) | undefined;
}

/** A callback that found its flow. */
interface Return {
  readonly flow: FlowRow;
  readonly callback: Callback;
}

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
   * Throws AppError `provider_unavailable`, `provider_misconfigured`, `server_busy`.
   */
  async begin(provider: SignInProvider, beginning: Beginning): Promise<BegunFlow> {
    const { purpose, redirectUri, origin, isFresh = false } = beginning;
    const { newCodeVerifier, newState } = await import('../../../io/oauth-urls.ts');
    const state = `${stateMarks[answerOf(purpose)]}${newState()}`;
    const secrets = { state, nonce: newState(), codeVerifier: newCodeVerifier(), redirectUri };
    const url = await this.#the.signInRefusals.during(provider.provider, beginning, () =>
      provider.authorizationUrl({ ...secrets, isFresh }),
    );
    const isProgram = answerOf(purpose) === 'json';
    const browserKey = isProgram ? null : newState();
    await this.#the.signInFlows.add({
      state_hash: sha256(state),
      provider: provider.provider,
      issuer: provider.issuer,
      redirect_uri: redirectUri,
      kind: purpose.kind,
      answer: isProgram ? 'json' : 'redirect',
      browser_hash: browserKey === null ? null : sha256(browserKey),
      nonce: secrets.nonce,
      code_verifier: secrets.codeVerifier,
      redirect: 'redirect' in purpose ? purpose.redirect : null,
      user_id: 'caller' in purpose ? purpose.caller.userId : null,
      session_id: 'caller' in purpose ? purpose.caller.sessionId : null,
      network: origin.area ?? origin.network,
      isShared: origin.area === null,
      is_fresh: isFresh ? 1 : 0,
    });
    return { url: url.href, state, browserKey };
  }

  /**
   * Ends a sign-in the way it was begun. A browser is always sent to a page, which tells what went wrong;
   * for a program it throws the AppError.
   */
  async complete(connect: () => Promise<SignInProvider>, callback: Callback): Promise<Landing> {
    let opened: OpenedFlow | null = null;
    try {
      opened = await this.#open(callback);
      const { flow, kept } = opened;
      if (kept !== null) return this.#page(kept, callback);
      return await this.#finish(connect, { flow, callback });
    } catch (error) {
      return this.#refuse(error, opened?.flow ?? null, callback);
    }
  }

  async #open({ parameters, redirectUri, browserKey }: Callback): Promise<OpenedFlow> {
    const { state = '', error, error_description } = parameters;
    // Some providers leave the state away when they refuse; then that is all there is to tell.
    if (state === '' && error !== undefined) throw callbackRefusal({ error, error_description });
    return this.#the.signInFlows.open({ state, redirectUri, browserKey });
  }

  /** Tells the page why, and where to go on after another try; a program gets the error itself. */
  async #refuse(error: unknown, flow: FlowRow | null, callback: Callback): Promise<Landing> {
    const refusal =
      error instanceof AppError ? error : new AppError('internal_error', { cause: error });
    const ending = endingOf(callback);
    const redirect = localRedirect(flow?.redirect ?? '', this.#the.appUrl);
    const query = { error: refusal.message, error_code: refusal.code };
    const kept: KeptLanding = {
      path: ending === 'account' ? '/account' : '/login',
      query: { ...query, ...(redirect === null ? {} : { redirect }) },
      hasCode: false,
    };
    await this.#record(refusal, { flow, callback, kept });
    if (ending === 'json') throw refusal;
    return this.#page(kept, callback);
  }

  /** Writes down why, and keeps the answer for a repeated request. Never stands in the way of the answer. */
  async #record(
    refusal: AppError,
    about: {
      readonly flow: FlowRow | null;
      readonly callback: Callback;
      readonly kept: KeptLanding;
    },
  ): Promise<void> {
    const { signInFlows, signInRefusals, log } = this.#the;
    const { flow, callback, kept } = about;
    const { origin, parameters } = callback;
    const provider = flow?.provider ?? callback.provider;
    const fields = { requestId: origin.requestId, code: refusal.code };
    if (refusal.code === 'internal_error') {
      log.error(refusal.message, { ...fields, error: refusal.cause });
    }
    const event = endingOf(callback) === 'account' ? 'identity.link_failed' : 'session.failed';
    const refused = { provider, origin, event, providerError: parameters.error ?? null } as const;
    try {
      if (flow === null) await signInRefusals.recordStray(refusal, refused);
      else
        await signInRefusals.record(refusal, refused, (trx) => signInFlows.settle(trx, flow, kept));
    } catch (error) {
      log.warn('A refused sign-in could not be written down', { ...fields, error });
    }
  }

  async #finish(
    connect: () => Promise<SignInProvider>,
    { flow, callback }: Return,
  ): Promise<Landing> {
    this.checkedRedirect(flow.redirect);
    const provider = await connect();
    const isSame = flow.provider === provider.provider && flow.issuer === provider.issuer;
    if (!isSame) throw new AppError('invalid_state');
    const profile = await provider.redeem({
      code: codeOf(callback.parameters, provider),
      codeVerifier: flow.code_verifier,
      nonce: flow.nonce,
      redirectUri: flow.redirect_uri,
      iss: callback.parameters.iss ?? null,
      freshSince: flow.is_fresh === 1 ? flow.created_at : null,
    });
    const { rules } = provider;
    if (flow.kind === 'link') return this.#link({ flow, callback }, profile);
    if (flow.answer === 'redirect') return this.#sendHome({ flow, callback }, { profile, rules });
    return { kind: 'tokens', answer: await this.signIn({ profile, rules }, callback.origin) };
  }

  async #link({ flow, callback }: Return, profile: Profile): Promise<Landing> {
    const { links, pictures, signInFlows } = this.#the;
    if (flow.user_id === null || flow.session_id === null) throw new AppError('invalid_state');
    const caller = { userId: flow.user_id, sessionId: flow.session_id };
    const { origin } = callback;
    const kept = { path: '/account', query: { linked: profile.provider }, hasCode: false };
    const linked = { profile, origin };
    await links.add(caller, linked, async (trx, user) => {
      await signInFlows.settle(trx, flow, kept);
      pictures.follow(trx, user, linked);
    });
    return this.#page(kept, callback);
  }

  async #sendHome({ flow, callback }: Return, { profile, rules }: Vouched): Promise<Landing> {
    const { identity, loginCodes, pictures, signInFlows } = this.#the;
    const { redirect, provider } = flow;
    const { origin, parameters } = callback;
    const kept = { path: '/login', query: redirect === null ? {} : { redirect }, hasCode: true };
    const code = signInFlows.loginCode(parameters.state ?? '');
    const admit: Admission<void> = async (trx, user, notice) => {
      await loginCodes.issue(trx, { code, user, provider, redirect, notice });
      await signInFlows.settle(trx, flow, kept);
      pictures.follow(trx, user, { profile, origin });
    };
    await identity.arrive({ profile, rules, origin, admit });
    return this.#page(kept, callback);
  }

  /** Signs in a person whom a provider vouches for. Throws AppError as `Identity.arrive` does. */
  async signIn({ profile, rules, onAdmit }: Vouched, origin: ClientInfo): Promise<Exchanged> {
    const { identity, loginCodes, pictures, sessionStart } = this.#the;
    const { provider } = profile;
    const admit: Admission<StartedSession> = async (trx, user, notice) => {
      await onAdmit?.(trx);
      const { session } = await sessionStart.start(trx, { user, provider, origin });
      pictures.follow(trx, user, { profile, origin });
      return { session, redirect: null, notice };
    };
    const { result } = await identity.arrive({ profile, rules, origin, admit });
    return loginCodes.answer(result);
  }

  #page({ path, query, hasCode }: KeptLanding, { parameters }: Callback): PageLanding {
    const code = hasCode ? this.#the.signInFlows.loginCode(parameters.state ?? '') : null;
    const url = new URL(path, this.#the.appUrl);
    const all = { ...(code === null ? {} : { code }), ...query };
    url.search = new URLSearchParams(all).toString();
    return { kind: 'page', url: url.href, code };
  }
}
