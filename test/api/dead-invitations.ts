import type { InvitationTable } from '../../src/db/message-tables.ts';
import { type AddedInvitation, addInvitation } from '../support/invitations.ts';
import { addPerson, changePerson, deletePerson } from '../support/people.ts';
import type { TestApp } from '../support/test-app.ts';

type Spoil = (app: TestApp) => Promise<Pick<AddedInvitation, 'token'>>;
type Change = Partial<InvitationTable>;

/** An invitation whose administrator changes afterwards. */
function madeBy(
  happens: (app: TestApp, maker: Awaited<ReturnType<typeof addPerson>>) => Promise<void>,
): Spoil {
  return async (app) => {
    const maker = await addPerson(app, { email: 'root@example.com', isAdmin: true });
    const invitation = await addInvitation(app, { made_by: maker.id, is_admin: 1 });
    await happens(app, maker);
    return invitation;
  };
}

const inRow =
  (change: Change): Spoil =>
  (app) =>
    addInvitation(app, change);

/** What ends an invitation, and the reason that the audit log names; null where it names none. */
export const deadOnes: readonly (readonly [string, Spoil, string | null])[] = [
  ['expired', (app) => addInvitation(app, { expires_at: Date.now() - 1 }), 'expired'],
  ['is used up', inRow({ max_uses: 5, uses: 5 }), 'used_up'],
  [
    'was made by a demoted administrator',
    madeBy((app, maker) => changePerson(app, maker, { is_admin: 0 })),
    'maker_lost_role',
  ],
  [
    'was made by a disabled administrator',
    madeBy((app, maker) => changePerson(app, maker, { status: 'disabled' })),
    'maker_lost_role',
  ],
  [
    'was made by an administrator through a group whose time is over',
    madeBy((app, maker) =>
      changePerson(app, maker, {
        is_admin: 0,
        admin_group: 'ops',
        admin_group_until: Date.now() - 1,
      }),
    ),
    'maker_lost_role',
  ],
  ['was made by a deleted administrator', madeBy((app, maker) => deletePerson(app, maker)), null],
  ['was never made', () => Promise.resolve({ token: 'x'.repeat(43) }), null],
  [
    'is for another server, by its whole link',
    async (app) => ({ token: `https://x/link#${(await addInvitation(app)).token}` }),
    null,
  ],
];
