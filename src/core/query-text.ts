import { validationError } from './errors.ts';

/**
 * Refuses texts of a query that contain control characters: databases and logs read them in ways of their own.
 * Throws AppError `validation_failed`, naming each field.
 */
export function refuseControlCharacters(texts: Readonly<Record<string, string | undefined>>): void {
  const problems = Object.entries(texts)
    .filter(([, text]) => text !== undefined && /\p{Cc}/u.test(text))
    .map(([field]) => ({
      field,
      message: `${field} must not contain control characters`,
      code: 'control_characters' as const,
    }));
  if (problems.length > 0) throw validationError(problems);
}
