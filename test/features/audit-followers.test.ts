import { describe, expect, test } from 'bun:test';
import {
  type AuditEntry,
  type AuditFollower,
  createAudit,
  ownAct,
} from '../../src/features/audit/service.ts';
import { createLog } from '../../src/io/log.ts';
import { addPerson } from '../support/people.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

const origin = { ip: null, network: 'unknown', area: null, userAgent: null, requestId: '' };

/** An audit with these followers, on the database of `app`, and the lines of its log. */
function auditOf(app: TestApp, followers: readonly AuditFollower[]) {
  const lines: string[] = [];
  const log = createLog({ level: 'info', format: 'json', write: (line) => lines.push(line) });
  return { audit: createAudit(log, app.database, followers), lines };
}

/** Renames the person of the event, so that a test sees whether a follower acted. */
const rename: AuditFollower = async (trx, { target }) => {
  const id = target?.id;
  if (id === null || id === undefined) return;
  await trx.updateTable('users').set({ name: 'Followed' }).where('id', '=', id).execute();
};

describe('what follows an event', () => {
  test('acts in its transaction, each follower in turn, before the log line', async () => {
    await using app = await createTestApp();
    const person = await addPerson(app);
    const calls: string[] = [];
    const follower =
      (name: string): AuditFollower =>
      async (trx, entry) => {
        const { event } = await trx
          .selectFrom('audit_log')
          .select('event')
          .orderBy('id', 'desc')
          .executeTakeFirstOrThrow();
        calls.push(`${name} ${entry.event} ${event} ${lines.length}`);
      };
    const { audit, lines } = auditOf(app, [follower('first'), rename, follower('second')]);
    await app.database.write((trx) =>
      audit.record(trx, ownAct('password.changed', person, origin)),
    );
    expect(calls).toEqual([
      'first password.changed password.changed 0',
      'second password.changed password.changed 0',
    ]);
    expect(lines).toHaveLength(1);
    expect(await nameOf(app)).toBe('Followed');
  });

  test('is undone with the change, and undoes it when it fails', async () => {
    await using app = await createTestApp();
    const person = await addPerson(app);
    const entry: AuditEntry = ownAct('password.changed', person, origin);
    const failure = new Error('no follower today');
    const { audit, lines } = auditOf(app, [rename, () => Promise.reject(failure)]);
    const change = app.database.write((trx) => audit.record(trx, entry));
    expect(await change.catch((error: unknown) => error)).toBe(failure);
    expect(await nameOf(app)).toBe(person.name);
    expect(await app.database.read.selectFrom('audit_log').selectAll().execute()).toEqual([]);
    expect(lines).toEqual([]);
  });
});

async function nameOf(app: TestApp): Promise<string> {
  const { name } = await app.database.read
    .selectFrom('users')
    .select('name')
    .executeTakeFirstOrThrow();
  return name;
}
