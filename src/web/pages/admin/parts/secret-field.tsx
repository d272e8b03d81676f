import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Button } from '../../frame/button.tsx';
import { ConfirmButton } from '../../frame/dialog.tsx';
import { PasswordField } from '../../frame/field.tsx';
import { LockIcon } from '../../frame/icons.tsx';
import { t } from '../../words/words.ts';

export interface SecretFieldProps {
  readonly name: string;
  readonly isStored: boolean;
  /** Whether the server cannot decrypt the stored secret. */
  readonly isUnreadable: boolean;
  readonly texts: SecretTexts;
  readonly remove: () => Promise<void>;
}

interface SecretTexts {
  readonly label: string;
  /** Below the field of a new secret. */
  readonly hint: string;
  /** The same when it takes the place of the stored one. */
  readonly replaceHint: string;
  readonly unreadable: string;
  readonly stored: string;
  readonly storedHint?: string;
  /** The question before it is removed, and what follows from that. */
  readonly remove: string;
  readonly removeText: string;
}

/** A secret, which can be replaced or removed but is never shown. */
export function SecretField({ name, isStored, isUnreadable, texts, remove }: SecretFieldProps) {
  const [isReplacing, setReplacing] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (isReplacing) place.current?.querySelector('input')?.focus();
  }, [isReplacing]);
  if (!isStored || isReplacing) {
    const hint = isReplacing ? texts.replaceHint : texts.hint;
    return (
      <div ref={place}>
        <PasswordField
          name={name}
          label={texts.label}
          autocomplete="off"
          hint={isUnreadable ? texts.unreadable : hint}
        />
      </div>
    );
  }
  return (
    <div class="secret" role="group" aria-label={texts.label}>
      <span class="copy-label">{texts.label}</span>
      <div class="secret-line">
        <LockIcon />
        <span class="row-text">{texts.stored}</span>
        <Button
          onClick={() => {
            setReplacing(true);
          }}
        >
          {t('secret.replace')}
        </Button>
        <ConfirmButton
          title={texts.remove}
          text={texts.removeText}
          confirm={t('action.remove')}
          action={remove}
        >
          {t('action.remove')}
        </ConfirmButton>
      </div>
      {texts.storedHint !== undefined && <div class="field-hint">{texts.storedHint}</div>}
    </div>
  );
}
