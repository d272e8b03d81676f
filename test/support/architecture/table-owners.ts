import type { SourceFile } from './source-tree.ts';

/** The feature, or its part, that reads and writes a table; a feature speaks for all its parts. */
const owners: Readonly<Record<string, string>> = {
  users: 'users',
  settings: 'settings',
  sessions: 'sessions',
  audit_log: 'audit',
  api_tokens: 'api-tokens',
  named_tokens: 'api-tokens',
  identities: 'federation/identities',
  unlinked_subjects: 'federation/identities',
  exchange_codes: 'federation/login-codes',
  sign_in_flows: 'federation/flow-store',
  used_id_tokens: 'federation/used-id-tokens',
  used_logout_tokens: 'federation/logout-tokens',
  pictures: 'account/picture-store',
  instances: 'maintenance/instances',
  leases: 'maintenance/leases',
  login_failures: 'passwords/failures',
  signing_keys: 'signing-keys',
  groups: 'groups',
  group_members: 'groups',
  provider_moves: 'federation/provider-moves',
  moved_identities: 'federation/provider-moves',
  link_tickets: 'federation/link-tickets',
  link_requests: 'federation/link-requests',
  one_time_links: 'links',
  invitations: 'links/invitations',
  outbox: 'outbox',
  notice_times: 'mail/notices',
};

/** Who else reads which table, in one query with its own or with others. */
export const readers: Readonly<Record<string, readonly string[]>> = {
  // Who calls, in one read: on every request.
  sessions: ['users', 'identities'],
  'api-tokens': ['users', 'identities'],
  // From where an account is used: before every password that is wrong too often.
  passwords: ['users', 'sessions'],
  // Whether a link still works, in the statement that uses it up.
  links: ['users'],
  // Lists, counts and searches of the panel.
  'admin/settings': ['users', 'sessions', 'identities', 'instances'],
  'admin/providers': ['users', 'identities'],
  'admin/provider-options': ['users'],
  // Who can be taken over: the report of a move.
  'federation/provider-moves': ['identities', 'users'],
  // Who made an invitation, and whether they still may.
  'links/invitations': ['users'],
  // Who is told that people wait, and how many these are.
  'mail/notices': ['users'],
  // Whether the database answers at all.
  health: ['settings'],
};

/** A table in a query, or one whose rows `deleteExpired` of src/db/expire.ts deletes. */
const use =
  /(?:\.(selectFrom|\w*[jJ]oin|insertInto|replaceInto|updateTable|deleteFrom|mergeInto)\(\s*\[?|\btable: )'(\w+)/g;
const file = /^src\/features\/(.+)\/queries\.ts$/;

/** A table is read and written by its owner; others ask the owner's service. */
export function tableViolations(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap(({ path, text }) => {
    const feature = file.exec(path)?.[1];
    if (feature === undefined) return [];
    return usesIn(text).flatMap(({ verb, table }) => {
      const owner = owners[table];
      if (owner === undefined) return [`${path} names ${table}, which has no owner`];
      const isReading = verb === 'selectFrom' || verb.toLowerCase().endsWith('join');
      const isReader = isReading && placesOf(feature).some((it) => readers[it]?.includes(table));
      if (isReader || placesOf(feature).includes(owner)) return [];
      return [`${path} ${isReading ? 'reads' : 'writes'} ${table}: ask the service of ${owner}`];
    });
  });
}

/** Which of the allowed readings there really are, as feature and table. */
export function readingsIn(files: readonly SourceFile[]): ReadonlySet<string> {
  return new Set(
    files.flatMap(({ path, text }) =>
      placesOf(file.exec(path)?.[1] ?? '').flatMap((place) =>
        usesIn(text).map(({ table }) => `${place} ${table}`),
      ),
    ),
  );
}

/** Tables made by a query itself, as `hits`, are no tables of the schema. */
function usesIn(text: string) {
  const own = new Set([...text.matchAll(/(?:\.with|\bcte)\(\s*'(\w+)/g)].map(([, name]) => name));
  return [...text.matchAll(use)]
    .map(([, verb = '', table = '']) => ({ verb, table }))
    .filter(({ table }) => !own.has(table));
}

/** A part of a feature, and the feature. */
function placesOf(feature: string): readonly string[] {
  return [feature, feature.split('/')[0] ?? feature];
}
