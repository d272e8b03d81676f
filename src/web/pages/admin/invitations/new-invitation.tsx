import { useState } from 'preact/hooks';
import { Alert } from '../../frame/alert.tsx';
import { Button } from '../../frame/button.tsx';
import { Copyable } from '../../frame/copyable.tsx';
import { DialogButton } from '../../frame/dialog-button.tsx';
import { Dialog } from '../../frame/dialog.tsx';
import { Form } from '../../frame/form.tsx';
import { PlusIcon } from '../../frame/icons.tsx';
import { useLoad } from '../../frame/load.tsx';
import { QrCode } from '../../frame/qr-code.tsx';
import { isolated } from '../../words/direction.ts';
import { t } from '../../words/words.ts';
import { loadGroups } from '../groups/groups.ts';
import { InvitationFields, requestIn } from './invitation-fields.tsx';
import { type CreatedInvitation, createInvitation } from './invitations.ts';

interface NewInvitationProps {
  readonly reload: () => Promise<void>;
}

/** The button for a new invitation, and its dialog. */
export function NewInvitation({ reload }: NewInvitationProps) {
  return (
    <DialogButton
      tone="primary"
      icon={<PlusIcon />}
      dialog={(close) => <MakeInvitation reload={reload} close={close} />}
    >
      {t('invitations.new')}
    </DialogButton>
  );
}

/** Asks for the new invitation, then shows its link in the same dialog, the only time. */
function MakeInvitation({ reload, close }: NewInvitationProps & { readonly close: () => void }) {
  const [made, setMade] = useState<CreatedInvitation | null>(null);
  const groups = useLoad(loadGroups).value ?? [];
  // Closing while the server works would lose the link.
  const [isBusy, setBusy] = useState(false);
  const cancel = () => {
    if (!isBusy) close();
  };
  if (made !== null) {
    return (
      <Dialog title={t('invitations.made')} onClose={() => undefined}>
        <MadeInvitation made={made} close={close} />
      </Dialog>
    );
  }
  return (
    <Dialog title={t('invitations.new')} onClose={cancel}>
      <Form
        label={t('invitations.new')}
        submit={t('invitations.create')}
        retryField="email"
        beside={<Button onClick={cancel}>{t('action.cancel')}</Button>}
        action={async (values) => {
          setBusy(true);
          setMade(
            await createInvitation(requestIn(values, groups)).finally(() => {
              setBusy(false);
            }),
          );
          await reload();
        }}
      >
        <InvitationFields groups={groups} />
      </Form>
    </Dialog>
  );
}

interface MadeInvitationProps {
  readonly made: CreatedInvitation;
  readonly close: () => void;
}

function MadeInvitation({ made: { url, email, mailed }, close }: MadeInvitationProps) {
  return (
    <>
      <Alert tone={mailed ? 'success' : 'warning'}>
        {mailed
          ? t('invitations.onItsWay', { email: isolated(email ?? '') })
          : t('invitations.once')}
      </Alert>
      <Copyable label={t('invitations.link')} text={url} />
      <QrCode text={url} label={t('invitations.code')} />
      <div class="dialog-actions">
        <Button tone="primary" onClick={close}>
          {t('invitations.done')}
        </Button>
      </div>
    </>
  );
}
