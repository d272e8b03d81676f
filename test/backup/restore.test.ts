// T37: a restored server has the accounts of the backup, and no session of any time.
import { describe, expect, test } from 'bun:test';
import { cpSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addPerson, addSignedIn } from '../support/people.ts';
import { contents } from '../support/refused-start.ts';
import { createTestApp } from '../support/test-app.ts';
import {
  backedUp,
  clientSecret,
  commandOn,
  doorsOf,
  grace,
  inhabited,
  modesBelow,
  namesIn,
  rowsIn,
  stamped,
} from './copies.ts';

describe('a restored server', () => {
  test('accepts passwords and API tokens, and no session or code from before', async () => {
    await using it = await inhabited();
    const later = await addSignedIn(it.app, { email: 'later@example.com' });
    const { backup, fresh, command } = await backedUp(it);
    const renewed = await it.app.post('/api/auth/refresh', { refresh_token: it.tokens.refresh });
    const newer = (renewed.body as Record<string, string>)['refresh_token'] ?? '';
    await it.app.post('/api/auth/logout', undefined, later.access_token);
    expect((await command(`restore ${backup}`)).exitCode).toBe(0);
    await using app = await createTestApp({ DATA_DIR: fresh });
    for (const refresh_token of [newer, it.tokens.refresh, later.refresh_token]) {
      expect((await app.post('/api/auth/refresh', { refresh_token })).status).toBe(401);
    }
    for (const token of [it.tokens.access, later.access_token]) {
      expect((await app.get('/api/auth/me', token)).status).toBe(401);
    }
    expect(await doorsOf(app, it)).toEqual({ password: 200, access: 401, refresh: 401, api: 200 });
  });

  test('has the identities, pictures and secrets of the backup', async () => {
    await using it = await inhabited();
    const { backup, fresh, command } = await backedUp(it);
    await command(`restore ${backup}`);
    await using app = await createTestApp({ DATA_DIR: fresh });
    expect({ ...(await app.snapshot()), sessions: null }).toEqual({
      ...(await it.app.snapshot()),
      sessions: null,
    });
    const me = await app.get('/api/auth/me', it.tokens.api);
    const { profileImage } = me.body as { profileImage: string };
    expect(me.body).toMatchObject({
      email: grace,
      language: 'fr',
      authIdentities: ['local', 'github'],
    });
    expect((await app.get(profileImage)).status).toBe(200);
    const github = await app.services.connections.named('github');
    expect(github.clientSecret.value).toBe(clientSecret);
    const { access_token: bearer } = await addSignedIn(app, { isAdmin: true });
    const { body } = await app.get('/api/admin/audit?event=backup.restored', bearer);
    expect(body).toMatchObject({ total: 1 });
  });

  test('is the owner’s alone and refuses to lose its database from then on', async () => {
    await using it = await inhabited();
    const { backup, fresh, command } = await backedUp(it);
    await command(`restore ${backup}`);
    expect(modesBelow(fresh)).toEqual(
      [
        '700',
        '600 anchor.db',
        '600 initialized',
        '644 lock.db',
        '600 secret.key',
        '700 uploads',
        '700 uploads/profiles',
        '600 uploads/profiles/id.png',
      ].map((line) => (line.endsWith('lock.db') ? expect.stringMatching(/lock\.db$/) : line)),
    );
    rmSync(join(fresh, 'anchor.db'));
    expect(createTestApp({ DATA_DIR: fresh })).rejects.toThrow('is missing or empty');
  });

  test('ends every session of a plain copy too, whose server was killed', async () => {
    await using it = await inhabited();
    const copy = it.path('plain');
    cpSync(it.dataDir, copy, { recursive: true });
    expect(readFileSync(join(copy, 'anchor.db-wal')).length).toBeGreaterThan(0);
    const { exitCode } = await commandOn(it.path('fresh'))(`restore ${copy}`);
    expect(exitCode).toBe(0);
    expect(namesIn(it.path('fresh'))).not.toContain('anchor.db-wal');
    await using app = await createTestApp({ DATA_DIR: it.path('fresh') });
    expect(await doorsOf(app, it)).toEqual({ password: 200, access: 401, refresh: 401, api: 200 });
  });

  test('may keep its database elsewhere', async () => {
    await using it = await inhabited();
    const { backup, fresh, command } = await backedUp(it);
    const env = { DATABASE_URL: it.path('elsewhere.db') };
    for (const line of [`restore ${backup}`, `restore --replace ${backup}`]) {
      expect((await command(line, env)).err).toEqual([]);
    }
    expect(namesIn(fresh).map((name) => name.replace(stamped, ''))).toEqual([
      'initialized',
      'lock.db',
      'replaced',
      'secret.key',
      'uploads',
    ]);
    const names = namesIn(it.path('.')).map((name) => name.replace(stamped, ''));
    expect(names).toEqual(['copy', 'data', 'elsewhere.db', 'elsewhere.db.replaced', 'fresh']);
    await using app = await createTestApp({ DATA_DIR: fresh, ...env });
    expect((await doorsOf(app, it)).api).toBe(200);
  });
});

describe('a restore', () => {
  test('says what there is now and what comes next, and only reads the backup', async () => {
    await using it = await inhabited();
    const { backup, fresh, command } = await backedUp(it);
    const before = contents(backup);
    const { exitCode, out, err } = await command(`restore ${backup}`);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: [] });
    expect(out).toEqual([
      expect.stringMatching(
        new RegExp(
          `^Restored 2 accounts and 1 picture \\(0\\.\\d MB\\) from ${backup} to ${fresh}, in \\d\\.\\d s$`,
        ),
      ),
      'All users have to sign in again. Now start the server: anchor-auth serve',
    ]);
    expect(contents(backup)).toEqual(before);
  });

  test('says which entries are no part of a backup, and leaves them there', async () => {
    await using it = await inhabited();
    const { backup, fresh, command } = await backedUp(it);
    writeFileSync(join(backup, 'notes\u001B[31m.txt'), 'of the operator');
    mkdirSync(join(backup, 'replaced-20260101T000000000Z'));
    const { out, err } = await command(`restore ${backup}`);
    expect(err).toEqual([]);
    expect(out[1]).toBe(
      'Left out, because they do not belong to a backup: notes\uFFFD[31m.txt, replaced-20260101T000000000Z',
    );
    expect(namesIn(fresh)).not.toContain('replaced-20260101T000000000Z');
  });

  test('with --replace keeps what was there, which can be put back the same way', async () => {
    await using it = await inhabited();
    const { backup, fresh, command } = await backedUp(it);
    await command(`restore ${backup}`);
    await command('user create --email only@example.com --name Only');
    const former = contents(join(fresh, 'uploads'));
    const { out } = await command(`restore ${backup} --replace`);
    const kept = out[1]?.replace('What was there before is kept in ', '') ?? '';
    expect(kept.replace(stamped, '')).toBe(join(fresh, 'replaced'));
    expect(Object.values(contents(join(kept, 'uploads')))).toEqual(Object.values(former));
    const emails = 'select email from users order by email';
    const here = [{ email: grace }, { email: 'root@example.com' }];
    expect(rowsIn(join(fresh, 'anchor.db'), emails)).toEqual(here);
    expect((await command(`restore ${kept} --replace`)).exitCode).toBe(0);
    const both = [here[0], { email: 'only@example.com' }, here[1]];
    expect(rowsIn(join(fresh, 'anchor.db'), emails)).toEqual(both);
    expect(namesIn(fresh).filter((name) => name.startsWith('replaced-'))).toHaveLength(2);
  });

  test('with --replace keeps what a killed server left in the log of its database', async () => {
    await using it = await inhabited();
    const { backup, fresh, command } = await backedUp(it);
    await addPerson(it.app, { email: 'late@example.com' });
    cpSync(it.dataDir, fresh, { recursive: true });
    const log = readFileSync(join(fresh, 'anchor.db-wal'));
    expect((await command(`restore ${backup} --replace`)).err).toEqual([]);
    const kept = namesIn(fresh).find((name) => name.startsWith('replaced-')) ?? '';
    expect(readFileSync(join(fresh, kept, 'anchor.db-wal')).equals(log)).toBe(true);
    expect((await command('user list')).out.join()).not.toContain('late@example.com');
    await command(`restore ${join(fresh, kept)} --replace`);
    expect((await command('user list')).out.join()).toContain('late@example.com');
  });

  test('with --replace heals a server whose database or secret is damaged or lost', async () => {
    await using it = await inhabited();
    const { backup, fresh, command } = await backedUp(it);
    const damages = [
      () => truncateSync(join(fresh, 'anchor.db'), 3 * 4096),
      () => rmSync(join(fresh, 'anchor.db')),
      () => writeFileSync(join(fresh, 'secret.key'), ''),
      () => rmSync(join(fresh, 'secret.key')),
    ];
    await command(`restore ${backup}`);
    for (const damage of damages) {
      damage();
      expect((await command('user list')).exitCode).toBe(1);
      expect((await command(`restore --replace ${backup}`)).err).toEqual([]);
      expect((await command('user list')).exitCode).toBe(0);
    }
  });
});
