import type { UserChange, UserRow } from '../users/service.ts';
import type { ProfileRequest } from './schema.ts';

/** What a request changes in an account, whose name then no longer follows a provider; null for nothing. */
export function profileChange(
  user: UserRow,
  {
    name,
    language,
  }: {
    readonly name: string | undefined;
    readonly language: ProfileRequest['language'] | undefined;
  },
): UserChange | null {
  const keepsName = name === undefined || (name === user.name && user.name_follows_provider === 0);
  const keepsLanguage = language === undefined || language === user.language;
  if (keepsName && keepsLanguage) return null;
  return {
    ...(keepsName ? {} : { name, name_follows_provider: 0 }),
    ...(keepsLanguage ? {} : { language }),
  };
}

/**
 * The details of the change in the audit log: the fields, and the new language, empty for that of the browser. Null
 * when only the fact that the person chose the name is stored.
 */
export function describeProfile(
  before: UserRow,
  { name = before.name, language = before.language }: UserChange,
): Readonly<Record<string, string>> | null {
  const fields = [
    ...(name === before.name ? [] : ['name']),
    ...(language === before.language ? [] : ['language']),
  ];
  if (fields.length === 0) return null;
  return {
    fields: fields.join(','),
    ...(language === before.language ? {} : { language: language ?? '' }),
  };
}
