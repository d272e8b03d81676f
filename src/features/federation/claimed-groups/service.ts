// Carries out what the groups of a user at the OpenID provider decide: their memberships and the administrator role.
import type { Kysely } from 'kysely';
import type { ClientInfo } from '../../../core/client-info.ts';
import { formatId } from '../../../core/uuid.ts';
import { afterCommit } from '../../../db/effects.ts';
import type { WriteTransaction } from '../../../db/port.ts';
import type { Schema } from '../../../db/schema.ts';
import type { Log } from '../../../io/log.ts';
import { missingGroups } from '../../../openid/group-sentences.ts';
import { type Audit, type AuditEntry, ownAct } from '../../audit/service.ts';
import {
  type Followed,
  followProvider,
  type FollowPreview,
  previewFollow,
} from '../../groups/provider-memberships/service.ts';
import {
  hasOtherActiveAdmin,
  lockAdmins,
  noteAdminGroup,
  type UserRow,
  type Users,
} from '../../users/service.ts';
import type { Profile } from '../identities/rules.ts';
import {
  type AdminChange,
  type AdminColumns,
  decideAdmin,
  decideByGroups,
  followedDetails,
  type GroupRules,
  groupWarning,
  missingDetails,
} from './rules.ts';

interface ClaimedGroupsDependencies {
  readonly audit: Audit;
  readonly users: Users;
  readonly log: Log;
}

/** A user whose account is known and who may sign in. */
interface Admitted {
  readonly profile: Profile;
  readonly rules: GroupRules;
  readonly origin: ClientInfo;
}

export class ClaimedGroups {
  readonly #audit: Audit;
  readonly #users: Users;
  readonly #log: Log;

  constructor({ audit, users, log }: ClaimedGroupsDependencies) {
    this.#audit = audit;
    this.#users = users;
    this.#log = log;
  }

  /** Tells without writing what `follow` would change for a user; null for one without an account. */
  async preview(
    db: Kysely<Schema>,
    user: UserRow | null,
    { profile, rules }: Pick<Admitted, 'profile' | 'rules'>,
  ): Promise<GroupsPreview> {
    const { adminGroup, names } = claimsOf(profile, rules);
    const follow = { names, mayMake: rules.sync === 'all' };
    const memberships = await previewFollow(db, user?.id ?? null, follow);
    const isOnlyAdmin =
      user !== null && user.is_admin === 0 && !(await hasOtherActiveAdmin(db, user.id));
    const when = { now: Date.now(), adminForMs: rules.adminForMs, isOnlyAdmin };
    const { outcome } = decideAdmin(user ?? newcomer, adminGroup, when);
    return { memberships, adminGroup, role: outcome };
  }

  /** Stores the groups of a user who signs in; returns the user as they are then. */
  async follow(trx: WriteTransaction, user: UserRow, admitted: Admitted): Promise<UserRow> {
    const { profile, rules } = admitted;
    const { adminGroup, names } = claimsOf(profile, rules);
    const followed = await followProvider(trx, user.id, { names, mayMake: rules.sync === 'all' });
    const role = await this.#decideRole(trx, user, { adminGroup, rules });
    await noteAdminGroup(trx, user.id, role.columns);
    const isChanged = [followed.added, followed.removed, Object.keys(role.columns)].some(
      ({ length }) => length > 0,
    );
    const after = isChanged ? ((await this.#users.findById(trx, user.id)) ?? user) : user;
    await this.#record(trx, after, { ...admitted, followed, outcome: role.outcome });
    this.#warn(trx, admitted, followed);
    return after;
  }

  #warn(trx: WriteTransaction, { profile, rules, origin }: Admitted, { unmade }: Followed): void {
    const { provider, groups } = profile;
    const fields = { provider, requestId: origin.requestId };
    const error = groupWarning(groups, rules);
    afterCommit(trx, () => {
      if (error !== null)
        this.#log.warn('Groups of a user could not all be used', { ...fields, error });
      if (unmade > 0) this.#log.warn('There are too many groups to make more of them', fields);
    });
  }

  async #decideRole(
    trx: WriteTransaction,
    user: UserRow,
    { adminGroup, rules }: { readonly adminGroup: string | null; readonly rules: GroupRules },
  ): Promise<AdminChange> {
    const now = Date.now();
    const { adminForMs } = rules;
    const mayLose = adminGroup === null && user.admin_group !== null && user.is_admin === 0;
    // Two administrators who lose the role at once wait for each other here, so that one of them keeps it.
    if (mayLose) await lockAdmins(trx);
    const isOnlyAdmin = mayLose && !(await hasOtherActiveAdmin(trx, user.id, now));
    return decideAdmin(user, adminGroup, { now, adminForMs, isOnlyAdmin });
  }

  async #record(
    trx: WriteTransaction,
    user: UserRow,
    {
      profile,
      origin,
      followed,
      outcome,
    }: Admitted & {
      readonly followed: Followed;
      readonly outcome: AdminChange['outcome'];
    },
  ): Promise<void> {
    const { provider } = profile;
    const details = followedDetails(followed, { outcome, group: user.admin_group });
    if (details !== null) {
      const line = ownAct('user.groups_changed', user, origin);
      const { groups } = profile;
      const missing = missingDetails(groups === null ? null : missingGroups(groups), groups);
      await this.#audit.record(trx, { ...line, details: { provider, ...details, ...missing } });
    }
    if (outcome !== 'withheld') return;
    const group = user.admin_group ?? '';
    const line: AuditEntry = {
      ...ownAct('user.demotion_withheld', user, origin),
      details: { provider, group },
    };
    await this.#audit.record(trx, line);
    afterCommit(trx, () => {
      const fields = { provider, requestId: origin.requestId, user: formatId(user.id) };
      this.#log.warn('The last administrator left the group, and keeps the role', fields);
    });
  }
}

/** What a sign-in would change. */
export interface GroupsPreview {
  readonly memberships: FollowPreview;
  readonly adminGroup: string | null;
  readonly role: AdminChange['outcome'];
}

const newcomer: AdminColumns = {
  is_admin: 0,
  admin_group: null,
  admin_group_until: null,
  token_version: 1,
};

/** The role and the memberships that groups give; none when the rules refuse the user. */
function claimsOf({ groups }: Profile, rules: GroupRules) {
  const decision = decideByGroups(groups ?? { names: [] }, rules, { isFirstUser: false });
  if (decision.kind === 'refused') return { adminGroup: null, names: [] };
  return { adminGroup: decision.adminGroup, names: decision.memberships };
}
