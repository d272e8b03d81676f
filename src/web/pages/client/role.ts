import { accessToken, storedToken } from './session.ts';

/** Whether the stored access token is an administrator's; null when a new one has to be requested first. */
export function storedRole(): boolean | null {
  const token = storedToken();
  return token === null ? null : isAdministrators(token);
}

/** Whether this tab's access token is an administrator's. Throws Failure. */
export async function loadRole(): Promise<boolean> {
  const token = await accessToken();
  return token !== null && isAdministrators(token);
}

/** Reads the role from the token, only to know early what to ask for: the server decides what is answered. */
function isAdministrators(token: string): boolean {
  const payload = token.split('.')[1] ?? '';
  const claims: unknown = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')));
  return (
    typeof claims === 'object' && claims !== null && 'role' in claims && claims.role === 'Admin'
  );
}
