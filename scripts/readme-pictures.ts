// The pictures of the README: a small server with a life, as its people and its administrator see it.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { visit } from '../test/support/browser.ts';
import {
  addIdentity,
  addPerson,
  addSignedIn,
  changePerson,
  password,
} from '../test/support/people.ts';
import { projectRoot } from '../test/support/process.ts';
import { createTestApp, type TestApp } from '../test/support/test-app.ts';
import { findPlace } from '../test/web/journeys.ts';
import { visitAs } from '../test/web/people-at-pages.ts';

const folder = join(projectRoot, '.github/readme');

/** The address that the pictures show instead of the real one. */
const host = 'auth.example.com';

const settings = {
  USER_SIGNUP: 'review',
  TRUSTED_PROXIES: '127.0.0.1',
  OIDC_ENABLED: 'true',
  OIDC_PROVIDER_NAME: 'Pocket ID',
  OIDC_ISSUER_URL: 'https://id.example.com',
  OIDC_CLIENT_ID: 'anchor',
  OIDC_CLIENT_SECRET: 'not-a-real-secret',
  GITHUB_CLIENT_ID: 'anchor',
  GITHUB_CLIENT_SECRET: 'not-a-real-secret',
} as const;

/** Writes the three pictures into `.github/readme`. */
export async function takeReadmePictures(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const { origin, port } = findPlace();
  await using app = await createTestApp({ ...settings, APP_URL: origin });
  app.listen(port);
  const ada = { email: 'ada@example.com', name: 'Ada Lovelace', isAdmin: true };
  const person = await addSignedIn(app, ada);
  await populate(app, person);
  await visit({ origin, path: '/login', width }, async (page) => {
    await page.getByRole('link', { name: 'Continue with GitHub' }).waitFor();
    await take(page, 'sign-in', 780);
  });
  await visitAs({ origin, path: '/account', person, width }, async (page) => {
    await page.getByText('This device').waitFor();
    await take(page, 'account', 1062);
  });
  await visitAs({ origin, path: '/admin', person, width }, async (page) => {
    await page.getByText(/waits? for approval/).waitFor();
    await page.getByText('could not sign in').first().waitFor();
    await take(page, 'administration', 784);
  });
}

const width = 960;

const laptop =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15';
const phone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1';

type Ada = Awaited<ReturnType<typeof addSignedIn>>;

async function populate(app: TestApp, { user: ada, access_token: bearer }: Ada): Promise<void> {
  const path = '/api/admin/checklist';
  await app.send({ method: 'PATCH', path, bearer, json: { dismissed: true } });
  await addIdentity(app, ada, 'github');
  await changePerson(app, ada, { created_at: daysAgo(90) });
  const people = [
    { email: 'edsger@example.com', name: 'Edsger Dijkstra', since: 60 },
    { email: 'grace@example.com', name: 'Grace Hopper', isAdmin: true, since: 40 },
    { email: 'alan@example.com', name: 'Alan Turing', since: 12 },
    { email: 'barbara@example.com', name: 'Barbara Liskov', since: 5 },
    { email: 'ken@example.com', name: 'Ken Thompson', since: 1, status: 'pending' },
  ] as const;
  for (const { since, ...person } of people) {
    await changePerson(app, await addPerson(app, person), { created_at: daysAgo(since) });
  }
  await signIn(app, { email: ada.email, password }, { agent: laptop, ip: '198.51.100.7' });
  await signIn(app, { email: ada.email, password }, { agent: phone, ip: '198.51.100.23' });
  await signIn(
    app,
    { email: 'alan@example.com', password: 'a guess' },
    { agent: phone, ip: '203.0.113.80' },
  );
  await signIn(
    app,
    { email: 'ada@example.com', password: 'a guess' },
    { agent: laptop, ip: '203.0.113.9' },
  );
}

function daysAgo(days: number): number {
  return Date.now() - days * 86_400_000;
}

interface Place {
  readonly agent: string;
  readonly ip: string;
}

async function signIn(app: TestApp, json: object, { agent, ip }: Place): Promise<void> {
  const headers = { 'user-agent': agent, 'x-forwarded-for': ip };
  await app.send({ method: 'POST', path: '/api/auth/login', json, headers });
}

async function take(page: Page, name: string, height: number): Promise<void> {
  await page.evaluate(showHost);
  const png = await page.screenshot({ fullPage: true, clip: { x: 0, y: 0, width, height } });
  const small = await new Bun.Image(png).resize(800).webp({ quality: 82 }).bytes();
  await Bun.write(join(folder, `${name}.webp`), small);
}

const showHost = `(() => {
  document.activeElement.blur();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { currentNode: text } = texts;
    text.data = text.data.replaceAll(location.host, '${host}');
  }
})()`;
