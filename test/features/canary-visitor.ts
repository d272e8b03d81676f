// Sends secrets that can be recognised, for the test that looks for them everywhere.
import { jwtSecret } from '../support/access-token.ts';
import type { Answer } from '../support/answer-rules.ts';
import type { Call, TestApp } from '../support/test-app.ts';

/** What people type and operators set. */
export const typed = {
  setupToken: 'canary-setup-token-0123456789',
  jwtSecret,
  previousSecret: 'Zt5Rw8Kq2Nf7Xb4Mh9Vc3Pj6Ld1Gs0Ya',
  clientSecret: 'canary-oidc-client-secret',
  smtpPassword: 'canary-smtp-password',
  first: 'canary-pw-First-1!',
  second: 'canary-pw-Second-2!',
  third: 'canary-pw-Third-3!',
  given: 'canary-pw-Given-4!',
  wrong: 'canary-pw-Wrong-5!',
  short: 'canary7',
  field: 'canary-field-name',
  value: 'canary-field-value',
  query: 'canary-query',
  header: 'canary-header',
  bearer: 'ak_canary-bearer',
} as const;

/** The fields of answers that hold secrets. */
export const secretFields = ['access_token', 'refresh_token', 'apiToken', 'newPassword'] as const;

/** Sends requests as strangely as a client may, and keeps what must not be found again. */
export class Visitor {
  readonly #app: TestApp;
  readonly issued = new Map<string, string>();
  readonly refusals: string[] = [];
  readonly statuses = new Set<number>();

  constructor(app: TestApp) {
    this.#app = app;
  }

  async send(call: Call): Promise<Record<string, string>> {
    const headers = { cookie: `sid=${typed.header}`, 'x-api-key': typed.header, ...call.headers };
    const path = `${call.path}?code=${typed.query}&state=${typed.query}`;
    const answer = await this.#app.send({ ...call, path, headers });
    this.#keep(call, answer);
    return (answer.body ?? {}) as Record<string, string>;
  }

  #keep(call: Call, { status, text, body }: Answer): void {
    this.statuses.add(status);
    if (status >= 400) this.refusals.push(text);
    const fields = (body ?? {}) as Record<string, unknown>;
    for (const name of secretFields) {
      const label = `${name} of ${call.path} ${this.issued.size}`;
      if (typeof fields[name] === 'string') this.issued.set(label, fields[name]);
    }
  }

  /** Keeps a secret that is only a part of a field. */
  issue(label: string, secret: string): string {
    this.issued.set(label, secret);
    return secret;
  }

  readonly post = (path: string, json: object, bearer?: string) =>
    this.#change({ method: 'POST', path, json }, bearer);

  readonly patch = (path: string, json: object, bearer?: string) =>
    this.#change({ method: 'PATCH', path, json }, bearer);

  #change(call: Call & { readonly json: object }, bearer: string | undefined) {
    const json = { [typed.field]: typed.value, ...call.json };
    return this.send({ ...call, json, ...(bearer === undefined ? {} : { bearer }) });
  }
}
