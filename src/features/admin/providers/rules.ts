import type { AuditEntry } from '../../audit/service.ts';
import type { Actor } from '../users/rules.ts';
import { isSecureUrl, issuer, tenant } from '../../../config/address-kinds.ts';
import { type FieldParser, identifier, line } from '../../../config/kinds.ts';
import { clientSecret } from '../../../config/secret-kinds.ts';
import { type FieldError, validationError } from '../../../core/errors.ts';
import { fieldError } from '../../../core/field-faults.ts';
import { tenantProviders } from '../../../core/providers/registry.ts';
import type { NamedChange, OidcChange } from '../../providers/rules.ts';
import type { OidcChangeRequest, NamedChangeRequest } from './schema.ts';

const issuerLine = line(2048);

const secureIssuer =
  (allowHttp: boolean): FieldParser<string> =>
  (text) => {
    const whole = issuerLine(text);
    const parsed = 'problem' in whole ? whole : issuer(text);
    if ('problem' in parsed || allowHttp || isSecureUrl(text)) return parsed;
    const problem = 'must be an https:// address, unless OIDC_ALLOW_HTTP is true';
    return { problem, code: 'not_https_url' };
  };

/** Throws AppError `validation_failed` naming every field at fault. */
export function checkOidcChange(body: OidcChangeRequest, allowHttp: boolean): OidcChange {
  const { clearClientSecret, ...given } = body;
  const problems: FieldError[] = [];
  const check = checker(problems);
  check('providerName', given.providerName, line(100));
  check('issuerUrl', given.issuerUrl, secureIssuer(allowHttp));
  checkClient(check, body);
  if (problems.length > 0) throw validationError(problems);
  return meant({ ...given, ...(clearClientSecret === true ? { clientSecret: '' } : {}) });
}

/** Checks the same for a named provider, with tenants or without. Throws AppError `validation_failed`. */
export function checkNamedChange(body: NamedChangeRequest, hasTenant: boolean): NamedChange {
  const { clearClientSecret, ...given } = body;
  const problems: FieldError[] = [];
  const check = checker(problems);
  checkClient(check, body);
  if (hasTenant) check('tenantId', given.tenantId, tenant);
  else if (typeof given.tenantId === 'string') problems.push(noTenant);
  if (problems.length > 0) throw validationError(problems);
  return meant({ ...given, ...(clearClientSecret === true ? { clientSecret: '' } : {}) });
}

const noTenant: FieldError = {
  field: 'tenantId',
  message: `tenantId is a setting of ${tenantProviders} only`,
  code: 'not_allowed',
};

type Check = (field: string, value: string | null | undefined, parse: FieldParser<string>) => void;

function checker(problems: FieldError[]): Check {
  return (field, value, parse) => {
    if (!value) return;
    const parsed = parse(value);
    if ('value' in parsed) return;
    problems.push(fieldError(field, { ...parsed, problem: `${field} ${parsed.problem}` }));
  };
}

function checkClient(
  check: Check,
  body: { readonly clientId?: string | null; readonly clientSecret?: string | null },
): void {
  check('clientId', body.clientId, identifier);
  check('clientSecret', body.clientSecret, clientSecret);
}

type Meant<T> = { [Name in keyof T]: Exclude<T[Name], null> };

/** The change without its null fields, which mean "do not change". */
function meant<T extends object>(change: T): Meant<T> {
  const entries = Object.entries(change).filter(([, value]) => value !== null);
  return Object.fromEntries(entries) as Meant<T>;
}

export type SettingValues = Readonly<Record<string, string | boolean | null>>;

/** Placeholder for a secret that cannot be decrypted: unequal to every secret that can be entered, and to null. */
export const unreadable = '\u0000';

export function settingChanged(by: NonNullable<Actor>) {
  const event = { event: 'setting.changed', outcome: 'success' } as const;
  return { ...event, actor: by, target: null, origin: by.origin };
}

/** Which fields have another value now, with that value unless it is secret; null when none has. */
export function differences(
  before: SettingValues,
  after: SettingValues,
): AuditEntry['details'] | null {
  const changed = Object.entries(after).filter(([name, value]) => value !== before[name]);
  if (changed.length === 0) return null;
  const plain = changed.filter(([name]) => name !== 'clientSecret' && name !== 'password');
  return {
    fields: changed.map(([name]) => name).join(','),
    ...Object.fromEntries(plain.map(([name, value]) => [name, value ?? ''])),
  };
}
