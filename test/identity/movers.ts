import type { IdentityTable } from '../../src/db/schema.ts';
import type { UserRow } from '../../src/features/users/service.ts';
import { addPerson } from '../support/people.ts';
import type { TestApp } from '../support/test-app.ts';
import { arrive, giveIdentity, profile } from './people-from-providers.ts';

export const oldIssuer = 'https://old.example.com';
export const newIssuer = 'https://new.example.com';
export const issuers = { from: oldIssuer, to: newIssuer };

/** A provider that stays, and gives its users new subjects. */
export const sameIssuer = 'https://id.example.com';

export const email = 'grace@example.com';

type Change = Partial<Pick<IdentityTable, 'subject' | 'issuer' | 'email' | 'email_verified'>>;

/** A person with an identity that a provider had given them before the move. */
export async function addMover(
  app: TestApp,
  person: Parameters<typeof addPerson>[1] = {},
  identity: Change = {},
): Promise<UserRow> {
  const address = person.email ?? email;
  const user = await addPerson(app, { password: null, email: address, ...person });
  const usual = { issuer: oldIssuer, subject: 'old', email: address, email_verified: 1 } as const;
  await giveIdentity(app, user, { ...usual, ...identity });
  return user;
}

/** Starts a move as the command line does. */
export async function startMove(app: TestApp, from: string, to: string): Promise<void> {
  await app.services.providerMove.start({ from, to }, null);
}

/** Adds a person whom a move can take over, and starts it when asked. */
export async function prepareMove(app: TestApp, state: 'possible' | 'running'): Promise<void> {
  await addMover(app);
  if (state === 'running') await startMove(app, oldIssuer, newIssuer);
}

/** Signs in as the new subject of a person at the new issuer. */
export function arriveAnew(app: TestApp, change: Parameters<typeof profile>[0] = {}) {
  return arrive(app, profile({ issuer: newIssuer, subject: 'new', name: null, ...change }));
}

/** Every identity as `account: subject at issuer`. */
export async function identitiesIn(app: TestApp): Promise<readonly string[]> {
  const rows = await app.database.read
    .selectFrom('identities')
    .innerJoin('users', 'users.id', 'identities.user_id')
    .select(['users.email', 'identities.issuer', 'identities.subject'])
    .execute();
  return rows.map((row) => `${row.email}: ${row.subject} at ${row.issuer}`).toSorted();
}

/** The people of the newest move as `account: outcome, reason`. */
export async function reportOf(app: TestApp): Promise<readonly string[]> {
  const { move } = await app.services.providerMove.overview();
  return (move?.people ?? []).map(
    (each) => `${each.email}: ${each.outcome}${each.reason === null ? '' : `, ${each.reason}`}`,
  );
}

/** Changes the times of the newest move. */
export async function changeMove(
  app: TestApp,
  change: { readonly began_at?: number; readonly ends_at?: number },
): Promise<void> {
  await app.database.write((trx) => trx.updateTable('provider_moves').set(change).execute());
}
