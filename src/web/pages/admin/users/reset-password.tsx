import { useState } from 'preact/hooks';
import type { UserDetails } from '../../../../features/admin/user-page/schema.ts';
import { asFailure, type Failure } from '../../client/failure.ts';
import { Alert } from '../../frame/alert.tsx';
import { Button } from '../../frame/button.tsx';
import { sentenceFor } from '../../frame/sentences.ts';
import { isolated } from '../../words/direction.ts';
import { t } from '../../words/words.ts';
import { SwitchNow } from '../parts/switch.tsx';
import type { MadePassword } from './generated-password-view.tsx';
import { resetPassword } from './users.ts';

interface AskForPasswordProps {
  readonly user: UserDetails;
  readonly made: (password: MadePassword) => void;
  /** Whether the server works. */
  readonly busy: (isBusy: boolean) => void;
  readonly changed: () => Promise<void>;
  readonly close: () => void;
}

/** Resets the password to one that the server generates. */
export function AskForPassword({ user, made, busy, changed, close }: AskForPasswordProps) {
  const [disconnectProviders, setDisconnects] = useState(false);
  const [mustChange, setMustChange] = useState(true);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const reset = async () => {
    setBusy(true);
    busy(true);
    setFailure(null);
    try {
      const password = await resetPassword(user.id, { disconnectProviders, mustChange });
      made({ name: user.name, email: user.email, password, mustChange });
      await changed();
    } catch (error) {
      setFailure(asFailure(error));
      setBusy(false);
    } finally {
      busy(false);
    }
  };
  return (
    <>
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
        <Button tone="danger" isBusy={isBusy} onClick={() => void reset()}>
          {t('user.reset')}
        </Button>
      </div>
    </>
  );
}
