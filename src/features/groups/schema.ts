import { type Static, t } from 'elysia';
import { maxGroupNameLength } from '../../core/text-limits.ts';
import { inDocument } from '../../http/document-keywords.ts';

/** At most this many groups can be made here. */
export const maxGroups = 1000;

/** At most this many groups can be given to one person here. */
export const maxGroupsOfPerson = 200;

export const groupSourceSchema = t.Union([t.Literal('local'), t.Literal('oidc')], {
  title: 'GroupSource',
  description: 'Made by an administrator here (local), or by the OpenID provider (oidc)',
});

/** A group as administrators see it. */
export const groupSchema = t.Object(
  {
    id: t.String({ format: 'uuid', examples: ['0190f3a4-7c1e-7d3b-9b52-3f1c2a6e8d11'] }),
    name: t.String({ examples: ['family'] }),
    description: t.Union([t.String(), t.Null()], { examples: [null] }),
    members: t.Integer({ description: 'The number of people in the group', examples: [4] }),
    source: groupSourceSchema,
  },
  { title: 'Group' },
);

export type Group = Static<typeof groupSchema>;

/** The name of a group that is made here. */
export const groupNameField = t.String({
  description:
    'Without commas; leading and trailing blanks are removed. Other programs compare it exactly, but two groups made here cannot differ in letter case alone. admins is reserved.',
  ...inDocument({ minLength: 1, maxLength: maxGroupNameLength }),
});

/** The names of a person's groups. */
export const groupNamesSchema = t.Array(t.String(), {
  description: 'The names of the groups of the person, sorted',
  examples: [['family']],
});
