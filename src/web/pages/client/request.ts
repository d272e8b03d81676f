import { confirmIdentity } from './confirmation.ts';
import { answerOf, Failure, failureOf } from './failure.ts';
import { accessToken, forgetSession, refresh } from './session.ts';

interface Call {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly json?: unknown;
  readonly form?: FormData;
}

/** Sends a request without a session. Throws Failure. */
export async function request<T>(path: string, call: Call = {}): Promise<T> {
  return answerOf<T>(await send(path, call, null));
}

/**
 * Sends a request as the signed-in user. When the server requires a recent sign-in, the user is asked to
 * re-authenticate, and the request is sent again. Throws Failure; status 401 means that the session has ended.
 */
export async function signedRequest<T>(path: string, call: Call = {}): Promise<T> {
  const response = await sendSigned(path, call);
  if (response.status !== 403) return answerOf<T>(response);
  const failure = await failureOf(response);
  const isAsked = failure.code === 'reauthentication_required';
  if (!isAsked || !(await confirmIdentity(failure.methods))) throw failure;
  return answerOf<T>(await sendSigned(path, call));
}

/** A file that only signed-in users may read, and the name that the server gives it. */
export interface SignedFile {
  readonly name: string;
  readonly content: Blob;
}

/** Reads a file as the signed-in user, because a link carries no access token. Throws Failure. */
export async function signedFile(path: string): Promise<SignedFile> {
  const response = await sendSigned(path, {});
  if (!response.ok) throw await failureOf(response);
  const disposition = response.headers.get('content-disposition') ?? '';
  const name = /filename="([^"]+)"/.exec(disposition)?.[1] ?? 'download';
  try {
    return { name, content: await response.blob() };
  } catch {
    throw new Failure({ code: 'offline' });
  }
}

/** Renews the access token once when the server refuses it before it expires, as after a change of role. */
async function sendSigned(path: string, call: Call): Promise<Response> {
  const response = await send(path, call, await tokenOrEnd(accessToken()));
  if (response.status !== 401) return response;
  const again = await send(path, call, await tokenOrEnd(refresh()));
  if (again.status === 401) forgetSession();
  return again;
}

async function tokenOrEnd(token: Promise<string | null>): Promise<string> {
  const found = await token;
  if (found !== null) return found;
  forgetSession();
  throw new Failure({ code: 'authentication_required', status: 401 });
}

async function send(path: string, call: Call, bearer: string | null): Promise<Response> {
  const { method = 'GET', json, form } = call;
  const body = json === undefined ? form : JSON.stringify(json);
  const headers = new Headers();
  if (json !== undefined) headers.set('content-type', 'application/json');
  if (bearer !== null) headers.set('authorization', `Bearer ${bearer}`);
  try {
    return await fetch(path, { method, headers, ...(body === undefined ? {} : { body }) });
  } catch {
    throw new Failure({ code: 'offline' });
  }
}
