// How the audit log tells events: each in a sentence, with the reason of a failure and what has changed.
import { expect, setDefaultTimeout, test } from 'bun:test';
import type { AuditEvent } from '../../src/features/audit/schema.ts';
import { recordEntry } from '../../src/features/audit/service.ts';
import { audit } from '../../src/web/pages/words/en/audit.ts';
import { settle } from '../support/browser.ts';
import { createTestApp } from '../support/test-app.ts';
import { visitPanel } from './admin-panel.ts';

setDefaultTimeout(300_000);

const pageSize = 25;

type Recorded = Parameters<typeof recordEntry>[1];

const ada = { id: null, email: 'ada@example.com' };
const root = { id: new Uint8Array(16), email: 'root@example.com' };
const noted: readonly (readonly [
  entry: Pick<Recorded, 'event' | 'actor' | 'target' | 'details'>,
  sentence: string,
  notes: string | null,
])[] = [
  [
    {
      event: 'session.failed',
      actor: null,
      target: null,
      details: { provider: 'github', reason: 'sign_in_denied', providerError: 'access_denied' },
    },
    'A sign-in with GitHub failed',
    'Cancelled, or denied by the provider · Answer of the provider: access_denied',
  ],
  [
    {
      event: 'session.failed',
      actor: null,
      target: ada,
      details: { provider: 'oidc', reason: 'method_not_allowed' },
    },
    'ada@example.com could not sign in with OpenID Connect',
    'Error code: method_not_allowed',
  ],
  [
    {
      event: 'session.failed',
      actor: null,
      target: ada,
      details: { provider: 'oidc', reason: 'provider_email_missing', cure: 'set_email_claim' },
    },
    'ada@example.com could not sign in with OpenID Connect',
    'The provider did not share an e-mail address · Set “Claims with the e-mail address” (OIDC_EMAIL_CLAIM) to the claim that has the address, such as upn or preferred_username at Entra ID.',
  ],
  [
    { event: 'session.refresh_reused', actor: null, target: ada, details: {} },
    'A session of ada@example.com was ended: its token was used twice',
    null,
  ],
  [
    {
      event: 'user.updated',
      actor: root,
      target: ada,
      details: { fields: 'status', status: 'disabled' },
    },
    'root@example.com disabled ada@example.com',
    null,
  ],
  [
    {
      event: 'user.updated',
      actor: null,
      target: ada,
      details: { fields: 'email,isAdmin', isAdmin: false, formerEmail: 'old@example.com' },
    },
    'The command line changed the account ada@example.com',
    'E-mail address before: old@example.com · No longer an administrator',
  ],
  [
    {
      event: 'profile.changed',
      actor: null,
      target: ada,
      details: { fields: 'language', language: 'de' },
    },
    'ada@example.com changed the language',
    'Language: German',
  ],
  [
    {
      event: 'invitation.created',
      actor: root,
      target: ada,
      details: { invitation: 'x', isAdmin: true, maxUses: 1 },
    },
    'root@example.com invited ada@example.com',
    'Administrator',
  ],
  [
    {
      event: 'invitation.created',
      actor: null,
      target: null,
      details: { invitation: 'x', isAdmin: false, maxUses: 30 },
    },
    'The command line made an invitation',
    null,
  ],
  [
    {
      event: 'invitation.used',
      actor: null,
      target: ada,
      details: { invitation: 'x', isAdmin: false, invitedBy: 'root@example.com' },
    },
    'ada@example.com came with an invitation by root@example.com',
    null,
  ],
  [
    {
      event: 'invitation.refused',
      actor: null,
      target: ada,
      details: { invitation: 'x', why: 'maker_lost_role', reason: 'link_invalid' },
    },
    'ada@example.com could not use an invitation',
    'The person who made it is no longer an administrator',
  ],
  [
    {
      event: 'invitation.revoked',
      actor: root,
      target: null,
      details: { invitation: 'x', isAdmin: false, maxUses: 1 },
    },
    'root@example.com revoked an invitation',
    null,
  ],
  [
    {
      event: 'setting.changed',
      actor: root,
      target: null,
      details: { setting: 'registration.mode', value: 'review' },
    },
    'root@example.com made sign-up need approval',
    null,
  ],
  [
    {
      event: 'setting.changed',
      actor: root,
      target: null,
      details: { setting: 'github', fields: 'allowSignup', allowSignup: false, autoLink: true },
    },
    'root@example.com changed the settings of GitHub',
    'No new accounts through this provider',
  ],
];

test('an entry says who did what, why it failed and what has changed', async () => {
  await using app = await createTestApp();
  await app.database.write(async (trx) => {
    for (const [entry] of noted.toReversed()) {
      const outcome = { outcome: 'success', origin: null } as const;
      await recordEntry(trx, { ...outcome, ...entry, details: entry.details ?? {} });
    }
  });
  await visitPanel(app, { path: '/audit' }, async (page) => {
    await page.locator('summary').first().waitFor();
    const texts = page.locator('.entries .event-text');
    expect(await texts.allInnerTexts()).toEqual(
      noted.map(([, sentence, notes]) => [sentence, ...(notes === null ? [] : [notes])].join('\n')),
    );
  });
});

test('every event has a sentence, also one without details', async () => {
  await using app = await createTestApp();
  const events = Object.keys(audit).flatMap((key) =>
    key.startsWith('event.') ? [key.slice('event.'.length) as AuditEvent] : [],
  );
  const common = { outcome: 'success', actor: null, target: ada, origin: null } as const;
  await app.database.write(async (trx) => {
    for (const event of events) await recordEntry(trx, { event, ...common });
  });
  await visitPanel(app, { path: '/audit' }, async (page) => {
    const told = page.locator('.event-sentence');
    const sentences: string[] = [];
    for (let number = 1; sentences.length < events.length; number += 1) {
      if (number > 1) await page.goto(new URL(`?page=${number}`, page.url()).href);
      await told.nth(Math.min(pageSize, events.length - sentences.length) - 1).waitFor();
      await settle(page);
      expect(await told.locator('code').count()).toBe(0);
      sentences.push(...(await told.allInnerTexts()));
    }
    expect(sentences).toHaveLength(events.length);
    expect(sentences.filter((text) => /undefined|null|NaN/.test(text))).toEqual([]);
  });
});
