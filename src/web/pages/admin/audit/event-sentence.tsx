import type { ComponentChildren } from 'preact';
import type { AuditEvent } from '../../../../features/audit/schema.ts';
import { rich, t, textOf } from '../../words/words.ts';
import type { Entry } from './audit-log.ts';
import { isKnownEvent } from './event-groups.ts';
import { identitySentences } from './identity-sentences.ts';
import { invitationSentences } from './invitation-sentences.tsx';
import { nameOfProvider } from './provider-name.ts';
import { settingChanged } from './setting-sentence.tsx';

/** What the sentences are made of. */
export interface Facts {
  /** Who acted; without a session, the command line. */
  readonly actor: ComponentChildren;
  readonly account: ComponentChildren;
  /** Whether the actor's own account is concerned. */
  readonly isOwn: boolean;
  /** The name of an API token. */
  readonly token: ComponentChildren;
  /** Whether the entry names an account. */
  readonly hasAccount: boolean;
  /** Whether the entry names an account beside that of the actor. */
  readonly hasTarget: boolean;
  /** The provider's name; null for a password. */
  readonly provider: string | null;
  readonly isFailure: boolean;
  readonly details: NonNullable<Entry['details']>;
}

interface EventSentenceProps {
  readonly entry: Entry;
  /** The name of the OpenID Connect provider, once it is loaded. */
  readonly oidcName: string | null;
}

/** What happened, in one sentence. */
export function EventSentence({ entry, oidcName }: EventSentenceProps) {
  const { event } = entry;
  if (!isKnownEvent(event)) return <code>{event}</code>;
  return <>{sentences[event](factsOf(entry, oidcName), oidcName)}</>;
}

function factsOf({ actor, target, outcome, details }: Entry, oidcName: string | null): Facts {
  const provider = details?.['provider'];
  const account = nameOf(target) ?? nameOf(actor);
  return {
    actor: <b>{nameOf(actor) ?? t('audit.commandLine')}</b>,
    account: <b>{account ?? t('audit.unknown')}</b>,
    isOwn: actor !== null && actor.id === target?.id,
    token: tokenOf(details),
    hasAccount: account !== null,
    hasTarget: target !== null,
    provider: provider === undefined ? null : nameOfProvider(String(provider), oidcName),
    isFailure: outcome === 'failure',
    details: details ?? {},
  };
}

function tokenOf(details: Entry['details']): ComponentChildren {
  return <b>{String(details?.['name'] ?? t('audit.unknown'))}</b>;
}

function nameOf(party: Entry['actor']): string | null {
  return party?.email ?? party?.id ?? null;
}

type Say = (facts: Facts, oidcName: string | null) => ComponentChildren;

const sentences: Readonly<Record<AuditEvent, Say>> = {
  ...identitySentences,
  'session.started': ({ account, provider }) =>
    provider === null
      ? rich('did.signedIn', { account })
      : rich('did.signedInAt', { account, provider }),
  'session.failed': signInFailed,
  'session.pending': ({ account }) => rich('did.waits', { account }),
  'session.ended': ({ account }) => rich('did.signedOut', { account }),
  'session.ended_by_provider': ({ account, provider }) =>
    rich('did.signedOutThere', { account, provider }),
  'session.others_ended': ({ account }) => rich('did.otherSessionsEnded', { account }),
  'session.reauthenticated': ({ account }) => rich('did.confirmed', { account }),
  'session.reauthentication_failed': ({ account }) => rich('did.notConfirmed', { account }),
  'session.refresh_repeated': ({ account }) => rich('did.sessionRepeated', { account }),
  'session.refresh_reused': ({ account }) => rich('did.sessionReused', { account }),
  'exchange_code.reused': ({ account }) => rich('did.codeReused', { account }),
  'user.registered': ({ account, provider }) =>
    provider === null
      ? rich('did.signedUp', { account })
      : rich('did.signedUpAt', { account, provider }),
  'user.approved': ({ actor, account }) => rich('did.accountApproved', { actor, account }),
  'user.rejected': ({ actor, account }) => rich('did.accountRejected', { actor, account }),
  'user.expired': ({ account }) => rich('did.accountExpired', { account }),
  'user.created': ({ actor, account }) => rich('did.accountCreated', { actor, account }),
  'user.updated': accountChanged,
  'user.email_followed': ({ account, provider, isFailure }) =>
    rich(isFailure ? 'did.emailNotFollowed' : 'did.emailFollowed', {
      account,
      provider: provider ?? t('audit.unknown'),
    }),
  'user.email_verified': ({ account }) => rich('did.emailVerified', { account }),
  'user.email_change_requested': ({ account, details }) =>
    rich('did.emailChangeRequested', { account, email: String(details['email'] ?? '') }),
  'user.email_changed': ({ account, details }) =>
    rich('did.emailChanged', { account, former: String(details['formerEmail'] ?? '') }),
  'user.reset_requested': ({ account }) => rich('did.resetRequested', { account }),
  'user.demotion_withheld': ({ account, provider }) =>
    rich('did.demotionWithheld', { account, provider: provider ?? t('audit.unknown') }),
  'user.deleted': ({ actor, account }) => rich('did.accountDeleted', { actor, account }),
  'user.password_reset': ({ actor, account, details }) =>
    details['how'] === undefined
      ? rich('did.passwordReset', { actor, account })
      : rich('did.passwordResetByLink', { account }),
  'user.reset_link_made': ({ actor, account }) => rich('did.resetLinkMade', { actor, account }),
  'user.sessions_ended': ({ actor, account }) => rich('did.sessionsEnded', { actor, account }),
  'user.unlocked': ({ actor, account }) => rich('did.accountUnlocked', { actor, account }),
  'user.groups_changed': ({ actor, account, provider }) =>
    provider === null
      ? rich('did.groupsChanged', { actor, account })
      : rich('did.groupsFollowed', { account, provider }),
  ...invitationSentences,
  'group.created': ({ actor, details }) =>
    rich('did.groupCreated', { actor, group: nameIn(details, 'group') }),
  'group.updated': ({ actor, details }) =>
    details['formerName'] === undefined
      ? rich('did.groupChanged', { actor, group: nameIn(details, 'group') })
      : rich('did.groupRenamed', {
          actor,
          former: nameIn(details, 'formerName'),
          group: nameIn(details, 'group'),
        }),
  'group.deleted': ({ actor, details }) =>
    rich('did.groupDeleted', { actor, group: nameIn(details, 'group') }),
  'password.changed': ({ account }) => rich('did.passwordChanged', { account }),
  'password.change_failed': ({ account }) => rich('did.passwordNotChanged', { account }),
  'api_token.regenerated': ({ account }) => rich('did.tokenCreated', { account }),
  'api_token.created': ({ account, token }) => rich('did.tokenMade', { account, token }),
  'api_token.updated': ({ account, token }) => rich('did.tokenChanged', { account, token }),
  'api_token.revoked': tokenRevoked,
  'api_token.all_revoked': ({ actor, account }) => rich('did.tokensRevoked', { actor, account }),
  'profile.changed': profileChanged,
  'profile.image_changed': ({ account }) => rich('did.pictureChanged', { account }),
  'profile.image_removed': ({ account }) => rich('did.pictureRemoved', { account }),
  'setting.changed': settingChanged,
  'oidc.tested': ({ actor, details }, oidcName) =>
    rich(details['signIn'] === undefined ? 'did.providerTested' : 'did.signInTested', {
      actor,
      provider: nameOfProvider('oidc', oidcName),
    }),
  'mail.tested': ({ actor, details }) =>
    rich('did.mailTested', { actor, to: String(details['to'] ?? '') }),
  'users.exported': ({ actor }) => rich('did.exportedUsers', { actor }),
  'audit.exported': ({ actor }) => rich('did.exportedAudit', { actor }),
  'backup.made': ({ details }) => t('did.backupMade', { people: Number(details['people'] ?? 0) }),
  'backup.restored': () => t('did.backupRestored'),
  'instance.moved': () => t('did.moved'),
  'signing_key.rotated': ({ actor, details }) => {
    if (details['scheduled'] === true) return t('did.keyScheduled');
    return rich(details['revoked'] === true ? 'did.keysRevoked' : 'did.keyChanged', { actor });
  },
  'message.dropped': ({ details }) => textOf(`did.dropped.${String(details['channel'])}`),
  'message.retried': ({ actor }) => rich('did.messagesRetried', { actor }),
  'webhook.stopped': () => t('did.webhookStopped'),
};

/** A token without a name is the one that its owner can show again. */
function tokenRevoked({ actor, account, isOwn, token, details }: Facts): ComponentChildren {
  if (!isOwn) return rich('did.tokenRevokedOf', { actor, account, token });
  return details['name'] === undefined
    ? rich('did.tokenRevoked', { account })
    : rich('did.tokenRevokedHere', { account, token });
}

/** The name of a group among the details of an entry. */
function nameIn(details: Facts['details'], key: 'group' | 'formerName'): ComponentChildren {
  return (
    <b>
      <bdi>{String(details[key] ?? t('audit.unknown'))}</bdi>
    </b>
  );
}

function signInFailed({ account, hasAccount, provider }: Facts): ComponentChildren {
  if (hasAccount && provider !== null) return rich('did.signInFailedAt', { account, provider });
  if (hasAccount) return rich('did.signInFailed', { account });
  return provider === null ? t('did.strangerFailed') : t('did.strangerFailedAt', { provider });
}

/** The name may follow a provider. */
function profileChanged({ account, provider, details }: Facts): ComponentChildren {
  if (provider !== null) return rich('did.nameFollowed', { account, provider });
  const isLanguage = details['fields'] === 'language';
  return rich(isLanguage ? 'did.languageChanged' : 'did.profileChanged', { account });
}

/** A change of one thing has its own sentence; the notes list all changes. */
function accountChanged({ actor, account, details }: Facts): ComponentChildren {
  const { fields, isAdmin, status } = details;
  if (fields === 'isAdmin') {
    return rich(isAdmin === true ? 'did.accountPromoted' : 'did.accountDemoted', {
      actor,
      account,
    });
  }
  if (fields === 'status' && status === 'active') {
    return rich('did.accountEnabled', { actor, account });
  }
  if (fields === 'status' && status === 'disabled') {
    return rich('did.accountDisabled', { actor, account });
  }
  return rich('did.accountChanged', { actor, account });
}
