import type { Provider, UserTable } from '../../db/schema.ts';
import { groupNamesIn, type JoinedNames } from '../groups/rules.ts';
import { isAdministrator } from '../users/rules.ts';

/** The refresh token of a body, under either spelling of its field; null when there is none. */
export function shownToken(body: {
  readonly refresh_token?: string | null | undefined;
  readonly refreshToken?: string | null | undefined;
}): string | null {
  // An app that has no token may send an empty string.
  return body.refresh_token || body.refreshToken || null;
}

interface SignedInUser {
  readonly user: Pick<UserTable, 'is_admin' | 'admin_group_until'> & {
    readonly group_names: JoinedNames;
  };
  readonly provider: Provider;
}

/** What a token says about the rights of its user in a session that began at a provider. */
export function rightsOf({ user, provider }: SignedInUser) {
  return { isAdmin: isAdministrator(user, provider), groups: groupNamesIn(user.group_names) };
}
