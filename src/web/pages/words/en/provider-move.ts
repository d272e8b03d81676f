import type { Exclusion } from '../../../../features/admin/provider-move/schema.ts';
import { pluralsOf } from '../plural.ts';

const plural = pluralsOf('en');

type Issuers = {
  from: string;
  to: string;
};

type Counts = {
  moved: string;
  waiting: string;
  excluded: string;
};

/** The change of the OpenID provider, which takes people over; loaded when it is shown. */
export const providerMove = {
  'move.betweenIssuers': ({ from, to }: Issuers) => `From ${from} to ${to}`,
  'move.contested': ({ people }: { people: number }) =>
    plural(people, {
      one: 'Two identities at the provider claim # account, so neither can sign in. Undo the move, or give the person a reset link that disconnects the providers.',
      other:
        'Two identities at the provider claim each of # accounts, so neither can sign in. Undo the move, or give the people reset links that disconnect the providers.',
    }),
  'move.counts': ({ moved, waiting, excluded }: Counts) =>
    `${moved} taken over · ${waiting} at their next sign-in · ${excluded} not taken over`,
  'move.effectAddress':
    'A new account at the provider that has the address of another person gets the account of that person here. Make sure that no address has changed hands.',
  'move.effectDays': 'For 14 days, people are taken over when they sign in.',
  'move.effectUndo': 'You can undo it at any time.',
  'move.effectWithin':
    'Administrators are not taken over, nor people who still sign in with their old account there.',
  'move.ended': ({ at }: { at: string }) => `Ended on ${at}`,
  'move.from': 'Old issuer URL',
  'move.fromHint': ({ issuers }: { issuers: string }) => `In use here: ${issuers}`,
  'move.handbook': 'More about changing the provider',
  'move.intro':
    'Takes people over to another provider, or to one that was set up anew, by the e-mail address that both have verified.',
  'move.issuerInUse': ({ issuer, people }: { issuer: string; people: number }) =>
    plural(people, { one: `${issuer} (# person)`, other: `${issuer} (# people)` }),
  'move.newSubjects': ({ issuer }: { issuer: string }) => `New accounts at ${issuer}`,
  'move.notCurrent': ({ issuer }: { issuer: string }) =>
    `No one can sign in at ${issuer} yet: enter it as the issuer URL above.`,
  'move.preview': 'Show what happens',
  'move.running': ({ until }: { until: string }) => `Runs until ${until}`,
  'move.showAll': 'Show all people',
  'move.start': 'Start the move',
  'move.started': 'The move has started.',
  'move.startTitle': 'Start the provider move?',
  'move.title': 'Change the provider',
  'move.to': 'New issuer URL',
  'move.toHint': 'The same again when the provider was set up anew.',
  'move.undo': 'Undo the move',
  'move.undoEffectIdentity':
    'Everyone who was taken over gets the old account at the provider back.',
  'move.undoEffectMade':
    'They lose what was made since: sessions, API tokens, linked providers, and a first password.',
  'move.undoEffectSettings':
    'While the settings above name the new provider, people whose address it has verified can still sign in there.',
  'move.undone': 'The move is undone.',
  'move.undoneAt': ({ at }: { at: string }) => `Undone on ${at}`,
  'move.undoTitle': 'Undo the provider move?',

  'move.outcome.contested': 'Contested',
  'move.outcome.excluded': 'Not taken over',
  'move.outcome.moved': 'Taken over',
  'move.outcome.restored': 'As before',
  'move.outcome.waiting': 'At next sign-in',

  'move.why.account_disabled': 'The account is disabled.',
  'move.why.address_of_another': 'The address at the provider is that of another account.',
  'move.why.address_shared': 'Another person at the old provider has the same address.',
  'move.why.administrator': 'Administrators are not taken over when the provider stays the same.',
  'move.why.at_new_issuer': 'The account is linked to the new provider already.',
  'move.why.moved_before': 'The account was taken over before.',
  'move.why.no_verified_address': 'The old provider has verified no address.',
  'move.why.not_arrived': 'There was no sign-in before the end.',
  'move.why.several_identities': 'The account is linked to the old provider twice.',
  'move.why.signed_in_since': 'Still signs in with the old account at the provider.',
} as const satisfies Readonly<Record<`move.why.${Exclusion}`, string>> &
  Readonly<Record<string, unknown>>;
