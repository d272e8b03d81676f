// What people do on the API reference.
import type { Page } from 'playwright-core';

export function openDialog(page: Page): Promise<void> {
  return page.getByRole('button', { name: 'Authorize', exact: true }).click();
}

/** Pastes a token into the dialog. */
export async function authorize(page: Page, token: string): Promise<void> {
  await openDialog(page);
  await page.getByText('Paste a token instead').click();
  await page.getByLabel('API token or access token').fill(token);
  await page.getByRole('button', { name: 'Use this token' }).click();
  await page.getByRole('button', { name: 'Using a token' }).waitFor();
}

/** Signs in inside the open dialog. */
export async function signIn(page: Page, email: string, password: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('E-mail').fill(email);
  await dialog.getByLabel('Password', { exact: true }).fill(password);
  await dialog.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** The live answer of an operation about sessions. */
export async function tryOut(page: Page, name: string): Promise<string> {
  const operation = page.locator(`#operations-Sessions-${name}`);
  await operation.locator('.opblock-summary-control').click();
  await operation.getByRole('button', { name: 'Try it out' }).click();
  await operation.getByRole('button', { name: 'Execute' }).click();
  const answer = operation.locator('.live-responses-table td.response-col_description');
  return answer.last().innerText();
}
