// Preloaded into a server by test/architecture-start.test.ts: writes which modules it has loaded when it ends.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

process.on('exit', () => {
  const { DATA_DIR = '.' } = process.env;
  writeFileSync(join(DATA_DIR, 'loaded-modules.json'), JSON.stringify(Object.keys(require.cache)));
});
