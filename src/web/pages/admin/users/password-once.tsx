import { Alert } from '../../frame/alert.tsx';
import { Button } from '../../frame/button.tsx';
import { Dialog } from '../../frame/dialog.tsx';
import { CopyLine } from '../parts/copy-line.tsx';

/** A generated password and the user it belongs to. */
export interface MadePassword {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

interface PasswordOnceProps extends MadePassword {
  readonly close: () => void;
}

/** Shows a generated password; it cannot be shown again after closing. */
export function PasswordOnce({ name, email, password, close }: PasswordOnceProps) {
  return (
    <Dialog title={`A password for ${name}`} onClose={close}>
      <CopyLine label="E-mail" text={email} />
      <CopyLine label="Password" text={password} />
      <Alert tone="warning">
        Copy it now: it is no longer shown after closing. Hand it over in a safe way, and let {name}{' '}
        choose another one after the first sign-in.
      </Alert>
      <div class="dialog-actions">
        <Button tone="primary" onClick={close}>
          Done
        </Button>
      </div>
    </Dialog>
  );
}
