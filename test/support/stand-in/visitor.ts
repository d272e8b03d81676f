// A person with a browser, on the way to a provider and back.
import type { NamedProvider } from '../../../src/core/providers/registry.ts';
import type { Exchanged } from '../../../src/features/federation/login-codes/schema.ts';
import type { Answer } from '../answer-rules.ts';
import type { TestApp } from '../test-app.ts';

/** A sign-in that stands between provider and callback. */
export interface Trip {
  /** Of this server, with what the provider added. */
  readonly callback: string;
  /** What the browser was given at the beginning; null when nothing. */
  readonly cookie: string | null;
}

/** Begins as a browser does and goes to the provider, which sends it back. */
export async function goToProvider(
  app: TestApp,
  provider: NamedProvider,
  query = '',
): Promise<Trip> {
  const begun = await app.get(`/api/auth/oauth/${provider}/start${query}`);
  return visit(begun.headers.get('location') ?? begun.text, cookieOf(begun));
}

/** Begins as a program does. */
export async function goAsProgram(
  app: TestApp,
  provider: NamedProvider,
  mount = '/api/auth',
  query = '',
): Promise<Trip> {
  return visit(addressIn(await app.get(`${mount}/oauth/${provider}${query}`)), null);
}

/** Begins to link a provider to an account. */
export async function goToLink(app: TestApp, provider: string, bearer: string): Promise<Trip> {
  const begun = await app.get(`/api/auth/link/${provider}`, bearer);
  return visit(addressIn(begun), cookieOf(begun));
}

async function visit(url: string, cookie: string | null): Promise<Trip> {
  const response = await fetch(url, { redirect: 'manual' });
  const back = URL.parse(response.headers.get('location') ?? '');
  if (back === null)
    throw new Error(`The provider redirected no browser: ${await response.text()}`);
  return { callback: back.pathname + back.search, cookie };
}

function addressIn({ body, text }: Answer): string {
  const { authorization_url: url } = body as { authorization_url?: string };
  if (url === undefined) throw new Error(`Nothing was begun: ${text}`);
  return url;
}

export function cookieOf({ headers }: Answer): string | null {
  return headers.get('set-cookie')?.split(';')[0] ?? null;
}

/** Opens the callback. */
export function comeBack(app: TestApp, { callback, cookie }: Trip): Promise<Answer> {
  const headers = { accept: 'text/html,*/*', ...(cookie === null ? {} : { cookie }) };
  return app.send({ path: callback, headers });
}

/** Where a browser landed; the answer's text when it was sent nowhere. */
export function landingOf({ headers, text }: Answer): Readonly<Record<string, string>> {
  const url = URL.parse(headers.get('location') ?? '');
  if (url === null) return { page: text };
  return { page: url.pathname, ...Object.fromEntries(url.searchParams) };
}

/** The whole way as a browser; answers what the code was traded for. */
export async function signInAt(app: TestApp, provider: NamedProvider): Promise<Answer> {
  const landing = landingOf(await comeBack(app, await goToProvider(app, provider)));
  return app.post('/api/auth/oauth/exchange', { code: landing['code'] ?? '' });
}

export function exchanged({ body }: Answer): Exchanged {
  return body as Exchanged;
}
