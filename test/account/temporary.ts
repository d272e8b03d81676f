// A person with a temporary password, and what such a person asks for.
import type { Answer } from '../support/answer-rules.ts';
import { addSignedIn, password } from '../support/people.ts';
import type { TestApp } from '../support/test-app.ts';

export const email = 'grace@example.com';
export const chosen = 'staple correct horse';
export const account = { email, password, name: 'Grace Hopper' };
export const required = { status: 403, body: { code: 'password_change_required' } };

export const logIn = (app: TestApp, text = password) =>
  app.post('/api/auth/login', { email, password: text });
export const me = (app: TestApp, bearer: string) => app.get('/api/auth/me', bearer);
export const change = (app: TestApp, bearer: string, newPassword = chosen) =>
  app.post('/api/auth/change-password', { currentPassword: password, newPassword }, bearer);
export const refresh = (app: TestApp, { refresh_token }: { readonly refresh_token: string }) =>
  app.post('/api/auth/refresh', { refresh_token });
export const tokenIn = (answer: Answer) => (answer.body as { access_token: string }).access_token;

/** A person with a temporary password who is signed in. */
export const addRestricted = (app: TestApp, isAdmin = false) =>
  addSignedIn(app, { email, isAdmin, mustChangePassword: true });
