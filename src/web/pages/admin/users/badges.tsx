import { ProviderLogo, providerName, type ProviderName } from '../../frame/providers.tsx';
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
export function SignInMethods({ methods }: { readonly methods: readonly ProviderName[] }) {
  if (methods.length === 0) return <span class="muted">None</span>;
  return (
    <span class="sign-in-methods">
      {methods.map((method) => (
        <span key={method} title={providerName(method, null)}>
          <ProviderLogo provider={method} />
          <span class="off-screen">{providerName(method, null)} </span>
        </span>
      ))}
    </span>
  );
}
