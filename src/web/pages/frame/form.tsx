import { type ComponentChildren, createContext } from 'preact';
import { useContext, useRef, useState } from 'preact/hooks';
import { asFailure, type Failure } from '../client/failure.ts';
import { Alert } from './alert.tsx';
import { Button } from './button.tsx';
import { useIsInDialog } from './dialog.tsx';
import { rememberPlace } from './heading.ts';
import { faultSentence, sentenceFor } from './sentences.ts';
import { type Guard, useGuard } from './use-guard.ts';
import { t } from '../words/words.ts';

/** Error messages by field name. */
type Problems = Readonly<Record<string, string>>;

const ProblemsContext = createContext<Problems>({});

/** The error message of the field with this name, from the browser or the server. */
export function useProblem(name: string): string | undefined {
  return useContext(ProblemsContext)[name];
}

export interface FormProps {
  /** The accessible name of the form. */
  readonly label: string;
  readonly submit: string;
  readonly children: ComponentChildren;
  /** Sends the form; an error is shown, and the fields keep their values. */
  readonly action: (values: Values) => Promise<void>;
  /** The field to focus after a failure that names no field. */
  readonly retryField?: string;
  readonly tone?: 'primary' | 'plain' | 'danger';
  /** Whether to reset the fields after success, so that passwords and secrets do not stay. */
  readonly resets?: boolean;
  /** What helps after a failure, shown below its sentence. */
  readonly help?: (failure: Failure) => ComponentChildren;
  /** Shown beside the submit button. */
  readonly beside?: ComponentChildren;
  /** Whether people are asked before they leave the page with changes; sign-in pages never ask. */
  readonly isGuarded?: boolean;
}

/** Reads a field by name as text; a missing field is empty. */
export type Values = (name: string) => string;

/** A form that validates its fields, shows when it is busy, and shows errors beside their fields. */
export function Form({
  label,
  submit,
  children,
  help,
  beside,
  tone = 'primary',
  isGuarded = true,
  ...rest
}: FormProps) {
  const form = useRef<HTMLFormElement>(null);
  const guard = useGuard(form, { label, isGuarded });
  const { isBusy, failure, problems, round, send } = useSubmit(form, rest, guard);
  const named = new Set(
    [...(form.current?.elements ?? [])].map((field) => field.getAttribute('name')),
  );
  const isOnFields =
    failure !== null &&
    failure.details.length > 0 &&
    failure.details.every(({ field }) => named.has(field));
  return (
    <form
      ref={form}
      class="form"
      aria-label={label}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBusy) void send();
      }}
    >
      {failure !== null && !isOnFields && (
        <Alert tone="danger">
          {sentenceFor(failure)}
          {help?.(failure)}
        </Alert>
      )}
      <ProblemsContext.Provider key={round} value={problems}>
        {children}
      </ProblemsContext.Provider>
      <Actions beside={beside}>
        <Button type="submit" tone={tone} isBusy={isBusy}>
          {submit}
        </Button>
      </Actions>
    </form>
  );
}

/** The submit button stands first on a page, and at the end in a dialog, as in every dialog. */
function Actions({ beside, children }: Pick<FormProps, 'beside' | 'children'>) {
  return useIsInDialog() ? (
    <div class="dialog-actions">
      {beside}
      {children}
    </div>
  ) : (
    <div class="form-actions">
      {children}
      {beside}
    </div>
  );
}

interface SubmitOptions {
  readonly action: (values: Values) => Promise<void>;
  readonly retryField?: string;
  readonly resets?: boolean;
}

function useSubmit(
  form: { readonly current: HTMLFormElement | null },
  { action, retryField, resets = false }: SubmitOptions,
  guard: Guard,
) {
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [problems, setProblems] = useState<Problems>({});
  const [round, setRound] = useState(0);

  const show = (found: Problems, reason: Failure | null) => {
    setProblems(found);
    setFailure(reason);
    const fields = Object.keys(found);
    const field = fields.length > 0 ? firstOf(form.current, fields) : retryField;
    if (field !== undefined) goTo(form.current, field);
  };
  const begin = () => {
    setRound((before) => before + 1);
    rememberPlace(form.current?.querySelector('[type=submit]') ?? null)();
  };
  const send = async () => {
    if (form.current === null) return;
    const invalid = problemsOf(form.current);
    if (Object.keys(invalid).length > 0) {
      show(invalid, null);
      return;
    }
    setBusy(true);
    guard.sending();
    const data = new FormData(form.current);
    try {
      await action((name) => textOf(data.get(name)));
      guard.saved();
      setProblems({});
      setFailure(null);
      if (resets) begin();
    } catch (error) {
      guard.failed();
      const reason = asFailure(error);
      show(
        Object.fromEntries(reason.details.map((detail) => [detail.field, faultSentence(detail)])),
        reason,
      );
    } finally {
      setBusy(false);
    }
  };
  return { isBusy, failure, problems, round, send };
}

function textOf(value: FormDataEntryValue | null): string {
  return typeof value === 'string' ? value : '';
}

/** Messages for invalid fields, because the browser's own bubbles may be in another language and vanish. */
function problemsOf(form: HTMLFormElement): Problems {
  const fields = [...form.elements].filter((field) => field instanceof HTMLInputElement);
  return Object.fromEntries(
    fields.filter((field) => !field.validity.valid).map((field) => [field.name, problemOf(field)]),
  );
}

function problemOf({ validity, dataset, minLength }: HTMLInputElement): string {
  if (validity.valueMissing) return dataset['missing'] ?? t('field.missing');
  if (validity.typeMismatch) return t('fault.not_email');
  if (validity.tooShort) return t('fault.too_short', { min: minLength });
  return t('field.check');
}

/** Focuses a field and selects its text, so that typing replaces it. */
function goTo(form: HTMLFormElement | null, name: string): void {
  const field = form?.querySelector<HTMLElement>(`[name="${CSS.escape(name)}"]`);
  field?.focus();
  if (field instanceof HTMLInputElement) field.select();
}

/** The name that comes first in the order of the form. */
function firstOf(form: HTMLFormElement | null, names: readonly string[]): string | undefined {
  const order = [...(form?.elements ?? [])].map((field) => field.getAttribute('name'));
  return names.toSorted((a, b) => order.indexOf(a) - order.indexOf(b))[0];
}
