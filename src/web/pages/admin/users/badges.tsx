import { ProviderLogo, type ProviderName, providerNames } from '../../frame/providers.tsx';
import type { Status } from './users.ts';

const statuses = {
  active: ['Active', 'success'],
  pending: ['Waiting', 'warning'],
  disabled: ['Disabled', 'danger'],
} as const;

export function StatusBadge({ status }: { readonly status: Status }) {
  const [label, tone] = statuses[status];
  return <span class={`badge ${tone}`}>{label}</span>;
}

/** Icons of the sign-in methods, with names for screen readers and as tooltips. */
export function WaysIn({ ways }: { readonly ways: readonly ProviderName[] }) {
  if (ways.length === 0) return <span class="muted">None</span>;
  return (
    <span class="ways-in">
      {ways.map((way) => (
        <span key={way} title={providerNames[way]}>
          <ProviderLogo provider={way} />
          <span class="off-screen">{providerNames[way]} </span>
        </span>
      ))}
    </span>
  );
}
