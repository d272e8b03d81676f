// Bytes that are hardly HTTP: whatever arrives, the server answers sensibly or hangs up, and goes on.
import { afterAll, expect, test } from 'bun:test';
import fc from 'fast-check';
import { createTestApp } from '../support/test-app.ts';
import { fuzzRun, fuzzTimeout } from './fuzz-run.ts';
import { rawRequest, sendRaw } from './raw-http.ts';

const share = 1500;
const hasEmptySegment = /^\w+ \/(?![^ ]*(?:\.|%2e))[^ ?#]*\/\//i;
const app = await createTestApp({ RATE_LIMIT: 'off', LOG_LEVEL: 'debug' });
const port = Number(new URL(app.listen()).port);
afterAll(() => app[Symbol.asyncDispose]());

test(
  'no bytes make the server fail, hang, or repeat them as headers',
  async () => {
    const property = fc.asyncProperty(rawRequest, async (bytes) => {
      const seen = app.lines.length;
      const { text, isClosed } = await sendRaw(port, bytes);
      expect(isClosed).toBe(true);
      const [head = ''] = text.split('\r\n\r\n', 1);
      expect(head.toLowerCase()).not.toContain('x-injected');
      // The parser in front of us has a status of its own for strange versions.
      const statuses = [...text.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map((match) => match[1]);
      expect(statuses.filter((status) => /^5(?!05)/.test(String(status)))).toEqual([]);
      // The router would pass over an empty segment; a proxy that guards paths by name does not.
      const final = statuses.find((status) => status !== '100') ?? '400';
      if (hasEmptySegment.test(bytes)) expect(final).toMatch(/^4|^505/);
      for (const line of app.lines.slice(seen)) expect(line).not.toContain('\n');
      expect((await app.get('/health/live')).status).toBe(200);
    });
    await fc.assert(property, fuzzRun(share));
  },
  fuzzTimeout(share),
);
