import type { ComponentChildren } from 'preact';
import { site } from '../client/site.ts';
import { rich, t } from '../words/words.ts';

/** Says who helps. People who are not signed in learn no name unless `SUPPORT_CONTACT` is set. */
export function Support() {
  const contact = site.supportContact;
  if (contact === null) return <>{t('support.askAdministrator')}</>;
  if (/^https:\/\//i.test(contact)) {
    return <>{rich('support.write', { link: (text) => <a href={contact}>{text}</a> })}</>;
  }
  return <>{rich('support.ask', { contact: contactOf(contact) })}</>;
}

function contactOf(contact: string): ComponentChildren {
  if (!/^[^\s@]+@[^\s@]+$/.test(contact)) return <bdi>{contact}</bdi>;
  const address = contact.split('@').map(encodeURIComponent).join('@');
  return <a href={`mailto:${address}`}>{contact}</a>;
}
