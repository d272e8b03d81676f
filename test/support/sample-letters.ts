import type { Letter, LetterKind, SecurityEvent } from '../../src/core/letters/letter.ts';
import type { LetterSite } from '../../src/core/letters/render.ts';

export const letterSite: LetterSite = {
  brand: 'Anchor',
  color: null,
  appUrl: 'https://auth.example.com',
  supportContact: 'help@example.com',
};

/** 5 February 2030, 14:07 in UTC. */
const at = Date.UTC(2030, 1, 5, 14, 7, 30);
const token = 'q7Xk2mVb9TzR4nLcW8sYd1HfJ6pAeGu3oCi5KvEx0ZM';
const link = { link: `https://auth.example.com/link#${token}`, expiresAt: at };
const signIn = 'https://auth.example.com/login';
const account = 'ada@example.com';
const userAgent =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0';
const place = { at, userAgent, ip: '203.0.113.7' };

function security(event: SecurityEvent, detail: string | null): Letter {
  return { kind: 'security', event, detail, account, ...place };
}

const byKind: { readonly [Kind in LetterKind]: readonly Extract<Letter, { kind: Kind }>[] } = {
  verify_email: [{ kind: 'verify_email', ...link }],
  reset_password: [
    { kind: 'reset_password', ...link, by: null },
    { kind: 'reset_password', ...link, by: 'Grace Hopper' },
  ],
  reset_at_provider: [{ kind: 'reset_at_provider', providers: ['Google', 'GitHub'], signIn }],
  change_email: [{ kind: 'change_email', ...link }],
  email_changing: [
    { kind: 'email_changing', newEmail: 'lovelace@example.com', isDone: false },
    { kind: 'email_changing', newEmail: 'lovelace@example.com', isDone: true },
  ],
  invitation: [
    { kind: 'invitation', ...link, by: 'Grace Hopper' },
    { kind: 'invitation', ...link, by: null },
  ],
  waiting: [1, 3].map((count) => ({
    kind: 'waiting',
    count,
    name: 'Grace Hopper',
    email: 'grace@example.com',
    page: 'https://auth.example.com/admin/waiting',
  })),
  approved: [{ kind: 'approved', signIn }],
  rejected: [{ kind: 'rejected' }],
  security: [],
  new_device: [{ kind: 'new_device', account, ...place }],
  token_expires: [{ kind: 'token_expires', token: 'Nightly backup', expiresAt: at, account }],
  test: [{ kind: 'test' }],
};

const byEvent: Readonly<Record<SecurityEvent, string | null>> = {
  password_changed: null,
  password_reset: 'Grace Hopper',
  api_token_created: 'Nightly backup',
  provider_linked: 'GitHub',
  provider_unlinked: 'Google',
};

/** A mail of every kind and of every form that a kind has, by a name for the tables of tests. */
export const sampleLetters: readonly { readonly name: string; readonly letter: Letter }[] = [
  ...Object.values(byKind).flatMap((letters) =>
    letters.map((letter, index) => ({ name: `${letter.kind} ${index + 1}`, letter })),
  ),
  ...Object.entries(byEvent).map(([event, detail]) => ({
    name: event,
    letter: security(event as SecurityEvent, detail),
  })),
];
