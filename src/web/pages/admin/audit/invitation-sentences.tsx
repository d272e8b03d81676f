import type { ComponentChildren } from 'preact';
import { rich, t } from '../../words/words.ts';
import type { Facts } from './event-sentence.tsx';

/** What is told of invitations. */
export const invitationSentences = {
  'invitation.created': ({ actor, account, hasTarget }: Facts): ComponentChildren =>
    hasTarget ? rich('did.invited', { actor, account }) : rich('did.invitationMade', { actor }),
  'invitation.used': ({ account, details }: Facts): ComponentChildren =>
    details['invitedBy'] === undefined
      ? rich('did.invitationCame', { account })
      : rich('did.invitationCameBy', { account, inviter: <b>{String(details['invitedBy'])}</b> }),
  'invitation.revoked': ({ actor, account, hasTarget }: Facts): ComponentChildren =>
    hasTarget
      ? rich('did.invitationRevokedFor', { actor, account })
      : rich('did.invitationRevoked', { actor }),
  'invitation.refused': ({ account, hasTarget }: Facts): ComponentChildren =>
    hasTarget ? rich('did.invitationRefusedFor', { account }) : t('did.invitationRefused'),
};
