import type { ComponentChildren } from 'preact';
import type { LinkedProvider, UserDetails } from '../../../../features/admin/user-page/schema.ts';
import { Alert } from '../../frame/alert.tsx';
import { DialogButton } from '../../frame/dialog-button.tsx';
import { KeyIcon } from '../../frame/icons.tsx';
import { Section } from '../../frame/layout.tsx';
import { ProviderLogo } from '../../frame/providers.tsx';
import { Time } from '../../frame/time.tsx';
import { momentOf } from '../../words/format.ts';
import { rich, t } from '../../words/words.ts';
import { NewPasswordDialog } from './new-password-dialog.tsx';

interface UserMethodsProps {
  readonly user: UserDetails;
  readonly isOwn: boolean;
  readonly changed: () => Promise<void>;
}

/** How a user signs in: the password of this server, and the linked providers by their configured names. */
export function UserMethods({ user, isOwn, changed }: UserMethodsProps) {
  const { hasPassword, mustChangePassword, linkedProviders, blockedUntil } = user;
  const isEmpty = !hasPassword && linkedProviders.length === 0;
  return (
    <Section title={t('user.methods')} text={t('user.methodsText')}>
      {blockedUntil !== null && (
        <Alert tone="warning">{t('user.blocked', { time: momentOf(blockedUntil) })}</Alert>
      )}
      {isEmpty ? (
        <p class="muted">{t('user.noMethods')}</p>
      ) : (
        <ul class="rows">
          {hasPassword && (
            <Method
              logo={<KeyIcon />}
              name={t('provider.local')}
              badge={mustChangePassword && <span class="badge">{t('user.temporary')}</span>}
            >
              {mustChangePassword && <span class="muted">{t('user.temporaryText')}</span>}
            </Method>
          )}
          {linkedProviders.map((linked) => (
            <Linked key={`${linked.provider} ${linked.linkedAt}`} linked={linked} />
          ))}
        </ul>
      )}
      {isOwn ? (
        <p class="muted">
          {rich('user.ownAccount', { link: (text) => <a href="/account">{text}</a> })}
        </p>
      ) : (
        <div>
          <DialogButton
            dialog={(close) => <NewPasswordDialog user={user} changed={changed} close={close} />}
          >
            {t('user.reset')}
          </DialogButton>
        </div>
      )}
    </Section>
  );
}

function Linked({ linked }: { readonly linked: LinkedProvider }) {
  const { provider, email, lastUsedAt, canSignIn } = linked;
  return (
    <Method
      logo={<ProviderLogo provider={provider} />}
      name={linked.name}
      badge={!canSignIn && <span class="badge">{t('user.methodOff')}</span>}
    >
      {email !== null && (
        <span class="muted">{rich('user.methodAddress', { email: <bdi>{email}</bdi> })}</span>
      )}
      <span class="muted">{rich('user.methodLastUsed', { time: <Time at={lastUsedAt} /> })}</span>
    </Method>
  );
}

interface MethodProps {
  readonly logo: ComponentChildren;
  readonly name: string;
  readonly badge?: ComponentChildren;
  readonly children: ComponentChildren;
}

function Method({ logo, name, badge, children }: MethodProps) {
  return (
    <li class="row">
      {logo}
      <div class="row-text">
        <strong>
          <bdi>{name}</bdi>
          {badge}
        </strong>
        {children}
      </div>
    </li>
  );
}
