// Groups and who is in them, as tests of sign-ins at the OpenID provider arrange and read them.
import { newId } from '../../src/core/uuid.ts';
import type { GroupSource } from '../../src/db/group-tables.ts';
import { exchange, type Scene } from './oidc-scene.ts';
import type { TestApp } from './test-app.ts';

/** Makes groups, as an administrator would. */
export async function addGroups(app: TestApp, ...names: readonly string[]): Promise<void> {
  const rows = names.map((name) => {
    const source = 'local' as const;
    return { id: newId(), name, description: null, source, created_at: 1, updated_at: 1 };
  });
  await app.database.write((trx) => trx.insertInto('groups').values(rows).execute());
}

/** Puts a person into a group, as an administrator would or an earlier sign-in did. */
export async function join(
  app: TestApp,
  email: string,
  { name, source = 'local' }: { readonly name: string; readonly source?: GroupSource },
): Promise<void> {
  const { id: user_id } = await accountOf(app, email);
  await app.database.write(async (trx) => {
    const { id: group_id } = await trx
      .selectFrom('groups')
      .select('id')
      .where('name', '=', name)
      .executeTakeFirstOrThrow();
    const row = { group_id, user_id, source, created_at: 1 };
    await trx.insertInto('group_members').values(row).execute();
  });
}

/** The memberships of a person: the name of each group and who gave it, sorted. */
export async function membershipsOf(app: TestApp, email: string): Promise<readonly string[]> {
  const rows = await app.database.read
    .selectFrom('group_members as m')
    .innerJoin('groups as g', 'g.id', 'm.group_id')
    .innerJoin('users as u', 'u.id', 'm.user_id')
    .select(['g.name', 'm.source'])
    .where('u.email_key', '=', email)
    .execute();
  return rows.map(({ name, source }) => `${name} ${source}`).toSorted();
}

/** The names of all groups, with who made them, sorted. */
export async function groupsIn(app: TestApp): Promise<readonly string[]> {
  const rows = await app.database.read.selectFrom('groups').select(['name', 'source']).execute();
  return rows.map(({ name, source }) => `${name} ${source}`).toSorted();
}

/** What an account says of its administrator role. */
export function accountOf(app: TestApp, email: string) {
  return app.database.read
    .selectFrom('users')
    .select(['id', 'is_admin', 'admin_group', 'admin_group_until', 'token_version', 'status'])
    .where('email_key', '=', email)
    .executeTakeFirstOrThrow();
}

/** Signs in and exchanges the code; the answer, or the code of the refusal. */
export async function enter({ app, browser }: Pick<Scene, 'app' | 'browser'>) {
  const { query } = await browser.signIn();
  if (query['error_code'] !== undefined) return query['error_code'];
  const { status, body } = await exchange(app, query['code']);
  if (status !== 200) throw new Error(`the exchange said ${status}`);
  return body as {
    readonly access_token: string;
    readonly refresh_token: string;
    readonly user: { readonly id: string; readonly isAdmin: boolean; readonly groups: string[] };
  };
}

/** The same, which must succeed. */
export async function mustEnter(scene: Pick<Scene, 'app' | 'browser'>) {
  const entered = await enter(scene);
  if (typeof entered === 'string') throw new Error(`refused: ${entered}`);
  return entered;
}
