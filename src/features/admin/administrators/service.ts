import { AppError, type ErrorCode } from '../../../core/errors.ts';
import type { WriteTransaction } from '../../../db/port.ts';
import type { Connections } from '../../providers/service.ts';
import { isAdminByGroup, isAdministrator } from '../../users/rules.ts';
import { hasOtherActiveAdmin, type UserRow } from '../../users/service.ts';

/**
 * Refuses a change that would leave the server without an active administrator; `refusal` is the error to throw.
 * Decided inside the transaction of the change, so that two administrators cannot remove each other.
 */
export async function keepAnAdmin(
  trx: WriteTransaction,
  user: UserRow,
  refusal: ErrorCode,
): Promise<void> {
  const isActiveAdmin = isAdministrator(user, 'anywhere') && user.status === 'active';
  if (isActiveAdmin && !(await hasOtherActiveAdmin(trx, user.id))) throw new AppError(refusal);
}

/**
 * Refuses to demote a person who is an administrator through a group at the OpenID provider: only the provider can
 * take them out of the group. Throws AppError `admin_by_group`.
 */
export async function refuseByGroup(
  trx: WriteTransaction,
  user: UserRow,
  connections: Connections,
): Promise<void> {
  if (!isAdminByGroup(user)) return;
  const { providerName: provider } = await connections.oidc(trx);
  const group = user.admin_group ?? '';
  throw new AppError('admin_by_group', {
    message: `This person is an administrator through the group "${group}" at ${provider}.`,
    because: { reason: 'admin_by_group', params: { group, provider } },
  });
}
