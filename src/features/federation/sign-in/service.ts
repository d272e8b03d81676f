// The flow of a sign-in at any provider, from the redirect to the response of the callback.
import { AppError } from '../../../core/errors.ts';
import { localRedirect } from '../../../core/local-redirect.ts';
import type { ClientInfo } from '../../../core/client-info.ts';
import { refusalOf } from '../../../db/storage-errors.ts';
import { callbackRefusal } from '../../../openid/callback-error.ts';
import type { Log } from '../../../io/log.ts';
import type { LoginCodes, StartedSession } from '../login-codes/service.ts';
import type { Exchanged } from '../login-codes/schema.ts';
import type { Profile } from '../identities/rules.ts';
import type { Admission, Identity } from '../arrival/service.ts';
import type { Links } from '../linking/service.ts';
import { wasEndedThere } from '../logout-tokens/service.ts';
import type { ProviderPictures } from '../picture/service.ts';
import type { KeptLanding, OpenedFlow } from '../flow-store/rules.ts';
import type { FlowRow, SignInFlows } from '../flow-store/service.ts';
import { endingOf, type PageLanding, refusedLanding, stateMarks } from '../landing/rules.ts';
import type { Landings } from '../landing/service.ts';
import type { SignInRefusals } from '../refusals/service.ts';
import type { SignInTests } from '../sign-in-test/service.ts';
import type { SessionStart } from '../../sessions/start/service.ts';
import {
  answerIn,
  answerOf,
  type Beginning,
  type BegunFlow,
  type Callback,
  type Connect,
  isOf,
  isTest,
  type Landing,
  newFlow,
  providerSessionOf,
  type RefusedReturn,
  type Return,
  type SignInProvider,
  type Vouched,
  withToldName,
} from './rules.ts';

interface FlowsDependencies {
  readonly signInFlows: SignInFlows;
  readonly signInRefusals: SignInRefusals;
  readonly identity: Identity;
  readonly links: Links;
  readonly loginCodes: LoginCodes;
  readonly pictures: ProviderPictures;
  readonly sessionStart: SessionStart;
  readonly signInTests: SignInTests;
  readonly landings: Landings;
  readonly log: Log;
  readonly appUrl: string;
}

export class Flows {
  readonly #signInFlows: SignInFlows;
  readonly #signInRefusals: SignInRefusals;
  readonly #identity: Identity;
  readonly #links: Links;
  readonly #loginCodes: LoginCodes;
  readonly #pictures: ProviderPictures;
  readonly #sessionStart: SessionStart;
  readonly #signInTests: SignInTests;
  readonly #landings: Landings;
  readonly #log: Log;
  readonly #appUrl: string;

  constructor({
    signInFlows,
    signInRefusals,
    identity,
    links,
    loginCodes,
    pictures,
    sessionStart,
    signInTests,
    landings,
    log,
    appUrl,
  }: FlowsDependencies) {
    this.#signInFlows = signInFlows;
    this.#signInRefusals = signInRefusals;
    this.#identity = identity;
    this.#links = links;
    this.#loginCodes = loginCodes;
    this.#pictures = pictures;
    this.#sessionStart = sessionStart;
    this.#signInTests = signInTests;
    this.#landings = landings;
    this.#log = log;
    this.#appUrl = appUrl;
  }

  /** Validates the path to open after signing in. Throws AppError `invalid_redirect`. */
  checkedRedirect(text: string | null): string | null {
    const path = text === null || text === '' ? null : localRedirect(text, this.#appUrl);
    if (text !== null && text !== '' && path === null) throw new AppError('invalid_redirect');
    return path;
  }

  /**
   * Begins a sign-in: the data for the callback is stored in the database, so that a restart does not lose it.
   * Throws AppError `provider_unavailable`, `provider_misconfigured`, `server_busy`.
   */
  async begin(provider: SignInProvider, beginning: Beginning): Promise<BegunFlow> {
    const { purpose, redirectUri } = beginning;
    const isFresh = beginning.isFresh === true || provider.isAlwaysFresh === true;
    const { newCodeVerifier, newState } = await import('../../../io/oauth-urls.ts');
    const state = `${stateMarks[answerOf(purpose)]}${newState()}`;
    const secrets = { state, nonce: newState(), codeVerifier: newCodeVerifier(), redirectUri };
    const url = await this.#signInRefusals.during(provider.provider, beginning, () =>
      provider.authorizationUrl({ ...secrets, isFresh }),
    );
    const browserKey = answerOf(purpose) === 'json' ? null : newState();
    const flow = newFlow(provider, { ...beginning, isFresh }, { ...secrets, browserKey });
    await this.#signInFlows.add(flow);
    return { url: url.href, state, browserKey };
  }

  /**
   * Completes a sign-in. A flow that a browser began always ends with a page, which shows any error; for a
   * program it throws the AppError.
   */
  async complete(connect: Connect, callback: Callback): Promise<Landing> {
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
    // Some providers omit `state` from an error response; then only the error can be reported.
    if (state === '' && error !== undefined) throw callbackRefusal({ error, error_description });
    return this.#signInFlows.open({ state, redirectUri, browserKey });
  }

  /** Returns the page with the reason and the path to open after a retry; for a program throws the error. */
  async #refuse(error: unknown, flow: FlowRow | null, callback: Callback): Promise<Landing> {
    const refusal = refusalOf(error);
    if (flow !== null && isTest(flow)) {
      const testing = { flow, origin: callback.origin };
      return this.#page(await this.#signInTests.fail(refusal, testing), callback);
    }
    const ending = endingOf(callback);
    const redirect = localRedirect(flow?.redirect ?? '', this.#appUrl);
    const kept = refusedLanding(refusal, ending, redirect);
    await this.#record(refusal, { flow, callback, kept });
    if (ending === 'json') throw refusal;
    return this.#page(kept, callback);
  }

  /** Records the refusal and stores the answer for a repeated request; its own failure does not change the answer. */
  async #record(refusal: AppError, { flow, callback, kept }: RefusedReturn): Promise<void> {
    const { origin, parameters } = callback;
    const provider = flow?.provider ?? callback.provider;
    const fields = { requestId: origin.requestId, code: refusal.code };
    if (refusal.code === 'internal_error') {
      this.#log.error(refusal.message, { ...fields, error: refusal.cause });
    }
    const event = endingOf(callback) === 'account' ? 'identity.link_failed' : 'session.failed';
    const refused = { provider, origin, event, providerError: parameters.error ?? null } as const;
    try {
      if (flow === null) return await this.#signInRefusals.recordStray(refusal, refused);
      await this.#signInRefusals.record(refusal, refused, (trx) =>
        this.#signInFlows.settle(trx, flow, kept),
      );
    } catch (error) {
      this.#log.warn('A refused sign-in could not be written down', { ...fields, error });
    }
  }

  async #finish(connect: Connect, { flow, callback }: Return): Promise<Landing> {
    this.checkedRedirect(flow.redirect);
    const provider = await connect(isTest(flow));
    if (!isOf(flow, provider)) throw new AppError('invalid_state');
    const answer = answerIn({ flow, callback }, provider);
    const { rules } = provider;
    if (isTest(flow)) {
      const told = await provider.inspect?.(answer);
      if (told === undefined) throw new AppError('invalid_state');
      const inspected = { ...told, profile: withToldName(told.profile, flow) };
      const testing = { flow, origin: callback.origin };
      return this.#page(await this.#signInTests.finish(inspected, rules, testing), callback);
    }
    const profile = withToldName(await provider.redeem(answer), flow);
    if (flow.kind === 'link') return this.#link({ flow, callback }, profile);
    const proven = { profile, rules, invitation: flow.invitation_hash };
    if (flow.answer === 'redirect') return this.#returnWithCode({ flow, callback }, proven);
    return { kind: 'tokens', answer: await this.signIn(proven, callback.origin) };
  }

  async #link({ flow, callback }: Return, profile: Profile): Promise<Landing> {
    if (flow.user_id === null || flow.session_id === null) throw new AppError('invalid_state');
    const caller = { userId: flow.user_id, sessionId: flow.session_id };
    const kept = { path: '/account', query: { linked: profile.provider }, hasCode: false };
    const linked = { profile, origin: callback.origin };
    await this.#links.add(caller, linked, async (trx, user) => {
      await this.#signInFlows.settle(trx, flow, kept);
      this.#pictures.follow(trx, user, linked);
    });
    return this.#page(kept, callback);
  }

  async #returnWithCode({ flow, callback }: Return, vouched: Vouched): Promise<Landing> {
    const { redirect } = flow;
    const { origin, parameters } = callback;
    const { profile } = vouched;
    const kept = { path: '/login', query: redirect === null ? {} : { redirect }, hasCode: true };
    const state = parameters.state ?? '';
    const code = this.#landings.loginCode(state);
    const admit: Admission<void> = async (trx, user, notice) => {
      await this.#loginCodes.issue(trx, { code, user, profile, redirect, notice });
      await this.#signInFlows.settle(trx, flow, kept);
      this.#pictures.follow(trx, user, { profile, origin });
    };
    const linkTicket = this.#landings.linkTicket(state);
    await this.#identity.arrive({ ...vouched, origin, admit, linkTicket });
    return this.#page(kept, callback);
  }

  /** Signs in the user of a verified profile. Throws AppError as `Identity.arrive` does. */
  async signIn({ onAdmit, ...vouched }: Vouched, origin: ClientInfo): Promise<Exchanged> {
    const { profile } = vouched;
    const { provider } = profile;
    const admit: Admission<StartedSession> = async (trx, user, notice) => {
      await onAdmit?.(trx);
      const providerSession = providerSessionOf(profile);
      if (await wasEndedThere(trx, providerSession)) throw new AppError('invalid_oidc_token');
      const start = { user, provider, origin, providerSession };
      const { session } = await this.#sessionStart.start(trx, start);
      this.#pictures.follow(trx, user, { profile, origin });
      return { session, redirect: null, notice };
    };
    const linkTicket = this.#landings.linkTicket(null);
    const { result } = await this.#identity.arrive({ ...vouched, origin, admit, linkTicket });
    return this.#loginCodes.answer(result);
  }

  #page(kept: KeptLanding, { parameters }: Callback): PageLanding {
    return this.#landings.page(kept, parameters.state ?? '');
  }
}
