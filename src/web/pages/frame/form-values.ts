import type { Fields } from '../client/unsaved.ts';

type FieldElement = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** The values of the named fields, without passwords and other secrets. */
export function plainFieldsOf(form: HTMLFormElement): Fields {
  return entriesOf(fieldsIn(form).filter((field) => !isSecret(field)));
}

/** The values of all named fields. */
export function allFieldsOf(form: HTMLFormElement): Fields {
  return entriesOf(fieldsIn(form));
}

/** Sets the fields to these values as if the user did, so that the form reacts. */
export function fillFields(form: HTMLFormElement, values: Fields): void {
  for (const field of fieldsIn(form)) {
    const [name, value] = entryOf(field);
    const wanted = values[name];
    if (wanted === undefined || wanted === value || isSecret(field)) continue;
    if (isChoice(field)) {
      // A radio button is unset by the choice of another one.
      if (field.type === 'checkbox' || wanted === 'true') field.click();
    } else {
      field.value = wanted;
      field.dispatchEvent(new Event('input', { bubbles: true }));
      field.dispatchEvent(new Event('change', { bubbles: true }));
    }
  }
}

function fieldsIn(form: HTMLFormElement): readonly FieldElement[] {
  return [...form.elements].filter(isField).filter(({ name }) => name !== '');
}

function isField(element: Element): element is FieldElement {
  if (element instanceof HTMLInputElement) return element.type !== 'file';
  return element instanceof HTMLSelectElement || element instanceof HTMLTextAreaElement;
}

function entriesOf(fields: readonly FieldElement[]): Fields {
  return Object.fromEntries(fields.map(entryOf));
}

/** Boxes and radio buttons may share a name, so that their value belongs to it. */
function entryOf(field: FieldElement): readonly [name: string, value: string] {
  return isChoice(field)
    ? [`${field.name}=${field.value}`, String(field.checked)]
    : [field.name, field.value];
}

function isChoice(field: FieldElement): field is HTMLInputElement {
  return field.type === 'checkbox' || field.type === 'radio';
}

/** A password that is shown is a text field, so its type does not tell. */
function isSecret(field: FieldElement): boolean {
  return field.type === 'password' || field.dataset['secret'] !== undefined;
}
