import { ProviderLogo, type ProviderName } from '../../frame/providers.tsx';
import { t } from '../../words/words.ts';
import type { Status } from './users.ts';

const tones = { active: 'success', pending: 'warning', disabled: 'danger' } as const;

export function StatusBadge({ status }: { readonly status: Status }) {
  return <span class={`badge ${tones[status]}`}>{t(`users.status.${status}`)}</span>;
}

/** What an account is beside its status: an administrator's, or one's own. */
export function RoleBadges({
  isAdmin,
  isOwn,
}: {
  readonly isAdmin: boolean;
  readonly isOwn: boolean;
}) {
  return (
    <>
      {isAdmin && <span class="badge">{t('users.administrator')}</span>}
      {isOwn && <span class="badge info">{t('users.you')}</span>}
    </>
  );
}

interface SignInMethodsProps {
  readonly methods: readonly ProviderName[];
  readonly nameOf: (method: ProviderName) => string;
}

/** Icons of the sign-in methods, with names for screen readers and as tooltips. */
export function SignInMethods({ methods, nameOf }: SignInMethodsProps) {
  if (methods.length === 0) return <span class="muted">{t('users.noMethods')}</span>;
  return (
    <span class="sign-in-methods">
      {methods.map((method) => (
        <span key={method} title={nameOf(method)}>
          <ProviderLogo provider={method} />
          <span class="off-screen">{nameOf(method)} </span>
        </span>
      ))}
    </span>
  );
}
