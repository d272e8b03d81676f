// Sign-ins from many addresses: how many of them the limits let through.
import { expect } from 'bun:test';
import { addPerson, password } from './people.ts';
import { createTestApp, type TestApp } from './test-app.ts';

export type Headers = Readonly<Record<string, string>>;

export const email = 'grace@example.com';

/** Signs the person of `listening` in. */
export async function signInFrom(app: TestApp, headers: Headers): Promise<void> {
  const { status } = await attempt(app, headers, { email, password });
  expect(status).toBe(200);
}

/** How many of `times` sign-ins are let through to where their fields are missed; thirty a minute are allowed to one network. */
export async function letThrough(
  app: TestApp,
  times: number,
  headersOf: (index: number) => Headers,
) {
  let count = 0;
  for (let index = 0; index < times; index++) {
    const { status } = await attempt(app, headersOf(index), {});
    expect([400, 429]).toContain(status);
    if (status === 400) count++;
  }
  return count;
}

function attempt(app: TestApp, headers: Headers, json: object) {
  return app.send({ method: 'POST', path: '/api/auth/login', headers, json });
}

export async function listening(env: Headers = {}) {
  const app = await createTestApp(env);
  await addPerson(app, { email });
  app.listen();
  return app;
}

export const forwarded = (value: string): Headers => ({ 'x-forwarded-for': value });
