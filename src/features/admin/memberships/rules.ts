import { validationError } from '../../../core/errors.ts';
import type { Id } from '../../../core/uuid.ts';
import { maxGroupsOfPerson } from '../../groups/schema.ts';
import { groupIdOf } from '../groups/rules.ts';

/** The ids of groups, each once. Throws AppError `validation_failed` for too many, `group_not_found` for what is no id. */
export function distinctGroups(texts: readonly string[]): readonly Id[] {
  const ids = new Map(texts.map((text) => [text.toLowerCase(), text]));
  if (ids.size > maxGroupsOfPerson) {
    const message = `groups must have at most ${maxGroupsOfPerson} entries`;
    const params = { min: 0, max: maxGroupsOfPerson };
    throw validationError([{ field: 'groups', message, code: 'out_of_range', params }]);
  }
  return [...ids.values()].map(groupIdOf);
}
