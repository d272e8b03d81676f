import { useState } from 'preact/hooks';
import { codePoints } from '../../../core/text.ts';
import { PasswordField } from './field.tsx';
import { TickIcon } from './icons.tsx';
import { t } from '../words/words.ts';

/** Counts characters, not bytes, as the server does. */
const minCharacters = 8;
const maxCharacters = 128;

interface NewPasswordFieldProps {
  readonly name: string;
  readonly label: string;
}

/** A field for a new password that shows during typing whether it is long enough. */
export function NewPasswordField({ name, label }: NewPasswordFieldProps) {
  const [count, setCount] = useState(0);
  const missing = minCharacters - count;
  const isGood = missing <= 0 && count <= maxCharacters;
  return (
    <PasswordField
      name={name}
      label={label}
      autocomplete="new-password"
      required
      minLength={minCharacters}
      missing={t('field.missingNewPassword')}
      onInput={(event) => {
        setCount(codePoints(event.currentTarget.value));
      }}
      hint={
        <span class={isGood ? 'rule met' : 'rule'}>
          {isGood && <TickIcon />}
          {ruleFor(count, missing)}
        </span>
      }
    />
  );
}

function ruleFor(count: number, missing: number): string {
  if (count > maxCharacters) return t('password.atMost', { max: maxCharacters });
  if (count === 0) return t('password.atLeast', { min: minCharacters });
  if (missing > 0) return t('password.more', { count: missing });
  return t(count < 12 ? 'password.longEnough' : 'password.good');
}
