import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Button } from '../../frame/button.tsx';
import { ConfirmButton } from '../../frame/dialog.tsx';
import { PasswordField } from '../../frame/field.tsx';
import { LockIcon } from '../../frame/icons.tsx';

interface SecretFieldProps {
  /** The name of the provider that the secret belongs to. */
  readonly owner: string;
  readonly isStored: boolean;
  /** Whether the server cannot decrypt the stored secret. */
  readonly isUnreadable: boolean;
  readonly remove: () => Promise<void>;
}

/** A client secret, which can be replaced or removed but is never shown. */
export function SecretField({ owner, isStored, isUnreadable, remove }: SecretFieldProps) {
  const [isReplacing, setReplacing] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (isReplacing) place.current?.querySelector('input')?.focus();
  }, [isReplacing]);
  if (!isStored || isReplacing) {
    return (
      <div ref={place}>
        <PasswordField
          name="clientSecret"
          label="Client secret"
          autocomplete="off"
          hint={hintFor(isReplacing, isUnreadable)}
        />
      </div>
    );
  }
  return (
    <div class="secret" role="group" aria-label="Client secret">
      <span class="copy-label">Client secret</span>
      <div class="secret-line">
        <LockIcon />
        <span class="row-text">A secret is stored</span>
        <Button
          onClick={() => {
            setReplacing(true);
          }}
        >
          Replace
        </Button>
        <ConfirmButton
          title={`Remove the client secret of ${owner}?`}
          text="Most providers refuse to sign people in without it."
          confirm="Remove"
          action={remove}
        >
          Remove
        </ConfirmButton>
      </div>
    </div>
  );
}

function hintFor(isReplacing: boolean, isUnreadable: boolean): string {
  if (isUnreadable) {
    return 'The stored secret can no longer be decrypted. Enter it again so that people can sign in here.';
  }
  return isReplacing
    ? 'Takes the place of the stored one when you save.'
    : 'Kept encrypted, and never shown again.';
}
