// A hostile file of each outcome over the whole way in: form, guard, decoder, disk, database and out again. What
// becomes of every one of them is shown where pictures are decoded (test/io/images.test.ts).
import { afterAll, expect, test } from 'bun:test';
import errors from '../../snapshots/errors.json';
import { createApp } from '../../../src/app.ts';
import { hostileImages } from '../../support/hostile-images.ts';
import { imagePath, pictureOf, picturesOf, upload } from '../../support/images/upload.ts';
import { addSignedIn } from '../../support/people.ts';
import { createTestApp } from '../../support/test-app.ts';

const app = await createTestApp({ RATE_LIMIT: 'off' });
afterAll(() => app[Symbol.asyncDispose]());
const server = createApp(app.services);

const outcomes = new Map(hostileImages.map((row) => [row.outcome, row] as const));
const oneOfEach = [...outcomes.values()];

test.each(oneOfEach)('$name is $outcome, and nothing is left behind', async (row) => {
  const { access_token: bearer, user } = await addSignedIn(app);
  const before = await picturesOf(app);
  const answer = await upload(app, bearer, row.file);
  const path = await pictureOf(app, user);
  const after = await picturesOf(app);
  const added = after.filter((name) => !before.includes(name));
  expect(before.every((name) => after.includes(name))).toBe(true);
  if (row.outcome === 'image_invalid' || row.outcome === 'unsupported_image_type') {
    expect(answer).toMatchObject({
      status: errors[row.outcome].status,
      body: { code: row.outcome },
    });
    expect({ path, added }).toEqual({ path: null, added: [] });
    return;
  }
  expect(answer).toMatchObject({ status: 200, body: { profileImage: path } });
  expect(added.map((name) => `/uploads/profiles/${name}`)).toEqual([String(path)]);
  const served = await server.handle(new Request(`http://localhost${path}`));
  expect(served.headers.get('content-type')).toBe(`image/${row.outcome}`);
  expect(Buffer.from(await served.arrayBuffer()).includes('canary')).toBe(false);
});

test('a refused file leaves the picture before it alone', async () => {
  const { access_token: bearer, user } = await addSignedIn(app);
  const good = hostileImages.find((row) => row.outcome === 'webp');
  await upload(app, bearer, good?.file ?? Buffer.alloc(0));
  const [path, files] = [await pictureOf(app, user), await picturesOf(app)];
  const refused = oneOfEach.filter((row) => row.outcome.includes('image'));
  expect(refused.length).toBe(2);
  for (const { file } of refused) {
    expect((await upload(app, bearer, file)).status).toBeWithin(400, 416);
  }
  expect([await pictureOf(app, user), await picturesOf(app)]).toEqual([path, files]);
});

test('a client without a token gets 401 whatever it sends', async () => {
  for (const body of [hostileImages[0]?.file ?? Buffer.alloc(0), Buffer.alloc(6 * 1024 * 1024)]) {
    const answer = await app.send({ method: 'POST', path: imagePath, body });
    expect(answer.body).toMatchObject({ statusCode: 401, code: 'authentication_required' });
  }
});
