import { useId } from 'preact/hooks';
import { isAdminScope, type TokenScope, tokenScopes } from '../../../core/token-scopes.ts';
import { Failure } from '../client/failure.ts';
import { Field } from '../frame/field.tsx';
import type { Values } from '../frame/form.tsx';
import { dateOf } from '../words/format.ts';
import { t } from '../words/words.ts';
import { scopeWords } from './scope-words.ts';

export function NameField({ name = '' }: { readonly name?: string }) {
  return (
    <Field
      name="name"
      label={t('tokens.name')}
      hint={t('tokens.nameHint')}
      autocomplete="off"
      required
      autofocus
      missing={t('tokens.nameMissing')}
      maxLength={100}
      defaultValue={name}
    />
  );
}

const proposedDays = [7, 30, 90, 365] as const;
const never = 'never';

interface ExpiryFieldProps {
  /** The first choice, which changes nothing; absent for a new token. */
  readonly unchanged?: string;
}

/** When the token expires, in days from now. */
export function ExpiryField({ unchanged }: ExpiryFieldProps) {
  const id = useId();
  const isNew = unchanged === undefined;
  return (
    <div class="field">
      <label for={id}>{t('tokens.expiry')}</label>
      <select id={id} name="days">
        {!isNew && (
          <option value="" selected>
            {unchanged}
          </option>
        )}
        {proposedDays.map((days) => (
          <option key={days} value={days} selected={isNew && days === 90}>
            {t('tokens.afterDays', { days, date: dateOf(inDays(days)) })}
          </option>
        ))}
        {isNew && <option value={never}>{t('tokens.never')}</option>}
      </select>
    </div>
  );
}

function inDays(days: number): Date {
  return new Date(Date.now() + days * 86_400_000);
}

/** The chosen days; null for never, and where nothing is to change. */
export function daysOf(values: Values): number | null {
  const chosen = values('days');
  return chosen === '' || chosen === never ? null : Number(chosen);
}

interface ScopeFieldsProps {
  /** Whether the user is an administrator, who may give the scopes of administration. */
  readonly isAdmin: boolean;
}

/** What the token may do, as boxes with plain words. */
export function ScopeFields({ isAdmin }: ScopeFieldsProps) {
  const offered = tokenScopes.filter((scope) => isAdmin || !isAdminScope(scope));
  return (
    <fieldset class="choices">
      <legend>{t('tokens.scopes')}</legend>
      {offered.map((scope) => (
        <label key={scope} class="choice">
          <input type="checkbox" name={fieldOf(scope)} defaultChecked={scope === 'me'} />
          <span>
            <b>{t(scopeWords[scope].label)}</b>
            <small class="muted">{t(scopeWords[scope].hint)}</small>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** Throws Failure when none is chosen. */
export function scopesOf(values: Values): TokenScope[] {
  const chosen = tokenScopes.filter((scope) => values(fieldOf(scope)) !== '');
  if (chosen.length === 0) {
    throw new Failure({ code: 'validation_failed', text: 'tokens.scopesMissing' });
  }
  return chosen;
}

function fieldOf(scope: TokenScope): string {
  return `scope ${scope}`;
}
