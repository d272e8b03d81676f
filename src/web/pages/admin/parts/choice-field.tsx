import { useId } from 'preact/hooks';
import type { Choices } from './filters.tsx';

interface ChoiceFieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  /** The choice before the user changes it. */
  readonly value: string;
  readonly choices: Choices;
}

/** A choice of one of several words, in a form. */
export function ChoiceField({ name, label, hint, value, choices }: ChoiceFieldProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} name={name} aria-describedby={`${id}-hint`}>
        {choices.map(([each, text]) => (
          // Without a value for the list, only this says which one is chosen when the form is reset.
          <option key={each} value={each} selected={each === value}>
            {text}
          </option>
        ))}
      </select>
      <div class="field-hint" id={`${id}-hint`}>
        {hint}
      </div>
    </div>
  );
}
