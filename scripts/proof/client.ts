// Sends requests as an app does. Null means that no answer came, so it is unknown whether the request was carried
// out. No answer from a running server is an error.

export type Body = Readonly<Record<string, unknown>>;

export interface Answer {
  readonly status: number;
  readonly body: Body;
}

export interface Call {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly bearer?: string | undefined;
  readonly body?: Body | FormData;
}

export interface Client {
  call(call: Call): Promise<Answer | null>;
}

const timeoutMs = 30_000;

export function createClient(origin: string): Client {
  return {
    async call({ method, path, bearer, body }) {
      const isForm = body instanceof FormData;
      const headers = {
        'x-forwarded-for': '203.0.113.7',
        ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
        ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
      };
      try {
        const answer = await fetch(origin + path, {
          method,
          headers,
          redirect: 'manual',
          signal: AbortSignal.timeout(timeoutMs),
          ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
        });
        return { status: answer.status, body: (await answer.json()) as Body };
      } catch (error) {
        if (error instanceof Error && error.name === 'TimeoutError') throw error;
        return null;
      }
    },
  };
}

/** A text field that the answer must contain. */
export function textIn(body: Body, name: string): string {
  const value = body[name];
  if (typeof value !== 'string') throw new Error(`The answer has no ${name}`);
  return value;
}
