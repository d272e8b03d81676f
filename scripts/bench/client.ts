import type { Answer } from './http-connection.ts';

export interface Tokens {
  readonly access: string;
  readonly refresh: string;
}

/** Further lines of a request's head. */
export type Headers = Readonly<Record<string, string>>;

export const person = { email: 'ann@example.org', password: 'correct horse battery', name: 'Ann' };

/** The first user of a fresh server. */
export async function register(port: number): Promise<Tokens> {
  return readTokens(await post(port, '/api/auth/register', person));
}

export async function logIn(port: number, email = person.email): Promise<Tokens> {
  return readTokens(await post(port, '/api/auth/login', { email, password: person.password }));
}

/** As many sessions of one person as asked for, opened one after another. */
export async function logInRepeatedly(port: number, times: number): Promise<Tokens[]> {
  const sessions: Tokens[] = [];
  while (sessions.length < times) sessions.push(await logIn(port));
  return sessions;
}

async function post(port: number, path: string, body: object): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`POST ${path} answered ${response.status}: ${text}`);
  return text;
}

/** `GET /me` as it goes over the wire; without a token for a server that asks for none. */
export function meRequest(token = '', headers: Headers = {}): string {
  const authorization: Headers = token === '' ? {} : { Authorization: `Bearer ${token}` };
  return getRequest('/api/auth/me', { ...authorization, ...headers });
}

export function loginRequest(email = person.email): string {
  return postRequest('/api/auth/login', { email, password: person.password });
}

export function getRequest(path: string, headers: Headers = {}): string {
  return `GET ${path} HTTP/1.1\r\nHost: localhost\r\n${linesOf(headers)}\r\n`;
}

export function postRequest(path: string, body: object | string, headers: Headers = {}): string {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const lines = linesOf({
    'Content-Type': 'application/json',
    'Content-Length': String(Buffer.byteLength(text)),
    ...headers,
  });
  return `POST ${path} HTTP/1.1\r\nHost: localhost\r\n${lines}\r\n${text}`;
}

function linesOf(headers: Headers): string {
  let lines = '';
  for (const [name, value] of Object.entries(headers)) lines += `${name}: ${value}\r\n`;
  return lines;
}

/** Refreshes that follow one another: every connection shows what its last answer gave it. */
export function refreshChains(sessions: readonly Tokens[], headers: () => Headers = () => ({})) {
  const current = sessions.map((session) => session.refresh);
  return {
    connections: current.length,
    request: (connection: number) =>
      postRequest('/api/auth/refresh', { refresh_token: current[connection] ?? '' }, headers()),
    answered: (connection: number, answer: Answer) => {
      if (answer.status !== 200) throw new Error(`A refresh failed: ${answer.text()}`);
      current[connection] = readTokens(answer.text()).refresh;
      return 0;
    },
  };
}

function readTokens(text: string): Tokens {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the contract's shape; a missing field shows at once
  const body = JSON.parse(text) as { access_token: string; refresh_token: string };
  return { access: body.access_token, refresh: body.refresh_token };
}
