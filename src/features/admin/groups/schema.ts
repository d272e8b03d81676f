import { t } from 'elysia';
import { maxDescriptionLength } from '../../../core/text-limits.ts';
import { inDocument } from '../../../http/document-keywords.ts';
import { groupNameField, groupSchema } from '../../groups/schema.ts';

const descriptionField = t.Union([
  t.String({
    description: 'Leading and trailing blanks are removed; an empty text removes it',
    ...inDocument({ maxLength: maxDescriptionLength }),
  }),
  t.Null(),
]);

export const groupsSchema = t.Array(groupSchema);

export const createGroupRequestSchema = t.Object(
  { name: groupNameField, description: t.Optional(descriptionField) },
  { title: 'CreateGroupRequest', examples: [{ name: 'family' }] },
);

export const updateGroupRequestSchema = t.Object(
  {
    name: t.Optional(t.Union([groupNameField, t.Null()])),
    description: t.Optional(descriptionField),
  },
  { title: 'UpdateGroupRequest', examples: [{ name: 'household' }] },
);
