import type { Stats } from '../../../../features/admin/settings/schema.ts';
import type { Me } from '../../../../features/sessions/schema.ts';
import type { Loading } from '../../frame/load.tsx';

/** The props of every page of the panel. */
export interface SubPageProps {
  readonly me: Me;
  readonly stats: Loading<Stats>;
}
