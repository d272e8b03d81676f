// Whose Microsoft accounts may sign in, and whose address is believed.
import { describe, expect, test } from 'bun:test';
import { addPerson } from '../support/people.ts';
import { createStandIn } from '../support/stand-in/stand-in.ts';
import { comeBack, goToProvider, landingOf } from '../support/stand-in/visitor.ts';
import { objectId, tenant } from '../support/stand-in/wire.ts';
import { createTestApp } from '../support/test-app.ts';

const other = '99999999-2222-4333-8444-555555555555';
const personal = '9188040d-6c67-4c5b-b112-36a304b66dad';

type Outcome = 'linked' | 'account_exists' | 'provider_refused' | 'provider_answer_invalid';

/** A user of a tenant signs in, and their address has an account here that is not linked yet. */
const rows: readonly (readonly [
  setting: string,
  from: string,
  claims: Readonly<Record<string, unknown>>,
  outcome: Outcome,
])[] = [
  ['common', tenant, {}, 'account_exists'],
  ['common', tenant, { xms_edov: false }, 'account_exists'],
  ['common', tenant, { xms_edov: 'false' }, 'account_exists'],
  ['common', tenant, { xms_edov: 0 }, 'account_exists'],
  ['common', tenant, { email_verified: true }, 'account_exists'],
  ['common', tenant, { xms_edov: true }, 'linked'],
  ['common', tenant, { xms_edov: 'true' }, 'linked'],
  ['common', tenant, { xms_edov: '1' }, 'linked'],
  ['common', tenant, { xms_edov: 1 }, 'linked'],
  ['common', personal, {}, 'linked'],
  ['organizations', tenant, { xms_edov: true }, 'linked'],
  ['organizations', personal, {}, 'provider_refused'],
  ['consumers', personal, {}, 'linked'],
  ['consumers', tenant, { xms_edov: true }, 'provider_refused'],
  [tenant, tenant, {}, 'linked'],
  [tenant.toUpperCase(), tenant, {}, 'linked'],
  [tenant, other, { xms_edov: true }, 'provider_refused'],
  [tenant, personal, {}, 'provider_refused'],
  ['contoso.example', tenant, {}, 'linked'],
  ['contoso.example', other, { xms_edov: true }, 'provider_refused'],
  ['common', tenant, { oid: undefined, xms_edov: true }, 'provider_answer_invalid'],
  ['common', tenant, { tid: other, xms_edov: true }, 'provider_answer_invalid'],
  ['common', 'contoso.example', { xms_edov: true }, 'provider_answer_invalid'],
  ['common', tenant, { tid: undefined, xms_edov: true }, 'provider_answer_invalid'],
];

describe('with the tenant set to', () => {
  test.each([...rows])('%s, a user of %s with %j is %s', async (setting, from, claims, outcome) => {
    using standIn = createStandIn();
    standIn.member = {
      ...standIn.member,
      tenant: from,
      claims: { xms_edov: undefined, ...claims },
    };
    await using app = await createTestApp({ ...standIn.env, MICROSOFT_TENANT_ID: setting });
    await addPerson(app, { email: 'grace@example.com' });
    const landing = landingOf(await comeBack(app, await goToProvider(app, 'microsoft')));
    expect(landing['error_code'] ?? 'linked').toBe(outcome);
    const identities = await app.database.read.selectFrom('identities').selectAll().execute();
    const subject = `${from}:${objectId(standIn.member.id)}`;
    const issuer = standIn.baseOf('microsoft');
    expect(identities).toMatchObject(outcome === 'linked' ? [{ subject, issuer }] : []);
  });
});

test('an account that may not sign in gets its own error', async () => {
  using standIn = createStandIn();
  await using app = await createTestApp({ ...standIn.env, MICROSOFT_TENANT_ID: other });
  const landing = landingOf(await comeBack(app, await goToProvider(app, 'microsoft')));
  expect(landing['error']).toBe('This Microsoft account may not sign in here');
  expect(app.lines.join('')).toContain(`the account is of the tenant`);
});
