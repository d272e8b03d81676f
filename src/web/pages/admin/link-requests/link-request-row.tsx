import type { ComponentChildren } from 'preact';
import { Alert } from '../../frame/alert.tsx';
import { Avatar } from '../../frame/avatar.tsx';
import { type ProviderName, ProviderLogo } from '../../frame/providers.tsx';
import { Time } from '../../frame/time.tsx';
import { dateOf, listOf } from '../../words/format.ts';
import { rich, t } from '../../words/words.ts';
import { RoleBadges, StatusBadge } from '../users/badges.tsx';
import { LinkDecision } from './link-decision.tsx';
import type { LinkRequest } from './link-requests.ts';

interface LinkRequestRowProps {
  readonly request: LinkRequest;
  readonly nameOf: (method: ProviderName) => string;
  readonly decided: () => Promise<void>;
}

/** Who asks beside the account, so that an administrator can compare the two, and the decision. */
export function LinkRequestRow({ request, nameOf, decided }: LinkRequestRowProps) {
  return (
    <li class="row link-request">
      <div class="link-sides">
        <Claimant request={request} />
        <Account request={request} nameOf={nameOf} />
      </div>
      <Hint request={request} />
      <LinkDecision request={request} decided={decided} />
    </li>
  );
}

function Claimant({ request }: Pick<LinkRequestRowProps, 'request'>) {
  const { claimant, askedAt, expiresAt, refusedAt } = request;
  const { provider, providerName, issuer, subject, name, email, emailVerified } = claimant;
  return (
    <Side
      heading={
        <>
          {rich('linking.ask', { provider: <bdi>{providerName}</bdi> })}{' '}
          {refusedAt !== null && <span class="badge danger">{t('linking.refusedBadge')}</span>}
        </>
      }
      icon={<ProviderLogo provider={provider} />}
    >
      {name !== null && (
        <strong>
          <bdi>{name}</bdi>
        </strong>
      )}
      <Address email={email} isVerified={emailVerified} />
      <span class="muted">{rich('linking.subject', { subject: <code>{subject}</code> })}</span>
      <span class="muted">
        <bdi>{issuer}</bdi>
      </span>
      <span class="muted">
        {rich('waiting.asked', { time: <Time at={askedAt} /> })} ·{' '}
        {t('linking.until', { date: dateOf(expiresAt) })}
      </span>
    </Side>
  );
}

function Account({ request, nameOf }: Pick<LinkRequestRowProps, 'request' | 'nameOf'>) {
  const { account } = request;
  const { lastLoginAt } = account;
  const methods = [
    ...(account.hasPassword ? [nameOf('local')] : []),
    ...account.linkedProviders.map(({ name }) => name),
  ];
  return (
    <Side
      heading={t('linking.account')}
      icon={<Avatar name={account.name} image={account.profileImage} />}
    >
      <strong>
        <a class="plain-link" href={`/admin/users/${account.id}`}>
          <bdi>{account.name}</bdi>
        </a>
        {account.status !== 'active' && <StatusBadge status={account.status} />}
        <RoleBadges isAdmin={account.isAdmin} isOwn={request.obstacle === 'own_account'} />
      </strong>
      <Address email={account.email} isVerified={account.emailVerified} />
      <span class="muted">
        {methods.length === 0
          ? t('linking.noWays')
          : t('linking.ways', { methods: listOf(methods) })}
      </span>
      <span class="muted">
        {lastLoginAt === null
          ? t('linking.neverSignedIn')
          : rich('user.signedIn', { time: <Time at={lastLoginAt} /> })}
      </span>
    </Side>
  );
}

interface SideProps {
  readonly heading: ComponentChildren;
  readonly icon: ComponentChildren;
  readonly children: ComponentChildren;
}

function Side({ heading, icon, children }: SideProps) {
  return (
    <div class="link-side">
      <h3>{heading}</h3>
      <div class="link-facts">
        {icon}
        <div class="row-text">{children}</div>
      </div>
    </div>
  );
}

interface AddressProps {
  readonly email: string;
  readonly isVerified: boolean;
}

function Address({ email, isVerified }: AddressProps) {
  return (
    <span>
      <bdi>{email}</bdi>{' '}
      <span class={`badge ${isVerified ? 'success' : 'warning'}`}>
        {t(isVerified ? 'linking.verified' : 'linking.notVerified')}
      </span>
    </span>
  );
}

/** Why the request cannot be granted, or what a grant would replace. */
function Hint({ request: { obstacle, replaces } }: Pick<LinkRequestRowProps, 'request'>) {
  if (obstacle === 'own_account') {
    return <Alert tone="info">{rich('linking.own', { link: accountLink })}</Alert>;
  }
  if (obstacle !== null) return <Alert tone="info">{t(obstacles[obstacle])}</Alert>;
  const last = replaces.toSorted((a, b) => b.lastUsedAt.localeCompare(a.lastUsedAt))[0];
  if (last === undefined) return null;
  return (
    <Alert tone="warning">
      {rich('linking.replaces', { time: <Time at={last.lastUsedAt} /> })}
    </Alert>
  );
}

const accountLink = (text: string) => <a href="/account">{text}</a>;

const obstacles = {
  outdated: 'linking.gone',
  account_pending: 'linking.pending',
  account_disabled: 'linking.disabled',
} as const;
