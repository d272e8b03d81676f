import type { TokenScope } from '../../../core/token-scopes.ts';
import type { PlainKey } from '../words/catalogue.ts';

interface ScopeWords {
  readonly label: PlainKey;
  readonly hint: PlainKey;
}

/** What each scope lets a token do. */
export const scopeWords: Readonly<Record<TokenScope, ScopeWords>> = {
  me: { label: 'scope.me', hint: 'scope.meHint' },
  profile: { label: 'scope.profile', hint: 'scope.profileHint' },
  'admin:read': { label: 'scope.adminRead', hint: 'scope.adminReadHint' },
  'admin:users': { label: 'scope.adminUsers', hint: 'scope.adminUsersHint' },
};
