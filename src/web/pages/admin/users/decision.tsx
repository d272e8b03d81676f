import type { ListedUser } from '../../../../features/admin/settings/schema.ts';
import { ConfirmButton } from '../../frame/dialog.tsx';
import { TickIcon } from '../../frame/icons.tsx';
import { SubmitButton } from '../../frame/submit-button.tsx';
import { notify } from '../../frame/toast.tsx';
import { isolated } from '../../words/direction.ts';
import { t } from '../../words/words.ts';
import { approveUser, rejectUser } from './users.ts';

interface DecisionProps {
  readonly person: Pick<ListedUser, 'id' | 'name' | 'email'>;
  readonly decided: (act: 'approve' | 'reject') => Promise<void>;
}

/** The buttons that approve or reject a registration. */
export function Decision({ person, decided }: DecisionProps) {
  const name = isolated(person.name);
  return (
    <div class="decision">
      <ConfirmButton
        title={t('waiting.rejectTitle', { name })}
        text={t('waiting.rejectText', { email: isolated(person.email) })}
        confirm={t('waiting.reject')}
        aria-label={t('waiting.rejectOne', { name })}
        action={async () => {
          await rejectUser(person.id);
          await decided('reject');
          notify(t('waiting.rejected', { name }));
        }}
      >
        {t('waiting.reject')}
      </ConfirmButton>
      <SubmitButton
        tone="primary"
        icon={<TickIcon />}
        aria-label={t('waiting.approveOne', { name })}
        action={async () => {
          await approveUser(person.id);
          await decided('approve');
          notify(t('waiting.approved', { name }));
        }}
      >
        {t('waiting.approve')}
      </SubmitButton>
    </div>
  );
}
