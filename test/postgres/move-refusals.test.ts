// What a move to or from PostgreSQL refuses.
import { describe, expect, test } from 'bun:test';
import { existsSync } from 'node:fs';
import { SQL } from 'bun';
import { contentsOfServer, stopped, tablesOf } from './moves.ts';
import { newDatabase } from '../support/postgres-databases.ts';

describe('a move refuses, and changes nothing:', () => {
  test('a database that holds an instance', async () => {
    using it = await stopped();
    using other = await stopped();
    const url = await newDatabase();
    await other.command(`move --to ${url}`);
    const before = await contentsOfServer(url);
    const { exitCode, err } = await it.command(`move --to ${url}`);
    expect([exitCode, err.join()]).toEqual([
      1,
      expect.stringContaining('holds an instance already; name an empty one'),
    ]);
    expect(await contentsOfServer(url)).toEqual(before);
    expect((await it.command('user list')).exitCode).toBe(0);
  });

  test('the database that it would leave', async () => {
    using it = await stopped();
    const url = await newDatabase();
    await it.command(`move --to ${url}`);
    const { err } = await it.command(`move --to ${url}`, { DATABASE_URL: url });
    expect(err.join()).toContain('holds an instance already');
    expect((await it.command('user list', { DATABASE_URL: url })).exitCode).toBe(0);
  });

  test('a schema with a table of another program', async () => {
    using it = await stopped();
    const url = await newDatabase();
    await using sql = new SQL(url, { max: 1 });
    await sql`create table users (id int)`;
    const { err } = await it.command(`move --to ${url}`);
    expect(err.join()).toContain('has a table "users" of another program');
    expect(await tablesOf(url)).toEqual(['users']);
  });

  test('to leave a database that a server uses', async () => {
    using it = await stopped();
    const url = await newDatabase();
    await it.command(`move --to ${url}`);
    await using sql = new SQL(url, { max: 1 });
    const add = (id: string, seenAt: number) =>
      sql`insert into instances (id, version, host, started_at, seen_at)
          values (${id}, '1', ${`host-${id}`}, 0, ${seenAt})`;
    await add('ended', Date.now() - 125_000);
    await add('a', Date.now() - 60_000);
    await add('b', Date.now());
    const env = { DATABASE_URL: url };
    const refused = await it.command(`move --to ${it.path('fresh')}`, env);
    expect(refused.err.join()).toContain('2 servers are running on the database');
    expect(refused.err.join()).toContain(
      '(on host-a, host-b); stop every server of it first; one that was killed counts for two minutes more',
    );
    expect(existsSync(it.path('fresh'))).toBe(false);
    await sql`delete from instances where id <> 'ended'`;
    expect((await it.command(`move --to ${it.path('fresh')}`, env)).exitCode).toBe(0);
  });

  test('a server that cannot be reached, or a password that is wrong', async () => {
    using it = await stopped();
    const url = new URL(await newDatabase());
    url.pathname = '/missing';
    url.password = 'hunter2';
    const missing = await it.command(`move --to ${url.href}`);
    expect(missing.err.join()).toContain('has no database "missing"; correct --to, or make');
    expect(missing.err.join()).not.toContain('hunter2');
    const closed = await it.command('move --to postgres://anchor:hunter2@127.0.0.1:1/auth');
    expect(closed.err.join()).toContain('No PostgreSQL server listens on 127.0.0.1:1');
    expect(closed.err.join()).not.toContain('hunter2');
    expect((await it.command('user list')).exitCode).toBe(0);
  });
});
