// A server with people of every kind on it, and an administrator who looks at them.
import type { Locator, Page } from 'playwright-core';
import type { UserRow } from '../../src/features/users/service.ts';
import { addIdentity, addPerson, addSignedIn, startSession } from '../support/people.ts';
import type { TestApp } from '../support/test-app.ts';
import { visitAs } from './people-at-pages.ts';

interface Look extends Partial<
  Pick<Parameters<typeof visitAs>[0], 'width' | 'scheme' | 'expected'>
> {
  /** The address of the administrator, for a second visit of the same server. */
  readonly email?: string;
}

/** Opens a page of the panel in the browser of an administrator who has signed in before. */
export async function visitPanel(
  app: TestApp,
  { path, email = 'margaret@example.com', ...look }: Look & { readonly path: string },
  act: (page: Page) => Promise<void>,
): Promise<void> {
  const origin = app.listen();
  const person = await addSignedIn(app, {
    email,
    name: 'Margaret Hamilton',
    isAdmin: true,
  });
  await visitAs({ origin, path: `/admin${path}`, person, ...look }, async (page) => {
    await page.locator('.tab[aria-current]').waitFor();
    await act(page);
  });
}

/** People of every kind, and what a few of them did. */
export async function populate(app: TestApp): Promise<{ readonly ada: UserRow }> {
  const ada = await addPerson(app, { email: 'ada@example.com', name: 'Ada Lovelace' });
  await addIdentity(app, ada, 'github');
  await startSession(app, ada);
  const grace = { email: 'grace@example.com', name: 'Grace Hopper', isAdmin: true };
  await setUpOidc(app, (await addSignedIn(app, grace)).access_token);
  await addPerson(app, { email: 'alan@example.com', name: 'Alan Turing', status: 'disabled' });
  const edsger = { email: 'edsger@example.com', name: 'Edsger Dijkstra', password: null };
  await addIdentity(app, await addPerson(app, edsger), 'oidc');
  await addPerson(app, {
    email: 'a.rather.long.address.of.somebody@department.example.com',
    name: 'Wolfeschlegelsteinhausenbergerdorff von Altona',
  });
  await addPerson(app, { email: 'barbara@example.com', name: 'Barbara Liskov', status: 'pending' });
  await addPerson(app, { email: 'ken@example.com', name: 'Ken Thompson', status: 'pending' });
  await app.post('/api/auth/login', { email: 'ada@example.com', password: 'wrong password' });
  await app.post('/api/auth/login', { email: 'nobody@example.com', password: 'wrong password' });
  return { ada };
}

async function setUpOidc(app: TestApp, bearer: string): Promise<void> {
  const client = { clientId: 'anchor', clientSecret: 'never to be seen' };
  const json = { enabled: true, providerName: 'Pocket ID', issuerUrl: 'https://id.example.com' };
  const path = '/api/admin/settings/oidc';
  await app.send({ method: 'PATCH', path, bearer, json: { ...json, ...client } });
}

/** The window that asks or shows something. */
export function dialogOf(page: Page, title: string): Locator {
  return page.getByRole('dialog', { name: title, exact: true });
}
