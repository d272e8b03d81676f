import { describe, expect, test } from 'bun:test';
import { fourCorners } from '../../support/images/png.ts';
import {
  fileHeader,
  form,
  imageForm,
  imagePath,
  picturePath,
  picturesOf,
  upload,
} from '../../support/images/upload.ts';
import { addSignedIn } from '../../support/people.ts';
import { type Scenario, scenarios } from '../../support/scenario.ts';
import { type Call, createTestApp, type TestApp } from '../../support/test-app.ts';

const request = `POST ${imagePath}` as const;
const picture = fourCorners(64, 32);
const megabyte = 1024 * 1024;

async function signedIn(app: TestApp): Promise<Partial<Call>> {
  return { bearer: (await addSignedIn(app)).access_token };
}

async function nothingOnDisk(app: TestApp): Promise<void> {
  expect(await picturesOf(app)).toEqual([]);
}

type Form = ReturnType<typeof form>;

scenarios(
  'a form that is taken',
  (
    [
      ['with a picture in it', imageForm(picture)],
      [
        'that lies about the type',
        form({ headers: fileHeader('a.html', 'text/html'), body: picture }),
      ],
      [
        'with a path for a name',
        form({ headers: fileHeader('../../../etc/passwd'), body: picture }),
      ],
      ['with a NUL in the name', form({ headers: fileHeader('a.png\0.exe'), body: picture })],
      [
        'with a line break in the name',
        form({ headers: fileHeader('a\r\nX-Evil: 1'), body: picture }),
      ],
      ['with a very long name', form({ headers: fileHeader('a'.repeat(60_000)), body: picture })],
      ['with a name of a device', form({ headers: fileHeader('CON.png:stream'), body: picture })],
      [
        'with other fields beside',
        form(
          { headers: 'Content-Disposition: form-data; name="isAdmin"', body: 'true' },
          { headers: fileHeader('a.svg', 'image/svg+xml', 'other'), body: '<svg/>' },
          { headers: fileHeader(), body: picture },
        ),
      ],
    ] as readonly (readonly [string, Form])[]
  ).map(([name, { headers, body }]): Scenario => ({
    name: `is one ${name}`,
    request,
    headers,
    body,
    arrange: signedIn,
    status: 200,
    after: async (app, answer) => {
      expect(answer.body).toMatchObject({
        profileImage: expect.stringMatching(picturePath),
        isAdmin: false,
      });
      expect((await picturesOf(app)).map((file) => file.slice(-4))).toEqual(['.png']);
    },
  })),
);

const cut = imageForm(picture).body.subarray(0, -8);
const typed = (type: string) => ({ 'content-type': type });

scenarios(
  'a form without exactly one picture',
  (
    [
      ['nothing at all', form()],
      [
        'another field',
        form({ headers: fileHeader('a.png', 'image/png', 'picture'), body: picture }),
      ],
      [
        'the field spelt otherwise',
        form({ headers: fileHeader('a.png', 'image/png', 'Image'), body: picture }),
      ],
      [
        'the field as text',
        form({ headers: 'Content-Disposition: form-data; name="image"', body: picture }),
      ],
      ['an empty file', imageForm(Buffer.alloc(0))],
      ['no file chosen', form({ headers: fileHeader(''), body: '' })],
      [
        'two pictures',
        form({ headers: fileHeader(), body: picture }, { headers: fileHeader(), body: picture }),
      ],
      [
        'a picture and a text of the same name',
        form(
          { headers: fileHeader(), body: picture },
          { headers: 'Content-Disposition: form-data; name="image"', body: 'x' },
        ),
      ],
      [
        '50,000 other fields',
        form(
          ...Array.from({ length: 50_000 }, () => ({
            headers: 'Content-Disposition: form-data; name="a"',
            body: '',
          })),
        ),
      ],
    ] as readonly (readonly [string, Form])[]
  ).map(([name, { headers, body }]): Scenario => ({
    name: `is refused when it has ${name}`,
    request,
    headers,
    body,
    arrange: signedIn,
    status: 400,
    code: 'image_required',
    after: nothingOnDisk,
  })),
);

scenarios('a body that is no form', [
  ...(
    [
      ['without its end', imageForm(picture).headers, cut],
      ['empty', imageForm(picture).headers, ''],
      ['without a boundary', typed('multipart/form-data'), imageForm(picture).body],
      ['of another boundary', typed('multipart/form-data; boundary=x'), imageForm(picture).body],
      ['of boundaries alone', imageForm(picture).headers, '--boundary\r\n'.repeat(50_000)],
    ] as const
  ).map(([name, headers, body]): Scenario => ({
    name: `is refused when it is ${name}`,
    request,
    headers,
    body,
    arrange: signedIn,
    status: 400,
    code: 'malformed_request',
    after: nothingOnDisk,
  })),
  ...[
    'application/json',
    'image/png',
    'application/x-www-form-urlencoded',
    'multipart/mixed; boundary=boundary',
    'multipart/form-datax; boundary=boundary',
    'application/octet-stream',
  ].map((type): Scenario => ({
    name: `is refused by its type ${type}`,
    request,
    headers: typed(type),
    body: imageForm(picture).body,
    arrange: signedIn,
    status: 415,
    code: 'unsupported_media_type',
    message: 'The request body must be multipart/form-data',
    after: nothingOnDisk,
  })),
  {
    name: 'is refused when it is compressed',
    request,
    headers: { ...imageForm(picture).headers, 'content-encoding': 'gzip' },
    body: Bun.gzipSync(imageForm(picture).body),
    arrange: signedIn,
    status: 415,
    code: 'unsupported_media_type',
    message: 'The request body must not be compressed',
  },
  {
    name: 'is missed when there is none',
    request,
    arrange: signedIn,
    status: 400,
    code: 'image_required',
  },
  {
    name: 'is taken by a type in capitals',
    request,
    headers: typed('Multipart/Form-Data; Boundary="boundary"'),
    body: imageForm(picture).body,
    arrange: signedIn,
    status: 200,
  },
]);

/** The same picture, made as long as wanted by what stands behind it. */
function padded(length: number): Buffer {
  return Buffer.concat([picture, Buffer.alloc(length - picture.length)]);
}

/** A body without a length that goes on as long as it is read. */
function endless(): { readonly stream: ReadableStream; readonly sent: () => number } {
  let sent = 0;
  const stream = new ReadableStream({
    pull(controller) {
      controller.enqueue(new Uint8Array(64 * 1024));
      sent += 64 * 1024;
    },
  });
  return { stream, sent: () => sent };
}

describe('a file', () => {
  test.each([
    [5 * megabyte, 200],
    [5 * megabyte + 1, 413],
    [5 * megabyte + 70_000, 413],
    [6 * megabyte, 413],
  ])('of %i bytes is answered with %i', async (length, status) => {
    await using app = await createTestApp();
    const { access_token: bearer } = await addSignedIn(app);
    const answer = await upload(app, bearer, padded(length));
    expect(answer.status).toBe(status);
    if (status === 413) expect(answer.body).toMatchObject({ code: 'image_too_large' });
    expect(await picturesOf(app)).toHaveLength(status === 200 ? 1 : 0);
  });

  test('that never ends is read up to the limit and no further', async () => {
    await using app = await createTestApp();
    const { access_token: bearer } = await addSignedIn(app);
    const { stream, sent } = endless();
    const call = { method: 'POST', path: imagePath, headers: imageForm(picture).headers };
    const answer = await app.send({ ...call, bearer, body: stream });
    expect(answer).toMatchObject({ status: 413, body: { code: 'image_too_large' } });
    expect(sent()).toBeLessThan(6 * megabyte);
  });

  test('without a token is not read at all', async () => {
    await using app = await createTestApp();
    for (const bearer of [undefined, 'garbage']) {
      const { stream, sent } = endless();
      const call = { method: 'POST', path: imagePath, headers: imageForm(picture).headers };
      const answer = await app.send({ ...call, body: stream, ...(bearer ? { bearer } : {}) });
      expect(answer.status).toBe(401);
      expect(sent()).toBeLessThan(megabyte);
    }
  });
});
