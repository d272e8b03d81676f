// The pages inside the program as it is given to people.
import { afterAll, expect, setDefaultTimeout, test } from 'bun:test';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildProgram } from './support/built-program.ts';
import { fourCorners } from './support/images/png.ts';
import { directory, endProcesses, startServer } from './support/process.ts';
import { createTestApp } from './support/test-app.ts';

setDefaultTimeout(300_000);

afterAll(endProcesses);

test('the binary serves the same pages as from source, in its brand', async () => {
  const logo = join(directory(), 'logo.png');
  writeFileSync(logo, fourCorners(600, 300));
  const env = {
    APP_URL: 'https://auth.example.com',
    BRAND_NAME: 'Miller',
    BRAND_COLOR: '#7a1fa2',
    BRAND_LOGO: logo,
  };
  const { command } = await buildProgram();
  await using built = await startServer({ command, env });
  await using app = await createTestApp(env);
  const page = await (await built.get('/login')).text();
  const { text: source } = await app.get('/login');
  expect(withoutHashes(page)).toBe(withoutHashes(source));
  const inSource = linksIn(source);
  expect(inSource.filter((path) => /\/theme-|brand/.test(path))).toHaveLength(3);
  for (const [index, path] of linksIn(page).entries()) {
    const text = await (await built.get(path)).text();
    const expected = (await app.get(inSource[index] ?? '')).text;
    expect({ path, text: withoutHashes(text) }).toEqual({ path, text: withoutHashes(expected) });
  }
});

function linksIn(html: string): readonly string[] {
  return [...html.matchAll(/(?:href|src)="(\/[^"]+)"/g)].map(([, path = '']) => path);
}

/** The hashes in names of files, and alone as texts, also depend on the directory in which the bundle was made. */
function withoutHashes(text: string): string {
  return text.replaceAll(/-[a-z0-9]{8}(?=\.(?:js|css|svg)\b)|"[a-z0-9]{8}"/g, '');
}
