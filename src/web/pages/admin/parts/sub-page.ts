import type { Stats } from '../../../../features/admin/settings/schema.ts';
import type { Me } from '../../../../features/sessions/schema.ts';
import type { Loading } from '../../frame/load.tsx';

/** What every page of the panel is given. */
export interface SubPageProps {
  readonly me: Me;
  readonly stats: Loading<Stats>;
}
