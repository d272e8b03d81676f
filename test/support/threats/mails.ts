import type { Threat } from './threat.ts';

/** On people through the mails that the server sends them. */
export const mails: Readonly<Record<string, Threat>> = {
  T83: {
    refusal: 'What a stranger calls themselves becomes no link, markup or header of a mail.',
    shown: [
      ['core/letters', 'becomes no markup, no link, no other line and no other header'],
      ['core/letters', 'an address is shown as it is, unless it could be taken for a web address'],
      ['core/letters', 'names its language, and loads, runs and sends nothing'],
      ['io/mail/letters', 'has the headers of a mail from its own domain, each once'],
    ],
  },
  T84: {
    refusal: 'What the server tells by mail fills no mailbox, however often it happens.',
    shown: [
      ['notices/waiting', 'the next mail comes after an hour'],
      ['notices/waiting', 'of fifty who register at once, one is told'],
      ['notices/mails', 'is the last one of an hour after ten about one account'],
      ['notices/sign-ins', 'several new places within minutes are one mail'],
    ],
  },
};
