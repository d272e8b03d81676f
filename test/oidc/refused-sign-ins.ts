// Sign-ins that are refused, with what both logs say of each.
import type { CureCode } from '../../src/core/finding-codes.ts';
import { oidcPath, type Scene } from '../support/oidc-scene.ts';
import { addPerson } from '../support/people.ts';

/** A sign-in that is refused, and what both logs say of it. */
interface Row {
  readonly name: string;
  readonly act: (scene: Scene) => Promise<unknown>;
  readonly code: string;
  /** What the provider called it. */
  readonly said?: string;
  /** What the operator is told to do. */
  readonly cure?: CureCode;
}

const answering = (callback: Readonly<Record<string, string | null>>) => (scene: Scene) => {
  scene.provider.script({ callback });
  return scene.browser.signIn();
};

export const refusedSignIns: readonly Row[] = [
  {
    name: 'an error of the provider, with its name',
    act: answering({ error: 'invalid_scope', error_description: 'canary', code: null }),
    code: 'provider_misconfigured',
    said: 'invalid_scope',
    cure: 'remove_scopes',
  },
  {
    name: 'a person who turned back',
    act: answering({ error: 'access_denied', code: null }),
    code: 'sign_in_denied',
    said: 'access_denied',
    cure: 'assign_person',
  },
  {
    name: 'an error that is markup and far too long',
    act: answering({ error: `<"\\\n\u0000é>${'x'.repeat(9000)}`, code: null }),
    code: 'provider_refused',
    said: `<>${'x'.repeat(98)}`,
  },
  {
    name: 'an error without a state',
    act: ({ app }) => app.get(`${oidcPath}/callback?error=unauthorized_client`),
    code: 'provider_misconfigured',
    said: 'unauthorized_client',
    cure: 'compare_client',
  },
  {
    name: 'a state that was never issued',
    act: ({ app }) => app.get(`${oidcPath}/callback?state=bX&code=y`),
    code: 'invalid_state',
  },
  {
    name: 'a browser that did not begin',
    act: async ({ browser, anotherBrowser }) => anotherBrowser().comeBack(await browser.visit()),
    code: 'invalid_state',
  },
  {
    name: 'an answer without a code',
    act: answering({ code: null }),
    code: 'provider_answer_invalid',
  },
  {
    name: 'a foreign issuer',
    act: answering({ iss: 'https://evil.example' }),
    code: 'foreign_issuer',
  },
  {
    name: 'a forged ID token',
    act: (scene) => {
      scene.provider.script({ idToken: { tamper: 'signature' } });
      return scene.browser.signIn();
    },
    code: 'provider_answer_invalid',
    cure: 'show_signing_key',
  },
  {
    name: 'a provider that hangs up',
    act: (scene) => {
      scene.provider.script({ token: 'down' });
      return scene.browser.signIn();
    },
    code: 'provider_unavailable',
    cure: 'check_protocol',
  },
  {
    name: 'a provider that cannot be reached for the start',
    act: (scene) => {
      scene.provider.script({ discovery: 'down' });
      return scene.app.get(`${oidcPath}/initiate`);
    },
    code: 'provider_unavailable',
    cure: 'check_protocol',
  },
  {
    name: 'an account that an address alone may not open',
    act: async (scene) => {
      await addPerson(scene.app, { email: 'ada@example.com' });
      scene.provider.person({ sub: 'x', email: 'ada@example.com', email_verified: false });
      return scene.browser.signIn();
    },
    code: 'account_exists',
    cure: 'verify_email_there',
  },
  {
    name: 'a token of an app that does not stand',
    act: ({ app }) => app.post(`${oidcPath}/exchange/mobile`, { id_token: 'a.b.c' }),
    code: 'invalid_oidc_token',
  },
  {
    name: 'an app’s user with an existing account that an address alone may not open',
    act: async ({ app, provider }) => {
      await addPerson(app, { email: 'ada@example.com' });
      provider.person({ sub: 'x', email: 'ada@example.com', email_verified: false });
      return app.post(`${oidcPath}/exchange/mobile`, {
        id_token: await provider.idToken('anchor'),
      });
    },
    code: 'account_exists',
    cure: 'verify_email_there',
  },
];
