import { expect, test } from 'bun:test';
import { Lease } from '../../src/features/maintenance/leases/service.ts';
import { createTestApp } from '../support/test-app.ts';

test('a lease has one holder, who keeps it by renewing, and goes to another when it is over', async () => {
  await using app = await createTestApp();
  const { database } = app;
  const leaseOf = (holder: string) => new Lease({ database, name: 'work', holder, lengthMs: 1000 });
  const [one, other] = [leaseOf('one'), leaseOf('other')];
  expect(await one.hold(0)).toBe(true);
  expect(await other.hold(1000)).toBe(false);
  expect(await one.hold(600)).toBe(true);
  expect(await other.hold(1600)).toBe(false);
  expect(await other.hold(1601)).toBe(true);
  expect(await one.hold(1700)).toBe(false);
  await one.release();
  expect(await one.hold(1700)).toBe(false);
  await other.release();
  expect(await one.hold(1700)).toBe(true);
});

test('a holder that has much time left does not ask the database', async () => {
  await using app = await createTestApp();
  const lease = new Lease({
    database: app.database,
    name: 'work',
    holder: 'one',
    lengthMs: 1000,
  });
  await lease.hold(0);
  await app.database.write((trx) => trx.deleteFrom('leases').execute());
  expect(await lease.hold(499)).toBe(true);
  const rows = () => app.database.read.selectFrom('leases').select('held_until').execute();
  expect(await rows()).toEqual([]);
  expect(await lease.hold(500)).toBe(true);
  expect(await rows()).toEqual([{ held_until: 1500 }]);
});

test('of twenty that ask at once for a lease, one gets it', async () => {
  await using app = await createTestApp();
  const leases = Array.from(
    { length: 20 },
    (_, index) =>
      new Lease({
        database: app.database,
        name: 'work',
        holder: `holder ${index}`,
        lengthMs: 1000,
      }),
  );
  const held = await Promise.all(leases.map((lease) => lease.hold(0)));
  expect(held.filter((isHeld) => isHeld)).toHaveLength(1);
});
