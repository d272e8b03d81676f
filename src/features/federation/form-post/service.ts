// An authorization response that the provider posts as a form (OAuth 2.0 Form Post Response Mode).
import type { SignInFlows } from '../flow-store/service.ts';
import { callbackWith, postedName } from './rules.ts';

interface FormPostsDependencies {
  readonly signInFlows: SignInFlows;
  readonly appUrl: string;
}

export class FormPosts {
  readonly #signInFlows: SignInFlows;
  readonly #callbackUrl: string;

  constructor({ signInFlows, appUrl }: FormPostsDependencies) {
    this.#signInFlows = signInFlows;
    this.#callbackUrl = `${appUrl}/api/auth/oidc/callback`;
  }

  /**
   * The address of the same callback by GET. The post comes from another site, so the browser sends the cookie of
   * the sign-in with the GET only; until then the name that the form tells is kept, and nothing else happens.
   */
  async callbackFor(form: ReadonlyMap<string, string>): Promise<string> {
    const [state, name] = [form.get('state'), postedName(form)];
    if (state !== undefined && name !== null) {
      await this.#signInFlows.keepName({ state, redirectUri: this.#callbackUrl, name });
    }
    return callbackWith(this.#callbackUrl, form);
  }
}
