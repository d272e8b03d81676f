import type { Stats } from '../../../../features/admin/settings/schema.ts';
import { CheckIcon, ClockIcon, WarningIcon } from '../../frame/icons.tsx';
import { Loaded, type Loading, useLoad } from '../../frame/load.tsx';
import { loadNamed, loadOidc } from '../providers/providers.ts';
import { type Warning, warningsOf } from './warnings.ts';

/** Shows the warnings and the pending registrations that an administrator should act on. */
export function Attention({ stats }: { readonly stats: Loading<Stats> }) {
  const settings = useLoad(async () => {
    const [oidc, providers] = await Promise.all([loadOidc(), loadNamed()]);
    return { oidc, providers };
  });
  return (
    <section class="card" aria-label="What needs you">
      <Loaded loading={settings} lines={2}>
        {(known) => (
          <Loaded loading={stats} lines={2}>
            {(value) => (
              <Points
                waiting={value.pendingUsers}
                warnings={warningsOf({ stats: value, ...known })}
              />
            )}
          </Loaded>
        )}
      </Loaded>
    </section>
  );
}

interface PointsProps {
  readonly waiting: number;
  readonly warnings: readonly Warning[];
}

function Points({ waiting, warnings }: PointsProps) {
  if (waiting === 0 && warnings.length === 0) {
    return (
      <div class="point success">
        <CheckIcon />
        <div class="row-text">
          <strong>All is well</strong>
          <span class="muted">There are no requests to approve and no warnings.</span>
        </div>
      </div>
    );
  }
  return (
    <ul class="rows">
      {waiting > 0 && <Waiting count={waiting} />}
      {warnings.map(({ title, text, path }) => (
        <li key={title} class="row point warning">
          <WarningIcon />
          <div class="row-text">
            <strong>{title}</strong>
            <span class="muted">{text}</span>
          </div>
          {path !== null && (
            <a class="button" href={path} aria-label={`Show: ${title}`}>
              Show
            </a>
          )}
        </li>
      ))}
    </ul>
  );
}

function Waiting({ count }: { readonly count: number }) {
  return (
    <li class="row point info">
      <ClockIcon />
      <div class="row-text">
        <strong>{count === 1 ? 'One person waits' : `${count} people wait`} for approval</strong>
        <span class="muted">They cannot sign in before you let them in.</span>
      </div>
      <a class="button primary" href="/admin/waiting">
        Decide
      </a>
    </li>
  );
}
