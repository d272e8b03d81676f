import { confirmIdentity } from './confirmation.ts';
import { answerOf, Failure, failureOf } from './failure.ts';
import { userReturned } from './session-return.ts';
import { accessToken, forgetSession, noteAnswer, noteMustChoose, refresh } from './session.ts';

interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly json?: unknown;
  readonly form?: FormData;
}

/** Sends a request without a session. Throws Failure. */
export async function request<T>(path: string, call: Call = {}): Promise<T> {
  return answerOf<T>(await send(path, call, null));
}

/**
 * Sends a request as the signed-in user. When the server requires a recent sign-in, the user is asked to
 * re-authenticate, and the request is sent again; likewise when the session has ended while a page is open. Throws
 * Failure; status 401 means that the user does not come back.
 */
export async function signedRequest<T>(path: string, call: Call = {}): Promise<T> {
  const response = await sendSigned(path, call);
  if (response.status !== 403) return answerOf<T>(response);
  const failure = await failureOf(response);
  if (failure.code === 'password_change_required') noteMustChoose(true);
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

async function sendSigned(path: string, call: Call): Promise<Response> {
  do {
    const response = await sendAs(accessToken, path, call);
    if (response !== null) return response;
    // The server refuses an access token before it expires after a change of role, for example.
    const again = await sendAs(refresh, path, call);
    if (again !== null) return again;
    forgetSession();
  } while (await userReturned());
  throw new Failure({ code: 'authentication_required', status: 401 });
}

/** Null when there is no session, or when the server refuses the access token. */
async function sendAs(
  token: () => Promise<string | null>,
  path: string,
  call: Call,
): Promise<Response | null> {
  const bearer = await token();
  if (bearer === null) return null;
  const response = await send(path, call, bearer);
  if (response.status === 401) return null;
  noteAnswer();
  return response;
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
