import { errorOf, noConnection } from './errors.ts';
import { type AbortSignalLike, type FetchAnswer, type FetchInit, platform } from './platform.ts';

/** What every call takes. */
export interface CallOptions {
  /** Aborts the call. */
  readonly signal?: AbortSignalLike | undefined;
  /** Further headers, such as `accept-language`. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** How a call differs from one that has no body and answers JSON. */
export interface CallParts {
  readonly query?: object | undefined;
  readonly body?: object | undefined;
  /** Sent as a form with files. */
  readonly form?: object;
  /** Sent as a form of texts. */
  readonly fields?: object;
  /** Stores the tokens of the answer. */
  readonly keeps?: boolean;
  readonly as?: 'text' | 'blob' | undefined;
}

interface Sender {
  readonly server: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  fetch?(this: void, url: string, init: FetchInit): Promise<FetchAnswer>;
}

interface SentCall extends CallParts, CallOptions {
  readonly token?: string | undefined;
}

/** Sends one request and answers with its content. */
export async function send(
  sender: Sender,
  [method = '', path = '']: readonly string[],
  request: SentCall,
): Promise<unknown> {
  const { fetch = (url, init) => platform.fetch(url, init) } = sender;
  const url = addressOf(sender.server, path, request.query);
  const init = initOf(method, sender, request);
  const { answer, content } = await received(() => fetch(url, init), request);
  const isRaw = request.as !== undefined && answer.ok;
  return isRaw ? content : bodyOf(answer, String(content));
}

async function received(fetched: () => Promise<FetchAnswer>, { as, signal }: SentCall) {
  try {
    const answer = await fetched();
    const isBlob = answer.ok && as === 'blob';
    return { answer, content: isBlob ? await answer.blob() : await answer.text() };
  } catch (cause) {
    throw signal?.aborted === true ? cause : noConnection(cause);
  }
}

function initOf(method: string, sender: Sender, request: SentCall): FetchInit {
  const { token, signal } = request;
  const headers: Record<string, string> = { ...sender.headers, ...request.headers };
  const [content, type] = contentOf(request);
  if (token !== undefined) headers['authorization'] = `Bearer ${token}`;
  if (type !== undefined) headers['content-type'] = type;
  return {
    method,
    headers,
    ...(content === undefined ? {} : { body: content }),
    ...(signal === undefined ? {} : { signal }),
  };
}

/** The content and its type, which the platform itself names for a form with files. */
function contentOf({ body, fields, form }: CallParts): readonly [content?: unknown, type?: string] {
  if (body !== undefined) return [JSON.stringify(body), 'application/json'];
  if (fields !== undefined) return [pairsOf(fields), 'application/x-www-form-urlencoded'];
  return form === undefined ? [] : [formOf(form)];
}

function bodyOf(answer: FetchAnswer, text: string): unknown {
  if (answer.status === 204) return undefined;
  const body = parsed(text);
  if (!answer.ok || body === undefined) throw errorOf(answer, body);
  return body;
}

/** Undefined when it is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function formOf(fields: object): unknown {
  const form = new platform.FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return form;
}

/** The address of a path with a query. */
export function addressOf(server: string, path: string, query: object = {}): string {
  const pairs = pairsOf(query);
  return server.replace(/\/+$/, '') + path + (pairs === '' ? '' : `?${pairs}`);
}

/** Written by hand: the `URLSearchParams` of React Native lacks parts. */
function pairsOf(fields: object): string {
  return Object.entries(fields)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
    .join('&');
}

/** A value as one segment of a path; an empty one, or dots, would lead to another path. */
export function segment(value: string): string {
  if (/^\.{0,2}$/.test(value)) throw new TypeError(`"${value}" cannot be part of an address`);
  return encodeURIComponent(value);
}
