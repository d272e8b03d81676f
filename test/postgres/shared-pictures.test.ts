// Pictures as rows: every server of a database serves them, and none outlives the row that names it.
import { describe, expect, test } from 'bun:test';
import { createPictureRows } from '../../src/features/account/picture-store/service.ts';
import { jpegFile } from '../support/images/jpeg.ts';
import { fourCorners, pngFile } from '../support/images/png.ts';
import {
  expectOnePicture,
  pictureOf,
  picturesOf,
  removeImage,
  storedBytes,
  upload,
} from '../support/images/upload.ts';
import { createPair } from '../support/instance-pair.ts';
import { addPerson, addSignedIn, changePerson, deletePerson } from '../support/people.ts';
import type { TestApp } from '../support/test-app.ts';

const picture = fourCorners(64, 32);
const other = pngFile({ width: 16, height: 16 });
const jpeg = await jpegFile();

const bytesOf = (file: Buffer) => new Uint8Array(file);

async function statusesOf(apps: readonly TestApp[], path: string | null) {
  const answers = await Promise.all(apps.map((app) => app.get(String(path))));
  return answers.map(({ status }) => status);
}

describe('a picture that was uploaded at one server', () => {
  test.each([
    ['PNG', picture],
    ['JPEG', jpeg],
  ])('is served by another with the same bytes and headers (%s)', async (_, file) => {
    await using pair = await createPair();
    const { access_token: bearer, user } = await addSignedIn(pair.one);
    await upload(pair.one, bearer, file);
    const path = String(await pictureOf(pair.other, user));
    const [here, there] = [await pair.one.get(path), await pair.other.get(path)];
    expect(there.status).toBe(200);
    expect(there.text).toBe(here.text);
    const own = new Set(['date', 'x-request-id']);
    const headersOf = ({ headers }: typeof here) => [...headers].filter(([name]) => !own.has(name));
    expect(headersOf(there)).toEqual(headersOf(here));
    expect(there.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    const known = { 'if-none-match': String(there.headers.get('etag')) };
    expect((await pair.other.send({ path, headers: known })).status).toBe(304);
  });

  test('stays when another server starts', async () => {
    await using pair = await createPair();
    const { access_token: bearer, user } = await addSignedIn(pair.one);
    await upload(pair.one, bearer, picture);
    await pair.other.restart();
    expect(await statusesOf([pair.one, pair.other], await pictureOf(pair.one, user))).toEqual([
      200, 200,
    ]);
  });

  test('is replaced and removed at another', async () => {
    await using pair = await createPair();
    const apps = [pair.one, pair.other];
    const { access_token: bearer, user } = await addSignedIn(pair.one);
    await upload(pair.one, bearer, picture);
    const first = await pictureOf(pair.one, user);
    expect((await upload(pair.other, bearer, other)).status).toBe(200);
    const second = await pictureOf(pair.one, user);
    expect(await statusesOf(apps, first)).toEqual([404, 404]);
    expect(await statusesOf(apps, second)).toEqual([200, 200]);
    await expectOnePicture(pair.one, user);
    expect((await removeImage(pair.one, bearer)).status).toBe(200);
    expect(await statusesOf(apps, second)).toEqual([404, 404]);
    expect(await picturesOf(pair.one)).toEqual([]);
  });

  test('is one also when both servers get uploads at the same time', async () => {
    await using pair = await createPair({ RATE_LIMIT: 'off' });
    const { access_token: bearer, user } = await addSignedIn(pair.one);
    for (let round = 0; round < 5; round++) {
      const uploads = [pair.one, pair.other, pair.one, pair.other].map((app, index) =>
        upload(app, bearer, index % 2 === 0 ? picture : other),
      );
      const answers = await Promise.all(uploads);
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
      await expectOnePicture(pair.one, user);
    }
  });
});

describe('a picture goes with its user', () => {
  const endings: Readonly<
    Record<string, (app: TestApp, user: Awaited<ReturnType<typeof addPerson>>) => Promise<unknown>>
  > = {
    'who is deleted by an administrator': (app, { id }) => app.services.accounts.remove(id, null),
    'who is rejected': async (app, user) => {
      await changePerson(app, user, { status: 'pending' });
      await app.services.accounts.reject(user.id, null);
    },
    'whose registration expires': async (app, user) => {
      await changePerson(app, user, { status: 'pending', waits_until: 1 });
      await app.services.waiting.expire(Date.now(), 20);
    },
    'whose row is deleted by any other means': deletePerson,
  };

  test.each(Object.entries(endings))('%s', async (_, end) => {
    await using pair = await createPair();
    const user = await addPerson(pair.one);
    await pair.one.services.images.followImage(user.id, bytesOf(picture));
    const path = await pictureOf(pair.one, user);
    const others = await addPerson(pair.one, { email: 'ada@example.com' });
    await pair.one.services.images.followImage(others.id, bytesOf(other));
    await end(pair.other, user);
    expect(await statusesOf([pair.one, pair.other], path)).toEqual([404, 404]);
    await expectOnePicture(pair.one, others);
  });
});

describe('the picture of a provider', () => {
  test('replaces the one before, whichever server fetched it', async () => {
    await using pair = await createPair();
    const user = await addPerson(pair.one);
    await pair.one.services.images.followImage(user.id, bytesOf(picture));
    await pair.other.services.images.followImage(user.id, bytesOf(other));
    await expectOnePicture(pair.one, user);
    const before = await pictureOf(pair.one, user);
    await pair.one.services.images.followImage(user.id, bytesOf(other));
    expect(await pictureOf(pair.one, user)).toBe(before);
  });

  test('never takes the place of one that the user chose at another server', async () => {
    await using pair = await createPair({ RATE_LIMIT: 'off' });
    for (let round = 0; round < 5; round++) {
      const { access_token: bearer, user } = await addSignedIn(pair.one);
      await Promise.all([
        upload(pair.one, bearer, picture),
        pair.other.services.images.followImage(user.id, bytesOf(other)),
      ]);
      const name = String(await pictureOf(pair.one, user)).slice('/uploads/profiles/'.length);
      const { width } = await new Bun.Image(await storedBytes(pair.one, name)).metadata();
      expect(width).toBe(64);
      await pair.one.services.accounts.remove(user.id, null);
      expect(await picturesOf(pair.one)).toEqual([]);
    }
  });
});

test('a change that is undone leaves the picture before', async () => {
  await using pair = await createPair();
  const { access_token: bearer, user } = await addSignedIn(pair.one);
  await upload(pair.one, bearer, picture);
  const before = await picturesOf(pair.one);
  const { database } = pair.other;
  const undone = createPictureRows(database).add(
    { format: 'png', bytes: bytesOf(other) },
    '',
    (save) =>
      database.write(async (trx) => {
        await save(trx, { userId: user.id, name: before[0] ?? null });
        throw new Error('undone');
      }),
  );
  expect(await undone.catch(String)).toBe('Error: undone');
  expect(await picturesOf(pair.one)).toEqual(before);
});
