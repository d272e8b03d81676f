// Sign-ins from many addresses: how many of them the limits let through.
import { expect } from 'bun:test';
import { addPerson, password } from './people.ts';
import { createTestApp, type TestApp } from './test-app.ts';

export type Headers = Readonly<Record<string, string>>;

export const email = 'grace@example.com';

/** How many of `times` sign-ins are let through; thirty a minute are allowed to one network. */
export async function letThrough(
  app: TestApp,
  times: number,
  headersOf: (index: number) => Headers,
) {
  let count = 0;
  for (let index = 0; index < times; index++) {
    const { status } = await app.send({
      method: 'POST',
      path: '/api/auth/login',
      headers: headersOf(index),
      json: { email, password },
    });
    expect([200, 429]).toContain(status);
    if (status === 200) count++;
  }
  return count;
}

export async function listening(env: Headers = {}) {
  const app = await createTestApp(env);
  await addPerson(app, { email });
  app.listen();
  return app;
}

export const forwarded = (value: string): Headers => ({ 'x-forwarded-for': value });
