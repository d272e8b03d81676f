import type { ComponentChildren, TargetedInputEvent } from 'preact';
import { useId, useState } from 'preact/hooks';
import { useProblem } from './form.tsx';
import { EyeIcon, EyeOffIcon, WarningIcon } from './icons.tsx';
import { t } from '../words/words.ts';

export interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: ComponentChildren;
  readonly autocomplete: string;
  /** The message when a required field is empty. */
  readonly missing?: string;
  readonly required?: boolean;
  readonly defaultValue?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly autofocus?: boolean;
  /** Whether it is never kept, however it is shown. */
  readonly isSecret?: boolean;
  /** Turns off spelling correction and capitalisation, for example for addresses. */
  readonly isVerbatim?: boolean;
  readonly onInput?: (event: TargetedInputEvent<HTMLInputElement>) => void;
}

interface FieldLineProps extends FieldProps {
  readonly type?: keyof typeof kinds;
  /** Shown inside the field at its end. */
  readonly end?: ComponentChildren;
}

/** Attributes by kind, because the types of Preact accept different attributes for each kind of input. */
const kinds = {
  text: { type: 'text' },
  email: { type: 'email' },
  search: { type: 'search' },
  url: { type: 'url' },
  password: { type: 'password' },
} as const;

/** A text field with its label, hint and error message. */
export function Field({ label, hint, end, type = 'text', ...rest }: FieldLineProps) {
  const id = useId();
  const problem = useProblem(rest.name);
  const { missing, isVerbatim = false, isSecret = false, ...input } = rest;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <div class={end === undefined ? 'field-line' : 'field-line has-end'}>
        <input
          {...input}
          {...kinds[type]}
          {...(isVerbatim ? verbatim : {})}
          id={id}
          data-missing={missing}
          data-secret={isSecret ? '' : undefined}
          aria-invalid={problem === undefined ? undefined : true}
          aria-describedby={`${id}-problem ${id}-hint`}
        />
        {end}
      </div>
      <Problem id={`${id}-problem`} text={problem} />
      {hint !== undefined && (
        <div class="field-hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
    </div>
  );
}

const verbatim = { autocapitalize: 'off', spellcheck: false } as const;

interface ProblemProps {
  readonly id: string;
  readonly text: string | undefined;
}

function Problem({ id, text }: ProblemProps) {
  if (text === undefined) return null;
  return (
    <p class="field-problem" id={id}>
      <WarningIcon />
      {text}
    </p>
  );
}

/** A password field with a button that shows the password. */
export function PasswordField(props: FieldProps) {
  const [isShown, setShown] = useState(false);
  return (
    <Field
      {...props}
      type={isShown ? 'text' : 'password'}
      isVerbatim
      isSecret
      end={
        <button
          type="button"
          class="in-field"
          aria-pressed={isShown}
          aria-label={t('field.show', { what: props.label })}
          onClick={() => {
            setShown(!isShown);
          }}
        >
          {isShown ? <EyeOffIcon /> : <EyeIcon />}
        </button>
      }
    />
  );
}
