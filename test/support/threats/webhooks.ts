import type { Threat } from './threat.ts';

/** On the program that is told what happens to accounts, and on others in its network. */
export const webhooks: Readonly<Record<string, Threat>> = {
  T88: {
    refusal: 'Events go where the operator said and nowhere else, signed, and never twice unseen.',
    shown: [
      ['threats/webhooks', 'is set by no request'],
      ['threats/webhooks', 'is not moved by a setting that a request invents'],
      ['threats/webhooks', 'is not moved by its own redirect'],
      ['threats/webhooks', 'are nowhere to be read'],
      ['webhooks/calls', 'without TLS goes to no public address'],
      ['webhooks/calls', 'is signed by the rules of Standard Webhooks'],
      ['webhooks/receivers', 'refuses a call with %s'],
      ['webhooks/receivers', 'refuses a body that was changed on its way'],
      ['webhooks/receivers', 'takes each call once, and the newest of each account'],
      ['webhooks/killed', 'is sent again after a crash, with the same id'],
    ],
  },
};
