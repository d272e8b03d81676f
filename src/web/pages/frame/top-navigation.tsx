import type { ComponentChildren } from 'preact';
import type { Me } from '../../../features/sessions/schema.ts';
import { signOut } from '../client/account.ts';
import { t } from '../words/words.ts';
import { Avatar } from './avatar.tsx';
import { Button } from './button.tsx';
import { ShieldIcon, SignOutIcon, UserIcon } from './icons.tsx';
import { navigate } from './navigation.ts';
import { notify } from './toast.tsx';
import { WaitingBadge } from './waiting-badge.tsx';

interface TopNavigationProps {
  readonly me: Me | null;
  /** How many people wait for approval. */
  readonly waiting: number;
}

/** The links of the top bar, and the button that ends the session. */
export function TopNavigation({ me, waiting }: TopNavigationProps) {
  return (
    <nav class="top-navigation" aria-label={t('top.label')}>
      {me?.isAdmin === true && (
        <>
          <TopLink path="/account" label={t('top.account')} icon={<UserIcon />} />
          <TopLink path="/admin" label={t('top.admin')} icon={<ShieldIcon />}>
            <WaitingBadge count={waiting} />
          </TopLink>
        </>
      )}
      {me !== null && <Avatar name={me.name} image={me.profileImage} size="small" />}
      <Button tone="quiet" icon={<SignOutIcon />} onClick={leave}>
        {t('action.signOut')}
      </Button>
    </nav>
  );
}

function leave(): void {
  void goOn(signOut());
  navigate('/login');
  notify(t('top.signedOut'));
}

/** Signs out at the provider too, where that is wanted; without an answer the session has ended here alone. */
async function goOn(signedOut: Promise<string | null>): Promise<void> {
  const address = await signedOut;
  if (address !== null) location.assign(address);
}

interface TopLinkProps {
  readonly path: string;
  readonly label: string;
  readonly icon: ComponentChildren;
  readonly children?: ComponentChildren;
}

function TopLink({ path, label, icon, children }: TopLinkProps) {
  const isHere = location.pathname.startsWith(path);
  return (
    <a class="top-link" href={path} aria-current={isHere ? 'page' : undefined}>
      {icon}
      <span>{label}</span>
      {children}
    </a>
  );
}
