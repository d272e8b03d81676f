import type {
  MailChangeRequest,
  MailSettingsAnswer,
  MailTest,
} from '../../../../features/admin/mail-settings/schema.ts';
import { signedRequest } from '../../client/request.ts';
import { t, textWith } from '../../words/words.ts';

export type { MailChangeRequest, MailSettingsAnswer, MailTest };

/** Every function here throws Failure. */
export function loadMail(): Promise<MailSettingsAnswer> {
  return signedRequest<MailSettingsAnswer>(path);
}

export function changeMail(json: MailChangeRequest): Promise<MailSettingsAnswer> {
  return signedRequest<MailSettingsAnswer>(path, { method: 'PATCH', json });
}

export function testMail(to: string): Promise<MailTest> {
  return signedRequest<MailTest>(`${path}/test`, { method: 'POST', json: { to } });
}

/** How a test ended, in the language of the page; in English when the server knows more codes than the page. */
export function resultWords({ code, params, status, message }: MailTest): string {
  const { host, port } = params;
  const result = textWith(`mailResult.${code}`, { host, port: String(port) });
  if (result === undefined || status === null) return result ?? message;
  return t('mail.testWithStatus', { result, status });
}

const path = '/api/admin/settings/mail';
