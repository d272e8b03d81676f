// An administrator who decides about requests to link an account at a provider.
import { formatId } from '../../src/core/uuid.ts';
import type { LinkRequest } from '../../src/features/admin/link-requests/schema.ts';
import type { LinkRequestRow } from '../../src/features/federation/link-requests/rules.ts';
import { addRequest, owner } from '../support/link-requests.ts';
import { addPerson } from '../support/people.ts';
import { createTestApp } from '../support/test-app.ts';
import { addAdmin, type Administrator } from './administrator.ts';

export const issuer = 'https://id.example.com';

export const list = async (admin: Administrator) =>
  (await admin.ask('GET', '/link-requests')).body as readonly LinkRequest[];

export const grant = (
  admin: Administrator,
  { id }: Pick<LinkRequestRow, 'id'>,
  json: object = {},
) => admin.ask('POST', `/link-requests/${formatId(id)}/grant`, json);

export const refuse = (admin: Administrator, { id }: Pick<LinkRequestRow, 'id'>) =>
  admin.ask('POST', `/link-requests/${formatId(id)}/refuse`);

/** A server with an administrator, an account and a request for it. */
export async function openRequest(
  person: Parameters<typeof addPerson>[1] = {},
  change: Partial<LinkRequestRow> = {},
) {
  const app = await createTestApp();
  const admin = await addAdmin(app);
  const user = await addPerson(app, { email: owner, ...person });
  const request = await addRequest(app, user, { issuer, ...change });
  return {
    app,
    admin,
    user,
    request,
    [Symbol.asyncDispose]: () => app[Symbol.asyncDispose](),
  };
}
