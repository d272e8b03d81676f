import { account } from './account.ts';
import { audit } from './audit.ts';
import { auditNotes } from './audit-notes.ts';
import { errors } from './errors.ts';
import { fields } from './fields.ts';
import { findings } from './findings.ts';
import { frame } from './frame.ts';
import { overview } from './overview.ts';
import { panel } from './panel.ts';
import { providers } from './providers.ts';
import { settings } from './settings.ts';
import { signIn } from './sign-in.ts';
import { users } from './users.ts';
import { waiting } from './waiting.ts';

/** The English texts of all pages, from which the other languages take their keys. */
export const en = {
  ...frame,
  ...errors,
  ...fields,
  ...signIn,
  ...account,
  ...panel,
  ...overview,
  ...users,
  ...waiting,
  ...audit,
  ...auditNotes,
  ...providers,
  ...findings,
  ...settings,
} as const;
