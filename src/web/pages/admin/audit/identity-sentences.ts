import type { ComponentChildren } from 'preact';
import type { AuditEvent } from '../../../../features/audit/schema.ts';
import { rich, t } from '../../words/words.ts';
import type { Facts } from './event-sentence.tsx';

type IdentityEvent = Extract<
  AuditEvent,
  `${'identity' | 'link_request' | 'provider_move'}.${string}`
>;

/** The sentences about accounts at providers. */
export const identitySentences: Readonly<
  Record<IdentityEvent, (facts: Facts) => ComponentChildren>
> = {
  'identity.replaced': ({ account, provider }) =>
    rich('did.identityReplaced', { account, provider: provider ?? t('audit.unknown') }),
  'identity.contested': ({ account }) => rich('did.identityContested', { account }),
  'identity.linked': ({ account, provider }) =>
    rich('did.linked', { account, provider: provider ?? t('audit.unknown') }),
  'identity.unlinked': ({ account, provider }) =>
    rich('did.unlinked', { account, provider: provider ?? t('audit.unknown') }),
  'identity.link_failed': ({ provider }) =>
    t('did.linkFailed', { provider: provider ?? t('audit.unknown') }),
  'link_request.made': ({ account, provider }) => rich('did.linkAsked', { account, provider }),
  'link_request.granted': ({ actor, account, provider }) =>
    rich('did.linkGranted', { actor, account, provider }),
  'link_request.refused': ({ actor, account, provider }) =>
    rich('did.linkRefused', { actor, account, provider }),
  'provider_move.started': ({ actor }) => rich('did.moveStarted', { actor }),
  'provider_move.undone': ({ actor }) => rich('did.moveUndone', { actor }),
};
