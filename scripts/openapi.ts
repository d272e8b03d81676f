// Writes the OpenAPI document of the server as it stands now to src/web/docs/openapi.json, which the server sends.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createApp } from '../src/app.ts';
import { loadConfig } from '../src/config/config.ts';
import { openApiDocument } from '../src/http/openapi.ts';
import { createLog } from '../src/io/log.ts';
import { createServices } from '../src/services.ts';
import { version } from '../src/version.ts';

const file = resolve(import.meta.dir, '../src/web/docs/openapi.json');

const directory = mkdtempSync(join(tmpdir(), 'anchor-openapi-'));
const { config } = loadConfig({ env: { DATA_DIR: directory } });
const services = await createServices({
  config,
  log: createLog({ level: 'error', format: 'pretty', write: console.error }),
});
try {
  const document = await openApiDocument(createApp(services), version);
  await Bun.write(file, `${JSON.stringify(document, null, 2)}\n`);
} finally {
  await services.close();
  rmSync(directory, { recursive: true });
}
// The formatter has its own idea of short lists.
await Bun.$`${process.execPath} fmt ${file}`.quiet();
