import { Alert } from '../../frame/alert.tsx';
import { Button } from '../../frame/button.tsx';
import { isolated } from '../../words/direction.ts';
import { t } from '../../words/words.ts';
import { CopyLine } from '../parts/copy-line.tsx';

/** A generated password and the user it belongs to. */
export interface MadePassword {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  /** Whether the person must choose another one at the next sign-in. */
  readonly mustChange: boolean;
}

interface GeneratedPasswordProps extends MadePassword {
  readonly close: () => void;
}

/** The content of a dialog that shows a generated password; it cannot be shown again after closing. */
export function GeneratedPassword(props: GeneratedPasswordProps) {
  const { email, password, mustChange, close } = props;
  const name = isolated(props.name);
  return (
    <>
      <p class="dialog-text">
        <bdi>{email}</bdi>
      </p>
      <CopyLine label={t('field.password')} text={password} />
      <Alert tone="warning">
        {t(mustChange ? 'user.once.temporary' : 'user.once.text', { name })}
      </Alert>
      <div class="dialog-actions">
        <Button tone="primary" onClick={close}>
          {t('user.once.done')}
        </Button>
      </div>
    </>
  );
}
