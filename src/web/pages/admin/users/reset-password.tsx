import { useState } from 'preact/hooks';
import type { UserDetails } from '../../../../features/admin/user-page/schema.ts';
import { asFailure, type Failure } from '../../client/failure.ts';
import { Alert } from '../../frame/alert.tsx';
import { Button } from '../../frame/button.tsx';
import { DialogButton } from '../../frame/dialog-button.tsx';
import { Dialog } from '../../frame/dialog.tsx';
import { sentenceFor } from '../../frame/sentences.ts';
import { isolated } from '../../words/direction.ts';
import { t } from '../../words/words.ts';
import { SwitchNow } from '../parts/switch.tsx';
import { GeneratedPassword, type MadePassword } from './generated-password-view.tsx';
import { type ResetChoice, resetPassword } from './users.ts';

interface ResetPasswordProps {
  readonly user: UserDetails;
  readonly changed: () => Promise<void>;
}

/** The button that resets a password, and its dialog. */
export function ResetPassword({ user, changed }: ResetPasswordProps) {
  return (
    <DialogButton dialog={(close) => <ResetDialog user={user} changed={changed} close={close} />}>
      {t('user.reset')}
    </DialogButton>
  );
}

/** Asks first, then shows the new password in the same dialog. */
function ResetDialog({
  user,
  changed,
  close,
}: ResetPasswordProps & { readonly close: () => void }) {
  const [made, setMade] = useState<MadePassword | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const name = isolated(user.name);
  const reset = async (choice: ResetChoice) => {
    setBusy(true);
    setFailure(null);
    try {
      const password = await resetPassword(user.id, choice);
      setMade({ name: user.name, email: user.email, password, mustChange: choice.mustChange });
      await changed();
    } catch (error) {
      setFailure(asFailure(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={made === null ? t('user.reset.title', { name }) : t('user.reset.done', { name })}
      onClose={() => {
        // Closing while the server works would lose the password that it shows once.
        if (!isBusy) close();
      }}
    >
      {made === null ? (
        <Question user={user} isBusy={isBusy} failure={failure} reset={reset} close={close} />
      ) : (
        <GeneratedPassword {...made} close={close} />
      )}
    </Dialog>
  );
}

interface QuestionProps {
  readonly user: UserDetails;
  readonly isBusy: boolean;
  readonly failure: Failure | null;
  readonly reset: (choice: ResetChoice) => Promise<void>;
  readonly close: () => void;
}

function Question({ user, isBusy, failure, reset, close }: QuestionProps) {
  const [disconnectProviders, setDisconnects] = useState(false);
  const [mustChange, setMustChange] = useState(true);
  return (
    <>
      <p class="dialog-text">{t('user.reset.text')}</p>
      <SwitchNow
        label={t('user.reset.mustChange')}
        text={t('create.mustChangeHint')}
        isOn={mustChange}
        turn={(isOn) => Promise.resolve(setMustChange(isOn))}
      />
      {user.linkedProviders.length > 0 && (
        <SwitchNow
          label={t('user.reset.disconnect')}
          text={t('user.reset.disconnectText', { email: isolated(user.email) })}
          isOn={disconnectProviders}
          turn={(isOn) => Promise.resolve(setDisconnects(isOn))}
        />
      )}
      {failure !== null && <Alert tone="danger">{sentenceFor(failure)}</Alert>}
      <div class="dialog-actions">
        <Button disabled={isBusy} onClick={close}>
          {t('action.cancel')}
        </Button>
        <Button
          tone="danger"
          isBusy={isBusy}
          onClick={() => void reset({ disconnectProviders, mustChange })}
        >
          {t('user.reset')}
        </Button>
      </div>
    </>
  );
}
