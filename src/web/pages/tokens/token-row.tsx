import type { ComponentChildren } from 'preact';
import type { ListedToken } from '../../../features/api-tokens/named/schema.ts';
import { placeOf } from '../frame/device.ts';
import { KeyIcon } from '../frame/icons.tsx';
import { Time } from '../frame/time.tsx';
import { dateOf } from '../words/format.ts';
import { rich, t } from '../words/words.ts';
import { scopeWords } from './scope-words.ts';

interface TokenRowProps {
  readonly token: ListedToken;
  /** The buttons of the row. */
  readonly children?: ComponentChildren;
}

/** One API token in a list: what it is called, what it opens, and when it was used. */
export function TokenRow({ token, children }: TokenRowProps) {
  const { prefix, scopes, createdAt } = token;
  const opens = scopes.map((scope) => t(scopeWords[scope].label));
  return (
    <li class="row token">
      <KeyIcon />
      <div class="row-text">
        <strong>
          <bdi>{nameOf(token)}</bdi>
          <code>{prefix}…</code>
          {isExpired(token) && <span class="badge warning">{t('tokens.expired')}</span>}
        </strong>
        <span class="muted">{opens.length > 0 ? opens.join(' · ') : t('tokens.opensNothing')}</span>
        <span class="muted">
          {rich('tokens.created', { time: <Time at={createdAt} /> })} · {expiryOf(token)} ·{' '}
          {useOf(token)}
        </span>
      </div>
      {children !== undefined && <div class="row-actions">{children}</div>}
    </li>
  );
}

/** The name that the user chose; that of the other kind is a text of the page. */
export function nameOf({ kind, name }: ListedToken): string {
  return kind === 'legacy' ? t('apiToken.label') : name;
}

export function isExpired({ expiresAt }: ListedToken): boolean {
  return expiresAt !== null && Date.parse(expiresAt) <= Date.now();
}

function expiryOf(token: ListedToken): string {
  const { expiresAt } = token;
  if (expiresAt === null) return t('tokens.lasting');
  const date = dateOf(expiresAt);
  return t(isExpired(token) ? 'tokens.expiredOn' : 'tokens.expiresOn', { date });
}

function useOf({ lastUsedAt, lastUsedIp }: ListedToken): ComponentChildren {
  if (lastUsedAt === null) return t('tokens.unused');
  return rich('tokens.lastUsed', { time: <Time at={lastUsedAt} />, place: placeOf(lastUsedIp) });
}
