import { type ComponentChildren, createContext } from 'preact';
import { useContext, useRef, useState } from 'preact/hooks';
import { asFailure, type Failure } from '../client/failure.ts';
import { Alert } from './alert.tsx';
import { Button } from './button.tsx';
import { rememberPlace } from './heading.ts';
import { sentenceFor } from './sentences.ts';

/** What is wrong with each field, by its name. */
type Problems = Readonly<Record<string, string>>;

const ProblemsContext = createContext<Problems>({});

/** What is wrong with the field of this name, as found here or by the server. */
export function useProblem(name: string): string | undefined {
  return useContext(ProblemsContext)[name];
}

export interface FormProps {
  /** What the form is called by those who cannot see its heading. */
  readonly label: string;
  readonly submit: string;
  readonly children: ComponentChildren;
  /** Does the work; what it throws is shown, and everything that was typed stays. */
  readonly action: (values: Values) => Promise<void>;
  /** The field to go to after a failure that names none. */
  readonly retryField?: string;
  readonly tone?: 'primary' | 'plain' | 'danger';
  /** Whether the fields begin anew after success: passwords and secrets must not stay. */
  readonly resets?: boolean;
  /** Beside the submit button. */
  readonly beside?: ComponentChildren;
}

/** The fields as text, by name; absent ones are empty. */
export type Values = (name: string) => string;

/** A form that checks its fields, says that it works, and shows what went wrong where it went wrong. */
export function Form({ label, submit, children, beside, tone = 'primary', ...rest }: FormProps) {
  const form = useRef<HTMLFormElement>(null);
  const { isBusy, failure, problems, round, send } = useSubmit(form, rest);
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
      {failure !== null && !isOnFields && <Alert tone="danger">{sentenceFor(failure)}</Alert>}
      <ProblemsContext.Provider key={round} value={problems}>
        {children}
      </ProblemsContext.Provider>
      <div class="form-actions">
        <Button type="submit" tone={tone} isBusy={isBusy}>
          {submit}
        </Button>
        {beside}
      </div>
    </form>
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
    const data = new FormData(form.current);
    try {
      await action((name) => textOf(data.get(name)));
      setProblems({});
      setFailure(null);
      if (resets) begin();
    } catch (error) {
      const reason = asFailure(error);
      show(
        Object.fromEntries(reason.details.map(({ field, message }) => [field, message])),
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

/** What the browser finds at fault, in our words: its own bubbles speak another language and vanish. */
function problemsOf(form: HTMLFormElement): Problems {
  const fields = [...form.elements].filter((field) => field instanceof HTMLInputElement);
  return Object.fromEntries(
    fields.filter((field) => !field.validity.valid).map((field) => [field.name, problemOf(field)]),
  );
}

function problemOf({ validity, dataset, minLength }: HTMLInputElement): string {
  if (validity.valueMissing) return dataset['missing'] ?? 'Please fill this in.';
  if (validity.typeMismatch) return 'Please enter an e-mail address, such as ada@example.com.';
  if (validity.tooShort) return `Please use at least ${minLength} characters.`;
  return 'Please check this.';
}

/** What has to be typed anew should not have to be deleted first. */
function goTo(form: HTMLFormElement | null, name: string): void {
  const field = form?.querySelector<HTMLElement>(`[name="${CSS.escape(name)}"]`);
  field?.focus();
  if (field instanceof HTMLInputElement) field.select();
}

/** The one that stands first on the page. */
function firstOf(form: HTMLFormElement | null, names: readonly string[]): string | undefined {
  const order = [...(form?.elements ?? [])].map((field) => field.getAttribute('name'));
  return names.toSorted((a, b) => order.indexOf(a) - order.indexOf(b))[0];
}
