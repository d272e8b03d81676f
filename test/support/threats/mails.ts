import type { Threat } from './threat.ts';

/** On people through the mails that the server sends them. */
export const mails: Readonly<Record<string, Threat>> = {
  T84: {
    refusal:
      'A mail goes to one person, over a checked connection, fills no mailbox and tells no secret.',
    shown: [
      ['core/letters', 'becomes no markup, no link, no other line and no other header'],
      ['core/letters', 'an address is shown as it is, unless it could be taken for a web address'],
      ['core/letters', 'names its language, and loads, runs and sends nothing'],
      ['io/mail/letters', 'has the headers of a mail from its own domain, each once'],
      ['io/mail/headers', 'is refused before any connection'],
      ['io/mail/headers', 'names one recipient, and no more'],
      ['io/mail/headers', 'never reads a file or an address that its text names'],
      ['io/mail/encryption', 'that is not offered: neither the password nor the mail is sent'],
      [
        'io/mail/encryption',
        'that was taken out of the greeting on the way is asked for all the same',
      ],
      ['io/mail/encryption', 'text that was pushed in before the encryption is not believed'],
      ['io/mail/encryption', 'with a certificate that is'],
      ['io/mail/servers', 'to a name with %s is refused'],
      ['io/mail/trust', 'is refused also where the environment says that none is to be checked'],
      ['io/mail/results', 'at %p of %p means'],
      ['admin/mail-test', 'what a server says is not told'],
      ['admin/mail-test', 'one administrator tests ten times a minute'],
      ['admin/mail-password', 'never reaches a server of which an administrator has only the name'],
      ['admin/mail-password', 'locks %s, so that it is not sent elsewhere'],
      [
        'links/forgot-password',
        'before the account is looked for: the request only stores one row',
      ],
      ['links/forgot-password', 'one address gets three links in an hour'],
      ['links/email-change', 'an address that another account has is told only to the reader'],
      ['links/email-change', 'the fourth time in an hour, because each one mails the old address'],
      ['links/verification', 'refused sign-ins send three links in an hour'],
      ['notices/waiting', 'the next mail comes after an hour'],
      ['notices/waiting', 'of fifty who register at once, one is told'],
      ['notices/mails', 'is the last one of an hour after ten about one account'],
      ['notices/sign-ins', 'several new places within minutes are one mail'],
    ],
  },
};
