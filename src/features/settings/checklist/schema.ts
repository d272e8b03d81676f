import { type Static, t } from 'elysia';

const flag = t.Boolean();

const flags = {
  registration: flag,
  address: flag,
  provider: flag,
  administrator: flag,
  backup: flag,
  app: flag,
  dismissed: t.Boolean({ description: 'Whether the checklist is finished or was removed' }),
};

export const checklistSchema = t.Object(
  {
    ...flags,
    hasBackup: t.Boolean({ description: 'Whether the audit log holds a backup' }),
  },
  {
    title: 'Checklist',
    description: 'The first steps of a new server that an administrator has marked as done',
  },
);

export type Checklist = Static<typeof checklistSchema>;

export const checklistChangeSchema = t.Partial(t.Object(flags), {
  title: 'UpdateChecklistRequest',
  description: 'Fields that are left out stay unchanged',
  examples: [{ backup: true }],
});

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
