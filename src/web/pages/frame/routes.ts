import type { ComponentType } from 'preact';
import { loadMe, loadSessions } from '../client/account.ts';
import { opensPages } from '../client/session.ts';
import type { Early } from '../client/early.ts';
import { loadSignInMethods } from '../client/sign-in-methods.ts';
import type { PlainKey } from '../words/catalogue.ts';
import { addWords } from '../words/words.ts';

export interface PageRoute {
  readonly path: string;
  /** Whether the page requires a session. */
  readonly isPrivate: boolean;
  readonly title: PlainKey;
  /** What the page asks for in any case; it is requested while its code is on the way. */
  readonly early: readonly Pick<Early<unknown>, 'begin'>[];
  /** Loads the page's code when it is first opened, which keeps the first load small. */
  readonly load: () => Promise<ComponentType>;
}

const routes: readonly PageRoute[] = [
  {
    path: '/login',
    isPrivate: false,
    title: 'page.login',
    early: [],
    load: async () => (await import('../sign-in/login-page.tsx')).LoginPage,
  },
  {
    path: '/register',
    isPrivate: false,
    title: 'page.register',
    early: [],
    load: async () => (await import('../sign-in/register-page.tsx')).RegisterPage,
  },
  {
    path: '/forgot-password',
    isPrivate: false,
    title: 'forgot.title',
    early: [loadSignInMethods],
    load: async () => (await import('../sign-in/forgot-page.tsx')).ForgotPage,
  },
  {
    path: '/link',
    isPrivate: false,
    title: 'page.link',
    early: [],
    load: async () => {
      const [{ LinkPage }] = await Promise.all([
        import('../link/link-page.tsx'),
        addWords('links'),
      ]);
      return LinkPage;
    },
  },
  {
    path: '/account',
    isPrivate: true,
    title: 'page.account',
    early: [loadMe, loadSignInMethods, loadSessions],
    load: async () => (await import('../account/account-page.tsx')).AccountPage,
  },
  {
    path: '/admin',
    isPrivate: true,
    title: 'page.admin',
    early: [loadMe],
    load: async () => {
      const [{ AdminPage }] = await Promise.all([
        import('../admin/admin-page.tsx'),
        addWords('administration'),
      ]);
      return AdminPage;
    },
  },
];

/** The page at a path; `/admin/users` belongs to `/admin`. */
export function routeAt(pathname: string): PageRoute | undefined {
  return routes.find(({ path }) => pathname === path || pathname.startsWith(`${path}/`));
}

/** Starts to load a page: its code, and what it asks for when the user is signed in. */
export function beginPage(route: PageRoute): Promise<ComponentType> {
  if (route.isPrivate && opensPages()) for (const request of route.early) request.begin();
  return route.load();
}
