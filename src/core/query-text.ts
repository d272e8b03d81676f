import { validationError } from './errors.ts';

/**
 * Refuses query texts with control characters, which databases and logs interpret in different ways. Throws
 * AppError `validation_failed` that names each field.
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
