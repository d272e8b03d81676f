import { describe, expect, test } from 'bun:test';
import { formatId } from '../../../src/core/uuid.ts';
import { advance, restoreClockAfterEach, stopClock } from '../../support/clock.ts';
import { jpegFile } from '../../support/images/jpeg.ts';
import { bytes, fourCorners } from '../../support/images/png.ts';
import {
  imagePath,
  pictureOf,
  picturePath,
  picturesOf,
  removeImage,
  upload,
} from '../../support/images/upload.ts';
import { webpFile } from '../../support/images/webp.ts';
import { addSignedIn, changePerson } from '../../support/people.ts';
import { scenarios } from '../../support/scenario.ts';
import { createTestApp, type TestApp } from '../../support/test-app.ts';

restoreClockAfterEach();

const picture = fourCorners(64, 32);
const jpeg = await jpegFile();
const webp = await webpFile();

async function auditOf(app: TestApp): Promise<readonly string[]> {
  const rows = await app.database.read
    .selectFrom('audit_log')
    .select(['event', 'actor_email', 'target_email'])
    .orderBy('id')
    .execute();
  return rows.map((row) => `${row.event} ${row.actor_email} ${row.target_email}`);
}

describe('an upload', () => {
  test.each([
    ['a PNG', picture, 'png'],
    ['a JPEG', jpeg, 'jpg'],
    ['a WebP', webp, 'webp'],
  ])('of %s answers the person with its new address', async (_, file, extension) => {
    await using app = await createTestApp();
    const { access_token: bearer, user } = await addSignedIn(app);
    stopClock();
    advance(5, 'm');
    const answer = await upload(app, bearer, file);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      id: formatId(user.id),
      email: user.email,
      name: user.name,
      language: null,
      groups: [],
      mustChangePassword: false,
      profileImage: expect.stringMatching(picturePath),
      emailVerified: false,
      isAdmin: false,
      status: 'active',
      createdAt: new Date(user.created_at).toISOString(),
      updatedAt: new Date().toISOString(),
    });
    expect(await picturesOf(app)).toHaveLength(1);
    expect((await picturesOf(app))[0]).toEndWith(`.${extension}`);
    expect((await app.get('/api/auth/me', bearer)).body).toMatchObject({
      profileImage: `/uploads/profiles/${(await picturesOf(app))[0]}`,
    });
  });

  test('takes the place of the one before, under another address', async () => {
    await using app = await createTestApp();
    const { access_token: bearer, user } = await addSignedIn(app);
    await upload(app, bearer, picture);
    const first = await pictureOf(app, user);
    await upload(app, bearer, picture);
    const second = await pictureOf(app, user);
    expect(second).not.toBe(first);
    expect(await picturesOf(app)).toEqual([String(second).slice('/uploads/profiles/'.length)]);
    expect((await app.get(String(first))).status).toBe(404);
  });

  test('leaves the pictures of others alone', async () => {
    await using app = await createTestApp();
    const [ada, grace] = [await addSignedIn(app), await addSignedIn(app)];
    await upload(app, ada.access_token, picture);
    const [file] = await picturesOf(app);
    await upload(app, grace.access_token, picture);
    await removeImage(app, grace.access_token);
    expect(await picturesOf(app)).toEqual([String(file)]);
  });

  test('is the choice of the person from then on, not of a provider', async () => {
    await using app = await createTestApp();
    const { access_token: bearer, user } = await addSignedIn(app);
    await upload(app, bearer, picture);
    const row = await app.services.users.findById(app.database.read, user.id);
    expect(row?.image_follows_provider).toBe(0);
  });

  test('and a removal are in the audit log; refused ones are not', async () => {
    await using app = await createTestApp();
    const { access_token: bearer, user } = await addSignedIn(app);
    await upload(app, bearer, bytes('no picture'));
    await removeImage(app, bearer);
    await upload(app, bearer, picture);
    await removeImage(app, bearer);
    await removeImage(app, bearer);
    expect(await auditOf(app)).toEqual([
      `profile.image_changed ${user.email} ${user.email}`,
      `profile.image_removed ${user.email} ${user.email}`,
    ]);
    expect(app.lines.join('\n')).toContain('"event":"profile.image_changed"');
  });
});

test('ten uploads an hour are all there is, whatever becomes of them', async () => {
  await using app = await createTestApp();
  stopClock();
  const [ada, grace] = [await addSignedIn(app), await addSignedIn(app)];
  for (let count = 0; count < 5; count++) {
    expect((await upload(app, ada.access_token, picture)).status).toBe(200);
    expect((await upload(app, ada.access_token, bytes('no picture'))).status).toBe(400);
  }
  const answer = await upload(app, ada.access_token, picture);
  expect(answer).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
  expect(answer.headers.get('retry-after')).toBe('3600');
  expect((await upload(app, grace.access_token, picture)).status).toBe(200);
  expect((await removeImage(app, ada.access_token)).status).toBe(200);
  advance(60, 'm');
  expect((await upload(app, (await addSignedIn(app)).access_token, picture)).status).toBe(200);
});

describe('removing a picture', () => {
  test('answers the person without one, and takes the file away', async () => {
    await using app = await createTestApp();
    const { access_token: bearer, user } = await addSignedIn(app);
    await upload(app, bearer, picture);
    const path = String(await pictureOf(app, user));
    const answer = await removeImage(app, bearer);
    expect(answer).toMatchObject({
      status: 200,
      body: {
        id: formatId(user.id),
        profileImage: null,
        message: 'Profile image removed successfully',
      },
    });
    expect(await picturesOf(app)).toEqual([]);
    expect((await app.get(path)).status).toBe(404);
  });

  test('that is not there is harmless, and changes nothing', async () => {
    await using app = await createTestApp();
    const { access_token: bearer } = await addSignedIn(app);
    const before = await app.snapshot();
    const answer = await removeImage(app, bearer);
    expect(answer).toMatchObject({ status: 200, body: { profileImage: null } });
    expect(await app.snapshot()).toEqual(before);
  });

  test.each([
    '/uploads/profiles/../../anchor.db',
    '/uploads/profiles/',
    'https://example.com/a.png',
    '/etc/passwd',
  ])('never touches a file that is not a stored picture: %s', async (path) => {
    await using app = await createTestApp();
    const { access_token: bearer, user } = await addSignedIn(app);
    await changePerson(app, user, { profile_image: path });
    expect((await removeImage(app, bearer)).status).toBe(200);
    expect(await pictureOf(app, user)).toBeNull();
    expect((await app.get('/health/ready')).status).toBe(200);
    await app.restart();
  });
});

scenarios(
  'a picture',
  (['POST', 'DELETE'] as const).map((method) => ({
    name: `is not for strangers to ${method}`,
    request: `${method} ${imagePath}`,
    status: 401,
    code: 'authentication_required',
  })),
);
