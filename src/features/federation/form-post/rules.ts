import { asObject } from '../../../core/json.ts';
import { shownName } from '../../../core/name.ts';

/** The parameters of an authorization response, as a form has them. */
type Posted = ReadonlyMap<string, string>;

/** The longest value that is handed on; longer ones are left out, and the callback refuses their absence. */
const maxLengths: Readonly<Record<string, number>> = {
  state: 200,
  code: 4096,
  error: 200,
  error_description: 1000,
  iss: 1000,
};

/** The address of the callback with the parameters that it knows, and nothing else of the form. */
export function callbackWith(callbackUrl: string, form: Posted): string {
  const url = new URL(callbackUrl);
  for (const [name, maxLength] of Object.entries(maxLengths)) {
    const value = form.get(name);
    if (value !== undefined && value.length <= maxLength) url.searchParams.set(name, value);
  }
  return url.href;
}

/**
 * The name in the parameter `user`, which Apple posts at the first sign-in only: JSON with `name.firstName` and
 * `name.lastName`. Null when there is none fit to show.
 */
export function postedName(form: Posted): string | null {
  const name = asObject(asObject(parsed(form.get('user') ?? ''))?.['name']);
  const parts = [name?.['firstName'], name?.['lastName']];
  return shownName(parts.filter((part) => typeof part === 'string').join(' '));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
