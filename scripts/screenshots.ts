// Takes a picture of every page for people to look at: bun scripts/screenshots.ts writes ./screenshots/pages.
// With --readme it takes those of the README instead: ./.github/readme
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { registry } from '../src/core/providers/registry.ts';
import type { SignedIn } from '../src/features/local-login/schema.ts';
import { capture, closeBrowser, visit } from '../test/support/browser.ts';
import {
  endProcesses,
  projectRoot,
  type ServerProcess,
  startServer,
} from '../test/support/process.ts';
import { takeReadmePictures } from './readme-pictures.ts';

interface Shot {
  readonly name: string;
  readonly path: string;
  readonly isSignedIn?: boolean;
  readonly act?: (page: Page) => Promise<void>;
}

const email = 'ada@example.com';
const password = 'correct horse battery';

const shots: readonly Shot[] = [
  { name: 'login', path: '/login' },
  {
    name: 'login-refused',
    path: '/login',
    act: async (page) => {
      await page.getByLabel('E-mail').fill(email);
      await page.getByLabel('Password', { exact: true }).fill('another password');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('alert').waitFor();
    },
  },
  { name: 'register', path: '/register' },
  { name: 'account', path: '/account', isSignedIn: true },
  {
    name: 'account-question',
    path: '/account',
    isSignedIn: true,
    act: async (page) => {
      await page.getByRole('button', { name: 'Sign out everywhere else' }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  { name: 'admin', path: '/admin', isSignedIn: true },
  { name: 'admin-users', path: '/admin/users', isSignedIn: true },
  { name: 'admin-waiting', path: '/admin/waiting', isSignedIn: true },
  { name: 'admin-registration', path: '/admin/registration', isSignedIn: true },
  { name: 'admin-providers', path: '/admin/providers', isSignedIn: true },
  { name: 'admin-mail', path: '/admin/mail', isSignedIn: true },
  { name: 'admin-keys', path: '/admin/keys', isSignedIn: true },
  { name: 'admin-audit', path: '/admin/audit', isSignedIn: true },
  { name: 'docs', path: '/docs' },
  {
    name: 'docs-authorize',
    path: '/docs',
    act: async (page) => {
      await page.getByRole('button', { name: 'Authorize', exact: true }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  { name: 'handbook', path: '/docs/handbook' },
  { name: 'handbook-deployment', path: '/docs/handbook/deployment' },
  { name: 'handbook-apps', path: '/docs/handbook/apps' },
];

const looks = (['light', 'dark'] as const).flatMap((scheme) =>
  [375, 1280].map((width) => ({ scheme, width })),
);

/** Every way to sign in there is. */
const settings = {
  RATE_LIMIT: 'off',
  USER_SIGNUP: 'review',
  OIDC_ENABLED: 'true',
  OIDC_PROVIDER_NAME: 'Pocket ID',
  OIDC_ISSUER_URL: 'https://id.example.com',
  OIDC_CLIENT_ID: 'anchor',
  OIDC_CLIENT_SECRET: 'not-a-real-secret',
  ...Object.fromEntries(
    registry.flatMap(({ prefix }) => [
      [`${prefix}_CLIENT_ID`, 'anchor'],
      [`${prefix}_CLIENT_SECRET`, 'not-a-real-secret'],
    ]),
  ),
} as const;

try {
  await (process.argv.includes('--readme') ? takeReadmePictures() : takeAll());
} finally {
  await closeBrowser();
  await endProcesses();
}

async function takeAll(): Promise<void> {
  mkdirSync(join(projectRoot, 'screenshots/pages'), { recursive: true });
  const empty = await startServer();
  await take(empty, { name: 'welcome', path: '/login' });
  const server = await startServer({ env: settings });
  await server.post('/api/auth/register', { email, password, name: 'Ada Lovelace' });
  for (const shot of shots) await take(server, shot);
}

async function take(server: ServerProcess, shot: Shot): Promise<void> {
  const { origin } = server;
  for (const look of looks) {
    const storage = shot.isSignedIn === true ? await signIn(server) : {};
    const place = { origin, path: shot.path, storage, ...look, expected: /status of 401/ };
    await visit(place, async (page) => {
      await page.waitForLoadState('networkidle');
      await shot.act?.(page);
      await capture(page, `pages/${shot.name}-${look.scheme}-${look.width}`);
    });
  }
}

/** The browser storage of a signed-in user. */
async function signIn(server: ServerProcess): Promise<Readonly<Record<string, string>>> {
  const answer = await server.post('/api/auth/login', { email, password });
  const { refresh_token: refreshToken, user } = (await answer.json()) as SignedIn;
  return { 'anchor-auth.session': JSON.stringify({ refreshToken, userId: user.id }) };
}
