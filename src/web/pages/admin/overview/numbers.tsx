import type { Stats } from '../../../../features/admin/settings/schema.ts';
import type { PlainKey } from '../../words/catalogue.ts';
import { numberOf } from '../../words/format.ts';
import { t } from '../../words/words.ts';

type Count = Exclude<keyof Stats, 'instances'>;

interface Tile {
  readonly label: PlainKey;
  readonly count: Count;
  readonly path: string | null;
  /** Whether the number says more than the others do. */
  readonly isTelling: (stats: Stats) => boolean;
}

const tiles: readonly Tile[] = [
  {
    label: 'overview.users',
    count: 'totalUsers',
    path: '/admin/users',
    isTelling: ({ totalUsers }) => totalUsers > 1,
  },
  {
    label: 'overview.active',
    count: 'activeUsers',
    path: '/admin/users?status=active',
    isTelling: ({ activeUsers, totalUsers }) => activeUsers < totalUsers,
  },
  {
    label: 'overview.disabled',
    count: 'disabledUsers',
    path: '/admin/users?status=disabled',
    isTelling: ({ disabledUsers }) => disabledUsers > 0,
  },
  {
    label: 'overview.administrators',
    count: 'adminUsers',
    path: '/admin/users?role=admin',
    isTelling: ({ adminUsers }) => adminUsers > 1,
  },
  {
    label: 'overview.sessions',
    count: 'activeSessions',
    path: null,
    isTelling: ({ totalUsers }) => totalUsers > 1,
  },
];

/** The numbers that mean something: none while the only account is the administrator's. */
export function Numbers({ stats }: { readonly stats: Stats }) {
  const shown = tiles.filter(({ isTelling }) => isTelling(stats));
  if (shown.length === 0) return null;
  return (
    <section aria-label={t('overview.numbers')}>
      <ul class="tiles">
        {shown.map(({ label, count, path }) => (
          <li key={label}>
            <TileCard label={t(label)} count={stats[count]} path={path} />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface TileCardProps {
  readonly label: string;
  readonly count: number;
  readonly path: string | null;
}

function TileCard({ label, count, path }: TileCardProps) {
  const content = (
    <>
      <span class="tile-count">{numberOf(count)}</span>
      <span class="muted">{label}</span>
    </>
  );
  if (path === null) return <div class="tile">{content}</div>;
  return (
    <a class="tile" href={path}>
      {content}
    </a>
  );
}
