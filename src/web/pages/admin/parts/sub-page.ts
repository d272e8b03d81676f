import type { Stats } from '../../../../features/admin/model.ts';
import type { Me } from '../../../../features/sessions/model.ts';
import type { Loading } from '../../frame/load.tsx';

/** What every page of the panel is given. */
export interface SubPageProps {
  readonly me: Me;
  readonly stats: Loading<Stats>;
}
