// Preloaded into a server by test/architecture-start.test.ts: says at its end which modules it has loaded.
import { writeSync } from 'node:fs';

process.on('exit', () => {
  writeSync(2, `${JSON.stringify(Object.keys(require.cache))}\n`);
});
