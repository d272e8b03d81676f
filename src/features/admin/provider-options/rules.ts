import { checkOption, formatOption } from '../../../config/option-kinds.ts';
import {
  type AnyOptionValue,
  eachOidcOption,
  oidcOptionList,
  type OidcOptionName,
} from '../../../core/oidc-options.ts';
import { type FieldError, validationError } from '../../../core/errors.ts';
import { fieldError } from '../../../core/field-faults.ts';
import { bareGroupName } from '../../../openid/group-claims.ts';
import type { OidcOptionSettings } from '../../providers/options/rules.ts';
import type { OidcOptionChange, OidcOptionStates } from '../../providers/options/schema.ts';
import type { StoredSettings } from '../../settings/service.ts';
import type { UserRow } from '../../users/service.ts';

/** The new value of an option; null brings back its default. */
type CheckedChange = readonly (readonly [name: OidcOptionName, value: AnyOptionValue | null])[];

/** What a request changes. Throws AppError `validation_failed` naming every field at fault. */
export function checkOptionChange(body: OidcOptionChange): CheckedChange {
  const problems: FieldError[] = [];
  const change = oidcOptionList.flatMap(([name, option]): CheckedChange => {
    const given = body[name] ?? null;
    if (given === null) return [];
    if (typeof given !== 'boolean' && given.length === 0) return [[name, null]];
    const checked = checkOption(option, given);
    if ('value' in checked) return [[name, checked.value]];
    problems.push(fieldError(name, { ...checked, problem: `${name} ${checked.problem}` }));
    return [];
  });
  if (problems.length > 0) throw validationError(problems);
  return change;
}

/** The options, as administrators see them. */
export function presentOptions(
  stored: StoredSettings,
  settings: OidcOptionSettings,
): OidcOptionStates {
  // Values are shown as their rows of the table say; a loop cannot show that to the compiler.
  return eachOidcOption(({ variable }, name) => {
    const { value, source, isLocked } = settings[name].in(stored);
    const shown = typeof value === 'number' ? formatOption(value) : value;
    return { value: shown, source, isLocked, variable };
  }) as OidcOptionStates;
}

/** What makes a user an administrator. */
export type AdminRole = Pick<UserRow, 'is_admin' | 'admin_group'>;

/** Whether one of the administrators is one also after a next sign-in: appointed here, or by one of the groups. */
export function keepsAnAdmin(roles: readonly AdminRole[], groups: readonly string[]): boolean {
  const names = new Set(groups.map(bareGroupName));
  return roles.some(
    ({ is_admin, admin_group: group }) => is_admin === 1 || (group !== null && names.has(group)),
  );
}

/** The values as the audit log has them. */
export function auditedOptions(
  states: OidcOptionStates,
): Readonly<Record<string, string | boolean>> {
  return eachOidcOption((_, name) => {
    const { value }: { readonly value: AnyOptionValue } = states[name];
    return typeof value === 'boolean' ? value : formatOption(value);
  });
}
