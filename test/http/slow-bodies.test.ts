// Bodies that come in slowly are held in memory meanwhile: all together they may hold so much and no more.
import { describe, expect, test } from 'bun:test';
import { createBodyReader } from '../../src/http/body-bytes.ts';
import { addPerson, password } from '../support/people.ts';
import { createTestApp } from '../support/test-app.ts';

const limit = { maxBytes: 100_000, tooLarge: 'payload_too_large', maxSeconds: 60 } as const;

/** A body that has begun with so many bytes and continues on demand. */
function slowBody(bytes: number) {
  const { promise: ending, resolve: end } = Promise.withResolvers<void>();
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      controller.enqueue(new Uint8Array(bytes).fill(0x20));
      await ending;
      controller.close();
    },
  });
  return { body, end };
}

function requestWith(body: ReadableStream): Request {
  return new Request('http://localhost/', { method: 'POST', body });
}

const asTheyAre = (bytes: Uint8Array) => bytes;

/** Lets what is under way come as far as it can. */
const settle = () => Bun.sleep(0);

describe('bodies that are coming in', () => {
  test('are refused once they hold too much together, and not before', async () => {
    const read = createBodyReader({ ...limit, maxHeldBytes: 200_000 });
    const slow = [slowBody(90_000), slowBody(90_000)];
    const reading = slow.map(({ body }) => read(requestWith(body), asTheyAre));
    await settle();
    const late = slowBody(90_000);
    expect(read(requestWith(late.body), asTheyAre)).rejects.toMatchObject({
      code: 'server_busy',
      retryAfterSeconds: 2,
    });
    await settle();
    for (const { end } of slow) end();
    expect((await Promise.all(reading)).map(({ byteLength }) => byteLength)).toEqual([
      90_000, 90_000,
    ]);
    const next = slowBody(90_000);
    next.end();
    expect((await read(requestWith(next.body), asTheyAre)).byteLength).toBe(90_000);
  });

  test('give back what they held when they are refused', async () => {
    const read = createBodyReader({ ...limit, maxHeldBytes: 200_000 });
    for (let round = 0; round < 5; round++) {
      const long = slowBody(150_000);
      expect(read(requestWith(long.body), asTheyAre)).rejects.toMatchObject({
        code: 'payload_too_large',
      });
      await settle();
    }
    const next = slowBody(90_000);
    next.end();
    expect((await read(requestWith(next.body), asTheyAre)).byteLength).toBe(90_000);
  });

  test('are let in as long as they are small, whatever others hold', async () => {
    const read = createBodyReader({ ...limit, maxHeldBytes: 50_000 });
    const slow = slowBody(49_999);
    const reading = read(requestWith(slow.body), asTheyAre);
    await settle();
    const small = slowBody(1000);
    small.end();
    expect((await read(requestWith(small.body), asTheyAre)).byteLength).toBe(1000);
    slow.end();
    await reading;
  });

  test('are cut off when they never end', async () => {
    const read = createBodyReader({ ...limit, maxHeldBytes: 200_000, maxSeconds: 0.01 });
    const endless = slowBody(90_000);
    const refusal = await read(requestWith(endless.body), asTheyAre).catch(
      (error: unknown) => error,
    );
    expect(refusal).toMatchObject({ code: 'malformed_request' });
    const next = slowBody(90_000);
    next.end();
    expect((await read(requestWith(next.body), asTheyAre)).byteLength).toBe(90_000);
  });
});

test('two hundred slow bodies leave the server free for a sign-in', async () => {
  await using app = await createTestApp({ RATE_LIMIT: 'off' });
  await addPerson(app, { email: 'grace@example.com' });
  const slow = Array.from({ length: 200 }, () => slowBody(100_000));
  const call = { method: 'POST', path: '/api/auth/logout' };
  const headers = { 'content-type': 'application/json' };
  const answers = slow.map(({ body }) => app.send({ ...call, headers, body }));
  const refused = await Promise.race(answers);
  expect({ status: refused.status, retryAfter: refused.headers.get('retry-after') }).toEqual({
    status: 503,
    retryAfter: '2',
  });
  const json = { email: 'grace@example.com', password };
  expect((await app.post('/api/auth/login', json)).status).toBe(200);
  for (const { end } of slow) end();
  const statuses = (await Promise.all(answers)).map(({ status }) => status);
  // What was let in is an empty object, which signs out of nothing.
  expect(new Set(statuses)).toEqual(new Set([200, 503]));
});
