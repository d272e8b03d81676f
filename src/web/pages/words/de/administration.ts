import type { AdministrationCatalogue } from '../catalogue.ts';
import { audit } from './audit.ts';
import { groups } from './groups.ts';
import { keys } from './keys.ts';
import { overview } from './overview.ts';
import { panel } from './panel.ts';
import { providers } from './providers.ts';
import { settings } from './settings.ts';
import { users } from './users.ts';
import { waiting } from './waiting.ts';

/** The German texts of the panel, which only administrators load. */
export const administration: AdministrationCatalogue = {
  ...panel,
  ...overview,
  ...users,
  ...groups,
  ...waiting,
  ...audit,
  ...providers,
  ...settings,
  ...keys,
};
