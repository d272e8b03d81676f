import { parseEmail } from '../../src/core/email.ts';
import { base64url, randomBytes, sha256 } from '../../src/core/tokens.ts';
import { type Id, newId } from '../../src/core/uuid.ts';
import type { InvitationTable } from '../../src/db/message-tables.ts';
import { insertInvitation } from '../../src/features/links/invitations/queries.ts';
import type { Insertable } from 'kysely';
import type { TestApp } from './test-app.ts';

export interface AddedInvitation {
  readonly id: Id;
  readonly token: string;
}

const weekMs = 7 * 24 * 60 * 60 * 1000;

/** Puts an invitation into the database, past the rules: by default one of the command line, for one person. */
export async function addInvitation(
  app: TestApp,
  { email = null, ...change }: Partial<Insertable<InvitationTable>> = {},
): Promise<AddedInvitation> {
  const token = base64url.encode(randomBytes(32), { includePadding: false });
  const id = newId();
  const now = Date.now();
  const checked = email === null ? null : parseEmail(email);
  await app.database.write((trx) =>
    insertInvitation(trx, {
      id,
      token_hash: sha256(token),
      email,
      email_key: checked !== null && 'value' in checked ? checked.value.key : null,
      name: null,
      is_admin: 0,
      group_ids: '[]',
      max_uses: 1,
      uses: 0,
      is_mailed: 0,
      made_by: null,
      created_at: now,
      expires_at: now + weekMs,
      ...change,
    }),
  );
  return { id, token };
}

/** How often an invitation was used; null when it is gone. */
export async function usesOf(app: TestApp, { id }: AddedInvitation): Promise<number | null> {
  const row = await app.database.read
    .selectFrom('invitations')
    .select('uses')
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.uses ?? null;
}

/** The token in the link of an invitation. */
export function tokenIn(url: string): string {
  return url.slice(url.indexOf('#') + 1);
}
