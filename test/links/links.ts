import { sha256 } from '../../src/core/tokens.ts';
import { linkLivesMs } from '../../src/features/links/rules.ts';
import type { MadeLink, OneTimeLinks } from '../../src/features/links/service.ts';
import type { UserRow } from '../../src/features/users/service.ts';
import type { Administrator } from '../admin/administrator.ts';
import { changePerson, deletePerson, setSetting } from '../support/people.ts';
import type { ReceivedMail } from '../support/smtp/received-mail.ts';
import type { TestApp } from '../support/test-app.ts';
import { userPath } from '../admin/administrator.ts';

type NewLink = Parameters<OneTimeLinks['make']>[1];

/** Makes a link to a new password as the server would, past the routes that do. */
export function makeLink(
  app: TestApp,
  user: UserRow,
  change: Partial<NewLink> = {},
): Promise<MadeLink> {
  const link = {
    user,
    kind: 'reset_password',
    email: user.email,
    isMailed: false,
    madeBy: null,
    lifeMs: linkLivesMs.handedReset,
    ...change,
  } as const;
  return app.database.write((trx) => app.services.oneTimeLinks.make(trx, link));
}

export function tokenOf({ url }: Pick<MadeLink, 'url'>): string {
  return url.slice(url.indexOf('#') + 1);
}

/** The token of the link in a mail. */
export function tokenIn(letter: ReceivedMail): string {
  return tokenOf({ url: letter.link('http://localhost:3000/link#') });
}

export function letterTo(letters: readonly ReceivedMail[], email: string): ReceivedMail {
  const found = letters.find(({ envelope }) => envelope.to.includes(email));
  if (found === undefined) throw new Error(`No mail went to ${email}`);
  return found;
}

/** How many links there are, or how many with this token. */
export async function countLinks(app: TestApp, token?: string): Promise<number> {
  const all = app.database.read.selectFrom('one_time_links').select('kind');
  const query = token === undefined ? all : all.where('token_hash', '=', sha256(token));
  return (await query.execute()).length;
}

export const inspect = (app: TestApp, token: unknown) =>
  app.post('/api/auth/links/inspect', { token });

export const chosen = 'staple battery horse';

export const resetBy = (app: TestApp, token: unknown, newPassword: unknown = chosen) =>
  app.post('/api/auth/reset-password', { token, newPassword });

/** There is another way to sign in, so that passwords can be switched off. */
export const withProvider = {
  OIDC_ENABLED: 'true',
  OIDC_ISSUER_URL: 'https://id.example.com',
  OIDC_CLIENT_ID: 'anchor',
};

/** A link and its account. */
export interface Scene {
  readonly app: TestApp;
  readonly admin: Administrator;
  readonly user: UserRow;
  readonly token: string;
}

/** What ends a link; each by the route that does it, where there is one. */
export const ends: readonly (readonly [string, (scene: Scene) => Promise<unknown>])[] = [
  [
    'has expired',
    ({ app }) =>
      app.database.write((trx) =>
        trx.updateTable('one_time_links').set({ expires_at: Date.now() }).execute(),
      ),
  ],
  ['was used', ({ app, token }) => resetBy(app, token)],
  ['has a newer one', ({ app, user }) => makeLink(app, user)],
  [
    'is of an account that was disabled',
    ({ admin, user }) => admin.ask('PATCH', userPath(user), { status: 'disabled' }),
  ],
  [
    'is of an account that was disabled and enabled again',
    async ({ admin, user }) => {
      await admin.ask('PATCH', userPath(user), { status: 'disabled' });
      await admin.ask('PATCH', userPath(user), { status: 'active' });
    },
  ],
  [
    'is of an account that was disabled behind the back of this server',
    ({ app, user }) => changePerson(app, user, { status: 'disabled' }),
  ],
  ['is of an account that was deleted', ({ app, user }) => deletePerson(app, user)],
  [
    'is of an account whose password an administrator has reset since',
    ({ admin, user }) => admin.ask('POST', userPath(user, '/reset-password'), {}),
  ],
  [
    'was made for the address that the account had before',
    ({ admin, user }) => admin.ask('PATCH', userPath(user), { email: 'hopper@example.com' }),
  ],
  [
    'was made for an address that changed behind the back of this server',
    ({ app, user }) =>
      changePerson(app, user, { email: 'x@example.com', email_key: 'x@example.com' }),
  ],
  [
    'was made before passwords were switched off',
    ({ app }) => setSetting(app, 'local.disabled', 'true'),
  ],
];
