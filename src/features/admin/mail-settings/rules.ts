import * as kinds from '../../../config/mail-kinds.ts';
import { clientSecret } from '../../../config/secret-kinds.ts';
import type { FieldParser } from '../../../config/kinds.ts';
import { type FieldError, validationError } from '../../../core/errors.ts';
import { fieldError } from '../../../core/field-faults.ts';
import { formatMailbox, mailAddress } from '../../../core/mailbox.ts';
import type { MailChange, MailState } from '../../mail/settings/service.ts';
import type { SettingValues } from '../providers/rules.ts';
import type { MailChangeRequest, MailSettingsAnswer } from './schema.ts';

const port: FieldParser<number> = (text) => {
  const value = Number(text);
  if (value >= 1 && value <= maxPort) return { value };
  const problem = `takes a whole number from 1 to ${maxPort}`;
  return { problem, code: 'out_of_range', params: { min: 1, max: maxPort } };
};

const maxPort = 65_535;

type Given = string | number | null | undefined;

/** What a request changes. Throws AppError `validation_failed` naming every field at fault. */
export function checkMailChange(body: MailChangeRequest): MailChange {
  const problems: FieldError[] = [];
  const checked = <T>(field: string, given: Given, parse: FieldParser<T>) => {
    if (given === undefined || given === null) return {};
    if (given === '') return { [field]: null };
    const parsed = parse(String(given));
    if ('value' in parsed) return { [field]: parsed.value };
    problems.push(fieldError(field, { ...parsed, problem: `${field} ${parsed.problem}` }));
    return {};
  };
  const change: MailChange = {
    ...checked('host', body.host, kinds.mailHost),
    ...checked('port', body.port, port),
    ...checked('user', body.user, kinds.mailUser),
    ...checked('password', body.password, clientSecret),
    ...checked('from', body.from, kinds.sender),
    ...checked('ehlo', body.ehlo, kinds.ehloName),
    // Several words are one text, as in the environment.
    ...checked('notify', body.notify?.join() || (body.notify && 'none'), kinds.notices),
    ...(body.clearPassword === true ? { password: null } : {}),
    ...(body.tls ? { tls: body.tls } : {}),
  };
  if (problems.length > 0) throw validationError(problems);
  return change;
}

/** Refuses settings that would send mail, and the password, over the internet without encryption. Throws AppError `validation_failed`. */
export function requirePrivateCleartext({ problems }: MailState): void {
  if (!problems.includes('cleartext_to_public')) return;
  const message =
    'tls takes none only for a mail server on this machine or in a private network, and the host is a public address';
  throw validationError([{ field: 'tls', message, code: 'not_allowed' }]);
}

/** The address of a test mail. Throws AppError `validation_failed`. */
export function parseRecipient(text: string): string {
  const address = mailAddress(text.trim());
  if (address !== null) return address;
  const message = 'to must be a valid e-mail address';
  throw validationError([{ field: 'to', message, code: 'not_email' }]);
}

/** The settings, as administrators see them. */
export function presentMail({
  settings,
  server,
  passwordUnreadable,
  problems,
}: MailState): MailSettingsAnswer {
  const { host, port: shownPort, tls, user, password, from, ehlo, notify } = settings;
  return {
    isConfigured: server !== null,
    host,
    port: shownPort,
    tls,
    user,
    hasPassword: { ...password, value: password.value !== null },
    passwordUnreadable,
    from: { ...from, value: from.value === null ? '' : formatMailbox(from.value) },
    ehlo,
    notify: { ...notify, value: [...notify.value] },
    problems: [...problems],
  };
}

/** The values as the audit log compares them; it leaves the password out. */
export function auditedMail({ settings }: MailState): SettingValues {
  const { host, port: auditedPort, tls, user, password, from, ehlo, notify } = settings;
  return {
    host: host.value,
    port: String(auditedPort.value),
    tls: tls.value,
    user: user.value,
    password: password.value,
    from: from.value === null ? '' : formatMailbox(from.value),
    ehlo: ehlo.value,
    notify: kinds.formatNotices(notify.value),
  };
}
