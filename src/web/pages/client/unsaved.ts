// The forms of the page that contain what is not saved yet. Values for another visit are kept for this tab and for one
// user, and never contain a password or another secret.

const key = 'anchor-auth.forms';

/** The values of the fields of a form by their names. */
export type Fields = Readonly<Record<string, string>>;

/** A form that was left, to be filled in again when its page is opened. */
export interface KeptForm {
  readonly path: string;
  readonly label: string;
  /** The values before the user changed them; a form that begins with others shows another subject. */
  readonly before: Fields;
  readonly typed: Fields;
}

/** A form on the page. */
export interface GuardedForm {
  /** Whether it would be lost; a form that is being sent is not. */
  readonly isDirty: () => boolean;
  /** What the user typed, sent or not; null without changes. */
  readonly keep: () => KeptForm | null;
}

interface Kept {
  readonly userId: string;
  readonly forms: readonly KeptForm[];
}

const forms = new Set<GuardedForm>();
let isIgnored = false;

/** Asks before the form is left with changes; the returned function ends it. */
export function guard(form: GuardedForm): () => void {
  forms.add(form);
  return () => {
    forms.delete(form);
  };
}

export function hasUnsaved(): boolean {
  return !isIgnored && [...forms].some((form) => form.isDirty());
}

/** Lets the browser leave the page without a question. */
export function ignoreUnsaved(): void {
  isIgnored = true;
}

/** Keeps what the user typed, for the next visit of the user in this tab. */
export function keepForms(userId: string): void {
  const changed = [...forms].map((form) => form.keep()).filter((form) => form !== null);
  if (changed.length > 0) write({ userId, forms: changed });
}

/** Takes what the user typed into a form that begins with these values; null if nothing is kept. */
export function takeForm(
  userId: string,
  { path, label, before }: Omit<KeptForm, 'typed'>,
): Fields | null {
  const kept = readKept();
  if (kept === null) return null;
  const found = kept.forms.find((form) => form.path === path && form.label === label);
  if (kept.userId !== userId || found === undefined) return null;
  const rest = kept.forms.filter((form) => form !== found);
  if (rest.length === 0) forgetForms();
  else write({ userId, forms: rest });
  return isSame(found.before, before) ? found.typed : null;
}

/** Removes what was kept, unless this user typed it. */
export function forgetFormsOfOthers(userId: string): void {
  if (readKept()?.userId !== userId) forgetForms();
}

export function forgetForms(): void {
  sessionStorage.removeItem(key);
}

/** Whether two forms have the same fields with the same values. */
export function isSame(a: Fields, b: Fields): boolean {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => a[name] === b[name]);
}

function write(kept: Kept): void {
  sessionStorage.setItem(key, JSON.stringify(kept));
}

/** Written by these pages alone. */
function readKept(): Kept | null {
  return JSON.parse(sessionStorage.getItem(key) ?? 'null') as Kept | null;
}
