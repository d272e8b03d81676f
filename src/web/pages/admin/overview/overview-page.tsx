import type { Stats } from '../../../../features/admin/settings/schema.ts';
import { Loaded, type Loading } from '../../frame/load.tsx';
import type { SubPageProps } from '../parts/sub-page.ts';
import { Attention } from './attention.tsx';
import { LatestEvents, NewestUsers } from './latest.tsx';
import { Servers } from './servers.tsx';

export function OverviewPage({ stats }: SubPageProps) {
  return (
    <>
      <Attention stats={stats} />
      <Numbers stats={stats} />
      <div class="side-by-side">
        <NewestUsers />
        <LatestEvents />
      </div>
      <Servers stats={stats} />
    </>
  );
}

const tiles: readonly (readonly [
  label: string,
  count: Exclude<keyof Stats, 'instances'>,
  path: string | null,
])[] = [
  ['Users', 'totalUsers', '/admin/users'],
  ['Active', 'activeUsers', '/admin/users?status=active'],
  ['Waiting', 'pendingUsers', '/admin/waiting'],
  ['Disabled', 'disabledUsers', '/admin/users?status=disabled'],
  ['Administrators', 'adminUsers', null],
  ['Sessions', 'activeSessions', null],
];

function Numbers({ stats }: { readonly stats: Loading<Stats> }) {
  return (
    <section aria-label="Numbers">
      <Loaded loading={stats} lines={2}>
        {(value) => (
          <ul class="tiles">
            {tiles.map(([label, count, path]) => (
              <li key={label}>
                <Tile label={label} count={value[count]} path={path} />
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </section>
  );
}

interface TileProps {
  readonly label: string;
  readonly count: number;
  readonly path: string | null;
}

function Tile({ label, count, path }: TileProps) {
  const words = (
    <>
      <span class="tile-count">{count.toLocaleString('en')}</span>
      <span class="muted">{label}</span>
    </>
  );
  if (path === null) return <div class="tile">{words}</div>;
  return (
    <a class="tile" href={path}>
      {words}
    </a>
  );
}
