import { expect, test } from 'bun:test';
import { recordEntry } from '../../src/features/audit/service.ts';
import { scenarios } from '../support/scenario.ts';
import { createTestApp } from '../support/test-app.ts';
import { addAdmin, asAdmin } from './administrator.ts';

const path = '/checklist';

const nothing = {
  registration: false,
  address: false,
  provider: false,
  administrator: false,
  backup: false,
  app: false,
  dismissed: false,
  hasBackup: false,
};

scenarios('the checklist', [
  {
    name: 'begins without a tick',
    request: `GET /api/admin${path}`,
    arrange: asAdmin(),
    status: 200,
    answer: nothing,
  },
  {
    name: 'stays as it is when no field is given',
    request: `PATCH /api/admin${path}`,
    arrange: asAdmin(),
    json: {},
    status: 200,
    answer: nothing,
  },
  {
    name: 'knows of a backup by the audit log',
    request: `GET /api/admin${path}`,
    arrange: asAdmin(async (app) => {
      const made = { event: 'backup.made', outcome: 'success', actor: null, target: null } as const;
      await app.database.write((trx) => recordEntry(trx, { ...made, origin: null }));
    }),
    status: 200,
    answer: { ...nothing, hasBackup: true },
  },
  {
    name: 'refuses a tick that is neither set nor removed',
    request: `PATCH /api/admin${path}`,
    arrange: asAdmin(),
    json: { backup: 'yes' },
    status: 400,
    code: 'validation_failed',
    message: 'backup must be true or false',
  },
]);

test('all administrators share the ticks of the checklist', async () => {
  await using app = await createTestApp();
  const first = await addAdmin(app);
  const second = await addAdmin(app, 'second@example.com');
  await first.ask('PATCH', path, { backup: true, address: true });
  const answer = await second.ask('PATCH', path, { address: false, dismissed: true });
  expect(answer.body).toEqual({ ...nothing, backup: true, dismissed: true });
  expect((await first.ask('GET', path)).body).toEqual(answer.body);
});
