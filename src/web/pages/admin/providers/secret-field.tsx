import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Button } from '../../frame/button.tsx';
import { ConfirmButton } from '../../frame/dialog.tsx';
import { PasswordField } from '../../frame/field.tsx';
import { LockIcon } from '../../frame/icons.tsx';
import { t } from '../../words/words.ts';

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
          label={t('providers.clientSecret')}
          autocomplete="off"
          hint={hintFor(isReplacing, isUnreadable)}
        />
      </div>
    );
  }
  return (
    <div class="secret" role="group" aria-label={t('providers.clientSecret')}>
      <span class="copy-label">{t('providers.clientSecret')}</span>
      <div class="secret-line">
        <LockIcon />
        <span class="row-text">{t('secret.stored')}</span>
        <Button
          onClick={() => {
            setReplacing(true);
          }}
        >
          {t('secret.replace')}
        </Button>
        <ConfirmButton
          title={t('secret.remove', { owner })}
          text={t('secret.removeText')}
          confirm={t('action.remove')}
          action={remove}
        >
          {t('action.remove')}
        </ConfirmButton>
      </div>
    </div>
  );
}

function hintFor(isReplacing: boolean, isUnreadable: boolean): string {
  if (isUnreadable) return t('secret.unreadable');
  return t(isReplacing ? 'secret.replaceHint' : 'secret.hint');
}
