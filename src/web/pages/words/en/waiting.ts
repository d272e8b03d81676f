import type { Mark } from '../catalogue.ts';
import { pluralsOf } from '../plural.ts';

const plural = pluralsOf('en');

/** The people who wait for approval. */
export const waiting = {
  'waiting.approve': 'Approve',
  'waiting.approveOne': ({ name }: { name: string }) => `Approve ${name}`,
  'waiting.approveSelected': 'Approve selected',
  'waiting.approved': ({ name }: { name: string }) => `${name} can sign in now.`,
  'waiting.approvedMany': ({ count }: { count: number }) =>
    plural(count, { one: '# person can sign in now.', other: '# people can sign in now.' }),
  'waiting.asked': ({ time }: { time: string }) => `Asked ${time}`,
  'waiting.askedWith': ({ time, methods }: { time: string; methods: string }) =>
    `Asked ${time} · ${methods}`,
  'waiting.decidedBefore': ({ count }: { count: number }) =>
    plural(count, {
      one: '# request had been decided before.',
      other: '# requests had been decided before.',
    }),
  'waiting.lead': 'New requests appear here by themselves.',
  'waiting.none': 'No requests are waiting',
  'waiting.noneText': ({ link }: { link: Mark }) =>
    `Under ${link('Registration')} you choose whether new accounts need your approval.`,
  'waiting.reject': 'Reject',
  'waiting.rejectManyText':
    'This deletes their requests. The same addresses can ask for an account again.',
  'waiting.rejectManyTitle': ({ count }: { count: number }) =>
    plural(count, { one: 'Reject # request?', other: 'Reject # requests?' }),
  'waiting.rejectOne': ({ name }: { name: string }) => `Reject ${name}`,
  'waiting.rejectSelected': 'Reject selected',
  'waiting.rejectText': ({ email }: { email: string }) =>
    `This deletes the request of ${email}. The same address can ask for an account again.`,
  'waiting.rejectTitle': ({ name }: { name: string }) => `Reject ${name}'s request?`,
  'waiting.rejected': ({ name }: { name: string }) => `${name}'s request was rejected.`,
  'waiting.rejectedMany': ({ count }: { count: number }) =>
    plural(count, { one: '# request was rejected.', other: '# requests were rejected.' }),
  'waiting.select': ({ name }: { name: string }) => `Select ${name}`,
  'waiting.selectAll': 'Select all',
  'waiting.selected': ({ count }: { count: number }) =>
    plural(count, { one: '# selected', other: '# selected' }),
  'waiting.title': 'Review requests',
} as const;
