// Uploads over a real socket: what a proxy, a slow phone or a closed laptop does to them.
import { describe, expect, test } from 'bun:test';
import { connect } from 'node:net';
import { fourCorners } from '../../support/images/png.ts';
import { imageForm, imagePath, picturesOf, upload } from '../../support/images/upload.ts';
import { addSignedIn } from '../../support/people.ts';
import { createTestApp, type TestApp } from '../../support/test-app.ts';

const picture = fourCorners(64, 32);
const large = Buffer.alloc(4 * 1024 * 1024, 'x');

function head(bearer: string, framing: string): string {
  return [
    `POST ${imagePath} HTTP/1.1`,
    'Host: localhost',
    `Authorization: Bearer ${bearer}`,
    'Content-Type: multipart/form-data; boundary=boundary',
    framing,
    '\r\n',
  ].join('\r\n');
}

/** Writes pieces to a fresh connection; answers what came back until the end or an answer was whole. */
function talk(origin: string, pieces: readonly (string | Buffer)[]): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  let text = '';
  const socket = connect(Number(new URL(origin).port), '127.0.0.1', () => {
    for (const piece of pieces) socket.write(piece);
  });
  socket.on('data', (data) => {
    text += data.toString('latin1');
    if (text.endsWith('}')) socket.destroy();
  });
  socket.on('error', () => socket.destroy());
  socket.on('close', () => resolve(text));
  return promise;
}

function errorsOf(app: TestApp): readonly string[] {
  return app.lines.filter((line) => line.includes('"level":"error"'));
}

describe('over a socket', () => {
  test('a picture arrives', async () => {
    await using app = await createTestApp();
    const { access_token: bearer } = await addSignedIn(app);
    app.listen();
    expect((await upload(app, bearer, picture)).status).toBe(200);
    expect((await upload(app, bearer, large)).status).toBe(400);
    expect(await picturesOf(app)).toHaveLength(1);
  });

  test('a picture in chunks arrives, however small they are', async () => {
    await using app = await createTestApp();
    const { access_token: bearer } = await addSignedIn(app);
    const chunks = [...imageForm(picture).body].map((byte) =>
      Buffer.from([0x31, 13, 10, byte, 13, 10]),
    );
    const answer = await talk(app.listen(), [
      head(bearer, 'Transfer-Encoding: chunked'),
      Buffer.concat(chunks),
      '0\r\n\r\n',
    ]);
    expect(answer).toStartWith('HTTP/1.1 200 OK');
    expect(await picturesOf(app)).toHaveLength(1);
  });

  test('a client without a token gets an answer while its body is still arriving', async () => {
    await using app = await createTestApp();
    const framing = `Content-Length: ${large.length}`;
    const answer = await talk(app.listen(), [head('garbage', framing), large.subarray(0, 1000)]);
    expect(answer).toStartWith('HTTP/1.1 401 Unauthorized');
  });

  test('a length beyond the limit is refused before the body is there', async () => {
    await using app = await createTestApp();
    const { access_token: bearer } = await addSignedIn(app);
    const framing = `Content-Length: ${5.5 * 1024 * 1024}`;
    const answer = await talk(app.listen(), [head(bearer, framing), large.subarray(0, 1000)]);
    expect(answer).toStartWith('HTTP/1.1 413 ');
    expect(answer).toContain('"code":"image_too_large"');
  });

  test('who goes away in the middle leaves nothing, and is no error of the server', async () => {
    await using app = await createTestApp({ LOG_LEVEL: 'debug' });
    const { access_token: bearer } = await addSignedIn(app);
    const { body } = imageForm(picture);
    const socket = connect(Number(new URL(app.listen()).port), '127.0.0.1');
    socket.write(head(bearer, `Content-Length: ${body.length}`));
    socket.write(body.subarray(0, body.length / 2));
    await Bun.sleep(50);
    socket.destroy();
    await Bun.sleep(50);
    expect(await picturesOf(app)).toEqual([]);
    expect(errorsOf(app)).toEqual([]);
    expect((await upload(app, bearer, picture)).status).toBe(200);
  });
});
