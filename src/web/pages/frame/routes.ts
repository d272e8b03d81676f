import type { ComponentType } from 'preact';

interface PageRoute {
  readonly path: string;
  /** Whether the page requires a session. */
  readonly isPrivate: boolean;
  /** Loads the page's code when it is first opened, which keeps the first load small. */
  readonly load: () => Promise<ComponentType>;
}

const routes: readonly PageRoute[] = [
  {
    path: '/login',
    isPrivate: false,
    load: async () => (await import('../sign-in/login-page.tsx')).LoginPage,
  },
  {
    path: '/register',
    isPrivate: false,
    load: async () => (await import('../sign-in/register-page.tsx')).RegisterPage,
  },
  {
    path: '/account',
    isPrivate: true,
    load: async () => (await import('../account/account-page.tsx')).AccountPage,
  },
  {
    path: '/admin',
    isPrivate: true,
    load: async () => (await import('../admin/admin-page.tsx')).AdminPage,
  },
];

/** The page at a path; `/admin/users` belongs to `/admin`. */
export function routeAt(pathname: string): PageRoute | undefined {
  return routes.find(({ path }) => pathname === path || pathname.startsWith(`${path}/`));
}
