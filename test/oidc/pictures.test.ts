// The picture of a user at a provider: copied after the sign-in, where that is safe, and never
// in its way.
import { describe, expect, test } from 'bun:test';
import type { Exchanged } from '../../src/features/federation/login-codes/schema.ts';
import { addPerson } from '../support/people.ts';
import { jpegFile } from '../support/images/jpeg.ts';
import { html } from '../support/images/payloads.ts';
import { type Bytes, bytes, fourCorners } from '../support/images/png.ts';
import {
  picturePath,
  picturesOf,
  removeImage,
  upload,
  storedBytes,
} from '../support/images/upload.ts';
import { exchange, oidcPath, openScene, type Scene } from '../support/oidc-scene.ts';
import { httpServer } from '../support/outbound-servers.ts';
import type { Failure, Reply } from '../support/provider/script.ts';

const ada = { sub: 'person-1', email: 'ada@example.com', email_verified: true, name: 'Ada' };
const square = fourCorners(8, 8);
const oblong = fourCorners(16, 8);

function shows(scene: Scene, picture: unknown, reply: Failure | Reply = png(square)): void {
  scene.provider.person({ ...ada, picture });
  scene.provider.script({ picture: reply });
}

function png(file: Bytes): Reply {
  return { bytes: file, headers: { 'content-type': 'image/png' } };
}

const ownPicture = ({ provider }: Scene) => `${provider.issuer}/picture?canary=1`;

/** Signs in, waits for the picture, and looks at who it is now. */
async function signIn(scene: Scene) {
  const { query } = await scene.browser.signIn();
  const answer = await exchange(scene.app, query['code']);
  expect(answer.status).toBe(200);
  await scene.app.services.pictures.settle();
  const { access_token: token } = answer.body as Exchanged;
  const me = await scene.app.get('/api/auth/me', token);
  return { token, picture: (me.body as { profileImage: string | null }).profileImage };
}

/** A host on a private address that would have a good picture, and how often it was asked for it. */
function otherHost() {
  const asked: string[] = [];
  const server = httpServer((request) => {
    asked.push(request.url);
    return new Response(square, { headers: { 'content-type': 'image/png' } });
  });
  const { port } = server;
  const stop = () => server[Symbol.asyncDispose]();
  return { port, asked, [Symbol.asyncDispose]: stop };
}

describe('the picture', () => {
  test('comes from the issuer’s own origin, also on a private address', async () => {
    await using scene = await openScene();
    shows(scene, ownPicture(scene));
    const { picture } = await signIn(scene);
    expect(picture).toMatch(picturePath);
    const served = await scene.app.get(String(picture));
    expect(served.status).toBe(200);
    expect(scene.provider.received('picture')).toHaveLength(1);
  });

  test('is stored here: its address elsewhere is in no row, file or line', async () => {
    await using scene = await openScene({ env: { LOG_LEVEL: 'debug' } });
    shows(scene, ownPicture(scene));
    await signIn(scene);
    const files = await Promise.all(
      (await picturesOf(scene.app)).map((name) => storedBytes(scene.app, name)),
    );
    expect(files).toHaveLength(1);
    const audit = await scene.app.database.read.selectFrom('audit_log').selectAll().execute();
    const everything = [await scene.app.snapshot(), audit, scene.app.lines, files.map(String)];
    for (const text of ['canary', `${scene.provider.issuer}/picture`]) {
      expect(JSON.stringify(everything)).not.toContain(text);
    }
  });

  test('keeps its address while it is the same, and gets another when it changes', async () => {
    await using scene = await openScene();
    shows(scene, ownPicture(scene));
    const { picture: first } = await signIn(scene);
    expect((await signIn(scene)).picture).toBe(first);
    shows(scene, ownPicture(scene), png(oblong));
    const { picture: second } = await signIn(scene);
    expect(second).not.toBe(first);
    expect((await picturesOf(scene.app)).map((name) => `/uploads/profiles/${name}`)).toEqual([
      String(second),
    ]);
    expect((await scene.app.get(String(first))).status).toBe(404);
  });

  test('that a user chose here stays theirs', async () => {
    await using scene = await openScene();
    shows(scene, ownPicture(scene));
    const { token } = await signIn(scene);
    const { body } = await upload(scene.app, token, await jpegFile());
    const { profileImage: own } = body as { profileImage: string };
    shows(scene, ownPicture(scene), png(oblong));
    expect((await signIn(scene)).picture).toBe(own);
    expect(scene.provider.received('picture')).toHaveLength(1);
  });

  test('that a user removed here stays away', async () => {
    await using scene = await openScene();
    shows(scene, ownPicture(scene));
    await removeImage(scene.app, (await signIn(scene)).token);
    expect((await signIn(scene)).picture).toBeNull();
    expect(await picturesOf(scene.app)).toEqual([]);
    expect(scene.provider.received('picture')).toHaveLength(1);
  });

  test('stays when the provider shows none any more', async () => {
    await using scene = await openScene();
    shows(scene, ownPicture(scene));
    const { picture } = await signIn(scene);
    shows(scene, undefined);
    expect((await signIn(scene)).picture).toBe(picture);
  });

  test('comes to those who sign in with an app, too', async () => {
    await using scene = await openScene();
    shows(scene, ownPicture(scene));
    const id_token = await scene.provider.idToken('anchor');
    await scene.app.post(`${oidcPath}/exchange/mobile`, { id_token });
    await scene.app.services.pictures.settle();
    expect(await picturesOf(scene.app)).toHaveLength(1);
  });

  test('of a host on a private address is not asked for, unless the operator allows the host', async () => {
    await using other = otherHost();
    await using strict = await openScene();
    shows(strict, `http://127.0.0.1:${other.port}/a.png`);
    expect((await signIn(strict)).picture).toBeNull();
    expect(other.asked).toEqual([]);
    const env = { AVATAR_ALLOW_HOSTS: `127.0.0.1:${other.port}` };
    await using open = await openScene({ env });
    shows(open, `http://127.0.0.1:${other.port}/a.png`);
    expect((await signIn(open)).picture).toMatch(picturePath);
    expect(other.asked).toHaveLength(1);
  });
});

describe('no request is sent for the picture of a user', () => {
  test('who is refused', async () => {
    await using scene = await openScene();
    await addPerson(scene.app, { email: ada.email });
    shows(scene, ownPicture(scene));
    scene.provider.person({ ...ada, email_verified: false, picture: ownPicture(scene) });
    expect((await scene.browser.signIn()).query).toMatchObject({ error_code: 'account_exists' });
    await scene.app.services.pictures.settle();
    expect(scene.provider.received('picture')).toEqual([]);
  });

  test('whose ID token is forged', async () => {
    await using scene = await openScene();
    shows(scene, ownPicture(scene));
    scene.provider.script({ idToken: { tamper: 'signature' } });
    await scene.browser.signIn();
    await scene.app.services.pictures.settle();
    expect(scene.provider.received('picture')).toEqual([]);
  });
});

test('a picture that does not come delays no sign-in', async () => {
  await using scene = await openScene();
  shows(scene, ownPicture(scene), 'hang');
  const { query } = await scene.browser.signIn();
  expect((await exchange(scene.app, query['code'])).status).toBe(200);
  while (scene.provider.received('picture').length === 0) await Bun.sleep(1);
  // Hangs up, so that the end of this test need not wait either.
  await scene.provider[Symbol.asyncDispose]();
  await scene.app.services.pictures.settle();
  expect(await picturesOf(scene.app)).toEqual([]);
});

function to(location: string): Reply {
  return { status: 302, text: '', headers: { location } };
}

describe('a user is signed in, without a picture, when it is', () => {
  const type = { 'content-type': 'image/png' };

  const answers: readonly (readonly [string, Failure | Reply])[] = [
    ['a page', 'html'],
    ['a page that says it is a picture', { bytes: html, headers: type }],
    ['an SVG', { text: '<svg onload="alert(1)"/>', headers: type }],
    ['a GIF', { bytes: bytes('GIF89a\x01\0\x01\0\x80\0\0'), headers: type }],
    ['half a picture', { bytes: square.subarray(0, 40), headers: type }],
    ['empty', { text: '', headers: type }],
    ['10 MB', 'huge'],
    ['not there', { status: 404, text: '' }],
    ['broken off', 'down'],
    ['an error', 'error500'],
    ['behind a redirect to the metadata of a cloud', to('http://169.254.169.254/latest/')],
    ['behind a redirect to a file', to('file:///etc/hostname')],
    ['behind a redirect to data', to(`data:image/png;base64,${square.toString('base64')}`)],
    ['behind a redirect to itself', to('/picture')],
    ['behind a redirect to nowhere', to('')],
  ];

  test.each(answers)('%s', async (_, reply) => {
    await using scene = await openScene();
    shows(scene, ownPicture(scene), reply);
    expect((await signIn(scene)).picture).toBeNull();
    expect(await picturesOf(scene.app)).toEqual([]);
    expect(scene.provider.received('picture').length).toBeGreaterThan(0);
  });

  const addresses: readonly (readonly [string, (scene: Scene, port: number) => unknown])[] = [
    ['on another port of this machine', (_, port) => `http://127.0.0.1:${port}/a.png`],
    ['at another name of the issuer', (scene) => ownPicture(scene).replace('127.0.0.1', '[::1]')],
    ['at a name of this machine', (scene) => ownPicture(scene).replace('127.0.0.1', 'localhost')],
    ['behind credentials', (scene) => ownPicture(scene).replace('//', '//user:password@')],
    ['the metadata of a cloud', () => 'http://169.254.169.254/latest/meta-data/'],
    ['a file', () => 'file:///etc/hostname'],
    ['a relative address', () => '/picture'],
    ['an address of 10 KB', (scene) => `${ownPicture(scene)}${'a'.repeat(10_000)}`],
    ['no address', () => 'a picture of mine'],
    ['an empty text', () => ''],
    ['a number', () => 7],
    ['a list', (scene) => [ownPicture(scene)]],
    ['an object', (scene) => ({ url: ownPicture(scene) })],
    ['null', () => null],
  ];

  test.each(addresses)('%s', async (_, address) => {
    await using other = otherHost();
    await using scene = await openScene();
    shows(scene, address(scene, other.port));
    expect((await signIn(scene)).picture).toBeNull();
    expect(await picturesOf(scene.app)).toEqual([]);
    expect(scene.provider.received('picture')).toEqual([]);
    expect(other.asked).toEqual([]);
  });
});
