import { describe, expect, test } from 'bun:test';
import { formatId } from '../../src/core/uuid.ts';
import type { MoveOverview, MoveReport } from '../../src/features/admin/provider-move/schema.ts';
import {
  addMover,
  arriveAnew,
  email,
  newIssuer,
  oldIssuer,
  startMove,
} from '../identity/movers.ts';
import { advance, restoreClockAfterEach, stopClock } from '../support/clock.ts';
import { createTestApp } from '../support/test-app.ts';
import { addAdmin, readAudit } from './administrator.ts';

restoreClockAfterEach();

const path = '/provider-move';
const request = { from: oldIssuer, to: newIssuer };
const oidc = { OIDC_ENABLED: 'true', OIDC_ISSUER_URL: newIssuer, OIDC_CLIENT_ID: 'anchor' };
const day = 24 * 60 * 60 * 1000;

describe('a provider move in the API', () => {
  test('is previewed, started, reported and undone', async () => {
    await using app = await createTestApp(oidc);
    stopClock();
    const now = Date.now();
    const admin = await addAdmin(app);
    const user = await addMover(app);
    const none = { moved: 0, waiting: 0, excluded: 0, contested: 0, restored: 0 };
    const person = {
      userId: formatId(user.id),
      email,
      addressThere: email,
      lastUsedAt: new Date(1).toISOString(),
      outcome: 'waiting',
      reason: null,
      movedAt: null,
    };
    const planned = {
      ...request,
      isWithinOneIssuer: false,
      state: 'planned',
      beganAt: null,
      endsAt: null,
      undoneAt: null,
      isCurrent: true,
      counts: { ...none, waiting: 1 },
      people: [person],
    };
    const before = await app.snapshot();
    expect((await admin.ask('POST', `${path}/preview`, request)).body).toEqual(planned);
    const issuers = [{ issuer: oldIssuer, people: 1 }];
    const nothing = { move: null, current: newIssuer, issuers };
    expect((await admin.ask('GET', path)).body).toEqual(nothing);
    expect(await app.snapshot()).toEqual(before);

    const times = {
      beganAt: new Date(now).toISOString(),
      endsAt: new Date(now + 14 * day).toISOString(),
    };
    const running = { ...planned, ...times, state: 'running' };
    const started = await admin.ask('POST', path, request);
    expect(started).toMatchObject({ status: 200, body: { move: running, current: newIssuer } });
    advance(1, 'm');
    await arriveAnew(app);
    const movedAt = new Date(now + 60_000).toISOString();
    const moved = { ...person, outcome: 'moved', movedAt };
    expect(((await admin.ask('GET', path)).body as MoveOverview).move).toEqual({
      ...running,
      counts: { ...none, moved: 1 },
      people: [moved],
    } as MoveReport);
    const undone = await admin.ask('POST', `${path}/undo`);
    expect((undone.body as MoveOverview).move).toMatchObject({
      state: 'undone',
      undoneAt: movedAt,
      counts: { ...none, restored: 1 },
      people: [{ ...moved, outcome: 'restored' }],
    });
    const { entries } = await readAudit(app, admin, '?event=provider_move.undone');
    expect(entries).toMatchObject([{ actor: { email: 'root@example.com' } }]);
  });

  const refusals: readonly (readonly [string, string, unknown, number, object])[] = [
    [
      'an issuer without identities here',
      '',
      { ...request, from: newIssuer },
      400,
      { code: 'issuer_unused' },
    ],
    [
      'what is no issuer',
      '',
      { from: 'old', to: `${newIssuer}/.well-known/openid-configuration` },
      400,
      {
        code: 'validation_failed',
        details: [
          { field: 'from', code: 'not_url' },
          { field: 'to', code: 'discovery_url' },
        ],
      },
    ],
    [
      'a preview of the same',
      '/preview',
      { ...request, from: '' },
      400,
      { code: 'validation_failed' },
    ],
    [
      'an issuer that is too long',
      '',
      { ...request, to: `${newIssuer}/${'x'.repeat(2048)}` },
      400,
      {
        details: [{ field: 'to', code: 'too_long' }],
      },
    ],
    ['an undo without a move', '/undo', undefined, 404, { code: 'provider_move_not_found' }],
  ];

  test.each(refusals)('refuses %s and changes nothing', async (_, rest, json, status, body) => {
    await using app = await createTestApp(oidc);
    const admin = await addAdmin(app);
    await addMover(app);
    const before = await app.snapshot();
    expect(await admin.ask('POST', path + rest, json)).toMatchObject({ status, body });
    expect(await app.snapshot()).toEqual(before);
  });

  test('is one at a time, and a second one may follow when it has ended or was undone', async () => {
    await using app = await createTestApp(oidc);
    stopClock();
    const admin = await addAdmin(app);
    await addMover(app);
    await startMove(app, oldIssuer, newIssuer);
    const start = async () => admin.ask('POST', path, request);
    expect(await start()).toMatchObject({ status: 409, body: { code: 'provider_move_running' } });
    await app.services.providerMove.undo(null);
    expect((await start()).status).toBe(200);
    advance(14, 'd');
    const { access_token: token } = await addAdmin(app, 'second@example.com');
    const again = await app.post(`/api/admin${path}`, request, token);
    expect(again.status).toBe(200);
  });

  test.each(['', '/undo'])('%p needs a recent sign-in, a preview does not', async (rest) => {
    await using app = await createTestApp(oidc);
    stopClock();
    const admin = await addAdmin(app);
    await addMover(app);
    await startMove(app, oldIssuer, newIssuer);
    advance(11, 'm');
    const refused = { status: 403, body: { code: 'reauthentication_required' } };
    expect(await admin.ask('POST', path + rest, request)).toMatchObject(refused);
    expect((await admin.ask('POST', `${path}/preview`, request)).status).toBe(200);
  });

  test('counts two spellings of one issuer together', async () => {
    await using app = await createTestApp(oidc);
    for (const [index, issuer] of [oldIssuer, `${oldIssuer}/`, oldIssuer].entries()) {
      await addMover(app, { email: `p${index}@example.com` }, { issuer, subject: `s${index}` });
    }
    const { issuers } = await app.services.providerMove.overview();
    expect(issuers).toEqual([{ issuer: oldIssuer, people: 3 }]);
    const { counts } = await app.services.providerMove.preview(request);
    expect(counts).toMatchObject({ waiting: 3 });
  });

  test('lists a thousand people at most, those first who are not taken over, and counts all', async () => {
    await using app = await createTestApp(oidc);
    await addAdmin(app);
    const some = await addMover(app, { email: 'zoe@example.com' }, { email_verified: 0 });
    const rows = Array.from({ length: 1010 }, (_, index) => ({
      id: crypto.getRandomValues(new Uint8Array(16)),
      user_id: some.id,
      provider: 'oidc' as const,
      issuer: oldIssuer,
      subject: `s${index}`,
      email: null,
      email_verified: 0 as const,
      created_at: 1,
      last_used_at: 1,
    }));
    await app.database.write(async (trx) => {
      for (const row of rows) await trx.insertInto('identities').values(row).execute();
    });
    await addMover(app, {}, { subject: 'grace' });
    const { people, counts } = await app.services.providerMove.preview(request);
    expect(people).toHaveLength(1000);
    expect(people[0]).toMatchObject({ outcome: 'excluded', email: 'zoe@example.com' });
    expect(counts).toMatchObject({ waiting: 1, excluded: 1011 });
    const all = await app.services.providerMove.preview(request, Infinity);
    expect(all.people.at(-1)).toMatchObject({ outcome: 'waiting', email });
  });
});
