// A person who has a temporary password, at the pages.
import type { Page } from 'playwright-core';
import { password } from '../support/people.ts';
import type { TestApp } from '../support/test-app.ts';
import { fill, press } from './people-at-pages.ts';

export const email = 'grace@example.com';
export const name = 'Grace Hopper';
export const chosen = 'staple correct horse';
/** The heading of the step in which another password is chosen. */
export const step = 'Choose a new password';
export const restricted = { email, name, mustChangePassword: true } as const;

export async function statusOf(app: TestApp, text: string): Promise<number> {
  return (await app.post('/api/auth/login', { email, password: text })).status;
}

export async function signIn(page: Page, text = password): Promise<void> {
  await fill(page, { 'E-mail': email, Password: text });
  await press(page, 'Sign in');
}

export async function choose(page: Page, text = chosen): Promise<void> {
  await fill(page, { 'New password': text });
  await press(page, 'Save and continue');
}
