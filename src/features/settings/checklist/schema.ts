import { type Static, t } from 'elysia';

const dismissed = { description: 'Whether the checklist is finished or was removed' };

export const checklistSchema = t.Object(
  {
    registration: t.Boolean(),
    address: t.Boolean(),
    provider: t.Boolean(),
    administrator: t.Boolean(),
    backup: t.Boolean(),
    app: t.Boolean(),
    dismissed: t.Boolean(dismissed),
    hasBackup: t.Boolean({ description: 'Whether the audit log holds a backup' }),
  },
  {
    title: 'Checklist',
    description: 'The first steps of a new server that an administrator has marked as done',
  },
);

export type Checklist = Static<typeof checklistSchema>;

const flag = t.Optional(t.Union([t.Boolean(), t.Null()]));

export const checklistChangeSchema = t.Object(
  {
    registration: flag,
    address: flag,
    provider: flag,
    administrator: flag,
    backup: flag,
    app: flag,
    dismissed: t.Optional(t.Union([t.Boolean(), t.Null()], dismissed)),
  },
  {
    title: 'UpdateChecklistRequest',
    description: 'Fields that are null or left out stay unchanged',
    examples: [{ backup: true }],
  },
);

export type ChecklistChange = Static<typeof checklistChangeSchema>;

export type Tick = keyof ChecklistChange;

export const ticks: readonly Tick[] = [
  'registration',
  'address',
  'provider',
  'administrator',
  'backup',
  'app',
  'dismissed',
];
