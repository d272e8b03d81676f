import { describe, expect, test } from 'bun:test';
import { addPerson, password } from '../support/people.ts';
import { createTestApp } from '../support/test-app.ts';

const jsonType = { 'content-type': 'application/json' };
const nothingGiven = 'email is required; password is required';
const credentials = JSON.stringify({ email: 'grace@example.com', password });
const limit = 100 * 1024;
const megabyte = 1024 * 1024;

/** JSON of exactly so many bytes. */
function sized(bytes: number): string {
  const frame = '{"a":""}';
  return frame.replace('""', `"${'x'.repeat(bytes - frame.length)}"`);
}

/** A body of unknown length, in pieces; counts what was taken of it. */
function pieces(count: number) {
  const taken = { bytes: 0 };
  const piece = new Uint8Array(64 * 1024).fill(0x20);
  let left = count;
  const body = new ReadableStream({
    pull(controller) {
      if (left-- <= 0) controller.close();
      else {
        taken.bytes += piece.byteLength;
        controller.enqueue(piece);
      }
    },
  });
  return { body, taken };
}

describe('the size of a body', () => {
  test('may be 100 KB, and not a byte more', async () => {
    await using app = await createTestApp();
    const call = { method: 'POST', path: '/api/auth/login', headers: jsonType };
    expect(await app.send({ ...call, body: sized(limit) })).toMatchObject({
      status: 400,
      body: { message: nothingGiven },
    });
    const headers = { ...jsonType, 'content-length': String(limit + 1) };
    expect(await app.send({ ...call, headers, body: sized(limit + 1) })).toMatchObject({
      status: 413,
      body: { code: 'payload_too_large', message: 'The request body is too large' },
    });
  });

  test('without an announced length is refused before it is read completely', async () => {
    await using app = await createTestApp();
    const { body, taken } = pieces(10_000);
    const answer = await app.send({
      method: 'POST',
      path: '/api/auth/login',
      headers: jsonType,
      body,
    });
    expect(answer).toMatchObject({ status: 413, body: { code: 'payload_too_large' } });
    expect(taken.bytes).toBeLessThan(4 * limit);
  });

  test.each([0.2, 2, 7, 20])(
    'of %d MB over a socket is refused in the shape of every refusal',
    async (size) => {
      await using app = await createTestApp();
      app.listen();
      const announced = await app.send({
        method: 'POST',
        path: '/api/auth/register',
        headers: jsonType,
        body: sized(Math.ceil(size * megabyte)),
      });
      expect(announced).toMatchObject({ status: 413, body: { code: 'payload_too_large' } });
    },
  );

  test('in pieces over a socket is refused in the shape of every refusal', async () => {
    await using app = await createTestApp();
    app.listen();
    const answer = await app.send({
      method: 'POST',
      path: '/api/auth/register',
      headers: jsonType,
      body: pieces(32).body,
    });
    expect(answer).toMatchObject({ status: 413, body: { code: 'payload_too_large' } });
  });

  test('in pieces below the limit is no problem', async () => {
    await using app = await createTestApp();
    await addPerson(app, { email: 'grace@example.com' });
    app.listen();
    const text = new Blob([credentials]).stream();
    const answer = await app.send({
      method: 'POST',
      path: '/api/auth/login',
      headers: jsonType,
      body: text,
    });
    expect(answer.status).toBe(200);
  });
});
