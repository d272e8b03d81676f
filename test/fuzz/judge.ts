// What must be true of every answer, whatever was asked, on top of the rules of test/support/answer-rules.ts.
import type { Answer } from '../support/answer-rules.ts';
import type { Snapshot } from '../support/database-snapshot.ts';
import type { TestApp } from '../support/test-app.ts';
import { callers, type Cast, makeCast } from './cast.ts';
import { type ChangeCounter, countChanges } from './change-counter.ts';
import { bodyProblems, isAt, type Operation } from './operations.ts';
import type { FuzzRequest } from './requests.ts';
import { marker } from './strange-values.ts';

interface Sent extends FuzzRequest {
  readonly pathname: string;
  readonly bearer: string | undefined;
}

/** Sends requests to one server and says what each did wrong. */
export class Judge {
  /** Each status that was answered. */
  readonly statuses = new Set<number>();
  readonly #app: TestApp;
  readonly #counter: ChangeCounter;
  #cast: Cast | null = null;
  #before: Snapshot = {};
  #version = '';
  #linesSeen = 0;

  constructor(app: TestApp) {
    this.#app = app;
    this.#counter = countChanges(app);
  }

  [Symbol.dispose](): void {
    this.#counter[Symbol.dispose]();
  }

  /** Everything that is wrong about what became of the request; empty when nothing is. */
  async problems(request: FuzzRequest): Promise<readonly string[]> {
    const cast = (this.#cast ??= await this.#newCast());
    const bearer = cast.bearers.get(request.caller);
    // As a client's own URL parser leaves it, which is how the server will see it.
    const { pathname, search } = new URL(`http://localhost${cast.fill(request.path)}`);
    const sent: Sent = { ...request, pathname, bearer };
    const body = request.body === null ? null : cast.fill(request.body);
    const answer = await this.#app.send({
      method: request.method,
      path: pathname + search,
      headers: joined(request.headers),
      ...(bearer === undefined ? {} : { bearer }),
      ...(body === null || /^(?:GET|HEAD)$/.test(request.method) ? {} : { body }),
    });
    this.statuses.add(answer.status);
    const problems = [
      ...serverFault(answer, pathname),
      ...guardProblems(sent, answer),
      ...schemaProblems({ ...sent, body }, answer),
      ...this.#leaks(sent, answer),
      ...(await this.#changes(sent, answer)),
    ];
    const after = await this.#app.get('/api/health');
    return after.status === 200 ? problems : [...problems, 'the server does not answer any more'];
  }

  async #newCast(): Promise<Cast> {
    const cast = await makeCast(this.#app);
    this.#before = await this.#app.snapshot();
    this.#version = await this.#counter.read();
    return cast;
  }

  async #changes({ method, pathname }: Sent, { status }: Answer): Promise<readonly string[]> {
    const version = await this.#counter.read();
    if (version === this.#version) return [];
    this.#version = version;
    if (Bun.deepEquals(await this.#app.snapshot(), this.#before)) return [];
    this.#cast = null;
    const mayRead =
      /^(?:GET|HEAD|OPTIONS)$/.test(method) && !/\/(?:oidc|oauth|link)\//.test(pathname);
    return status >= 400 || mayRead ? [`${status} ${method} has changed a row`] : [];
  }

  #leaks({ bearer, pathname }: Sent, { text, headers }: Answer): readonly string[] {
    const lines = this.#app.lines.slice(this.#linesSeen).map(withoutProviderWords).join('\n');
    this.#linesSeen = this.#app.lines.length;
    const body = pathname === '/api/admin/audit' ? withoutProviderErrors(text) : text;
    const answered = `${body}\n${JSON.stringify([...headers])}`;
    const secrets = [marker, bearer].filter((secret) => secret !== undefined);
    return [
      ...secrets.filter((secret) => answered.includes(secret)).map((secret) => `answers ${secret}`),
      ...secrets.filter((secret) => lines.includes(secret)).map((secret) => `logs ${secret}`),
    ];
  }
}

/** What a provider sends by the browser (`error`, `error_description`) is no secret, and the operator needs it. */
function withoutProviderWords(line: string): string {
  const { providerError: _, error, ...others } = JSON.parse(line) as Record<string, unknown>;
  const isProviders = typeof error === 'string' && error.startsWith(callbackProblem);
  return JSON.stringify(isProviders ? others : { ...others, error });
}

const callbackProblem = 'ProviderProblem: the provider answered the sign-in with ';

/** The same `error` in the audit log, as JSON and as CSV, which doubles quotes; the word itself contains none. */
function withoutProviderErrors(text: string): string {
  return text.replaceAll(/("+)providerError\1:\1[^"]*\1/g, '');
}

function joined(pairs: FuzzRequest['headers']): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of pairs) {
    headers[name] = name in headers ? `${headers[name]}, ${value}` : value;
  }
  return headers;
}

const outside = /^\/api\/(?:auth\/(?:oidc|oauth|link)|admin\/settings\/oidc)\//;

function serverFault({ status, headers, text }: Answer, pathname: string): readonly string[] {
  if (status < 500) return [];
  if (status === 503 && headers.has('retry-after')) return [];
  if (status === 502 && outside.test(pathname)) return [];
  return [`${status} ${text}`];
}

/** Who may not ask hears so, whatever else is wrong with the request. */
function guardProblems(sent: Sent, { status }: Answer): readonly string[] {
  const { operation, method, pathname, caller } = sent;
  if (operation.guard === null || method !== operation.method) return [];
  if (!isAt(operation, pathname)) return [];
  const expected = refusalOf(operation, callers[caller]);
  const isRight = expected === null ? status !== 401 : status === expected;
  return isRight ? [] : [`${caller} got ${status}, not ${expected ?? 'past the guard'}`];
}

function refusalOf(
  { guard, scope }: Pick<Operation, 'guard' | 'scope'>,
  worth: (typeof callers)[keyof typeof callers],
): 401 | 403 | null {
  if (worth === 'none' || worth === 'bad') return 401;
  if (worth === 'script') return scope === 'me' ? null : 403;
  return guard === 'administrator' && worth === 'user' ? 403 : null;
}

/** What breaks the documented schema is never accepted. */
function schemaProblems(sent: Sent, { status }: Answer): readonly string[] {
  const { operation, method, body, pathname } = sent;
  if (status >= 400 || method !== operation.method || !isAt(operation, pathname)) return [];
  if (operation.body === null) return [];
  const problems = bodyProblems(operation.body, parsed(body));
  return problems.map((problem) => `${status} although ${problem}`);
}

function parsed(body: string | null): unknown {
  if (body === null || body.trim() === '') return {};
  try {
    // A byte order mark may be passed over (RFC 8259 section 8.1).
    return JSON.parse(body.replace(/^\uFEFF/, '')) as unknown;
  } catch {
    return undefined;
  }
}
