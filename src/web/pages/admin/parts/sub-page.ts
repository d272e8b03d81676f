import type { Stats } from '../../../../features/admin/settings/schema.ts';
import type { Me } from '../../../../features/sessions/schema.ts';
import type { Loading } from '../../frame/load.tsx';

/** The props of every page of the panel. */
export interface SubPageProps {
  /** Null until it is loaded, which happens while the page loads its own content. */
  readonly me: Me | null;
  readonly stats: Loading<Stats>;
}

/** The props of a page about one entry of a list. */
export interface DetailProps extends SubPageProps {
  readonly id: string;
}
