import { ConfirmButton } from '../../frame/dialog.tsx';
import { BackIcon, MailIcon } from '../../frame/icons.tsx';
import { EmptyState } from '../../frame/layout.tsx';
import { Loaded, useLoad } from '../../frame/load.tsx';
import { notify } from '../../frame/toast.tsx';
import { isolated } from '../../words/direction.ts';
import { listOf, momentOf, numberOf } from '../../words/format.ts';
import { t } from '../../words/words.ts';
import { PanelHeader } from '../parts/panel-header.tsx';
import { loadInvitations, revokeInvitation, type ShownInvitation } from './invitations.ts';
import { NewInvitation } from './new-invitation.tsx';

/** The links with which people create their own account. */
export function InvitationList() {
  const invitations = useLoad(loadInvitations);
  const { value, reload } = invitations;
  const open = value?.filter(({ state }) => state === 'open').length ?? 0;
  return (
    <>
      <PanelHeader
        title={t('panel.invitations')}
        before={
          <a
            class="back-link"
            href="/admin/users"
            aria-label={t('user.back')}
            title={t('user.back')}
          >
            <BackIcon />
          </a>
        }
        after={value !== null && <span class="total">{numberOf(open)}</span>}
        lead={t('invitations.text')}
        actions={<NewInvitation reload={reload} />}
      />
      <Loaded loading={invitations} lines={6}>
        {(list) =>
          list.length === 0 ? (
            <NoInvitations />
          ) : (
            <div class="card">
              <ul class="rows" aria-label={t('panel.invitations')}>
                {list.map((invitation) => (
                  <InvitationLine key={invitation.id} invitation={invitation} reload={reload} />
                ))}
              </ul>
            </div>
          )
        }
      </Loaded>
    </>
  );
}

interface InvitationLineProps {
  readonly invitation: ShownInvitation;
  readonly reload: () => Promise<void>;
}

function InvitationLine({ invitation, reload }: InvitationLineProps) {
  const { id, email, isAdmin, groups, mailed, state } = invitation;
  return (
    <li class="row invitation-row">
      <MailIcon />
      <div class="row-text">
        <strong>
          {email === null ? t('invitations.anyone') : <bdi>{email}</bdi>}
          {isAdmin && <span class="badge info">{t('users.administrator')}</span>}
          <StateBadge state={state} />
        </strong>
        <span class="muted">{factsOf(invitation).join(' · ')}</span>
        {groups.length > 0 && (
          <span class="muted">{t('invitations.groups', { groups: listOf(groups) })}</span>
        )}
        {state === 'maker_lost_role' && <span class="muted">{t('invitations.noMaker')}</span>}
        {mailed && <span class="muted">{t('invitations.mailed')}</span>}
      </div>
      <div class="row-actions">
        <ConfirmButton
          title={t('invitations.revokeTitle')}
          text={t('invitations.revokeText')}
          confirm={t('invitations.revoke')}
          aria-label={t('invitations.revokeOne', { whom: nameOf(invitation) })}
          tone="danger"
          action={async () => {
            await revokeInvitation(id);
            await reload();
            notify(t('invitations.revoked'));
          }}
        >
          {t('invitations.revoke')}
        </ConfirmButton>
      </div>
    </li>
  );
}

function nameOf({ email }: ShownInvitation): string {
  return email === null ? t('invitations.anyone') : isolated(email);
}

/** How often it was used, until when it works, and who made it. */
function factsOf({ uses, maxUses, expiresAt, createdBy, name }: ShownInvitation) {
  return [
    ...(name === null ? [] : [isolated(name)]),
    t('invitations.uses', { uses: numberOf(uses), max: maxUses }),
    t('invitations.until', { time: momentOf(expiresAt) }),
    createdBy === null
      ? t('invitations.byCommand')
      : t('invitations.by', { person: isolated(createdBy.name) }),
  ];
}

function StateBadge({ state }: Pick<ShownInvitation, 'state'>) {
  if (state === 'open') return null;
  return <span class="badge warning">{t(`invitations.state.${state}`)}</span>;
}

function NoInvitations() {
  return (
    <div class="card">
      <EmptyState icon={<MailIcon />} title={t('invitations.none')}>
        <p class="muted">{t('invitations.noneText')}</p>
      </EmptyState>
    </div>
  );
}
