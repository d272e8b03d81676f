import { AppError, type FieldError, validationError } from '../../../core/errors.ts';
import { fieldError } from '../../../core/field-faults.ts';
import { maxDescriptionLength } from '../../../core/text-limits.ts';
import { codePoints } from '../../../core/text.ts';
import { formatId, parseId, type Id } from '../../../core/uuid.ts';
import { foldedName, parseLocalGroupName } from '../../groups/rules.ts';
import type { Group } from '../../groups/schema.ts';
import type { GroupRow } from '../../groups/service.ts';

/** The texts of a group as a request gives them; a missing or null one stays as it is. */
export interface GroupTexts {
  readonly name?: string | null | undefined;
  readonly description?: string | null | undefined;
}

interface CheckedTexts {
  readonly name: string | null;
  /** Empty to remove it. */
  readonly description: string | null;
}

/** Throws AppError `validation_failed` with every field at fault. */
export function checkTexts(given: GroupTexts): CheckedTexts {
  const problems: FieldError[] = [];
  const name = checkName(given.name ?? null, problems);
  const description = given.description?.trim() ?? null;
  problems.push(...descriptionProblems(description ?? ''));
  if (problems.length > 0) throw validationError(problems);
  return { name, description };
}

function checkName(text: string | null, problems: FieldError[]): string | null {
  if (text === null) return null;
  const name = parseLocalGroupName(text);
  if ('value' in name) return name.value;
  problems.push(fieldError('name', name));
  return null;
}

function descriptionProblems(text: string): readonly FieldError[] {
  const field = 'description';
  if (codePoints(text) > maxDescriptionLength) {
    const message = `description must be at most ${maxDescriptionLength} characters`;
    return [{ field, message, code: 'too_long', params: { max: maxDescriptionLength } }];
  }
  if (!/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u.test(text) && text.isWellFormed()) return [];
  const message = 'description must not contain control characters';
  return [{ field, message, code: 'control_characters' }];
}

/** Whether another group has this name, perhaps in other letter case. */
export function isNameTaken(
  name: string,
  own: Id | null,
  others: readonly Pick<GroupRow, 'id' | 'name'>[],
): boolean {
  const folded = foldedName(name);
  const ownId = own === null ? null : formatId(own);
  return others.some((other) => formatId(other.id) !== ownId && foldedName(other.name) === folded);
}

/** Parses the id in a path. Throws AppError `group_not_found` when it is not an id. */
export function groupIdOf(text: string): Id {
  const id = parseId(text);
  if (id === null) throw new AppError('group_not_found');
  return id;
}

/** A group as the API returns it. */
export function shownGroup(row: GroupRow, members: number): Group {
  const { id, name, description, source } = row;
  return { id: formatId(id), name, description, members, source };
}
