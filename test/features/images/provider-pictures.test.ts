import { describe, expect, test } from 'bun:test';
import { hostileImages } from '../../support/hostile-images.ts';
import { fourCorners, pngFile } from '../../support/images/png.ts';
import {
  expectOnePicture,
  pictureOf,
  picturesOf,
  removeImage,
  upload,
  storedBytes,
} from '../../support/images/upload.ts';
import { addPerson, addSignedIn, changePerson } from '../../support/people.ts';
import { createTestApp } from '../../support/test-app.ts';

const picture = fourCorners(64, 32);
const other = pngFile({ width: 16, height: 16 });

function bytesOf(file: Buffer): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(file);
}

describe('a picture from a provider', () => {
  test('is shown, and goes on following the provider', async () => {
    await using app = await createTestApp();
    const user = await addPerson(app);
    await app.services.images.followImage(user.id, bytesOf(picture));
    await expectOnePicture(app, user);
    const first = await pictureOf(app, user);
    await app.services.images.followImage(user.id, bytesOf(other));
    await expectOnePicture(app, user);
    expect(await pictureOf(app, user)).not.toBe(first);
    const row = await app.services.users.findById(app.database.read, user.id);
    expect(row?.image_follows_provider).toBe(1);
  });

  test('keeps its address while it stays the same', async () => {
    await using app = await createTestApp();
    const user = await addPerson(app);
    await app.services.images.followImage(user.id, bytesOf(picture));
    const before = [await app.snapshot(), await picturesOf(app)];
    await app.services.images.followImage(user.id, bytesOf(picture));
    expect([await app.snapshot(), await picturesOf(app)]).toEqual(before);
  });

  test('never takes the place of one that the person chose, also when both come at once', async () => {
    await using app = await createTestApp({ RATE_LIMIT: 'off' });
    const { access_token: bearer, user } = await addSignedIn(app);
    for (let round = 0; round < 5; round++) {
      await changePerson(app, user, { image_follows_provider: 1 });
      await Promise.all([
        upload(app, bearer, picture),
        app.services.images.followImage(user.id, bytesOf(other)),
      ]);
      await expectOnePicture(app, user);
      const chosen = await storedBytes(app, (await picturesOf(app))[0]);
      expect((await new Bun.Image(chosen).metadata()).width).toBe(64);
    }
    await removeImage(app, bearer);
    await app.services.images.followImage(user.id, bytesOf(other));
    expect([await pictureOf(app, user), await picturesOf(app)]).toEqual([null, []]);
  });

  test('passes through the same sieve, its length included', async () => {
    await using app = await createTestApp();
    const user = await addPerson(app);
    const bad = hostileImages.filter(({ outcome }) => outcome.includes('image_')).slice(0, 10);
    for (const { file, outcome } of bad) {
      const set = app.services.images.followImage(user.id, bytesOf(file));
      expect(await set.catch((error: unknown) => error)).toMatchObject({ code: outcome });
    }
    const long = new Uint8Array(5 * 1024 * 1024 + 1);
    const set = app.services.images.followImage(user.id, long);
    expect(await set.catch((error: unknown) => error)).toMatchObject({ code: 'image_too_large' });
    expect(await picturesOf(app)).toEqual([]);
  });
});
